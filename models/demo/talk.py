"""Has the demo's people say what they say: posts, threads and votes, the same at every beginning."""

from datetime import datetime
from random import Random
from uuid import UUID

from models import clock, database
from models.accounts.rules import fold
from models.coins.queries import CoinKey, coin_by
from models.comments import actions as comments
from models.demo.conversations import REASONS, DemoPost, conversations
from models.demo.people import people
from models.people.queries import people_by_username
from models.posts import actions as posts
from models.posts import words
from models.posts.events import PostStatus
from models.posts.rules import MOST_COINS
from models.ratings import actions as ratings
from models.ratings.reputation import sum_up
from models.ratings.rules import Vote

LIKED, DISLIKED = 0.45, 0.05
"""How likely a person is to vote up, or down, on a post; on a comment it is half of that."""


async def begin() -> int:
    """Put in the conversations that are not here yet, each in a transaction of its own: how many."""
    known = await people_by_username([fold(person.username) for person in people()])
    by_name = {row.username: row.id for row in known.values()}
    now, begun = clock.now(), 0
    for post in conversations():
        if post.author in by_name and await _begin(post, by_name, now):
            begun += 1
    if begun:
        async with database.transaction():
            for person_id in by_name.values():
                await sum_up(person_id)
    return begun


async def _begin(post: DemoPost, by_name: dict[str, UUID], now: datetime) -> bool:
    # Those that its words name come by themselves.
    coins = [coin.id for slug in post.coins[:MOST_COINS] if (coin := await coin_by(CoinKey.SLUG, slug, ()))]
    given = {"title": post.title, "body": post.body, "preview": post.preview, "tags": post.tags, "coin_ids": coins}
    written = await words.checked(given)
    said = [None if comment.deleted else await comments.prepare_words(comment.body) for comment in post.comments]
    random, at = Random(post.title), now - post.age
    async with database.transaction():
        id = await posts.take_in(by_name[post.author], post.status, at, written, REASONS.get(post.status))
        if not id:
            return False
        if post.status is not PostStatus.DRAFT:
            await ratings.take_in("post", id, _votes(random, by_name, post.author, 1), at)
        ids: list[UUID] = []
        for comment, text in zip(post.comments, said, strict=True):
            parent_id = None if comment.parent is None else ids[comment.parent]
            author_id, when = by_name[comment.author], at + comment.after
            ids.append(await comments.take_in(id, parent_id, author_id, text, when))
            await ratings.take_in("comment", ids[-1], _votes(random, by_name, comment.author, 0.5), when)
    return True


def _votes(random: Random, by_name: dict[str, UUID], author: str, often: float) -> dict[UUID, Vote]:
    drawn = {name: random.random() / often for name in sorted(by_name) if name != author}
    return {
        by_name[name]: Vote.UP if chance < LIKED else Vote.DOWN
        for name, chance in drawn.items()
        if chance < LIKED + DISLIKED
    }
