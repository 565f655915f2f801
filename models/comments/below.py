"""What becomes of the comments below a post when the post goes or comes back; its row is locked before."""

from uuid import UUID

from models import database
from models.actor import Actor
from models.comments.events import CommentDeleted, CommentStatus, CommentStatusChanged
from models.outbox import announce_each


async def hide(actor: Actor, post_id: UUID) -> None:
    """Say of each that is to be seen that it is not any more."""
    await _change(actor, post_id, CommentStatus.VISIBLE, CommentStatus.HIDDEN, comment_count=0)


async def show(actor: Actor, post_id: UUID, comment_count: int) -> None:
    """Say of each that it is to be seen again; what was hidden by itself stays hidden."""
    await _change(actor, post_id, CommentStatus.HIDDEN, CommentStatus.VISIBLE, comment_count)


async def delete(actor: Actor, post_id: UUID) -> None:
    """Take the words of all of them away, also of those that moderators alone could read."""
    deleted = await database.execute(
        """
        with deleted as (
          update comment set status = 'DELETED', status_reason = null, body = '', body_html = ''
          where post_id = $1 and status <> 'DELETED' returning *)
        select id, author_id from deleted order by created_at, id
        """,
        post_id,
    )
    news = [
        CommentDeleted(comment_id=one["id"], post_id=post_id, author_id=one["author_id"], comment_count=0)
        for one in deleted
    ]
    await announce_each(news, actor)


async def _change(actor: Actor, post_id: UUID, was: CommentStatus, status: CommentStatus, comment_count: int) -> None:
    """The rows stay as they are: they say what a comment is by itself, and the post's says the rest."""
    visible = await database.execute(
        "select id, author_id from comment where post_id = $1 and status = 'VISIBLE' order by created_at, id", post_id
    )
    news = [
        CommentStatusChanged(
            comment_id=one["id"],
            post_id=post_id,
            author_id=one["author_id"],
            was=was,
            status=status,
            comment_count=comment_count,
        )
        for one in visible
    ]
    await announce_each(news, actor)
