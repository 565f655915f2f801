"""Posts that moderators lock, hide and open again."""

from typing import Any

import pytest

from tests.posts.writing import (
    BOOKMARK,
    DELETE,
    SET_STATUS,
    UPDATE,
    kept,
    new_word,
    payload,
    seen,
    tag_counts,
    told,
    written,
)
from tests.visitor import Visitor


async def test_a_hidden_post_is_read_by_its_author_and_moderators_with_the_reason(
    ada: Visitor, bob: Visitor, mod: Visitor, visitor: Visitor
) -> None:
    tag = new_word()
    post = await written(ada, tags=[tag])

    hidden = (await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN", reason=" Not\nhere. "))["post"]

    assert (hidden["status"], hidden["statusReason"], hidden["version"]) == ("HIDDEN", "Not here.", 1)
    assert await seen(mod, post) == hidden
    assert await seen(ada, post) == hidden | {"viewerCanEdit": True}
    assert await seen(bob, post) is None
    assert await seen(visitor, post) is None
    assert await tag_counts(tag) == [0]


async def test_a_locked_post_is_read_by_all_with_the_reason_and_takes_no_edits(
    ada: Visitor, mod: Visitor, visitor: Visitor
) -> None:
    tag = new_word()
    post = await written(ada, tags=[tag])

    locked = (await mod.mutate(SET_STATUS, id=post["id"], status="LOCKED", reason="Enough."))["post"]
    before = await kept()

    assert await seen(visitor, post) == locked
    assert (locked["status"], locked["statusReason"], locked["viewerCanEdit"]) == ("LOCKED", "Enough.", False)
    assert (await seen(ada, post))["viewerCanEdit"] is False
    assert await tag_counts(tag) == [1]
    assert await ada.refused(UPDATE, id=post["id"], title="Still") == [("POST_LOCKED", "id")]
    assert await ada.refused(DELETE, id=post["id"]) == [("POST_LOCKED", "id")]
    assert await kept() == before


async def test_a_moderators_own_locked_post_takes_their_edits(mod: Visitor) -> None:
    post = await written(mod)
    locked = (await mod.mutate(SET_STATUS, id=post["id"], status="LOCKED"))["post"]

    edited = (await mod.mutate(UPDATE, id=post["id"], title="House rules"))["post"]

    assert locked["viewerCanEdit"] is True
    assert (edited["title"], edited["status"]) == ("House rules", "LOCKED")


async def test_a_post_is_opened_again_and_its_reason_goes(ada: Visitor, mod: Visitor) -> None:
    tag = new_word()
    post = await written(ada, tags=[tag])
    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN", reason="Spam?")

    opened = (await mod.mutate(SET_STATUS, id=post["id"], status="PUBLISHED", reason="No spam."))["post"]

    assert (opened["status"], opened["statusReason"]) == ("PUBLISHED", None)
    assert (await ada.mutate(UPDATE, id=post["id"], title="Free"))["post"]["title"] == "Free"
    assert await tag_counts(tag) == [1]


async def test_each_change_is_told_in_order_and_none_where_nothing_changed(ada: Visitor, mod: Visitor) -> None:
    tag = new_word()
    post = await written(ada, tags=[tag])

    for status in ("LOCKED", "HIDDEN", "HIDDEN", "PUBLISHED", "PUBLISHED"):
        await mod.mutate(SET_STATUS, id=post["id"], status=status, reason=None)

    assert await told(post) == ["post.published"] + ["post.status-changed"] * 3
    last = await payload(post, "post.status-changed")
    assert '"was": "HIDDEN"' in last
    assert '"status": "PUBLISHED"' in last
    assert await tag_counts(tag) == [1]


async def test_another_reason_is_a_change_and_tells_no_words(ada: Visitor, mod: Visitor) -> None:
    post = await written(ada)

    for reason in ("First", "First", "Second"):
        answer = await mod.mutate(SET_STATUS, id=post["id"], status="LOCKED", reason=reason)

    assert answer["post"]["statusReason"] == "Second"
    assert await told(post) == ["post.published"] + ["post.status-changed"] * 2
    assert "Second" not in await payload(post, "post.status-changed")


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"status": "DRAFT"}, "INVALID", "status"),
        ({"status": "HIDDEN", "reason": "r" * 501}, "TOO_LONG", "reason"),
        ({"status": "HIDDEN", "reason": "r" * 90_000}, "TOO_LONG", "reason"),
        ({"status": "HIDDEN", "id": f"post_{'0' * 32}"}, "NOT_FOUND", "id"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_what_breaks_a_rule_is_refused(
    ada: Visitor, mod: Visitor, given: dict[str, Any], code: str, field: str
) -> None:
    post = await written(ada)
    before = await kept()

    assert await mod.refused(SET_STATUS, **{"id": post["id"]} | given) == [(code, field)]

    assert await kept() == before


async def test_a_draft_is_no_moderators_affair(ada: Visitor, mod: Visitor) -> None:
    draft = await written(ada, draft=True)
    before = await kept()

    for status in ("PUBLISHED", "HIDDEN", "LOCKED"):
        assert await mod.refused(SET_STATUS, id=draft["id"], status=status) == [("NOT_FOUND", "id")]

    assert await kept() == before


async def test_members_set_no_status_of_any_post(ada: Visitor, bob: Visitor, visitor: Visitor) -> None:
    post = await written(ada)
    before = await kept()

    for person, code in ((ada, "FORBIDDEN"), (bob, "FORBIDDEN"), (visitor, "UNAUTHENTICATED")):
        assert await person.code(SET_STATUS, input={"id": post["id"], "status": "HIDDEN"}) == code

    assert await kept() == before


async def test_what_is_hidden_takes_nothing_from_others(ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    post = await written(ada)
    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN")
    before = await kept()

    assert await bob.refused(UPDATE, id=post["id"], title="Mine") == [("NOT_FOUND", "id")]
    assert await bob.refused(DELETE, id=post["id"]) == [("NOT_FOUND", "id")]
    assert await bob.refused(BOOKMARK, id=post["id"], bookmarked=True) == [("NOT_FOUND", "id")]

    assert await kept() == before
