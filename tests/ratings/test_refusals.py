"""Who may not vote on what."""

import asyncio
from uuid import uuid4

import pytest

from models.errors import Refusal, RefusalCode
from models.posts.events import PostStatus
from models.ratings.rules import Vote
from models.settings import Settings
from tests.ratings.rating import (
    RATE,
    Votable,
    crowd,
    elsewhere,
    new,
    new_comment,
    new_post,
    rows,
    set_status,
    somebody_waits,
    write,
)
from tests.stories.spine import until
from tests.visitor import Visitor

KINDS = pytest.mark.parametrize("kind", ["post", "comment"])


@KINDS
async def test_nobody_votes_without_signing_in(kind: str, visitor: Visitor) -> None:
    one = await new(kind)

    assert await visitor.code(RATE[kind], input={"id": one.global_id, "vote": "UP"}) == "UNAUTHENTICATED"
    assert await one.figures() == (0, 0, 0)


@KINDS
async def test_nobody_votes_on_what_they_wrote(kind: str, ada: Visitor, mod: Visitor) -> None:
    one, theirs = await new(kind), await new(kind, mod.username)

    assert await one.refused(ada) == [("OWN_CONTENT", "id")]
    assert await one.refused(ada, None) == [("OWN_CONTENT", "id")]
    assert await theirs.refused(mod) == [("OWN_CONTENT", "id")]
    assert await one.figures() == await theirs.figures() == (0, 0, 0)


@KINDS
async def test_a_locked_post_takes_votes_of_moderators_alone(
    kind: str, ada: Visitor, bob: Visitor, mod: Visitor
) -> None:
    one = await new(kind)
    await one.rate(bob, "UP")
    await set_status(one, "LOCKED")

    assert await one.refused(bob, "DOWN") == [("POST_LOCKED", "id")]
    assert await one.refused(bob, None) == [("POST_LOCKED", "id")]
    assert (await one.rate(mod, "UP"))["upvotes"] == 2


@KINDS
async def test_what_there_is_not_takes_no_votes(kind: str, bob: Visitor) -> None:
    assert await Votable(kind, uuid4(), uuid4()).refused(bob) == [("NOT_FOUND", "id")]


@KINDS
async def test_what_is_hidden_with_its_post_takes_votes_of_moderators_alone(
    kind: str, ada: Visitor, bob: Visitor, mod: Visitor
) -> None:
    one = await new(kind)
    await set_status(one, "HIDDEN")

    assert await one.refused(bob) == [("NOT_FOUND", "id")]
    assert (await one.rate(mod, "DOWN"))["downvotes"] == 1


@KINDS
async def test_what_was_deleted_with_its_post_takes_no_votes(
    kind: str, ada: Visitor, bob: Visitor, mod: Visitor
) -> None:
    one = await new(kind)
    await write("update post set deleted_at = now() where id = $1", one.post_id)

    assert await one.refused(bob) == await one.refused(mod) == await one.refused(ada) == [("NOT_FOUND", "id")]


async def test_a_draft_takes_no_votes_not_even_its_authors(ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    draft = await new_post(status=PostStatus.DRAFT)

    assert await draft.refused(ada) == await draft.refused(bob) == await draft.refused(mod) == [("NOT_FOUND", "id")]


@pytest.mark.parametrize("status", ["DELETED", "HIDDEN"])
async def test_a_comment_that_is_gone_takes_no_votes(status: str, ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    one = await new_comment(status=status)

    assert await one.refused(bob) == await one.refused(mod) == await one.refused(ada) == [("NOT_FOUND", "id")]


async def test_an_id_of_something_else_is_bad_input(bob: Visitor) -> None:
    post, comment = await new_post(), await new_comment()

    assert "not the id of a Post" in await bob.refusal(RATE["post"], input={"id": comment.global_id, "vote": "UP"})
    assert "not the id of a Comment" in await bob.refusal(RATE["comment"], input={"id": post.global_id, "vote": "UP"})
    assert "not an id" in await bob.refusal(RATE["post"], input={"id": "nonsense", "vote": "UP"})


@KINDS
@pytest.mark.parametrize(
    ("change", "code"), [("status = 'LOCKED'", RefusalCode.POST_LOCKED), ("deleted_at = now()", RefusalCode.NOT_FOUND)]
)
async def test_what_is_closed_while_a_vote_waits_for_it_takes_none(
    kind: str, change: str, code: RefusalCode, forum: Settings
) -> None:
    one, (voter,) = await new(kind), await crowd(1)

    async with elsewhere(forum) as connection:
        await connection.execute(f"select 1 from {kind} where id = $1 for update", one.id)
        voting = asyncio.create_task(one.cast(voter, Vote.UP))
        await until(somebody_waits)
        await connection.execute(f"update post set {change} where id = $1", one.post_id)

    with pytest.raises(Refusal) as refused:
        await voting
    assert refused.value.code is code
    assert await one.figures() == (0, 0, 0)
    assert await rows(f"select 1 from {kind}_vote where {kind}_id = $1", one.id) == []


async def test_a_vote_on_a_comment_waits_for_nobody_at_its_post(forum: Settings) -> None:
    one, (voter,) = await new_comment(), await crowd(1)

    async with elsewhere(forum) as connection:
        await connection.execute("select 1 from post where id = $1 for update", one.post_id)
        await one.cast(voter, Vote.UP)

    assert await one.figures() == (1, 0, 1)
