"""What is said below a post goes with it and comes again, each comment with its news, however many they are."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from models import database
from tests.comments.threads import DELETE, many, new_post, post_id, row_id, rows, say, set_comment, write
from tests.posts.writing import DELETE as DELETE_POST
from tests.posts.writing import SET_STATUS
from tests.visitor import Visitor

MANY = 3000


async def news(post: UUID, *kinds: str) -> list[dict[str, Any]]:
    """What was announced of these kinds about comments below a post, in its order."""
    types = [f"comment.{kind}.v1" for kind in kinds or ("deleted", "status-changed")]
    found = await rows("select payload from outbox where key = $1 and type = any($2) order by seq", post.hex, types)
    return [json.loads(row.payload) for row in found]


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written, statement by statement."""
    seen: list[str] = []
    execute: Callable[..., Any] = database.execute

    async def counting(sql: str, *values: Any) -> Any:
        seen.append(sql)
        return await execute(sql, *values)

    monkeypatch.setattr(database, "execute", counting)
    return seen


async def test_what_all_could_read_is_hidden_with_its_post_and_shown_again(
    ada: Visitor, bob: Visitor, mod: Visitor
) -> None:
    post = await new_post()
    said = [await say(ada, post), await say(bob, post), await say(bob, post), await say(bob, post)]
    await set_comment(said[1], "HIDDEN")
    await bob.mutate(DELETE, id=said[2])

    for status in ("LOCKED", "HIDDEN", "HIDDEN", "LOCKED", "PUBLISHED"):
        await mod.mutate(SET_STATUS, id=post_id(post), status=status, reason="Why not")

    below = {"post_id": str(post), "comment_count": 0, "was": "VISIBLE", "status": "HIDDEN"}
    first = below | {"comment_id": str(row_id(said[0])), "author_id": str(ada.id)}
    last = below | {"comment_id": str(row_id(said[3])), "author_id": str(bob.id)}
    again = {"comment_count": 3, "was": "HIDDEN", "status": "VISIBLE"}  # the one hidden by itself was never counted out
    assert await news(post, "status-changed") == [first, last, first | again, last | again]
    by = await rows("select distinct actor_id from outbox where key = $1 and type like 'comment.status%'", post.hex)
    assert [row.actor_id for row in by] == [mod.id]
    statuses = await rows("select status from comment where post_id = $1 order by created_at, id", post)
    assert [row.status for row in statuses] == ["VISIBLE", "HIDDEN", "DELETED", "VISIBLE"]


@pytest.mark.parametrize("is_hidden", [False, True])
async def test_what_had_words_is_deleted_with_its_post_and_nothing_twice(
    ada: Visitor, bob: Visitor, mod: Visitor, is_hidden: bool
) -> None:
    post = await new_post("ada")
    said = [await say(ada, post), await say(bob, post), await say(bob, post)]
    await set_comment(said[1], "HIDDEN", "Not nice.")
    await bob.mutate(DELETE, id=said[2])
    if is_hidden:
        await mod.mutate(SET_STATUS, id=post_id(post), status="HIDDEN")

    await ada.mutate(DELETE_POST, id=post_id(post))

    deleted = [(one["comment_id"], one["author_id"], one["comment_count"]) for one in await news(post, "deleted")]
    assert deleted[1:] == [(str(row_id(said[0])), str(ada.id), 0), (str(row_id(said[1])), str(bob.id), 0)]
    assert deleted[0][0] == str(row_id(said[2]))
    left = await rows("select distinct status, status_reason, body, body_html from comment where post_id = $1", post)
    assert [tuple(row) for row in left] == [("DELETED", None, "", "")]


async def test_a_large_thread_costs_as_many_statements_as_a_small_one_and_is_told_oldest_first(
    ada: Visitor, mod: Visitor, statements: list[str]
) -> None:
    costs = []
    for number in (1, MANY):
        post = await new_post("ada")
        await many(post, "bob", number)
        await write("update post set comment_count = $2 where id = $1", post, number)
        oldest_first = await rows("select id from comment where post_id = $1 order by created_at", post)
        statements.clear()

        for status in ("HIDDEN", "PUBLISHED"):
            await mod.mutate(SET_STATUS, id=post_id(post), status=status)
        await ada.mutate(DELETE_POST, id=post_id(post))

        costs.append(len(statements))
        told = await news(post)
        assert [one["comment_id"] for one in told] == [str(row.id) for row in oldest_first] * 3
        assert [one["comment_count"] for one in told] == [0] * number + [number] * number + [0] * number
    assert costs[0] == costs[1]


async def test_an_empty_thread_is_no_news(ada: Visitor, mod: Visitor) -> None:
    post = await new_post("ada")

    for status in ("HIDDEN", "PUBLISHED"):
        await mod.mutate(SET_STATUS, id=post_id(post), status=status)
    await ada.mutate(DELETE_POST, id=post_id(post))

    assert await news(post) == []
