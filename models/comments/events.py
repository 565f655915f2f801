"""What happens to comments. The key is the post's id: what happens under one post stays in its order."""

from enum import Enum
from uuid import UUID

from models.events import Event


class CommentStatus(Enum):
    VISIBLE = "VISIBLE"
    DELETED = "DELETED"
    HIDDEN = "HIDDEN"


class CommentAdded(Event, type="comment.added.v1", topic="comments", key="post_id"):
    """`comment_count` is the post's, with this one; `client_mutation_id` is how its author's client knows it."""

    comment_id: UUID
    post_id: UUID
    parent_id: UUID | None
    author_id: UUID
    comment_count: int
    client_mutation_id: str | None


class CommentEdited(Event, type="comment.edited.v1", topic="comments", key="post_id"):
    comment_id: UUID
    post_id: UUID
    author_id: UUID
    version: int


class CommentDeleted(Event, type="comment.deleted.v1", topic="comments", key="post_id"):
    comment_id: UUID
    post_id: UUID
    author_id: UUID
    comment_count: int


class CommentStatusChanged(Event, type="comment.status-changed.v1", topic="comments", key="post_id"):
    """To all but those who read what is hidden: below a hidden post every comment is, and the post counts none."""

    comment_id: UUID
    post_id: UUID
    author_id: UUID
    was: CommentStatus
    status: CommentStatus
    comment_count: int
