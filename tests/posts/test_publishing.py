"""Drafts: their author's alone, until they are published, once."""

import asyncio
from datetime import timedelta

from models import clock
from tests.posts.writing import CREATE, PUBLISH, UPDATE, kept, new_word, payload, seen, tag_counts, told, written
from tests.visitor import Visitor

DRAFTS = """
    query ($first: Int, $after: Cursor) {
      viewer { drafts(first: $first, after: $after) { totalCount nodes { title } pageInfo { hasNextPage endCursor } } }
    }
"""


async def test_a_draft_is_read_by_its_author_with_all_that_it_has(ada: Visitor, bob: Visitor) -> None:
    tag = new_word()

    draft = await written(ada, "Begun", "On $BTC.", tags=[tag], draft=True)

    assert (draft["status"], draft["version"], draft["viewerCanEdit"]) == ("DRAFT", 1, True)
    assert draft["tags"] == [{"name": tag, "postCount": 0}]
    assert [coin["slug"] for coin in draft["coins"]] == ["bitcoin"]
    assert await seen(ada, draft) == draft
    assert await seen(bob, draft) is None
    assert await told(draft) == ["post.drafted"]
    assert "Begun" not in await payload(draft, "post.drafted")


async def test_a_draft_needs_a_title_and_no_words(ada: Visitor) -> None:
    assert (await written(ada, body="", draft=True))["preview"] == ""
    assert await ada.refused(CREATE, title="", body="", tags=[], draft=True) == [("TOO_SHORT", "title")]


async def test_a_draft_is_edited_without_news_and_without_a_mark(ada: Visitor) -> None:
    first, second = new_word(), new_word()
    draft = await written(ada, tags=[first], draft=True)

    edited = (await ada.mutate(UPDATE, id=draft["id"], title="Better", body=None, tags=[second]))["post"]

    assert (edited["title"], edited["body"], edited["version"], edited["editedAt"]) == ("Better", "", 2, None)
    assert edited["tags"] == [{"name": second, "postCount": 0}]
    assert await told(draft) == ["post.drafted"]
    assert await tag_counts(first, second) == [0, 0]


async def test_a_draft_is_published_as_of_now(ada: Visitor, bob: Visitor) -> None:
    tag = new_word()
    draft = await written(ada, "Begun", tags=[tag], draft=True)
    clock.move(timedelta(minutes=10))

    post = (await ada.mutate(PUBLISH, id=draft["id"]))["post"]

    assert post["status"] == "PUBLISHED"
    assert (post["slug"], post["version"], post["editedAt"]) == (draft["slug"], 1, None)
    assert post["createdAt"] == post["lastActivityAt"] > draft["createdAt"]
    assert post["tags"] == [{"name": tag, "postCount": 1}]
    assert await seen(bob, draft) == post | {"viewerCanEdit": False}
    assert await told(draft) == ["post.drafted", "post.published"]


async def test_a_post_is_published_once(ada: Visitor) -> None:
    tag = new_word()
    draft = await written(ada, tags=[tag], draft=True)

    payloads = await asyncio.gather(*(ada.query(PUBLISH, input={"id": draft["id"]}) for _ in range(5)))
    before = await kept()
    again = await ada.refused(PUBLISH, id=draft["id"])

    assert sum(payload["publishPost"]["post"] is not None for payload in payloads) == 1
    assert again == [("INVALID", "id")]
    assert await tag_counts(tag) == [1]
    assert await told(draft) == ["post.drafted", "post.published"]
    assert await kept() == before


async def test_a_draft_without_words_is_not_published(ada: Visitor) -> None:
    draft = await written(ada, body="", tags=[new_word()], draft=True)
    before = await kept()

    assert await ada.refused(PUBLISH, id=draft["id"]) == [("TOO_SHORT", "body")]

    assert await kept() == before


async def test_others_publish_nothing(ada: Visitor, bob: Visitor, mod: Visitor, visitor: Visitor) -> None:
    draft, post = await written(ada, draft=True), await written(ada)
    before = await kept()

    for other in (bob, mod):
        assert await other.refused(PUBLISH, id=draft["id"]) == [("NOT_FOUND", "id")]
        assert await other.refused(PUBLISH, id=post["id"]) == [("NOT_AUTHOR", "id")]
    assert await visitor.code(PUBLISH, input={"id": draft["id"]}) == "UNAUTHENTICATED"

    assert await kept() == before


async def test_drafts_of_ones_own_come_the_newest_first_in_pages(bob: Visitor) -> None:
    titles = [f"Draft {number}" for number in range(5)]
    before = (await bob.query(DRAFTS))["viewer"]["drafts"]["totalCount"]
    for title in titles:
        await written(bob, title, draft=True)
    await written(bob, "Published")

    first = (await bob.query(DRAFTS, first=3))["viewer"]["drafts"]
    second = (await bob.query(DRAFTS, first=2, after=first["pageInfo"]["endCursor"]))["viewer"]["drafts"]

    assert [post["title"] for post in first["nodes"] + second["nodes"]] == titles[::-1]
    assert first["pageInfo"]["hasNextPage"] is True
    assert first["totalCount"] == before + 5
