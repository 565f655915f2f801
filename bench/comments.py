"""Says comments at a steady rate (`python -m bench.comments RATE SECONDS`): prints when each was committed.

Each is written before, and said in a transaction of its own: of two cores, writing them would take the one.
"""

import asyncio
import json
import sys
import time
from uuid import UUID

import uvloop

from models import clock, database, servers
from models.comments.actions import prepare_words, take_in
from models.comments.events import CommentAdded
from models.database import Row
from models.outbox import announce
from models.settings import settings

RATE, SECONDS = float(sys.argv[1]), float(sys.argv[2])


async def say() -> dict[str, int]:
    """When, on the clock that all processes share, each was said, in ns."""
    comments, committed = await written(), {}

    async def say_one(news: CommentAdded) -> None:
        async with database.transaction():
            await announce(news)
        committed[f"comment_{news.comment_id.hex}"] = time.monotonic_ns()

    async with asyncio.TaskGroup() as tasks:
        begun = time.monotonic()
        for number, news in enumerate(comments):
            await asyncio.sleep(begun + number / RATE - time.monotonic())
            tasks.create_task(say_one(news))
    return committed


async def written() -> list[CommentAdded]:
    sql = "select id, author_id from post where status = 'PUBLISHED' and deleted_at is null order by id"
    posts = await database.fetch(Row, sql)
    words = await prepare_words("A comment as they are written all day long, of a line or so.")
    written = []
    async with database.transaction():
        for number in range(round(RATE * SECONDS)):
            post = posts[number % len(posts)]
            id: UUID = await take_in(post.id, None, post.author_id, words, clock.now())
            written.append(
                CommentAdded(
                    comment_id=id,
                    post_id=post.id,
                    parent_id=None,
                    author_id=post.author_id,
                    comment_count=number,
                    client_mutation_id=None,
                )
            )
    return written


async def main() -> None:
    await servers.connect(settings())
    print(json.dumps(await say()))
    await servers.disconnect()


if __name__ == "__main__":
    uvloop.run(main())
