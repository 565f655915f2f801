"""What the tests of ratings vote on, who votes, and what they look up behind the API."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg

from models import clock, database
from models.actor import Actor, Role
from models.database import Row
from models.posts.events import PostStatus
from models.ratings import actions
from models.ratings.rules import Vote
from models.settings import Settings
from resolvers import ids
from tests.people import ERRORS, person
from tests.visitor import Visitor

RATING = "rating { score upvotes downvotes viewerVote }"
RATE = {
    "post": f"mutation ($input: RatePostInput!) {{ ratePost(input: $input) {{ post {{ id {RATING} }} {ERRORS} }} }}",
    "comment": (
        f"mutation ($input: RateCommentInput!) "
        f"{{ rateComment(input: $input) {{ comment {{ id {RATING} }} {ERRORS} }} }}"
    ),
}
NODE = f"query ($id: ID!) {{ node(id: $id) {{ ... on Post {{ {RATING} }} ... on Comment {{ {RATING} }} }} }}"

_numbers = count(1)


@dataclass(frozen=True)
class Votable:
    """A post or a comment; `post_id` is the post's own id, or that of the post it stands under."""

    kind: str
    id: UUID
    post_id: UUID

    @property
    def global_id(self) -> str:
        return ids.encode(self.kind.title(), self.id)

    async def rate(self, who: Visitor, vote: str | None) -> Any:
        """The rating that the mutation answers."""
        return (await who.mutate(RATE[self.kind], id=self.global_id, vote=vote))[self.kind]["rating"]

    async def refused(self, who: Visitor, vote: str | None = "UP") -> list[tuple[str, str | None]]:
        return await who.refused(RATE[self.kind], id=self.global_id, vote=vote)

    async def cast(self, person_id: UUID, vote: Vote | None, role: Role = Role.MEMBER) -> None:
        """The verb itself, in a transaction."""
        verb = actions.rate_post if self.kind == "post" else actions.rate_comment
        async with database.transaction():
            await verb(Actor(person_id, role=role), self.id, vote)

    async def figures(self) -> tuple[int, int, int]:
        """Upvotes, downvotes and the score, as they are kept."""
        (row,) = await rows(f"select upvotes, downvotes, score from {self.kind} where id = $1", self.id)
        return row.upvotes, row.downvotes, row.score

    async def news(self) -> list[str]:
        """The payloads of what was announced of it, in their order."""
        found = await rows(
            f"select payload from outbox where type = $1 and payload ->> '{self.kind}_id' = $2 order by seq",
            *(f"{self.kind}.rated.v1", str(self.id)),
        )
        return [row.payload for row in found]


async def write(sql: str, *values: object) -> list[dict[str, Any]]:
    async with database.transaction():
        return await database.execute(sql, *values)


async def rows(sql: str, *values: object) -> Sequence[Row]:
    return await database.fetch(Row, sql, *values)


async def new_post(author: str = "ada", status: PostStatus = PostStatus.PUBLISHED) -> Votable:
    (post,) = await write(
        """
        insert into post (author_id, slug, status, title, body, body_html, excerpt, tag_names, given_coin_ids,
          named_coin_ids, created_at, last_activity_at)
        values ($1, $2, $3, 'A post', 'Words', '<p>Words</p>', 'Words', '{}', '{}', '{}', $4, $4) returning id
        """,
        *(await person(author), f"rated-{next(_numbers)}", status.value, clock.now()),
    )
    return Votable("post", post["id"], post["id"])


async def new_comment(author: str = "ada", post: Votable | None = None, status: str = "VISIBLE") -> Votable:
    """Under a post of somebody else's, where none is given."""
    below = post or await new_post("somebody_else")
    (comment,) = await write(
        """
        insert into comment (post_id, author_id, ancestor_ids, depth, status, body, body_html, created_at)
        values ($1, $2, '{}', 0, $3, 'Words', '<p>Words</p>', $4) returning id
        """,
        *(below.id, await person(author), status, clock.now()),
    )
    return Votable("comment", comment["id"], below.id)


async def new(kind: str, author: str = "ada") -> Votable:
    return await new_post(author) if kind == "post" else await new_comment(author)


async def set_status(one: Votable, status: str) -> None:
    """Of the post that it is, or that it stands under; as a moderator would."""
    await write("update post set status = $2 where id = $1", one.post_id, status)


async def crowd(size: int) -> list[UUID]:
    """So many new people."""
    made = await write(
        """
        insert into person (email, email_key, username, username_key, password_hash, role, display_name, public_email,
          reputation, terms_accepted_at, joined_at, confirmed_at)
        select name || '@example.org', name || '@example.org', name, name, '', 'MEMBER', name, false, 0, $2, $2, $2
        from (select 'voter_' || $3::int || '_' || n as name from generate_series(1, $1::int) as n) returning id
        """,
        *(size, clock.now(), next(_numbers)),
    )
    return [row["id"] for row in made]


@asynccontextmanager
async def elsewhere(forum: Settings) -> AsyncIterator[asyncpg.Connection]:
    """A transaction of another process, committed in the end."""
    connection = await asyncpg.connect(forum.database_url.get_secret_value())
    async with connection.transaction():
        yield connection
    await connection.close()


async def somebody_waits() -> bool:
    """Whether anything in this database waits for a lock."""
    sql = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    return bool(await rows(sql))
