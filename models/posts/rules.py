"""Who may see which posts, and what may be done to them."""

import re
import unicodedata
from collections.abc import Sequence
from uuid import UUID

from models.accounts.profiles import line
from models.accounts.rules import fold
from models.actor import Actor, Role
from models.errors import Refusal, RefusalCode
from models.posts.events import PostStatus

LONGEST_TITLE, LONGEST_BODY, LONGEST_PREVIEW, LONGEST_REASON, LONGEST_SEARCH = 200, 50_000, 300, 500, 200
MOST_TAGS, LONGEST_TAG, MOST_COINS = 10, 20, 10

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


def may_edit(actor: Actor, author_id: UUID, status: PostStatus) -> bool:
    return actor.person_id == author_id and (status is not PostStatus.LOCKED or moderates(actor))


def hold_author(actor: Actor, author_id: UUID) -> None:
    if actor.person_id != author_id:
        raise Refusal(RefusalCode.NOT_AUTHOR, "Only its author may do this.", "id")


def hold_open(actor: Actor, status: PostStatus) -> None:
    """A locked post takes nothing from anybody but moderators."""
    if status is PostStatus.LOCKED and not moderates(actor):
        raise Refusal(RefusalCode.POST_LOCKED, "This post is locked.", "id")


def title(text: str) -> str:
    found = line(text, LONGEST_TITLE, "title")
    if not found:
        raise Refusal(RefusalCode.TOO_SHORT, "Give it a title.", "title")
    return found


def body(text: str) -> str:
    if len(text) > LONGEST_BODY:
        raise Refusal(RefusalCode.TOO_LONG, f"A post has {LONGEST_BODY:,} characters at most.", "body")
    return text


def hold_words(excerpt: str) -> None:
    """What is published says something."""
    if not excerpt:
        raise Refusal(RefusalCode.TOO_SHORT, "Write something to read.", "body")


def tags(names: Sequence[str]) -> list[str]:
    """Tags as they are kept: in lower case, words joined by hyphens, each once."""
    found = [*dict.fromkeys(map(_tag, names))]
    if len(found) > MOST_TAGS:
        raise Refusal(RefusalCode.TOO_LONG, f"A post has {MOST_TAGS} tags at most.", "tags")
    return found


def tag_key(text: str) -> str:
    """What is the same tag, whether it is one or not: `#Layer 2` is layer-2."""
    return re.sub(r"[\s_-]+", "-", fold(text).lstrip("#")).strip("-")


def _tag(text: str) -> str:
    name = tag_key(text)
    if not name:
        raise Refusal(RefusalCode.TOO_SHORT, "A tag has a letter or a digit at least.", "tags")
    if len(name) > LONGEST_TAG:
        raise Refusal(RefusalCode.TOO_LONG, f"A tag has {LONGEST_TAG} characters at most.", "tags")
    # Letters, their marks and digits of any script: Hindi's vowels are marks.
    kinds = "".join("-" if one == "-" else unicodedata.category(one)[0] for one in name)
    if not re.fullmatch(r"[LN][LMN]*(?:-[LN][LMN]*)*", kinds):
        raise Refusal(RefusalCode.INVALID, f"{name!r} is no tag: it has letters, digits and hyphens.", "tags")
    return name


def new_status(status: PostStatus, reason: str | None) -> str | None:
    """The reason as it is kept, of a status that a moderator may give; what is open needs none."""
    if status is PostStatus.DRAFT:
        raise Refusal(RefusalCode.INVALID, "What was published is no draft any more.", "status")
    kept = line(reason or "", LONGEST_REASON, "reason")
    return kept or None if status is not PostStatus.PUBLISHED else None
