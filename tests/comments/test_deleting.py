"""Taking a comment away: its place stays, its words and its author go."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from models import clock
from models.posts.events import PostStatus
from tests.comments.threads import DELETE, POST, new_post, post_id, row_id, rows, say, set_comment, set_post, shown
from tests.visitor import Visitor

NEWS = "select * from outbox where type = 'comment.deleted.v1' and key = $1 order by seq"


async def counts(somebody: Visitor, post: UUID) -> Any:
    return (await somebody.query(POST, id=post_id(post)))["node"]


async def test_a_deleted_comment_keeps_its_place_and_nothing_else(ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    post = await new_post()
    id = await say(ada, post, "A secret.")
    reply = await say(bob, post, "Oh.", id)

    deleted = (await ada.mutate(DELETE, id=id))["comment"]

    assert deleted["status"] == "DELETED"
    assert [deleted[name] for name in ("body", "bodyHtml", "author", "statusReason")] == [None] * 4
    assert (deleted["replyCount"], deleted["viewerCanEdit"]) == (1, False)
    for somebody in (ada, bob, mod):
        assert await shown(somebody, id) == deleted
    assert (await shown(bob, reply))["ancestors"] == [{"id": id}]
    (row,) = await rows("select body, body_html from comment where id = $1", row_id(id))
    assert tuple(row) == ("", "")
    (news,) = await rows(NEWS, post.hex)
    assert news.actor_id == ada.id
    assert json.loads(news.payload) == {
        "comment_id": str(row_id(id)),
        "post_id": str(post),
        "author_id": str(ada.id),
        "comment_count": 1,
    }


async def test_the_post_counts_what_can_be_read(ada: Visitor, bob: Visitor) -> None:
    post = await new_post()
    first, second, third = await say(ada, post), await say(bob, post), await say(bob, post)
    assert await counts(ada, post) | {"lastActivityAt": ""} == {
        "commentCount": 3,
        "participantCount": 2,
        "lastActivityAt": "",
        "participants": [
            {"commentCount": 2, "user": {"username": "bob"}},
            {"commentCount": 1, "user": {"username": "ada"}},
        ],
    }

    await ada.mutate(DELETE, id=first)
    await bob.mutate(DELETE, id=third)

    now = await counts(ada, post)
    assert (now["commentCount"], now["participantCount"]) == (1, 1)
    assert now["participants"] == [{"commentCount": 1, "user": {"username": "bob"}}]
    assert now["lastActivityAt"] == (await shown(ada, second))["createdAt"]


async def test_the_last_activity_is_that_of_what_is_left(ada: Visitor) -> None:
    post = await new_post()
    began = (await counts(ada, post))["lastActivityAt"]
    clock.move(timedelta(minutes=1))
    older = await say(ada, post)
    clock.move(timedelta(minutes=1))
    newer = await say(ada, post)
    at = {id: (await shown(ada, id))["createdAt"] for id in (older, newer)}
    assert datetime.fromisoformat(began) < datetime.fromisoformat(at[older]) < datetime.fromisoformat(at[newer])

    found = []
    for id in (None, older, newer):
        if id:
            await ada.mutate(DELETE, id=id)
        found.append((await counts(ada, post))["lastActivityAt"])

    assert found == [at[newer], at[newer], began]


async def test_others_do_not_delete_a_comment_but_moderators_do(ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    post = await new_post("bob")
    id = await say(ada, post)

    assert await bob.refused(DELETE, id=id) == [("NOT_AUTHOR", "id")]
    assert (await mod.mutate(DELETE, id=id))["comment"]["status"] == "DELETED"

    (news,) = await rows(NEWS, post.hex)
    assert (news.actor_id, json.loads(news.payload)["author_id"]) == (mod.id, str(ada.id))


async def test_what_is_gone_is_not_deleted_again(ada: Visitor, mod: Visitor) -> None:
    post, unreadable = await new_post(), await new_post("bob")
    deleted, below = await say(ada, post), await say(ada, unreadable)
    await ada.mutate(DELETE, id=deleted)
    await set_post(unreadable, PostStatus.HIDDEN)

    for id in (deleted, below, f"comment_{uuid4().hex}"):
        assert await ada.refused(DELETE, id=id) == [("NOT_FOUND", "id")]
    assert await mod.refused(DELETE, id=deleted) == [("NOT_FOUND", "id")]
    assert len(await rows(NEWS, post.hex)) == 1


async def test_what_is_hidden_is_deleted_by_moderators_alone_and_was_counted_out_before(
    ada: Visitor, mod: Visitor
) -> None:
    post = await new_post()
    id = await say(ada, post)
    await set_comment(id, "HIDDEN", "Spam")

    assert await ada.refused(DELETE, id=id) == [("NOT_FOUND", "id")]
    before = await counts(ada, post)
    deleted = (await mod.mutate(DELETE, id=id))["comment"]

    assert (deleted["status"], deleted["statusReason"], deleted["body"]) == ("DELETED", None, None)
    assert await counts(ada, post) == before


@pytest.mark.parametrize("own", [True, False])
async def test_under_a_locked_post_moderators_alone_delete(ada: Visitor, mod: Visitor, own: bool) -> None:
    post = await new_post("ada")
    id = await say(ada if own else mod, post)
    await set_post(post, PostStatus.LOCKED)

    if own:
        assert await ada.refused(DELETE, id=id) == [("POST_LOCKED", "id")]
    assert (await mod.mutate(DELETE, id=id))["comment"]["status"] == "DELETED"


async def test_nobody_deletes_without_signing_in(ada: Visitor, visitor: Visitor) -> None:
    id = await say(ada, await new_post())

    assert await visitor.code(DELETE, input={"id": id}) == "UNAUTHENTICATED"
