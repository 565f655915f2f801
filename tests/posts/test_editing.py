"""Editing a post: what changes, what stays, and who may."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from tests.posts.writing import (
    SET_STATUS,
    UPDATE,
    changed,
    coin_id,
    id_of,
    kept,
    new_word,
    payload,
    seen,
    tag_counts,
    told,
    written,
)
from tests.visitor import Visitor


async def test_an_edit_changes_the_words_and_what_is_made_of_them(ada: Visitor, visitor: Visitor) -> None:
    old, both, new = new_word(), new_word(), new_word()
    post = await written(ada, "Before", "On $ETH.", tags=[old, both], preview="Short")

    edited = (await ada.mutate(UPDATE, id=post["id"], title="After", body="On $BTC.", tags=[both, new]))["post"]

    assert (edited["title"], edited["body"], edited["preview"]) == ("After", "On $BTC.", "Short")
    assert 'data-coin="bitcoin"' in edited["bodyHtml"]
    assert [coin["slug"] for coin in edited["coins"]] == ["bitcoin"]
    assert [tag["name"] for tag in edited["tags"]] == [both, new]
    assert edited["version"] == 2
    assert edited["editedAt"] >= edited["createdAt"] == post["createdAt"]
    assert edited["lastActivityAt"] == post["lastActivityAt"]
    assert await seen(visitor, post) == edited | {"viewerCanEdit": False}
    assert await tag_counts(old, both, new) == [0, 1, 1]


async def test_an_edit_is_told_after_its_post_with_its_version(ada: Visitor) -> None:
    post = await written(ada)

    await ada.mutate(UPDATE, id=post["id"], title="Once")
    await ada.mutate(UPDATE, id=post["id"], title="Twice")

    assert await told(post) == ["post.published", "post.edited", "post.edited"]
    assert '"version": 3' in await payload(post, "post.edited")


async def test_an_edit_that_changes_nothing_is_none(ada: Visitor) -> None:
    tag = new_word()
    post = await written(ada, "Same", "On $BTC.", tags=[tag], preview="Short", coinIds=[await coin_id(ada, "solana")])
    before = await kept()

    await ada.mutate(UPDATE, id=post["id"])
    same = await ada.mutate(
        *(UPDATE,),
        id=post["id"],
        title=" Same ",
        body="On $BTC.",
        tags=[f"#{tag.upper()}"],
        preview="Short",
        coinIds=[await coin_id(ada, "solana")],
        expectedVersion=1,
    )

    assert same["post"] == post | {"tags": [{"name": tag, "postCount": 1}]}
    assert await kept() == before


async def test_what_is_absent_stays_and_null_empties(ada: Visitor) -> None:
    tag = new_word()
    post = await written(ada, "Title", "Words.", tags=[tag], preview="Short", coinIds=[await coin_id(ada, "solana")])

    absent = (await ada.mutate(UPDATE, id=post["id"], title="New title"))["post"]
    emptied = (await ada.mutate(UPDATE, id=post["id"], preview=None, tags=None, coinIds=None))["post"]

    assert [absent[name] for name in ("body", "preview", "coins")] == [
        post[name] for name in ("body", "preview", "coins")
    ]
    assert [one["name"] for one in absent["tags"]] == [tag]
    assert [emptied[name] for name in ("body", "preview", "coins", "tags")] == ["Words.", "Words.", [], []]


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"title": None}, [("TOO_SHORT", "title")]),
        ({"title": "t" * 90_000}, [("TOO_LONG", "title")]),
        ({"body": None}, [("TOO_SHORT", "body")]),
        ({"body": " "}, [("TOO_SHORT", "body")]),
        ({"body": "b" * 60_000}, [("TOO_LONG", "body")]),
        ({"preview": "p" * 301}, [("TOO_LONG", "preview")]),
        ({"tags": ["?", "?"]}, [("INVALID", "tags")]),
        ({"coinIds": [f"coin_{'0' * 32}"]}, [("NOT_FOUND", "coinIds")]),
        ({"title": "", "tags": [" "]}, [("TOO_SHORT", "title"), ("TOO_SHORT", "tags")]),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_an_edit_keeps_the_rules_of_writing(
    ada: Visitor, given: dict[str, Any], errors: Sequence[tuple[str, str]]
) -> None:
    post = await written(ada, tags=[new_word()])
    before = await kept()

    assert sorted(await ada.refused(UPDATE, id=post["id"], **given)) == sorted(errors)

    assert await kept() == before


async def test_an_edit_of_what_was_edited_since_is_a_conflict(ada: Visitor) -> None:
    post = await written(ada)
    await ada.mutate(UPDATE, id=post["id"], title="In between", expectedVersion=1)
    before = await kept()

    for stale in (0, 1, 3, -1):
        refused = await ada.refused(UPDATE, id=post["id"], title="Late", expectedVersion=stale)
        assert refused == [("CONFLICT", "expectedVersion")]

    assert await kept() == before
    assert (await ada.mutate(UPDATE, id=post["id"], title="In time", expectedVersion=2))["post"]["version"] == 3
    assert (await ada.mutate(UPDATE, id=post["id"], title="Unguarded", expectedVersion=None))["post"]["version"] == 4


async def test_of_edits_at_once_with_one_expected_version_one_wins(ada: Visitor) -> None:
    post = await written(ada)
    titles = [f"Title {number}" for number in range(6)]

    payloads = await asyncio.gather(
        *(ada.query(UPDATE, input={"id": post["id"], "title": title, "expectedVersion": 1}) for title in titles)
    )

    codes = sorted(error["code"] for payload in payloads for error in payload["updatePost"]["errors"])
    (won,) = (payload["updatePost"]["post"]["title"] for payload in payloads if payload["updatePost"]["post"])
    assert codes == ["CONFLICT"] * 5
    assert [(await seen(ada, post))[name] for name in ("title", "version")] == [won, 2]
    assert await told(post) == ["post.published", "post.edited"]


async def test_edits_at_once_of_tags_the_other_way_round_do_not_meet(ada: Visitor, bob: Visitor) -> None:
    one, other = new_word(), new_word()
    first, second = await written(ada, tags=[one]), await written(bob, tags=[other])

    for turn in range(12):
        ways = [[other], [one]] if turn % 2 == 0 else [[one], [other]]
        edits = zip((ada, bob), (first, second), ways, strict=True)
        await asyncio.gather(*(person.mutate(UPDATE, id=post["id"], tags=tags) for person, post, tags in edits))

    assert await tag_counts(one, other) == [1, 1]


async def test_others_edit_nothing(ada: Visitor, bob: Visitor, mod: Visitor, visitor: Visitor) -> None:
    post, draft = await written(ada), await written(ada, draft=True)
    before = await kept()

    for other in (bob, mod):
        assert await other.refused(UPDATE, id=post["id"], title="Mine") == [("NOT_AUTHOR", "id")]
        assert await other.refused(UPDATE, id=draft["id"], title="Mine") == [("NOT_FOUND", "id")]
    assert await visitor.code(UPDATE, input={"id": post["id"], "title": "Mine"}) == "UNAUTHENTICATED"
    assert await ada.refused(UPDATE, id=f"post_{'0' * 32}", title="None") == [("NOT_FOUND", "id")]
    await ada.refusal(UPDATE, input={"id": await coin_id(ada, "bitcoin"), "title": "No post"})

    assert await kept() == before


async def test_a_hidden_post_is_mended_by_its_author_and_its_tags_are_counted_once_it_is_back(
    ada: Visitor, mod: Visitor
) -> None:
    old, new = new_word(), new_word()
    post = await written(ada, tags=[old])
    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN")

    await ada.mutate(UPDATE, id=post["id"], tags=[new])
    hidden = await tag_counts(old, new)
    await mod.mutate(SET_STATUS, id=post["id"], status="PUBLISHED")

    assert hidden == [0, 0]
    assert await tag_counts(old, new) == [0, 1]


async def test_a_post_is_rendered_anew_with_its_body_alone(ada: Visitor) -> None:
    post = await written(ada)
    await changed("update post set body_html = '<p>as it was</p>' where id = $1", id_of(post))

    edited = (await ada.mutate(UPDATE, id=post["id"], title="Only this"))["post"]

    assert edited["bodyHtml"] == "<p>as it was</p>"
