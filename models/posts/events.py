"""What happens to posts."""

from enum import Enum
from uuid import UUID

from models.events import Event


class PostStatus(Enum):
    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    HIDDEN = "HIDDEN"
    LOCKED = "LOCKED"


class PostDrafted(Event, type="post.drafted.v1", topic="posts", key="post_id"):
    post_id: UUID
    author_id: UUID


class PostPublished(Event, type="post.published.v1", topic="posts", key="post_id"):
    post_id: UUID
    author_id: UUID


class PostEdited(Event, type="post.edited.v1", topic="posts", key="post_id"):
    """`version` is the one that it has now, tags and coins those that it had; drafts are edited without news."""

    post_id: UUID
    author_id: UUID
    version: int
    tags_before: list[str]
    coins_before: list[UUID]


class PostDeleted(Event, type="post.deleted.v1", topic="posts", key="post_id"):
    post_id: UUID
    author_id: UUID
    was: PostStatus


class PostStatusChanged(Event, type="post.status-changed.v1", topic="posts", key="post_id"):
    post_id: UUID
    author_id: UUID
    was: PostStatus
    status: PostStatus


class PostBookmarked(Event, type="post.bookmarked.v1", topic="posts", key="post_id"):
    post_id: UUID
    person_id: UUID
    bookmarked: bool
