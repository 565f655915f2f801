"""What a post counts of its visible comments, kept in the transaction that changes them; its row is locked before."""

from datetime import datetime
from uuid import UUID

from models import database


async def count_in(post_id: UUID, author_id: UUID, created_at: datetime) -> int:
    """A comment is to be seen now: how many the post has with it."""
    (own,) = await database.execute(
        """
        insert into participant as p (post_id, person_id, comment_count) values ($1, $2, 1)
        on conflict (post_id, person_id) do update set comment_count = p.comment_count + 1
        returning comment_count
        """,
        *(post_id, author_id),
    )
    (post,) = await database.execute(
        """
        update post set comment_count = comment_count + 1, participant_count = participant_count + $2,
          last_activity_at = greatest(last_activity_at, $3)
        where id = $1 returning comment_count
        """,
        *(post_id, 1 if own["comment_count"] == 1 else 0, created_at),
    )
    count: int = post["comment_count"]
    return count


async def count_out(post_id: UUID, author_id: UUID, created_at: datetime) -> int:
    """A comment, whose row says so already, is to be seen no more: how many the post has without it."""
    own = (post_id, author_id)
    last = await database.execute(
        "delete from participant where post_id = $1 and person_id = $2 and comment_count = 1 returning 1", *own
    )
    if not last:
        less = "update participant set comment_count = comment_count - 1 where post_id = $1 and person_id = $2"
        await database.execute(less, *own)
    # Only where the newest goes are the others looked through.
    (post,) = await database.execute(
        """
        update post set comment_count = comment_count - 1, participant_count = participant_count - $2,
          last_activity_at = case when last_activity_at > $3 then last_activity_at else greatest(created_at, (
            select max(comment.created_at) from comment where post_id = post.id and status = 'VISIBLE')) end
        where id = $1 returning comment_count
        """,
        *(post_id, len(last), created_at),
    )
    count: int = post["comment_count"]
    return count
