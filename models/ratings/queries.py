"""Questions about votes, each one read of the database."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from models import database
from models.database import Row
from models.pages import Cut, Keyset, Order, Page
from models.people.queries import PersonRow
from models.people.rules import VISIBLE
from models.ratings.rules import Vote

NEWEST = Order("voters", "post_vote.cast_at", "timestamptz", descending=True)

_VOTERS = f"""
    from post_vote join person on person.id = post_vote.person_id
    where post_vote.post_id = of.id and ($2::smallint is null or post_vote.value = $2) and {VISIBLE}
"""


async def votes_on_posts(person_id: UUID, ids: Collection[UUID]) -> dict[UUID, Vote]:
    """How this person voted on those of these posts that they voted on."""
    return await _votes("post", person_id, ids)


async def votes_on_comments(person_id: UUID, ids: Collection[UUID]) -> dict[UUID, Vote]:
    """How this person voted on those of these comments that they voted on."""
    return await _votes("comment", person_id, ids)


async def _votes(subject: str, person_id: UUID, ids: Collection[UUID]) -> dict[UUID, Vote]:
    sql = f"select {subject}_id as id, value from {subject}_vote where person_id = $1 and {subject}_id = any($2)"
    return {row.id: Vote(row.value) for row in await database.fetch(Row, sql, person_id, list(ids))}


async def voters_pages(
    post_ids: Sequence[UUID], vote: Vote | None, cut: Cut, columns: Iterable[str]
) -> dict[UUID, Page[PersonRow]]:
    """Who voted this way, or either, on each of these posts: the newest vote first."""
    keyset = Keyset(cut, NEWEST, start=3, id="person.id")
    wanted = ", ".join(f"person.{name}" for name in sorted({"id", *columns} & PersonRow.__annotations__.keys()))
    select = f"select {wanted}, {keyset.columns} {_VOTERS}"
    values = (list(post_ids), vote and vote.value, *keyset.values)
    return keyset.pages(post_ids, await database.fetch(PersonRow, keyset.of_each("$1", select), *values))


async def count_voters(post_ids: Sequence[UUID], vote: Vote | None) -> dict[UUID, int]:
    sql = f"""
        select of.id, list.count from unnest($1::uuid[]) as of (id) cross join lateral (
          select count(*) as count {_VOTERS}) as list
    """
    rows = await database.fetch(Row, sql, list(post_ids), vote and vote.value)
    return {row.id: row["count"] for row in rows}
