"""What lists of posts cost, and those that hang below people and coins."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from models import clock
from models.settings import Settings
from tests.people import person
from tests.posts.writing import changed, clear, put
from tests.visitor import Visitor


@pytest_asyncio.fixture(scope="module", autouse=True)
async def _thirty_posts(forum: Settings) -> AsyncIterator[None]:
    await clear()
    authors = [await person("ada"), await person("bob")]
    await changed("insert into tag (name, post_count) values ('even', 15), ('odd', 15)")
    (bitcoin,) = await changed("select id from coin where slug = 'bitcoin'")
    for number in range(30):
        await put(
            authors[number % 2],
            f"Post {number}",
            created_at=clock.now() - timedelta(hours=number % 7),
            tag_names=[("even", "odd")[number % 2]],
            given_coin_ids=[bitcoin["id"]],
        )
    for status in ("DRAFT", "HIDDEN"):
        await put(authors[0], f"Not listed: {status}", status=status, given_coin_ids=[bitcoin["id"]])
    yield


WHOLE = """
    query ($first: Int) {
      posts(first: $first) {
        totalCount
        nodes {
          title author { username posts(first: 2) { totalCount nodes { title author { username } } } }
          tags { name } coins { slug posts(first: 2) { totalCount nodes { title } } } viewerHasBookmarked viewerCanEdit
        }
      }
    }
"""


@pytest.mark.parametrize("size", [5, 20])
async def test_a_list_of_twenty_costs_the_reads_of_a_list_of_five(bob: Visitor, reads: list[str], size: int) -> None:
    await bob.query("{ viewer { email } }")
    reads.clear()

    posts = (await bob.query(WHOLE, first=size))["posts"]["nodes"]

    assert len(posts) == size
    assert {post["author"]["username"] for post in posts} == {"ada", "bob"}
    assert all(len(post["author"]["posts"]["nodes"]) == 2 for post in posts)
    assert all(post["author"]["posts"]["totalCount"] == 15 for post in posts)
    assert all(post["coins"][0]["posts"]["totalCount"] == 30 for post in posts)
    assert len(reads) == 11, [" ".join(sql.split())[:120] for sql in reads]


async def test_what_is_not_selected_is_not_read(visitor: Visitor, reads: list[str]) -> None:
    await visitor.query("{ posts { nodes { title } } }")
    await visitor.query("{ posts { totalCount } }")
    await visitor.query("{ posts { edges { node { url preview viewerCanEdit } } } }")
    await visitor.query('{ user(username: "ada") { posts { totalCount } } }')

    selected = [" ".join(sql.split()).partition(" from ")[0] for sql in reads]
    assert selected == [
        "select post.id, post.title, (post.created_at)::text as cursor_key",
        "select count(*)",
        "select post.author_id, post.excerpt, post.id, post.preview, post.slug, post.status, "
        "(post.created_at)::text as cursor_key",
        "select id",
        "select of.id, count(*) as count",
    ]


@pytest.mark.parametrize("parent", ['user(username: "ada")', 'coin(slug: "bitcoin")'])
async def test_a_persons_and_a_coins_posts_come_in_pages_too(visitor: Visitor, parent: str) -> None:
    page = f"query ($after: Cursor) {{ of: {parent} {{ posts(first: 4, after: $after) "
    page += "{ totalCount nodes { id author { username } } pageInfo { hasNextPage endCursor } } } }"
    every = await visitor.query("{ posts(first: 30) { nodes { id } } }")
    ids: list[str] = []
    cursor = None

    while True:
        posts = (await visitor.query(page, after=cursor))["of"]["posts"]
        ids += [post["id"] for post in posts["nodes"]]
        cursor = posts["pageInfo"]["endCursor"]
        if not posts["pageInfo"]["hasNextPage"]:
            break

    assert len(ids) == posts["totalCount"] == (15 if "user" in parent else 30)
    assert ids == [post["id"] for post in every["posts"]["nodes"] if post["id"] in ids]
