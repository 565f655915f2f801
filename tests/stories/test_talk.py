"""A thousand things at once: all write, answer, vote, edit, delete and moderate, and every count is right."""

import asyncio
from random import Random
from uuid import UUID

import pytest

from models import database
from models.actor import Actor, Role
from models.comments import actions as comments
from models.comments import recount as of_comments
from models.database import Row
from models.errors import Refusal
from models.posts import actions as posts
from models.posts import recount as of_posts
from models.posts import words
from models.posts.events import PostStatus
from models.ratings import actions as ratings
from models.ratings import recount as of_ratings
from models.ratings.rules import Vote
from models.settings import Settings
from tests.people import person

OPERATIONS, AT_ONCE = 1000, 20
TAGS = ["staking", "wallets", "fees", "privacy", "taxes"]


class Crowd:
    """People who do whatever comes to their minds."""

    def __init__(self, random: Random, actors: list[Actor], moderator: Actor) -> None:
        self.random, self.actors, self.moderator = random, actors, moderator
        self.posts: list[UUID] = []
        self.comments: list[tuple[UUID, UUID]] = []
        self.refused = 0

    async def act(self) -> None:
        deed = self.random.choices(
            [
                self.write,
                self.retag,
                self.say,
                self.answer,
                self.unsay,
                self.vote,
                self.rate,
                self.take,
                self.keep,
                self.moderate,
            ],
            weights=[6, 4, 25, 20, 6, 15, 15, 1, 4, 4],
        )[0]
        try:
            await deed(self.random.choice(self.actors))
        except Refusal:
            self.refused += 1

    async def write(self, actor: Actor) -> None:
        tags = self.random.sample(TAGS, 2)
        written = await words.checked({"title": "Many hands", "body": "Make light work.", "tags": tags})
        async with database.transaction():
            id = await posts.create(actor, written, draft=self.random.random() < 0.2, client_mutation_id=None, input={})
        self.posts.append(id)

    async def retag(self, actor: Actor) -> None:
        written = await words.checked({"tags": self.random.sample(TAGS, 2)})
        async with database.transaction():
            await posts.update(actor, self.random.choice(self.posts), written, None)

    async def say(self, actor: Actor) -> None:
        await self._comment(actor, self.random.choice(self.posts), None)

    async def answer(self, actor: Actor) -> None:
        if self.comments:
            await self._comment(actor, *self.random.choice(self.comments))

    async def _comment(self, actor: Actor, post_id: UUID, parent_id: UUID | None) -> None:
        said = await comments.prepare_words("Well said.")
        async with database.transaction():
            id = await comments.add_comment(actor, post_id, parent_id, said)
        self.comments.append((post_id, id))

    async def unsay(self, actor: Actor) -> None:
        if self.comments:
            async with database.transaction():
                await comments.delete_comment(self.moderator, self.random.choice(self.comments)[1])

    async def vote(self, actor: Actor) -> None:
        async with database.transaction():
            await ratings.rate_post(actor, self.random.choice(self.posts), self._vote())

    async def rate(self, actor: Actor) -> None:
        if self.comments:
            async with database.transaction():
                await ratings.rate_comment(actor, self.random.choice(self.comments)[1], self._vote())

    def _vote(self) -> Vote | None:
        return self.random.choice([Vote.UP, Vote.UP, Vote.DOWN, None])

    async def take(self, actor: Actor) -> None:
        async with database.transaction():
            await posts.delete(actor, self.random.choice(self.posts))

    async def keep(self, actor: Actor) -> None:
        async with database.transaction():
            await posts.bookmark(actor, self.random.choice(self.posts), self.random.random() < 0.7)

    async def moderate(self, actor: Actor) -> None:
        status = self.random.choice([PostStatus.LOCKED, PostStatus.HIDDEN, PostStatus.PUBLISHED])
        async with database.transaction():
            await posts.set_status(self.moderator, self.random.choice(self.posts), status, None)


@pytest.mark.parametrize("seed", [1, 2])
async def test_after_a_thousand_things_at_once_every_count_equals_a_recount(forum: Settings, seed: int) -> None:
    random = Random(seed)
    actors = [Actor(await person(f"hand_{number}")) for number in range(12)]
    crowd = Crowd(random, actors, Actor(await person("the_mod", Role.MODERATOR), role=Role.MODERATOR))
    for _ in range(5):
        await crowd.write(random.choice(actors))

    for _ in range(0, OPERATIONS, AT_ONCE):
        await asyncio.gather(*(crowd.act() for _ in range(AT_ONCE)))

    assert crowd.refused < OPERATIONS / 2
    assert await of_comments.recount() == []
    assert await of_posts.recount() == []
    assert [one for one in await of_ratings.recount() if one.of != "person.reputation"] == []
    assert await crossed() == []


async def crossed() -> list[Row]:
    """Events whose order within their post is not the order of what they say.

    But of those that come and go with their post: they say 0, or all there are, each of them.
    """
    return list(
        await database.fetch(
            Row,
            """
            select key from (
              select key, type, (payload ->> 'comment_count')::int as count,
                lag((payload ->> 'comment_count')::int) over (partition by key order by seq) as before
              from outbox
              where type in ('comment.added.v1', 'comment.deleted.v1')
                and (payload ->> 'comment_count')::int > 0) as told
            where before is not null and abs(count - before) > 1
            """,
        )
    )
