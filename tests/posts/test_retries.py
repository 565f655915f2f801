"""A client that asks again with the same clientMutationId: it gets what it made, and makes nothing new."""

import asyncio
from typing import Any

import pytest

from models import database, retries
from tests.posts.writing import CREATE, DELETE, UPDATE, changed, kept, new_word, told, written
from tests.visitor import Visitor

INPUT: dict[str, Any] = {"title": "Sent again", "body": "Words.", "tags": ["retry"], "preview": "Short"}


async def test_the_same_again_answers_the_same_post_and_makes_nothing(ada: Visitor) -> None:
    given = {**INPUT, "clientMutationId": new_word()}
    first = await ada.mutate(CREATE, **given)
    before = await kept()

    second = await ada.mutate(CREATE, **dict(reversed(given.items())))

    assert second == first
    assert first["clientMutationId"] == given["clientMutationId"]
    assert await told(first["post"]) == ["post.published"]
    assert await kept() == before


async def test_the_same_again_answers_the_post_as_it_is_now(ada: Visitor) -> None:
    given = {**INPUT, "clientMutationId": new_word()}
    post = (await ada.mutate(CREATE, **given))["post"]
    await ada.mutate(UPDATE, id=post["id"], title="Edited since")

    again = (await ada.mutate(CREATE, **given))["post"]
    await ada.mutate(DELETE, id=post["id"])
    gone = (await ada.mutate(CREATE, **given))["post"]

    assert (again["id"], again["title"]) == (post["id"], "Edited since")
    assert gone is None
    assert await told(post) == ["post.published", "post.edited", "post.deleted"]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Another"},
        {"body": "Other words."},
        {"tags": ["retry", "again"]},
        {"tags": []},
        {"preview": None},
        {"draft": True},
        {"coinIds": []},
    ],
    ids=str,
)
async def test_another_input_under_the_same_id_is_a_conflict(ada: Visitor, other: dict[str, Any]) -> None:
    given = {**INPUT, "clientMutationId": new_word()}
    await ada.mutate(CREATE, **given)
    before = await kept()

    assert await ada.refused(CREATE, **given | other) == [("CONFLICT", "clientMutationId")]

    assert await kept() == before


async def test_a_draft_that_is_absent_null_or_false_is_the_same_input(ada: Visitor) -> None:
    given = {**INPUT, "clientMutationId": new_word()}

    posts = [(await ada.mutate(CREATE, **given, **draft))["post"] for draft in ({}, {"draft": False}, {"draft": None})]

    assert posts[0] == posts[1] == posts[2]


async def test_another_persons_same_id_is_another(ada: Visitor, bob: Visitor) -> None:
    given = {**INPUT, "clientMutationId": new_word()}

    posts = [(await person.mutate(CREATE, **given))["post"] for person in (ada, bob)]

    assert [post["author"]["username"] for post in posts] == ["ada", "bob"]
    assert posts[0]["id"] != posts[1]["id"]


async def test_ten_at_once_make_one(ada: Visitor) -> None:
    given = {**INPUT, "title": new_word(), "clientMutationId": new_word()}

    payloads = await asyncio.gather(*(ada.mutate(CREATE, **given) for _ in range(10)))

    (id,) = {payload["post"]["id"] for payload in payloads}
    assert await told({"id": id}) == ["post.published"]
    assert await database.fetch_value("select count(*) from post where title = $1", given["title"]) == 1


async def test_at_once_with_two_inputs_one_is_made_and_the_others_are_conflicts(ada: Visitor) -> None:
    title, key = new_word(), new_word()
    inputs = [{**INPUT, "title": title, "body": f"Words {turn % 2}.", "clientMutationId": key} for turn in range(6)]

    payloads = [
        payload["createPost"] for payload in await asyncio.gather(*(ada.query(CREATE, input=one) for one in inputs))
    ]

    codes = [error["code"] for payload in payloads for error in payload["errors"]]
    assert codes == ["CONFLICT"] * 3
    assert len({payload["post"]["id"] for payload in payloads if payload["post"]}) == 1
    assert await database.fetch_value("select count(*) from post where title = $1", title) == 1


async def test_after_a_day_it_is_new_and_remembered_anew(ada: Visitor) -> None:
    given = {**INPUT, "clientMutationId": new_word()}
    ids = [(await ada.mutate(CREATE, **given))["post"]["id"]]

    for age in ("23 hours 59 minutes", "1 minute", "0 minutes"):
        sql = "update retry set created_at = created_at - $2::text::interval where client_mutation_id = $1"
        await changed(sql, given["clientMutationId"], age)
        ids.append((await ada.mutate(CREATE, **given))["post"]["id"])

    assert ids[0] == ids[1] != ids[2] == ids[3]


async def test_without_an_id_nothing_is_remembered(ada: Visitor) -> None:
    before = await database.fetch_value("select count(*) from retry")

    posts = [(await ada.mutate(CREATE, **INPUT, **key))["post"] for key in ({}, {"clientMutationId": None})]

    assert posts[0]["id"] != posts[1]["id"]
    assert await database.fetch_value("select count(*) from retry") == before


async def test_what_was_refused_is_not_remembered(ada: Visitor) -> None:
    key = new_word()
    await ada.refused(CREATE, **INPUT | {"title": "", "clientMutationId": key})
    await ada.refused(CREATE, **INPUT | {"body": "", "clientMutationId": key})

    payload = await ada.mutate(CREATE, **INPUT, clientMutationId=key)

    assert await told(payload["post"]) == ["post.published"]


@pytest.mark.parametrize("key", ["", "k" * 101, "k" * 90_000], ids=len)
async def test_an_id_has_a_length(ada: Visitor, key: str) -> None:
    before = await kept()

    assert await ada.refused(CREATE, **INPUT, clientMutationId=key) == [("INVALID", "clientMutationId")]

    assert await kept() == before


async def test_those_that_are_too_old_are_forgotten(ada: Visitor) -> None:
    old, young = new_word(), new_word()
    for key in (old, young):
        await written(ada, clientMutationId=key)
    aged = "update retry set created_at = created_at - interval '24 hours' where client_mutation_id = $1"
    await changed(aged, old)

    async with database.transaction():
        await retries.forget()

    left = "select array_agg(client_mutation_id) from retry where client_mutation_id = any($1)"
    assert await database.fetch_value(left, [old, young]) == [young]
