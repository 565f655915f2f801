"""A thread of ten thousand opens as one of ten: it asks as often, and reads as much."""

import json
from typing import Any
from uuid import UUID

import pytest

from models import database
from models.actor import NOBODY
from models.comments import queries
from models.comments.queries import CommentOrder
from models.pages import Cut
from models.settings import Settings
from tests.comments.threads import many, new_post, post_id, rows, write
from tests.visitor import Visitor

PAGE = """
    query ($post: ID!, $orderBy: CommentOrder) {
      node(id: $post) {
        ... on Post {
          comments(first: 5, orderBy: $orderBy) {
            nodes { body author { username } replies(first: 5, orderBy: $orderBy) { nodes { body } } }
          }
        }
      }
    }
"""
FEW, MANY = 10, 10_000


@pytest.fixture(scope="module")
async def threads(forum: Settings) -> dict[int, UUID]:
    """A small and a large thread; the first comment of each has as many replies."""
    posts = {}
    for number in (FEW, MANY):
        posts[number] = post = await new_post()
        await many(post, "author", number)
        (first,) = await rows("select id from comment where post_id = $1 order by created_at limit 1", post)
        await many(post, "ada", number, first.id)
    await write("analyze comment")
    await write("analyze post")
    return posts


@pytest.mark.parametrize("order", CommentOrder)
async def test_the_first_page_costs_the_same_reads(
    visitor: Visitor, threads: dict[int, UUID], reads: list[str], order: CommentOrder
) -> None:
    asked = {}
    for number, post in threads.items():
        reads.clear()
        found = (await visitor.query(PAGE, post=post_id(post), orderBy=order.value))["node"]["comments"]["nodes"]
        assert len(found) == 5
        asked[number] = len(reads)

    assert asked == {FEW: 4, MANY: 4}


class Explained:
    """Runs each read again to see what PostgreSQL touches for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rows, self.indexes = 0, set[str]()
        fetch = database.fetch

        async def explaining(kind: type[Any], sql: str, *values: Any) -> Any:
            (plan,) = await fetch(database.Row, f"explain (analyze, format json) {sql}", *values)
            self._walk(json.loads(plan[0])[0]["Plan"])
            return await fetch(kind, sql, *values)

        monkeypatch.setattr(database, "fetch", explaining)

    def _walk(self, node: dict[str, Any]) -> None:
        if node.get("Relation Name") == "comment":
            touched = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
            self.rows += round(touched * node["Actual Loops"])
            self.indexes.add(node.get("Index Name", node["Node Type"]))
        for inner in node.get("Plans", ()):
            self._walk(inner)


@pytest.mark.parametrize(
    ("order", "index"),
    [
        (CommentOrder.OLDEST, "comment_top"),
        (CommentOrder.NEWEST, "comment_top"),
        (CommentOrder.TOP, "comment_top_rated"),
    ],
)
async def test_a_page_of_a_large_thread_touches_no_more_than_the_page(
    threads: dict[int, UUID], monkeypatch: pytest.MonkeyPatch, order: CommentOrder, index: str
) -> None:
    explained = Explained(monkeypatch)

    pages = await queries.thread_pages([threads[MANY]], order, Cut(first=5), NOBODY, {"body"})
    cursor = pages[threads[MANY]].cursor(pages[threads[MANY]].rows[-1])
    await queries.thread_pages([threads[MANY]], order, Cut(first=5, after=cursor), NOBODY, {"body"})
    await queries.thread_pages([threads[MANY]], order, Cut(last=5), NOBODY, {"body"})

    assert explained.rows == 3 * 6
    assert explained.indexes == {index}


@pytest.mark.parametrize("order", CommentOrder)
async def test_a_page_of_many_replies_touches_no_more_than_the_page(
    threads: dict[int, UUID], monkeypatch: pytest.MonkeyPatch, order: CommentOrder
) -> None:
    parents = await rows("select id from comment where post_id = any($1) and reply_count > 0", [*threads.values()])
    explained = Explained(monkeypatch)

    pages = await queries.reply_pages([row.id for row in parents], order, Cut(first=5), NOBODY, {"body"})

    assert [len(page.rows) for page in pages.values()] == [5, 5]
    assert explained.rows == 2 * 6
    assert explained.indexes == {"comment_replies_rated" if order is CommentOrder.TOP else "comment_replies"}
