"""Saying it otherwise, for some minutes."""

import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from models import clock
from models.posts.events import PostStatus
from models.settings import settings
from tests.comments.threads import EDIT, new_post, row_id, rows, say, set_comment, set_post, shown
from tests.people import sign_in
from tests.visitor import Visitor

NEWS = "select * from outbox where type = 'comment.edited.v1' and key = $1 order by seq"


async def test_an_edit_is_a_new_version_and_news(ada: Visitor, visitor: Visitor) -> None:
    post = await new_post()
    id = await say(ada, post, "Teh coin.")

    edited = (await ada.mutate(EDIT, id=id, body="The *coin*."))["comment"]

    assert (edited["body"], edited["version"], edited["status"]) == ("The *coin*.", 2, "VISIBLE")
    assert edited["bodyHtml"] == "<p>The <em>coin</em>.</p>\n"
    assert edited["editedAt"] > edited["createdAt"]
    assert await shown(visitor, id) == edited | {"viewerCanEdit": False}
    (news,) = await rows(NEWS, post.hex)
    assert news.actor_id == ada.id
    assert json.loads(news.payload) == {
        "comment_id": str(row_id(id)),
        "post_id": str(post),
        "author_id": str(ada.id),
        "version": 2,
    }


async def test_an_edit_that_changes_nothing_is_no_news_and_no_version(ada: Visitor) -> None:
    post = await new_post()
    id = await say(ada, post, "As it is.")

    edited = (await ada.mutate(EDIT, id=id, body="As it is."))["comment"]

    assert (edited["version"], edited["editedAt"]) == (1, None)
    assert await rows(NEWS, post.hex) == []


async def test_an_edit_of_another_version_is_refused_and_writes_nothing(ada: Visitor) -> None:
    id = await say(ada, await new_post())
    await ada.mutate(EDIT, id=id, body="Second.", expectedVersion=1)

    assert await ada.refused(EDIT, id=id, body="Third.", expectedVersion=1) == [("CONFLICT", "expectedVersion")]
    assert await ada.refused(EDIT, id=id, body="Second.", expectedVersion=3) == [("CONFLICT", "expectedVersion")]

    kept = await shown(ada, id)
    assert (kept["body"], kept["version"]) == ("Second.", 2)
    assert (await ada.mutate(EDIT, id=id, body="Third.", expectedVersion=None))["comment"]["version"] == 3


async def test_nobody_else_edits_a_comment_not_even_a_moderator(ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    id = await say(ada, await new_post("bob"))

    for somebody in (bob, mod):
        assert await somebody.refused(EDIT, id=id, body="Not so.") == [("NOT_AUTHOR", "id")]
        assert (await shown(somebody, id))["viewerCanEdit"] is False
    assert (await shown(ada, id))["body"] == "Well said."


@pytest.mark.parametrize("who", ["ada", "mod"])
async def test_after_a_quarter_of_an_hour_it_stays_as_it_is(ada: Visitor, mod: Visitor, who: str) -> None:
    somebody = {"ada": ada, "mod": mod}[who]
    id = await say(somebody, await new_post())
    clock.move(timedelta(minutes=14))
    await somebody.mutate(EDIT, id=id, body="Just in time.")
    assert (await shown(somebody, id))["viewerCanEdit"] is True

    clock.move(timedelta(minutes=1))
    del somebody.http.headers["authorization"]
    await sign_in(somebody, somebody.username)

    assert await somebody.refused(EDIT, id=id, body="Too late.") == [("EDIT_WINDOW_OVER", "id")]
    assert (await shown(somebody, id))["viewerCanEdit"] is False


@pytest.fixture
def no_minutes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COMMENT_EDIT_MINUTES", "0")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


async def test_a_forum_may_let_nobody_edit(ada: Visitor, no_minutes: None) -> None:
    id = await say(ada, await new_post())

    assert await ada.refused(EDIT, id=id, body="Otherwise.") == [("EDIT_WINDOW_OVER", "id")]


async def test_under_a_locked_post_moderators_alone_edit(ada: Visitor, mod: Visitor) -> None:
    post = await new_post()
    own, theirs = await say(ada, post), await say(mod, post)
    await set_post(post, PostStatus.LOCKED)

    assert await ada.refused(EDIT, id=own, body="Otherwise.") == [("POST_LOCKED", "id")]
    assert (await shown(ada, own))["viewerCanEdit"] is False
    assert (await mod.mutate(EDIT, id=theirs, body="Otherwise."))["comment"]["viewerCanEdit"] is True


async def test_what_is_gone_is_not_edited(ada: Visitor, mod: Visitor) -> None:
    post, unreadable = await new_post(), await new_post("bob")
    deleted, hidden, below = await say(ada, post), await say(mod, post), await say(ada, unreadable)
    await set_comment(deleted, "DELETED")
    await set_comment(hidden, "HIDDEN")
    await set_post(unreadable, PostStatus.HIDDEN)

    for somebody, id in ((ada, deleted), (mod, hidden), (ada, below), (ada, f"comment_{uuid4().hex}")):
        assert await somebody.refused(EDIT, id=id, body="Still here?") == [("NOT_FOUND", "id")]
    assert (await shown(mod, hidden))["viewerCanEdit"] is False


@pytest.mark.parametrize(("body", "code"), [("", "TOO_SHORT"), ("***", "TOO_SHORT"), ("x" * 10_001, "TOO_LONG")])
async def test_an_edit_says_something_and_not_too_much(ada: Visitor, body: str, code: str) -> None:
    id = await say(ada, await new_post())

    assert await ada.refused(EDIT, id=id, body=body) == [(code, "body")]


async def test_nobody_edits_without_signing_in(ada: Visitor, visitor: Visitor) -> None:
    id = await say(ada, await new_post())

    assert await visitor.code(EDIT, input={"id": id, "body": "Otherwise."}) == "UNAUTHENTICATED"
    assert "is not the id of a Comment" in await ada.refusal(EDIT, input={"id": f"post_{'0' * 32}", "body": "x"})
