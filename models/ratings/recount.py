"""Ratings and reputations counted anew, from the votes.

A vote and its count are of one transaction, so that no snapshot shows the one without the other: what differs in a
plain read is wrong. Only that is locked, alone, and counted once more; a forum that is right is never held up.
"""

from collections.abc import AsyncIterator
from uuid import UUID

from models import database
from models.database import Row
from models.outbox import announce
from models.ratings.events import CommentRated, PostRated
from models.ratings.reputation import sum_up
from models.recounts import Mended as Mended

MOST = 1000
"""How many rows one read compares."""
_BEFORE_ALL = UUID(int=0)

_VOTES = """
    select count(*) filter (where value = 1)::int as up, count(*) filter (where value = -1)::int as down
    from {subject}_vote where {subject}_id = {subject}.id
"""
_RATINGS = f"""
    select {{subject}}.id, (upvotes, downvotes) is distinct from (up, down) as is_wrong
    from {{subject}} cross join lateral ({_VOTES}) as vote where {{subject}}.id > $1 order by {{subject}}.id limit $2
"""
_REPUTATIONS = """
    with few as materialized (select id, reputation from person where id > $1 order by id limit $2),
    written as (
      select author_id, sum(score) as score from (
        select author_id, score from post union all select author_id, score from comment)
      where author_id in (select id from few) group by author_id)
    select few.id, reputation <> coalesce(score, 0) as is_wrong
    from few left join written on author_id = few.id order by few.id
"""


async def recount() -> list[Mended]:
    """Set right whatever is wrong: what that was. Reputations come last, for they sum up the ratings."""
    mended = [
        await _mend_rating(subject, id)
        for subject in ("post", "comment")
        async for id in _wrong(_RATINGS.format(subject=subject))
    ]
    mended += [await _mend_reputation(id) async for id in _wrong(_REPUTATIONS)]
    return [one for one in mended if one]


async def _wrong(compared: str) -> AsyncIterator[UUID]:
    last = _BEFORE_ALL
    while rows := await database.fetch(Row, compared, last, MOST):
        for row in rows:
            if row.is_wrong:
                yield row.id
        last = rows[-1].id


async def _mend_rating(subject: str, id: UUID) -> Mended | None:
    """Count one post's or comment's votes while nobody votes on it."""
    async with database.transaction():
        sql = f"select upvotes, downvotes from {subject} where id = $1 for no key update"
        (before,) = await database.execute(sql, id)
        mended = await database.execute(
            f"""
            with vote as (select {subject}.id as of_id, up, down from {subject} cross join lateral (
              {_VOTES.format(subject=subject)}) as vote where {subject}.id = $1)
            update {subject} set upvotes = up, downvotes = down from vote
            where id = of_id and (upvotes, downvotes) is distinct from (up, down)
            returning author_id, {"id as post_id" if subject == "post" else "id as comment_id, post_id"},
              score, upvotes, downvotes
            """,
            id,
        )
        if not mended:
            return None
        (after,) = mended
        await announce(PostRated(**after) if subject == "post" else CommentRated(**after))
    return Mended(f"{subject}.votes", id, _figures(before), _figures(after))


def _figures(rating: dict[str, int]) -> str:
    return f"+{rating['upvotes']} -{rating['downvotes']}"


async def _mend_reputation(id: UUID) -> Mended | None:
    """Sum one person's up. The effect may have come first: news that is on its way is no error."""
    async with database.transaction():
        found = await sum_up(id)
    return Mended("person.reputation", id, str(found.was), str(found.now)) if found and found.was != found.now else None
