"""The operations that GraphiQL offers a newcomer: each works at once."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from graphql import OperationDefinitionNode, parse

from models import database
from models.demo import people, talk
from models.settings import Settings
from tests.laws.tree import ROOT
from tests.live.watching import process
from tests.people import signed_in
from tests.visitor import Visitor

OPERATIONS = sorted((ROOT / "frontend" / "graphiql" / "operations").glob("*.graphql"))
STREAMS = [file for file in OPERATIONS if "subscription " in file.read_text()]
QUERIES = [file for file in OPERATIONS if file not in STREAMS]


def operation(file: Path) -> tuple[str, dict[str, Any]]:
    beside = file.with_suffix(".json")
    return file.read_text(), json.loads(beside.read_text()) if beside.exists() else {}


@pytest_asyncio.fixture(scope="module", autouse=True)
async def demo(forum: Settings) -> None:
    """The examples ask for what a new forum begins with."""
    async with database.transaction():
        await people.move_in()
    await talk.begin()


@pytest_asyncio.fixture
async def member(forum: Settings) -> AsyncIterator[Visitor]:
    """Who has pressed the button in the corner."""
    async with signed_in(forum, "newcomer_of_graphiql") as visitor:
        yield visitor


@pytest.mark.parametrize("file", STREAMS, ids=lambda file: file.stem)
async def test_an_example_of_a_stream_begins_at_once(forum: Settings, file: Path) -> None:
    text, variables = operation(file)

    async with process(forum) as here:
        watcher = await here.watch(text, **variables)

    assert text.startswith("#")
    assert watcher.kinds == ["Subscribed"]


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
async def test_an_example_works_at_once(visitor: Visitor, member: Visitor, file: Path) -> None:
    text, variables = operation(file)
    visitor = member if "Sign in by the button" in text else visitor

    names = [
        node.name.value for node in parse(text).definitions if isinstance(node, OperationDefinitionNode) and node.name
    ]
    assert names
    assert text.startswith("#")
    for name in names:
        asked = {"query": text, "operationName": name, "variables": variables}
        body = (await visitor.http.post("/graphql", json=asked)).json()
        assert "errors" not in body
        for field, value in body["data"].items():
            if field == "viewer":
                assert value is None, "nobody has signed in"
            elif isinstance(value, dict) and "errors" in value:
                assert value["errors"] == []
            else:
                assert value not in (None, []) or variables == {"ids": []}


async def test_the_one_that_asks_who_one_is_knows_who_has_signed_in(member: Visitor) -> None:
    text, _ = operation(next(file for file in OPERATIONS if file.stem.endswith("who-am-i")))

    viewer = (await member.query(text))["viewer"]

    assert viewer["user"]["username"] == member.username
    assert [session["current"] for session in viewer["sessions"]].count(True) == 1
