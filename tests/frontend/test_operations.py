"""The operations that GraphiQL offers a newcomer: each works at once."""

import json
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from tests.laws.tree import ROOT
from tests.visitor import Visitor

OPERATIONS = sorted((ROOT / "frontend" / "graphiql" / "operations").glob("*.graphql"))


def operation(file: Path) -> tuple[str, dict[str, Any]]:
    beside = file.with_suffix(".json")
    return file.read_text(), json.loads(beside.read_text()) if beside.exists() else {}


@pytest.mark.parametrize("file", OPERATIONS, ids=lambda file: file.stem)
async def test_an_example_works_at_once(visitor: Visitor, file: Path) -> None:
    text, variables = operation(file)

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


async def test_the_one_that_asks_who_one_is_knows_who_has_signed_in(ada: Visitor) -> None:
    text, _ = operation(next(file for file in OPERATIONS if file.stem.endswith("who-am-i")))

    viewer = (await ada.query(text))["viewer"]

    assert viewer["user"]["username"] == "ada"
    assert [session["current"] for session in viewer["sessions"]] == [True]
