"""Posts that people keep for later."""

import asyncio
from typing import Any

from models import database
from models.settings import Settings
from tests.people import signed_in
from tests.posts.writing import BOOKMARK, DELETE, SET_STATUS, id_of, kept, new_word, payload, seen, told, written
from tests.visitor import Visitor

BOOKMARKS = """
    query ($first: Int, $after: Cursor) {
      viewer {
        bookmarks(first: $first, after: $after) {
          totalCount nodes { id viewerHasBookmarked } pageInfo { hasNextPage endCursor }
        }
      }
    }
"""


async def bookmarks(person: Visitor, **page: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await person.query(BOOKMARKS, **page))["viewer"]["bookmarks"]
    return found


async def test_a_post_is_kept_for_oneself_alone(ada: Visitor, bob: Visitor, visitor: Visitor) -> None:
    post = await written(ada)

    kept_post = (await bob.mutate(BOOKMARK, id=post["id"], bookmarked=True))["post"]

    assert kept_post == post | {"viewerHasBookmarked": True, "viewerCanEdit": False}
    assert await seen(bob, post) == kept_post
    assert await seen(ada, post) == post
    assert (await seen(visitor, post))["viewerHasBookmarked"] is False
    assert post["id"] not in str(await bookmarks(ada))


async def test_keeping_twice_is_told_once_and_so_is_keeping_no_longer(ada: Visitor, bob: Visitor) -> None:
    post = await written(ada)
    lines = []

    for bookmarked in (False, True, True, False, False):
        answer = await bob.mutate(BOOKMARK, id=post["id"], bookmarked=bookmarked)
        lines.append((answer["post"]["viewerHasBookmarked"], len(await told(post))))

    assert lines == [(False, 1), (True, 2), (True, 2), (False, 3), (False, 3)]
    assert await told(post) == ["post.published", "post.bookmarked", "post.bookmarked"]
    assert '"bookmarked": false' in await payload(post, "post.bookmarked")


async def test_keeping_many_times_at_once_is_keeping_once(ada: Visitor, bob: Visitor) -> None:
    post = await written(ada)

    await asyncio.gather(*(bob.mutate(BOOKMARK, id=post["id"], bookmarked=True) for _ in range(6)))

    assert await told(post) == ["post.published", "post.bookmarked"]
    assert await database.fetch_value("select count(*) from bookmark where post_id = $1", id_of(post)) == 1


async def test_the_last_kept_comes_first_in_pages(ada: Visitor, forum: Settings) -> None:
    posts = [await written(ada) for _ in range(5)]
    order = [posts[place] for place in (3, 0, 4, 1, 2)]
    async with signed_in(forum, new_word()) as carol:
        for post in order:
            await carol.mutate(BOOKMARK, id=post["id"], bookmarked=True)

        first = await bookmarks(carol, first=2)
        second = await bookmarks(carol, first=3, after=first["pageInfo"]["endCursor"])

    pages = first["nodes"] + second["nodes"]
    assert [post["id"] for post in pages] == [post["id"] for post in order[::-1]]
    assert all(post["viewerHasBookmarked"] for post in pages)
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (5, True)
    assert second["pageInfo"]["hasNextPage"] is False


async def test_what_is_hidden_disappears_and_comes_back(ada: Visitor, mod: Visitor, forum: Settings) -> None:
    post, other = await written(ada), await written(ada)
    async with signed_in(forum, new_word()) as carol:
        for one in (post, other):
            await carol.mutate(BOOKMARK, id=one["id"], bookmarked=True)
        pages = []

        for status in ("HIDDEN", "PUBLISHED"):
            await mod.mutate(SET_STATUS, id=post["id"], status=status)
            pages.append(await bookmarks(carol))
        await ada.mutate(DELETE, id=post["id"])
        pages.append(await bookmarks(carol))

    ids = [[one["id"] for one in page["nodes"]] for page in pages]
    assert ids == [[other["id"]], [other["id"], post["id"]], [other["id"]]]
    assert [page["totalCount"] for page in pages] == [1, 2, 1]


async def test_ones_own_hidden_post_stays_kept(ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    post = await written(ada)
    for person in (ada, bob, mod):
        await person.mutate(BOOKMARK, id=post["id"], bookmarked=True)

    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN")

    found = [post["id"] in str(await bookmarks(person)) for person in (ada, bob, mod)]
    assert found == [True, False, True]


async def test_nothing_is_kept_that_may_not_be_read_or_is_not_published(
    ada: Visitor, bob: Visitor, visitor: Visitor
) -> None:
    draft, post = await written(ada, draft=True), await written(ada)
    before = await kept()

    for person in (ada, bob):
        for bookmarked in (True, False):
            refused = await person.refused(BOOKMARK, id=draft["id"], bookmarked=bookmarked)
            assert refused == [("NOT_FOUND", "id")]
    assert await bob.refused(BOOKMARK, id=f"post_{'0' * 32}", bookmarked=True) == [("NOT_FOUND", "id")]
    assert await visitor.code(BOOKMARK, input={"id": post["id"], "bookmarked": True}) == "UNAUTHENTICATED"

    assert await kept() == before


async def test_nobody_keeps_anything_who_has_not_signed_in(visitor: Visitor) -> None:
    assert await visitor.query("{ viewer { bookmarks { totalCount } drafts { totalCount } } }") == {"viewer": None}
