"""Threads in pages: level by level, in three orders and both directions."""

from typing import Any
from uuid import UUID

import pytest

from tests.comments.threads import many, new_post, post_id, rows, write
from tests.visitor import Visitor

PAGE = """
    query ($post: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $orderBy: CommentOrder) {
      node(id: $post) {
        ... on Post {
          comments(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
            totalCount edges { cursor node { id } } nodes { id createdAt rating { score } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          }
        }
      }
    }
"""
REPLIES = PAGE.replace("on Post", "on Comment").replace("comments(", "comments: replies(")
ORDERS = ["OLDEST", "NEWEST", "TOP"]


async def walk(visitor: Visitor, query: str, parent: str, size: int, backward: bool, order: str) -> list[Any]:
    """All of a list, page by page, in its order."""
    found: list[Any] = []
    cursor = None
    for _ in range(100):
        cut = {"last": size, "before": cursor} if backward else {"first": size, "after": cursor}
        page = (await visitor.query(query, post=parent, orderBy=order, **cut))["node"]["comments"]
        found = page["nodes"] + found if backward else found + page["nodes"]
        info = page["pageInfo"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return found
        cursor = info["startCursor" if backward else "endCursor"]
    raise AssertionError("the pages do not end")


async def parent_of(kind: str) -> tuple[str, str]:
    """The query for a list of 45 comments, and the id of what they are below."""
    post = await new_post()
    if kind == "post":
        await many(post, "author", 45)
        return PAGE, post_id(post)
    await many(post, "author", 1)
    (top,) = await rows("select id from comment where post_id = $1", post)
    await many(post, "author", 45, top.id)
    return REPLIES, f"comment_{top.id.hex}"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("kind", ["post", "comment"])
async def test_pages_in_any_order_hold_every_comment_once(visitor: Visitor, kind: str, order: str) -> None:
    query, parent = await parent_of(kind)

    forward = await walk(visitor, query, parent, 20, False, order)
    backward = await walk(visitor, query, parent, 7, True, order)

    keys = [one["rating"]["score"] if order == "TOP" else one["createdAt"] for one in forward]
    assert len({one["id"] for one in forward}) == len(forward) == 45
    assert backward == forward
    assert keys == sorted(keys, reverse=order != "OLDEST")


async def test_without_a_word_it_is_the_oldest_twenty_and_null_is_the_same(visitor: Visitor) -> None:
    _, parent = await parent_of("post")
    oldest = await visitor.query(PAGE, post=parent, orderBy="OLDEST", first=20)

    unsaid = PAGE.replace(", orderBy: $orderBy", "").replace(", $orderBy: CommentOrder", "")
    assert await visitor.query(unsaid, post=parent) == oldest
    assert await visitor.query(PAGE, post=parent, orderBy=None) == oldest
    assert oldest["node"]["comments"]["totalCount"] == 45


async def test_a_cursor_is_good_for_its_own_list_and_order_alone(visitor: Visitor) -> None:
    query, parent = await parent_of("comment")
    cursor = (await visitor.query(query, post=parent, first=1))["node"]["comments"]["edges"][0]["cursor"]
    _, post = await parent_of("post")

    assert (await visitor.query(query, post=parent, after=cursor, first=1))["node"]["comments"]["nodes"]
    assert await visitor.refusal(query, post=parent, after=cursor, orderBy="NEWEST") == (
        "This cursor is of the list replies by time ASC, not of replies by time DESC."
    )
    assert await visitor.refusal(query, post=parent, after=cursor, orderBy="TOP") == (
        "This cursor is of the list replies by time ASC, not of replies by score DESC."
    )
    assert await visitor.refusal(PAGE, post=post, after=cursor) == (
        "This cursor is of the list replies by time ASC, not of comments of a post by time ASC."
    )
    anywhere = "query ($after: Cursor) { comments(after: $after) { nodes { id } } }"
    assert "not of comments by time DESC" in await visitor.refusal(anywhere, after=cursor)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [({"first": 101}, "0 to 100"), ({"last": -1}, "0 to 100"), ({"first": 1, "last": 1}, "not both")],
)
async def test_what_is_no_page_is_refused_in_words(visitor: Visitor, arguments: dict[str, Any], words: str) -> None:
    query, parent = await parent_of("post")

    assert words in await visitor.refusal(query, post=parent, **arguments)


TREE = """
    query ($post: ID!) {
      node(id: $post) {
        ... on Post {
          comments(first: 20) {
            nodes {
              id author { username }
              replies(first: 3) {
                totalCount
                nodes {
                  id author { username }
                  replies(first: 2, orderBy: TOP) { nodes { id body parent { id } ancestors { id } } }
                }
              }
            }
          }
        }
      }
    }
"""


async def tree(width: int) -> UUID:
    post = await new_post()
    await many(post, "author", width)
    for top in await rows("select id from comment where post_id = $1", post):
        await many(post, "ada", 4, top.id)
    await write(
        """
        insert into comment (post_id, author_id, parent_id, ancestor_ids, depth, body, body_html, created_at)
        select post_id, author_id, id, ancestor_ids || id, 2, 'Below', '', created_at + n * interval '1 second'
        from comment, generate_series(1, 3) as n where post_id = $1 and depth = 1
        """,
        post,
    )
    return post


@pytest.mark.parametrize("width", [2, 20])
async def test_a_thread_costs_one_read_a_level_however_wide(visitor: Visitor, reads: list[str], width: int) -> None:
    post = await tree(width)
    reads.clear()

    found = (await visitor.query(TREE, post=post_id(post)))["node"]["comments"]["nodes"]

    # The post; three levels, the authors of two, the count of one, and the parents and ancestors of the last.
    assert len(reads) == 9, reads
    assert len(found) == width
    for top in found:
        assert (top["replies"]["totalCount"], len(top["replies"]["nodes"])) == (4, 3)
        for reply in top["replies"]["nodes"]:
            assert len(reply["replies"]["nodes"]) == 2
            for below in reply["replies"]["nodes"]:
                assert below["parent"] == {"id": reply["id"]}
                assert below["ancestors"] == [{"id": top["id"]}, {"id": reply["id"]}]


async def test_the_same_post_reached_twice_shows_its_thread_once_each(visitor: Visitor) -> None:
    post = await new_post()
    await many(post, "author", 3)
    (one, other, _) = await rows("select id from comment where post_id = $1 order by created_at", post)
    twice = """
        query ($ids: [ID!]!) {
          nodes(ids: $ids) {
            ... on Comment {
              post { comments { totalCount nodes { id } } }
              author { comments { totalCount nodes { id } } }
            }
          }
        }
    """

    found = (await visitor.query(twice, ids=[f"comment_{id.hex}" for id in (one.id, other.id)]))["nodes"]

    assert found[0] == found[1]
    assert found[0]["post"]["comments"]["totalCount"] == len(found[0]["post"]["comments"]["nodes"]) == 3
    assert len({node["id"] for node in found[0]["author"]["comments"]["nodes"]}) == len(
        found[0]["author"]["comments"]["nodes"]
    )


async def test_what_is_not_selected_is_not_read(visitor: Visitor, reads: list[str]) -> None:
    post = await new_post()
    only = "query ($id: ID!) { node(id: $id) { ... on Post { comments { totalCount } } } }"
    reads.clear()

    assert await visitor.query(only, id=post_id(post)) == {"node": {"comments": {"totalCount": 0}}}
    await visitor.query("{ comments { nodes { depth } } }")

    assert len(reads) == 3
    assert reads[1].startswith("select post_id as id, count(*)")
    assert "comment.depth as depth, comment.id as id, (comment.created_at)::text as cursor_key" in reads[2]
    assert "body" not in reads[2]
