"""What happens to ratings. The key is the post's id, also of a comment's: who watches a post hears all of it."""

from uuid import UUID

from models.events import Event


class PostRated(Event, type="post.rated.v1", topic="ratings", key="post_id"):
    """The rating as it is now; `author_id` is whose reputation it counts for."""

    post_id: UUID
    author_id: UUID
    score: int
    upvotes: int
    downvotes: int


class CommentRated(Event, type="comment.rated.v1", topic="ratings", key="post_id"):
    comment_id: UUID
    post_id: UUID
    author_id: UUID
    score: int
    upvotes: int
    downvotes: int
