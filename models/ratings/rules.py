"""What may be voted on, by whom, and which way."""

from enum import Enum

from models.actor import Actor
from models.errors import Refusal, RefusalCode
from models.posts.events import PostStatus
from models.posts.rules import hold_open, readable


class Vote(Enum):
    """How a vote counts, as it is kept."""

    UP = 1
    DOWN = -1


def votable(viewer: str, moderates: str) -> str:
    """SQL over `post`: whether this person may read it and what hangs below it, and it is no draft of theirs."""
    return f"({readable(viewer, moderates)} and post.status <> 'DRAFT')"


def hold(actor: Actor, author_id: object, post_status: str) -> None:
    """Hold a vote, or taking one back, to the rules."""
    if actor.person_id == author_id:
        raise Refusal(RefusalCode.OWN_CONTENT, "Nobody votes on what they wrote themselves.", "id")
    hold_open(actor, PostStatus(post_status))
