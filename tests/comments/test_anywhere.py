"""Comments anywhere, a person's comments, and who takes part in a post's talk."""

from typing import Any
from uuid import UUID

import pytest

from models.posts.events import PostStatus
from tests.comments.threads import many, new_post, post_id, rows, say, set_comment, set_post, write
from tests.people import person
from tests.visitor import Visitor

ANYWHERE = """
    query ($first: Int, $after: Cursor, $filter: CommentFilter) {
      comments(first: $first, after: $after, filter: $filter) {
        totalCount nodes { id body createdAt post { slug } } pageInfo { hasNextPage endCursor }
      }
    }
"""
USER = """
    query ($name: String!, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {
      user(username: $name) {
        comments(first: $first, after: $after, last: $last, before: $before) {
          totalCount nodes { id createdAt } pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
        }
      }
    }
"""
PARTICIPANTS = """
    query ($ids: [ID!]!, $first: Int = 5) {
      nodes(ids: $ids) { ... on Post { participants(first: $first) { commentCount user { username } } } }
    }
"""


async def coin_id(slug: str) -> UUID:
    id: UUID = (await rows("select id from coin where slug = $1", slug))[0].id
    return id


async def anywhere(visitor: Visitor, **arguments: Any) -> list[str]:
    return [node["id"] for node in (await visitor.query(ANYWHERE, **arguments))["comments"]["nodes"]]


async def test_the_newest_come_first_page_by_page(visitor: Visitor) -> None:
    await many(await new_post(), "author", 30)
    await many(await new_post(), "ada", 30)
    total = (await rows("select count(*) from comment"))[0][0]

    found: list[Any] = []
    cursor, more = None, True
    while more:
        page = (await visitor.query(ANYWHERE, first=23, after=cursor))["comments"]
        found += page["nodes"]
        cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

    assert page["totalCount"] == total == len({node["id"] for node in found}) == len(found)
    assert [node["createdAt"] for node in found] == sorted((node["createdAt"] for node in found), reverse=True)


async def test_filters_are_by_author_tags_and_coin_and_all_must_fit(ada: Visitor, bob: Visitor) -> None:
    post = await new_post(tags=["fees", "wallets"], coins=[await coin_id("bitcoin")])
    other = await new_post(tags=["fees"], coins=[await coin_id("ethereum"), await coin_id("bitcoin")])
    of_ada, of_bob, elsewhere = await say(ada, post), await say(bob, post), await say(ada, other)

    async def found(**filter: Any) -> list[str]:
        page = (await ada.query(ANYWHERE, filter=filter))["comments"]
        known = [node["id"] for node in page["nodes"] if node["id"] in (of_ada, of_bob, elsewhere)]
        assert page["totalCount"] >= len(known)
        return known

    assert await found(tags=["fees"]) == [elsewhere, of_bob, of_ada]
    assert await found(tags=["#Fees", "WALLETS"]) == [of_bob, of_ada]
    assert await found(coin="ethereum") == [elsewhere]
    assert await found(author="ADA") == [elsewhere, of_ada]
    assert await found(author="ada", tags=["wallets"], coin="bitcoin") == [of_ada]
    assert await found(author="bob", coin="ethereum") == []
    assert await found(author=None, tags=None, coin=None) == [elsewhere, of_bob, of_ada]
    assert await found(tags=[]) == [elsewhere, of_bob, of_ada]


@pytest.mark.parametrize("filter", [{"author": "nobody_at_all"}, {"tags": ["no-such-tag"]}, {"coin": "no-such-coin"}])
async def test_a_name_that_nobody_knows_is_an_empty_page(ada: Visitor, filter: dict[str, Any]) -> None:
    await say(ada, await new_post())

    page = (await ada.query(ANYWHERE, filter=filter))["comments"]

    assert (page["totalCount"], page["nodes"]) == (0, [])


@pytest.mark.parametrize(
    "filter", [{"author": "x" * 201}, {"coin": "x" * 201}, {"tags": ["x"] * 11}, {"author": "a\0b"}, {"tags": "a\0"}]
)
async def test_a_filter_that_can_mean_nothing_is_refused_in_words(visitor: Visitor, filter: dict[str, Any]) -> None:
    assert await visitor.refusal(ANYWHERE, filter=filter)


async def test_lists_hold_what_can_be_read_under_posts_that_all_may_list(ada: Visitor, mod: Visitor) -> None:
    posts = {status: await new_post("ada") for status in PostStatus}
    comments = {status: await say(ada, post) for status, post in posts.items()}
    for status, post in posts.items():
        await set_post(post, status)
    deleted, hidden = await say(ada, await new_post()), await say(ada, await new_post())
    await set_comment(deleted, "DELETED")
    await set_comment(hidden, "HIDDEN")

    for somebody in (ada, mod):
        lists = [await anywhere(somebody, filter={"author": "ada"})]
        lists += [[node["id"] for node in (await somebody.query(USER, name="ada"))["user"]["comments"]["nodes"]]]
        for found in lists:
            assert {comments[PostStatus.PUBLISHED], comments[PostStatus.LOCKED]} <= {*found}
            assert not {*found} & {comments[PostStatus.DRAFT], comments[PostStatus.HIDDEN], deleted, hidden}


async def test_a_persons_comments_come_newest_first_in_both_directions(visitor: Visitor) -> None:
    await many(await new_post(), "walker", 25)
    forward: list[Any] = []
    backward: list[Any] = []
    cursor = None
    for size in (20, 20):
        page = (await visitor.query(USER, name="walker", first=size, after=cursor))["user"]["comments"]
        forward, cursor = forward + page["nodes"], page["pageInfo"]["endCursor"]
    cursor = None
    for size in (20, 20):
        page = (await visitor.query(USER, name="walker", last=size, before=cursor))["user"]["comments"]
        backward, cursor = page["nodes"] + backward, page["pageInfo"]["startCursor"]

    assert page["totalCount"] == len(forward) == 25
    assert forward == backward == sorted(forward, key=lambda node: node["createdAt"], reverse=True)


async def test_those_who_said_most_take_part_first_and_in_one_read(visitor: Visitor, reads: list[str]) -> None:
    posts = [await new_post(), await new_post()]
    for number in range(1, 8):
        for post in posts:
            await write("insert into participant values ($1, $2, $3)", post, await person(f"talker_{number}"), number)
    wanted = {"ids": [post_id(post) for post in posts]}
    reads.clear()

    found = (await visitor.query(PARTICIPANTS, **wanted))["nodes"]

    assert len(reads) == 3
    assert [one["user"]["username"] for one in found[0]["participants"]] == [f"talker_{n}" for n in (7, 6, 5, 4, 3)]
    assert [one["commentCount"] for one in found[1]["participants"]] == [7, 6, 5, 4, 3]
    assert len((await visitor.query(PARTICIPANTS, **wanted, first=None))["nodes"][0]["participants"]) == 5
    assert len((await visitor.query(PARTICIPANTS, **wanted, first=50))["nodes"][0]["participants"]) == 7


@pytest.mark.parametrize("first", [0, -1, 51])
async def test_one_to_fifty_may_be_asked_for(visitor: Visitor, first: int) -> None:
    wanted = {"ids": [post_id(await new_post())], "first": first}

    assert "1 to 50" in await visitor.refusal(PARTICIPANTS, **wanted)
