"""Votes on posts and comments: one a person, counted at once."""

import json

import pytest

from tests.ratings.rating import NODE, RATE, new, rows
from tests.visitor import Visitor

KINDS = pytest.mark.parametrize("kind", ["post", "comment"])


@KINDS
async def test_a_vote_is_counted_and_announced(kind: str, ada: Visitor, bob: Visitor, visitor: Visitor) -> None:
    one = await new(kind)

    rating = await one.rate(bob, "UP")

    assert rating == {"score": 1, "upvotes": 1, "downvotes": 0, "viewerVote": "UP"}
    seen = (await visitor.query(NODE, id=one.global_id))["node"]["rating"]
    assert seen == rating | {"viewerVote": None}
    own = {} if kind == "post" else {"comment_id": str(one.id)}
    assert [json.loads(payload) for payload in await one.news()] == [
        {"post_id": str(one.post_id), "author_id": str(ada.id), "score": 1, "upvotes": 1, "downvotes": 0} | own
    ]
    (told,) = await rows(
        "select key, actor_id from outbox where type = $1 order by seq desc limit 1", f"{kind}.rated.v1"
    )
    assert (told.key, told.actor_id) == (one.post_id.hex, bob.id)


@KINDS
async def test_voting_twice_the_same_way_changes_nothing_and_is_no_news(kind: str, ada: Visitor, bob: Visitor) -> None:
    one = await new(kind)
    first = await one.rate(bob, "DOWN")
    (cast,) = await rows(f"select cast_at from {kind}_vote where {kind}_id = $1", one.id)

    again = await one.rate(bob, "DOWN")

    assert again == first == {"score": -1, "upvotes": 0, "downvotes": 1, "viewerVote": "DOWN"}
    assert len(await one.news()) == 1
    assert await rows(f"select cast_at from {kind}_vote where {kind}_id = $1", one.id) == [cast]


@KINDS
async def test_voting_otherwise_moves_both_counts(kind: str, ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    one = await new(kind)
    await one.rate(mod, "UP")
    await one.rate(bob, "UP")

    rating = await one.rate(bob, "DOWN")

    assert rating == {"score": 0, "upvotes": 1, "downvotes": 1, "viewerVote": "DOWN"}
    assert len(await one.news()) == 3


@KINDS
async def test_a_vote_taken_back_leaves_nothing(kind: str, ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    one = await new(kind)
    await one.rate(mod, "DOWN")
    await one.rate(bob, "UP")

    rating = await one.rate(bob, None)
    again = await one.rate(bob, None)

    assert rating == again == {"score": -1, "upvotes": 0, "downvotes": 1, "viewerVote": None}
    assert len(await one.news()) == 3
    assert await one.rate(mod, None) == {"score": 0, "upvotes": 0, "downvotes": 0, "viewerVote": None}


@KINDS
async def test_a_vote_that_is_absent_is_null(kind: str, ada: Visitor, bob: Visitor) -> None:
    one = await new(kind)
    await one.rate(bob, "UP")

    payload = await bob.mutate(RATE[kind], id=one.global_id)

    assert payload[kind]["rating"]["upvotes"] == 0


@KINDS
async def test_each_has_votes_of_its_own(kind: str, ada: Visitor, bob: Visitor) -> None:
    one, other = await new(kind), await new(kind)

    await one.rate(bob, "UP")

    assert await one.figures() == (1, 0, 1)
    assert await other.figures() == (0, 0, 0)
