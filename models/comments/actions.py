"""What may be done to comments: add, edit, delete. The post's row is locked first, then the comment's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from models import clock, database
from models.actor import Actor
from models.comments import counts, rules
from models.comments.events import CommentAdded, CommentDeleted, CommentEdited, CommentStatus
from models.comments.tables import Comment
from models.errors import Refusal, RefusalCode
from models.outbox import announce
from models.posts.rules import LISTED, moderates, readable
from models.prose import rendered
from models.retries import once


@dataclass(frozen=True)
class Words:
    """A comment's words that keep the rules, as they were written and as they are shown."""

    body: str
    html: str


async def prepare_words(body: str) -> Words:
    """Hold words to the rules and render them: before any transaction."""
    rules.body(body)
    prose = await rendered(body)
    rules.excerpt(prose.excerpt)
    return Words(body, prose.html)


async def add_comment(
    actor: Actor, post_id: UUID, parent_id: UUID | None, words: Words, client_mutation_id: str | None = None
) -> UUID:
    """Say something under a post, or in answer to another comment: its id. Raises Refusal."""
    assert actor.person_id is not None
    asked = {"postId": post_id, "parentId": parent_id, "body": words.body}
    making = await once(actor.person_id, "addComment", client_mutation_id, asked)
    if not making.is_new:
        return making.id
    await _lock_post(post_id, actor)
    parent = await _lock_parent(parent_id, post_id) if parent_id else None
    now = clock.now()
    await _put(parent, id=making.id, post_id=post_id, author_id=actor.person_id, words=words, at=now)
    count = await counts.count_in(post_id, actor.person_id, now)
    added = CommentAdded(
        comment_id=making.id,
        post_id=post_id,
        parent_id=parent_id,
        author_id=actor.person_id,
        comment_count=count,
        client_mutation_id=client_mutation_id,
    )
    await announce(added, actor)
    return making.id


async def _put(
    parent: dict[str, Any] | None, *, id: UUID, post_id: UUID, author_id: UUID, words: Words, at: datetime
) -> None:
    await Comment.create(
        id=id,
        post_id=post_id,
        author_id=author_id,
        parent_id=parent and parent["id"],
        ancestor_ids=[*parent["ancestor_ids"], parent["id"]] if parent else [],
        depth=rules.depth_below(parent["depth"]) if parent else 0,
        body=words.body,
        body_html=words.html,
        created_at=at,
    )
    if parent:
        await database.execute("update comment set reply_count = reply_count + 1 where id = $1", parent["id"])


async def take_in(post_id: UUID, parent_id: UUID | None, author_id: UUID, words: Words | None, at: datetime) -> UUID:
    """Put in a comment as it was written elsewhere, deleted since where it has no words: its id. No news is made."""
    id: UUID = (await database.execute("select uuidv7() as id"))[0]["id"]
    parents = await database.execute("select id, depth, ancestor_ids from comment where id = $1", parent_id)
    own = words or Words("", "")
    await _put(parents[0] if parents else None, id=id, post_id=post_id, author_id=author_id, words=own, at=at)
    if words:
        await counts.count_in(post_id, author_id, at)
    else:
        await Comment.filter(id=id).update(status=CommentStatus.DELETED.value)
    return id


async def edit_comment(actor: Actor, id: UUID, words: Words, expected_version: int | None = None) -> None:
    """Say it otherwise. Raises Refusal."""
    comment = await _lock(id, actor)
    rules.editable(comment, actor)
    if expected_version not in (None, comment["version"]):
        changed = f"It has been edited since: this is version {comment['version']}."
        raise Refusal(RefusalCode.CONFLICT, changed, "expectedVersion")
    if words.body == comment["body"]:
        return
    version = comment["version"] + 1
    await Comment.filter(id=id).update(body=words.body, body_html=words.html, version=version, edited_at=clock.now())
    post_id, author_id = comment["post_id"], comment["author_id"]
    await announce(CommentEdited(comment_id=id, post_id=post_id, author_id=author_id, version=version), actor)


async def delete_comment(actor: Actor, id: UUID) -> None:
    """Take its words away; its place stays. Raises Refusal."""
    comment = await _lock(id, actor)
    rules.deletable(comment, actor)
    await Comment.filter(id=id).update(status=CommentStatus.DELETED.value, status_reason=None, body="", body_html="")
    post_id, author_id = comment["post_id"], comment["author_id"]
    if comment["status"] == CommentStatus.VISIBLE.value:
        count = await counts.count_out(post_id, author_id, comment["created_at"])
    else:
        count = comment["comment_count"]
    deleted = CommentDeleted(comment_id=id, post_id=post_id, author_id=author_id, comment_count=count)
    await announce(deleted, actor)


async def _lock_post(id: UUID, actor: Actor) -> None:
    """Lock a post that takes this person's comments. Raises Refusal."""
    found = await database.execute(f"select status from post where id = $1 and {LISTED} for update", id)
    if not found:
        raise Refusal(RefusalCode.NOT_FOUND, "There is no such post.", "postId")
    rules.unlocked(found[0]["status"], actor, "postId")


async def _lock_parent(id: UUID, post_id: UUID) -> dict[str, Any]:
    """Lock a comment of this post that takes replies. Raises Refusal."""
    found = await database.execute(
        "select id, status, depth, ancestor_ids from comment where id = $1 and post_id = $2 for update", id, post_id
    )
    if not found or found[0]["status"] != CommentStatus.VISIBLE.value:
        raise Refusal(RefusalCode.NOT_FOUND, "There is no such comment under this post.", "parentId")
    return found[0]


async def _lock(id: UUID, actor: Actor) -> dict[str, Any]:
    """Lock a comment, with its post, that this person can reach. Raises Refusal."""
    posts = await database.execute(
        f"""
        select status as post_status, comment_count from post
        where id = (select post_id from comment where id = $1) and {readable("$2::uuid", "$3::boolean")} for update
        """,
        *(id, actor.person_id, moderates(actor)),
    )
    if not posts:
        raise rules.gone()
    (comment,) = await database.execute("select * from comment where id = $1 for update", id)
    return posts[0] | comment
