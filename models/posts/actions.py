"""What may be done to posts: write, publish, edit, delete, lock and hide, and keep for later."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import chain, count
from typing import Any
from uuid import UUID

from slugify import slugify

from models import clock, database
from models.actor import Actor
from models.comments import below
from models.errors import Refusal, RefusalCode
from models.outbox import announce
from models.posts import rules
from models.posts.events import (
    PostBookmarked,
    PostDeleted,
    PostDrafted,
    PostEdited,
    PostPublished,
    PostStatus,
    PostStatusChanged,
)
from models.posts.tables import Post
from models.posts.words import Words
from models.retries import once

LONGEST_SLUG = 80


async def create(
    actor: Actor, words: Words, *, draft: bool, client_mutation_id: str | None, input: Mapping[str, object]
) -> UUID:
    """Write a post, as a draft or for all to read: its id, also of one that this very mutation made before."""
    assert actor.person_id is not None
    if not draft:
        rules.hold_words(str(words["excerpt"]))
    making = await once(actor.person_id, "createPost", client_mutation_id, input)
    if not making.is_new:
        return making.id
    now, status = clock.now(), PostStatus.DRAFT if draft else PostStatus.PUBLISHED
    columns: dict[str, Any] = {"preview": None, "given_coin_ids": [], **words}
    await Post.create(
        id=making.id,
        author_id=actor.person_id,
        slug=await _free_slug(str(words["title"])),
        status=status.value,
        created_at=now,
        last_activity_at=now,
        **columns,
    )
    await _count_tags(_names(words), int(rules.is_listed(status)))
    news = PostDrafted if draft else PostPublished
    await announce(news(post_id=making.id, author_id=actor.person_id), actor)
    return making.id


async def take_in(author_id: UUID, status: PostStatus, at: datetime, words: Words, reason: str | None) -> UUID | None:
    """Put in a post as it was written elsewhere, where none has its title: its id. No news is made of it."""
    slug = await _free_slug(title := str(words["title"]))
    if await database.execute("select 1 from post where title = $1 and author_id = $2", title, author_id):
        return None
    columns: dict[str, Any] = {"preview": None, **words}
    post = await Post.create(
        author_id=author_id,
        slug=slug,
        status=status.value,
        status_reason=reason,
        created_at=at,
        last_activity_at=at,
        **columns,
    )
    await _count_tags(_names(words), int(rules.is_listed(status)))
    return post.id


async def update(actor: Actor, id: UUID, words: Words, expected_version: int | None) -> None:
    """Change the words of one's own post. An edit that changes nothing is no news."""
    post = await _own(actor, id)
    if expected_version is not None and expected_version != post["version"]:
        words_of_conflict = f"It has been edited since: version {post['version']} is the present one."
        raise Refusal(RefusalCode.CONFLICT, words_of_conflict, "expectedVersion")
    changed: dict[str, Any] = {name: value for name, value in words.items() if post[name] != value}
    if not changed:
        return
    status = PostStatus(post["status"])
    published = status is not PostStatus.DRAFT
    if published:
        rules.hold_words(changed.get("excerpt", post["excerpt"]))
        changed["edited_at"] = clock.now()
    version = post["version"] + 1
    await Post.filter(id=id).update(**changed, version=version)
    if "tag_names" in changed:
        before, after = {*post["tag_names"]}, {*changed["tag_names"]}
        await _count_tags(after - before, int(rules.is_listed(status)), no_more=before - after)
    if published:
        edited = PostEdited(
            post_id=id,
            author_id=post["author_id"],
            version=version,
            tags_before=post["tag_names"],
            coins_before=post["coin_ids"],
        )
        await announce(edited, actor)


async def publish(actor: Actor, id: UUID) -> None:
    """Let everybody read a draft."""
    post = await _own(actor, id)
    if post["status"] != PostStatus.DRAFT.value:
        raise Refusal(RefusalCode.INVALID, "It is published already.", "id")
    rules.hold_words(post["excerpt"])
    now = clock.now()
    await Post.filter(id=id).update(status=PostStatus.PUBLISHED.value, created_at=now, last_activity_at=now)
    await _count_tags(post["tag_names"], 1)
    await announce(PostPublished(post_id=id, author_id=post["author_id"]), actor)


async def delete(actor: Actor, id: UUID) -> None:
    """Take one's own post away, with everything below it: the rows stay for their votes, the words go."""
    post = await _own(actor, id)
    was = PostStatus(post["status"])
    await below.delete(actor, id)
    for table in ("participant", "bookmark"):
        await database.execute(f"delete from {table} where post_id = $1", id)
    await Post.filter(id=id).update(
        deleted_at=clock.now(),
        status_reason=None,
        **dict.fromkeys(("title", "body", "body_html", "excerpt"), ""),
        **{name: [] for name in ("tag_names", "given_coin_ids", "named_coin_ids")},
        preview=None,
        comment_count=0,
        participant_count=0,
    )
    if rules.is_listed(was):
        await _count_tags(post["tag_names"], -1)
    await announce(PostDeleted(post_id=id, author_id=post["author_id"], was=was), actor)


async def set_status(actor: Actor, id: UUID, status: PostStatus, reason: str | None) -> None:
    """Lock, hide or open a post, as a moderator."""
    kept = rules.new_status(status, reason)
    post = await _locked(id)
    was = PostStatus(post["status"]) if post else PostStatus.DRAFT
    if not post or was is PostStatus.DRAFT:
        raise Refusal(RefusalCode.NOT_FOUND, "There is no such post.", "id")
    if (was, post["status_reason"]) == (status, kept):
        return
    await Post.filter(id=id).update(status=status.value, status_reason=kept)
    if rules.is_listed(was) and not rules.is_listed(status):
        await below.hide(actor, id)
        await _count_tags(post["tag_names"], -1)
    elif rules.is_listed(status) and not rules.is_listed(was):
        await below.show(actor, id, post["comment_count"])
        await _count_tags(post["tag_names"], 1)
    await announce(PostStatusChanged(post_id=id, author_id=post["author_id"], was=was, status=status), actor)


async def bookmark(actor: Actor, id: UUID, bookmarked: bool) -> None:
    """Keep a post for later, or keep it no longer. Done already is done."""
    assert actor.person_id is not None
    sql = f"select 1 from post where id = $1 and {rules.readable('$2', '$3')} and status <> 'DRAFT' for update"
    if not await database.execute(sql, id, actor.person_id, rules.moderates(actor)):
        raise Refusal(RefusalCode.NOT_FOUND, "There is no such post.", "id")
    if bookmarked:
        changed = await database.execute(
            """
            insert into bookmark (person_id, post_id, created_at) values ($1, $2, $3)
            on conflict (person_id, post_id) do nothing returning 1
            """,
            *(actor.person_id, id, clock.now()),
        )
    else:
        changed = await database.execute(
            "delete from bookmark where person_id = $1 and post_id = $2 returning 1", actor.person_id, id
        )
    if changed:
        await announce(PostBookmarked(post_id=id, person_id=actor.person_id, bookmarked=bookmarked), actor)


async def _own(actor: Actor, id: UUID) -> dict[str, Any]:
    """One's own post, locked. Raises Refusal where it is not, or takes no edits."""
    post = await _locked(id)
    visible = f"select 1 from post where id = $1 and {rules.readable('$2', '$3')}"
    if not post or not await database.execute(visible, id, actor.person_id, rules.moderates(actor)):
        raise Refusal(RefusalCode.NOT_FOUND, "There is no such post.", "id")
    rules.hold_author(actor, post["author_id"])
    rules.hold_open(actor, PostStatus(post["status"]))
    return post


async def _locked(id: UUID) -> dict[str, Any] | None:
    found = await database.execute("select * from post where id = $1 and deleted_at is null for update", id)
    return found[0] if found else None


async def _free_slug(title: str) -> str:
    """The title as an address, with a number where it is another's; whoever wants the same waits for this one."""
    slug = slugify(title, max_length=LONGEST_SLUG, word_boundary=True) or "post"
    # btc and btc-2 wait for each other: what has a number by its title may be what another gets.
    await database.execute(
        "select pg_advisory_xact_lock(hashtext('slug ' || $1::text))", re.sub(r"(-[0-9]+)+$", "", slug)
    )
    taken = await database.execute(
        "select slug from post where slug = $1::text or slug ~ ('^' || $1::text || '-[0-9]+$')", slug
    )
    slugs = {row["slug"] for row in taken}
    return next(free for free in chain([slug], (f"{slug}-{number}" for number in count(2))) if free not in slugs)


def _names(words: Words) -> list[str]:
    names = words["tag_names"]
    assert isinstance(names, list)
    return names


async def _count_tags(names: Collection[str], by: int, *, no_more: Collection[str] = ()) -> None:
    """So many posts carry these tags now, and so many these no more; a tag is there from its first draft on.

    All in one order, so that two never wait for each other.
    """
    counts = dict.fromkeys(no_more, -by) | dict.fromkeys(names, by)
    for name in sorted(counts):
        await database.execute(
            """
            insert into tag (name, post_count) values ($1, greatest($2, 0))
            on conflict (name) do update set post_count = tag.post_count + $2
            """,
            *(name, counts[name]),
        )
