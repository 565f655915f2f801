"""Ratings as they are read: one's own vote by batch, and who voted, for moderators."""

import asyncio
from typing import Any
from uuid import UUID

import pytest_asyncio

from models.ratings.rules import Vote
from tests.ratings.rating import Votable, crowd, new_comment, new_post, write
from tests.visitor import Visitor

LIST = "{ posts(first: 20) { nodes { id rating { score viewerVote } } } }"
VOTERS = """
    query ($id: ID!, $vote: Vote, $first: Int, $after: Cursor) {
      node(id: $id) {
        ... on Post {
          voters(vote: $vote, first: $first, after: $after) {
            totalCount nodes { username } edges { cursor } pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
"""


@pytest_asyncio.fixture
async def twenty() -> list[Votable]:
    """The newest twenty posts, the newest first."""
    await write("update post set created_at = created_at - interval '1 day'")
    return [await new_post("somebody_else") for _ in range(20)][::-1]


async def votes_seen(who: Visitor) -> dict[str, Any]:
    nodes = (await who.query(LIST))["posts"]["nodes"]
    return {node["id"]: node["rating"]["viewerVote"] for node in nodes}


async def test_each_sees_their_own_votes_on_twenty_posts(
    twenty: list[Votable], ada: Visitor, bob: Visitor, visitor: Visitor, reads: list[str]
) -> None:
    assert ada.id is not None
    assert bob.id is not None
    adas: dict[Votable, Vote | None] = {post: (Vote.UP, Vote.DOWN, None)[i % 3] for i, post in enumerate(twenty)}
    bobs: dict[Votable, Vote | None] = {post: (Vote.DOWN, None)[i % 2] for i, post in enumerate(twenty)}
    for post in twenty:
        await post.cast(ada.id, adas[post])
        await post.cast(bob.id, bobs[post])

    for who, votes in ((ada, adas), (bob, bobs)):
        reads.clear()
        assert await votes_seen(who) == {post.global_id: vote and vote.name for post, vote in votes.items()}
        assert len([sql for sql in reads if "post_vote" in sql]) == 1, reads
    reads.clear()
    assert await votes_seen(visitor) == dict.fromkeys((post.global_id for post in twenty), None)
    assert [sql for sql in reads if "post_vote" in sql] == []


async def test_posts_and_comments_are_told_apart_where_one_fragment_reads_both(bob: Visitor, reads: list[str]) -> None:
    post, liked = await new_post(), await new_post()
    comment, disliked = await new_comment(post=post), await new_comment(post=post)
    assert bob.id is not None
    await liked.cast(bob.id, Vote.UP)
    await disliked.cast(bob.id, Vote.DOWN)
    reads.clear()

    data = await bob.query(
        """
        query ($ids: [ID!]!) {
          nodes(ids: $ids) { ... on Post { rating { ...Own } } ... on Comment { rating { ...Own } } }
        }
        fragment Own on Rating { score viewerVote }
        """,
        ids=[one.global_id for one in (post, disliked, comment, liked)],
    )

    assert [node["rating"] for node in data["nodes"]] == [
        {"score": 0, "viewerVote": None},
        {"score": -1, "viewerVote": "DOWN"},
        {"score": 0, "viewerVote": None},
        {"score": 1, "viewerVote": "UP"},
    ]
    assert len([sql for sql in reads if "_vote " in sql]) == 2, reads


async def names(people: list[UUID]) -> list[str]:
    found = await write("select id, username from person where id = any($1)", people)
    known = {row["id"]: row["username"] for row in found}
    return [known[id] for id in people]


async def test_moderators_page_through_those_who_voted_the_newest_vote_first(mod: Visitor) -> None:
    post, people = await new_post(), await crowd(5)
    for id, vote in zip(people, (Vote.UP, Vote.DOWN, Vote.UP, Vote.DOWN, Vote.DOWN), strict=True):
        await post.cast(id, vote)
    await post.cast(people[1], Vote.UP)  # who thinks better of it comes first again
    newest = await names([people[1], people[4], people[3], people[2], people[0]])

    first = (await mod.query(VOTERS, id=post.global_id, first=3))["node"]["voters"]
    end = first["pageInfo"]["endCursor"]
    rest = (await mod.query(VOTERS, id=post.global_id, first=3, after=end))["node"]["voters"]

    assert [one["username"] for one in first["nodes"] + rest["nodes"]] == newest
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (5, True, False)
    up = (await mod.query(VOTERS, id=post.global_id, vote="UP"))["node"]["voters"]
    assert (up["totalCount"], [one["username"] for one in up["nodes"]]) == (3, [newest[0], *newest[3:]])


async def test_who_voted_is_for_moderators_alone(ada: Visitor, bob: Visitor, mod: Visitor, visitor: Visitor) -> None:
    post = await new_post()
    await post.rate(bob, "UP")

    for who in (ada, bob, visitor):
        assert (await who.query(VOTERS, id=post.global_id))["node"]["voters"] is None
    seen = (await mod.query(VOTERS, id=post.global_id))["node"]["voters"]
    assert seen["nodes"] == [{"username": "bob"}]


async def test_the_voters_of_a_list_of_posts_are_read_and_counted_at_once(
    twenty: list[Votable], mod: Visitor, ada: Visitor, reads: list[str]
) -> None:
    people = await crowd(3)
    await asyncio.gather(*(post.cast(id, Vote.UP) for post in twenty[:2] for id in people))
    await twenty[3].cast(people[0], Vote.DOWN)
    reads.clear()

    query = "{ posts(first: 20) { nodes { id voters(first: 2) { totalCount nodes { username } } } } }"
    nodes = (await mod.query(query))["posts"]["nodes"]

    assert [node["id"] for node in nodes] == [post.global_id for post in twenty]
    assert [node["voters"]["totalCount"] for node in nodes] == [3, 3, 0, 1, *[0] * 16]
    assert [len(node["voters"]["nodes"]) for node in nodes] == [2, 2, 0, 1, *[0] * 16]
    assert len([sql for sql in reads if "post_vote" in sql]) == 2, reads
    reads.clear()
    for_ada = (await ada.query(query))["posts"]["nodes"]
    assert {node["voters"] for node in for_ada} == {None}
    assert [sql for sql in reads if "post_vote" in sql] == []


async def test_a_post_that_is_asked_for_twice_shows_its_voters_once_each(mod: Visitor) -> None:
    post, people = await new_post(), await crowd(3)
    for id in people:
        await post.cast(id, Vote.UP)

    data = await mod.query(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Post { voters { totalCount nodes { username } } } } }",
        ids=[post.global_id, post.global_id],
    )

    newest = [{"username": name} for name in (await names(people))[::-1]]
    assert [node["voters"] for node in data["nodes"]] == [{"totalCount": 3, "nodes": newest}] * 2


async def test_a_page_of_voters_too_large_is_refused_in_words(mod: Visitor, ada: Visitor) -> None:
    post = await new_post()

    for who in (mod, ada):
        assert "0 to 100" in await who.refusal(VOTERS, id=post.global_id, first=101)
