"""Who may see which posts, and what may be done to them."""

from models.actor import Actor, Role
from models.posts.events import PostStatus

LISTED = "(post.deleted_at is null and post.status in ('PUBLISHED', 'LOCKED'))"
"""SQL over `post`: what stands in lists, counts, search and streams, for everybody alike."""


def readable(viewer: str, moderates: str) -> str:
    """SQL over `post`: what this person may read by its address, and what hangs below it.

    Both are SQL: the person's id or null, and whether they moderate. One's own drafts, and one's own hidden posts with
    the reason, are to be read; hidden ones by moderators too.
    """
    own = f"post.author_id = {viewer}"
    return (
        f"(post.deleted_at is null and (post.status in ('PUBLISHED', 'LOCKED') or {own}"
        f" or (post.status = 'HIDDEN' and {moderates})))"
    )


def is_listed(status: PostStatus) -> bool:
    """As LISTED, of a row that is not deleted."""
    return status in (PostStatus.PUBLISHED, PostStatus.LOCKED)


def moderates(actor: Actor) -> bool:
    return actor.role in (Role.MODERATOR, Role.ADMIN)
