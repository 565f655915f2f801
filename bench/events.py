"""Events a second from the outbox to what they do (`python -m bench.events [COUNT]`, `make bench-events`).

All of them are committed at one moment: first as many comments, which the action log takes by hundreds, then as many
ratings, which reputation follows one by one.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from uuid import UUID

import uvloop

from bench.forum import forum, running
from models import database, feeds, progress, servers
from models.comments.events import CommentAdded
from models.database import Row
from models.events import Event
from models.outbox import announce
from models.ratings.events import PostRated
from models.settings import settings

COUNT = 20_000
LOOKS = 0.02


async def how_far(topic: str, effect: str) -> dict[str, int]:
    feed, done = (await feeds.ends()).get(topic), await progress.positions()
    numbered, published = (feed.position, feed.published) if feed else (0, 0)
    return {"numbered": numbered, "published": published, "done in effect": done[effect, topic]}


async def measure(count: int, effect: str, tell: Callable[[int], Event]) -> None:
    """From the commit on, how long it took until all of them were so far."""
    topic = tell(0).topic
    before = await how_far(topic, effect)
    async with database.transaction():
        for number in range(count):
            await announce(tell(number))
    committed_at, rates = time.monotonic(), dict.fromkeys(before, 0.0)
    while not all(rates.values()):
        await asyncio.sleep(LOOKS)
        for name, position in (await how_far(topic, effect)).items():
            if position >= before[name] + count and not rates[name]:
                rates[name] = count / (time.monotonic() - committed_at)
    print(f"{topic + ': ' + effect:30}" + "".join(f"{rate:>16,.0f}" for rate in rates.values()), flush=True)


async def bench(count: int) -> None:
    await servers.connect(settings())
    posts = await database.fetch(Row, "select id, author_id from post where status = 'PUBLISHED' order by id")

    def comment(number: int) -> Event:
        post = posts[number % len(posts)]
        return CommentAdded(
            comment_id=UUID(int=number),
            post_id=post.id,
            parent_id=None,
            author_id=post.author_id,
            comment_count=number,
            client_mutation_id=None,
        )

    def rating(number: int) -> Event:
        post = posts[number % len(posts)]
        return PostRated(post_id=post.id, author_id=post.author_id, score=1, upvotes=1, downvotes=0)

    names = "".join(f"{name:>16}" for name in await how_far("comments", "action_log"))
    print(f"{f'{count:,} events, a second:':30}{names}")
    await measure(count, "action_log", comment)
    await measure(count, "reputation", rating)
    await servers.disconnect()


def main(words: Sequence[str]) -> None:
    count = int(words[0]) if words else COUNT
    worker = (sys.executable, "-m", "workers")
    with forum(), running(*worker, "topics", "relay"), running(*worker, "consumer"):
        uvloop.run(bench(count))


if __name__ == "__main__":
    main(sys.argv[1:])
