"""Running an operation: which one, what is kept of its document, and what happens when its client leaves."""

import asyncio
from typing import Any

import orjson
import pytest
import strawberry

from api import execution
from api.execution import Answer, Execution
from tests.door.small import SCHEMA, ask, codes, door, raw


def request(query: str) -> dict[str, Any]:
    return {"type": "http.request", "body": orjson.dumps({"query": query})}


async def test_one_of_several_operations_is_run_by_its_name() -> None:
    query = "query A { a: hello } query B { b: hello }"

    assert (await ask(door(), query, operationName="B")).json()["data"] == {"b": "Hello, you"}
    assert codes(await ask(door(), query)) == ["BAD_USER_INPUT"]
    assert codes(await ask(door(), query, operationName="C")) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("name", [None, "", "A"])
async def test_an_only_operation_needs_no_name(name: str | None) -> None:
    assert (await ask(door(), "query A { hello }", operationName=name)).status_code == 200


async def test_a_document_without_an_operation_is_bad_input() -> None:
    response = await ask(door(), "fragment F on Query { hello }")

    assert response.status_code == 400
    assert set(codes(response)) == {"BAD_USER_INPUT"}


async def test_a_definition_of_types_is_no_operation() -> None:
    response = await ask(door(), "type Query { hello: String } { hello }")

    assert set(codes(response)) == {"BAD_USER_INPUT"}


async def test_a_document_is_read_once_and_kept() -> None:
    kept = Execution(SCHEMA, public=True)

    first = kept.prepare("{ hello }", None, {})
    again = kept.prepare("{ hello }", None, {})
    other = kept.prepare("{ hello  }", None, {})

    assert again.tree is first.tree
    assert other.tree is not first.tree


@pytest.mark.parametrize(("setting", "value"), [("KEPT_DOCUMENTS", 3), ("KEPT_BYTES", 20_000)])
async def test_what_was_not_asked_for_the_longest_is_forgotten_first(
    setting: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, setting, value)
    kept = Execution(SCHEMA, public=True)
    often = kept.prepare("{ hello }", None, {})
    seldom = kept.prepare("{ hello __typename }", None, {})

    for n in range(50):
        kept.prepare(f"{{ a{n}: hello }}", None, {})
        assert kept.prepare("{ hello }", None, {}).tree is often.tree

    assert kept.prepare("{ hello __typename }", None, {}).tree is not seldom.tree


async def test_values_are_no_part_of_what_is_kept() -> None:
    app = door()
    query = "query ($n: String) { hello(name: $n) }"

    answers = [(await ask(app, query, {"n": name})).json()["data"]["hello"] for name in ("ada", "bob")]

    assert answers == ["Hello, ada", "Hello, bob"]


async def test_mutations_run_one_after_the_other_and_answer() -> None:
    response = await ask(door(), 'mutation { a: rename(name: "x") b: rename(name: "y") }')

    assert response.json() == {"data": {"a": "x", "b": "y"}, "extensions": {"cost": 0}}


async def test_an_answer_takes_in_what_others_have_to_add() -> None:
    answer = Answer({"hello": "you"}, extensions={"cost": 0})

    answer.extensions["traffic"] = "light"

    assert answer.body() == {"data": {"hello": "you"}, "extensions": {"cost": 0, "traffic": "light"}}


class Work:
    """A resolver that waits, and says whether it was stopped."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()
        self.end = ""

    async def __call__(self) -> str:
        self.begun.set()
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.end = "stopped"
            raise
        self.end = "done"
        return "done"

    def schema(self) -> strawberry.Schema:
        @strawberry.type
        class Query:
            @strawberry.field
            async def work(root) -> str:  # noqa: N805
                return await self()

        @strawberry.type
        class Mutation:
            @strawberry.mutation
            async def work(root) -> str:  # noqa: N805
                return await self()

        return strawberry.Schema(Query, Mutation)


async def test_a_query_stops_when_its_client_leaves() -> None:
    work = Work()

    sent = await raw(door(work.schema()), [request("{ work }"), {"type": "http.disconnect"}])

    assert work.begun.is_set()
    assert work.end == "stopped"
    assert sent == []


async def test_a_mutation_goes_on_when_its_client_leaves() -> None:
    work = Work()
    messages = [request("mutation { work }"), {"type": "http.disconnect"}]

    running = asyncio.create_task(raw(door(work.schema()), messages))
    await work.begun.wait()
    await asyncio.sleep(0.01)
    work.go_on.set()
    await running

    assert work.end == "done"


async def test_a_query_is_answered_while_its_client_waits() -> None:
    work = Work()

    running = asyncio.create_task(raw(door(work.schema()), [request("{ work }")]))
    await work.begun.wait()
    work.go_on.set()
    sent = await running

    assert sent[0]["status"] == 200


async def test_a_query_stops_with_the_request_that_asked_it() -> None:
    work = Work()

    running = asyncio.create_task(raw(door(work.schema()), [request("{ work }")]))
    await work.begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert work.end == "stopped"
