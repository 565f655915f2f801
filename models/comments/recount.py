"""Counting anew what posts and comments keep of their threads, while the forum runs: some posts at a time, locked."""

from uuid import UUID

from models import database
from models.recounts import Mended as Mended

BATCH = 20


_SEEN = "from comment where comment.post_id = post.id and comment.status = 'VISIBLE'"
_FIGURES = [
    ("post", "id", "comment_count", f"(select count(*) {_SEEN})"),
    ("post", "id", "participant_count", f"(select count(distinct comment.author_id) {_SEEN})"),
    ("post", "id", "last_activity_at", f"greatest(post.created_at, (select max(comment.created_at) {_SEEN}))"),
    ("comment", "post_id", "reply_count", "(select count(*) from comment as reply where reply.parent_id = comment.id)"),
]
_PARTICIPANTS = """
    with truth as (
      select post_id, author_id as person_id, count(*)::int as comment_count from comment
      where post_id = any($1) and status = 'VISIBLE' group by 1, 2),
    gone as (
      delete from participant where post_id = any($1)
        and not exists (select from truth where (post_id, person_id) = (participant.post_id, participant.person_id))
      returning post_id as id, comment_count as was, 0 as now),
    here as (
      insert into participant select * from truth on conflict (post_id, person_id) do update
      set comment_count = excluded.comment_count where participant.comment_count <> excluded.comment_count
      returning post_id as id, coalesce(old.comment_count, 0) as was, new.comment_count as now)
    select id, was::text, now::text from gone union all select id, was::text, now::text from here
"""


async def recount() -> list[Mended]:
    """Set right whatever is wrong in posts that are not deleted: what that was."""
    mended: list[Mended] = []
    last = UUID(int=0)
    while True:
        async with database.transaction():
            posts = await database.execute(
                "select id from post where id > $1 and deleted_at is null order by id limit $2 for update", last, BATCH
            )
            ids = [post["id"] for post in posts]
            for table, key, column, truth in _FIGURES:
                found = await database.execute(_mend(table, key, column, truth), ids)
                mended += [Mended(f"{table}.{column}", **row) for row in found]
            mended += [Mended("participant.comment_count", **row) for row in await database.execute(_PARTICIPANTS, ids)]
        if not ids:
            return mended
        last = ids[-1]


def _mend(table: str, key: str, column: str, truth: str) -> str:
    return f"""
        update {table} set {column} = counted.truth
        from (select {table}.id, {truth} as truth from {table} where {table}.{key} = any($1)) as counted
        where {table}.id = counted.id and {table}.{column} <> counted.truth
        returning {table}.id, old.{column}::text as was, new.{column}::text as now
    """
