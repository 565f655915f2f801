"""Reputation: the votes of others on what somebody wrote, summed up; what was deleted since keeps counting."""

from dataclasses import dataclass
from uuid import UUID

from models import database


@dataclass(frozen=True)
class Sum:
    """Somebody's reputation as it was kept, and as it is."""

    was: int
    now: int


async def sum_up(person_id: UUID) -> Sum | None:
    """Bring somebody's reputation up to date in the transaction that is open; None where nobody is there.

    The person is locked before the votes are read: of two sums the later one read the later votes. Adding what each
    event changed would be cheaper, and never right again once it was wrong.
    """
    people = await database.execute("select reputation from person where id = $1 for no key update", person_id)
    if not people:
        return None
    (sums,) = await database.execute(
        """
        select coalesce(sum(score), 0)::int as now from (
          select score from post where author_id = $1 union all select score from comment where author_id = $1)
        """,
        person_id,
    )
    found = Sum(people[0]["reputation"], sums["now"])
    if found.was != found.now:
        await database.execute("update person set reputation = $2 where id = $1", person_id, found.now)
    return found


async def follow(person_id: UUID) -> None:
    """As `sum_up`, of one among many news in the transaction that is open: once it has changed, that holds for all.

    All of those news are of votes that were kept before the transaction began, and the first sum has them all: five
    hundred votes on one person's post are read once.
    """
    sql = "select 1 from person where id = $1 and xmin <> pg_current_xact_id()::xid"
    if await database.execute(sql, person_id):
        await sum_up(person_id)
