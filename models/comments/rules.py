"""Who may see and say what in a thread."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from models import clock
from models.actor import Actor
from models.comments.events import CommentStatus
from models.errors import Refusal, RefusalCode
from models.posts import rules as posts
from models.posts.events import PostStatus
from models.posts.rules import moderates
from models.settings import settings

LONGEST_BODY = 10_000
DEEPEST = 8


LISTED = f"(comment.status = 'VISIBLE' and {posts.LISTED})"
"""SQL over `comment` and its `post`: what stands in lists, counts, search and streams, for everybody alike."""


def shown(moderates: str) -> str:
    """SQL over `comment`: whether its words and its author show to somebody who may read its post.

    `moderates` is SQL too: whether they moderate. What does not show keeps its place, and nothing else.
    """
    return f"(comment.status = 'VISIBLE' or (comment.status = 'HIDDEN' and {moderates}))"


def is_shown(comment: Mapping[str, Any], actor: Actor) -> bool:
    """As `shown`, of a row."""
    status = CommentStatus(comment["status"])
    return status is CommentStatus.VISIBLE or (status is CommentStatus.HIDDEN and moderates(actor))


def body(text: str) -> None:
    if not text.strip():
        raise Refusal(RefusalCode.TOO_SHORT, "Say something.", "body")
    if len(text) > LONGEST_BODY:
        words = f"A comment has {LONGEST_BODY:,} characters at most; this one has {len(text):,}."
        raise Refusal(RefusalCode.TOO_LONG, words, "body")


def excerpt(text: str) -> None:
    """The beginning of its words, as they are shown, has something to read: spaces of no width are nothing."""
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        raise Refusal(RefusalCode.TOO_SHORT, "There is nothing to read in it.", "body")


def unlocked(post_status: str, actor: Actor, field: str) -> None:
    """Under a locked post nobody speaks, or unsays anything, but moderators."""
    if post_status == PostStatus.LOCKED.value and not moderates(actor):
        raise Refusal(RefusalCode.POST_LOCKED, "The post is locked.", field)


def depth_below(depth: int) -> int:
    """The depth of a reply to what stands at this one. Raises Refusal where threads end."""
    if depth >= DEEPEST:
        words = f"Threads are {DEEPEST} replies deep at most: answer further up."
        raise Refusal(RefusalCode.DEPTH_LIMIT, words, "parentId")
    return depth + 1


def editable(comment: Mapping[str, Any], actor: Actor) -> None:
    """Hold an edit to the rules; `comment` has its author_id, status and created_at, and the post_status."""
    if comment["status"] != CommentStatus.VISIBLE.value:
        raise gone()
    if comment["author_id"] != actor.person_id:
        raise Refusal(RefusalCode.NOT_AUTHOR, "Only its author may edit a comment.", "id")
    unlocked(comment["post_status"], actor, "id")
    minutes = settings().comment_edit_minutes
    if clock.now() >= _end_of_edits(comment["created_at"]):
        words = f"A comment can be edited for {minutes} minutes." if minutes else "Comments are not edited here."
        raise Refusal(RefusalCode.EDIT_WINDOW_OVER, words, "id")


def is_editable(comment: Mapping[str, Any], actor: Actor) -> bool:
    try:
        editable(comment, actor)
    except Refusal:
        return False
    return True


def deletable(comment: Mapping[str, Any], actor: Actor) -> None:
    """Hold a deletion to the rules; `comment` is as for `editable`."""
    if not is_shown(comment, actor):
        raise gone()
    if comment["author_id"] != actor.person_id and not moderates(actor):
        raise Refusal(RefusalCode.NOT_AUTHOR, "Only its author may delete a comment.", "id")
    unlocked(comment["post_status"], actor, "id")


def gone() -> Refusal:
    return Refusal(RefusalCode.NOT_FOUND, "There is no such comment.", "id")


def _end_of_edits(created_at: datetime) -> datetime:
    return created_at + timedelta(minutes=settings().comment_edit_minutes)
