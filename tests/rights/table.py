"""The table of rights, and the ways through the schema to what it is about."""

from collections import deque
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_required_argument

from resolvers.schema import schema

SCHEMA = schema._schema
CARRIERS = ("Payload", "Connection", "Edge")
OBJECTS = {
    name: type
    for name, type in SCHEMA.type_map.items()
    if isinstance(type, GraphQLObjectType) and not name.startswith("__")
}
ARGUMENTS = {
    "Query.user": '(username: "ada")',
    "Query.post": '(slug: "SLUG")',
    "Query.coin": '(slug: "bitcoin")',
    "Query.markdown": '(body: "@ada $BTC")',
}
"""What the fields on the way are asked for."""
NOT_ON_THE_WAY = {"Query.viewer", "Query.auditLog"}


class Who(Enum):
    EVERYBODY = "EVERYBODY"
    SIGNED_IN = "SIGNED_IN"
    MODERATORS = "MODERATORS"
    SELF = "SELF"
    SELF_OR_MODERATORS = "SELF_OR_MODERATORS"
    MODERATORS_OR_NULL = "MODERATORS_OR_NULL"


def table() -> dict[str, Who]:
    """Every field, `Type.field`, and who may ask it."""
    rights: dict[str, Who] = {}
    for line in (Path(__file__).parent / "table.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            head, _, fields = line.partition(": ")
            type, who = head.split()
            for field in fields.split():
                assert f"{type}.{field}" not in rights, f"{type}.{field} stands twice"
                rights[f"{type}.{field}"] = Who(who)
    return rights


def fields() -> Iterator[tuple[str, GraphQLField]]:
    """Every field of the schema but those that only carry others."""
    for name, type in OBJECTS.items():
        if not name.endswith(CARRIERS) and name != "PageInfo":
            yield from ((f"{name}.{field}", definition) for field, definition in type.fields.items())


def ways_to(target: str) -> list[str]:
    """A query for each field that leads to the type, by the shortest way from the root; `LEAF` is what is asked."""
    return [_query([*way, (parent, field)]) for parent, field, way in _edges(target)] + [
        f'{{ node(id: "ID") {{ ... on {target} {{ LEAF }} }} }}',
        f'{{ nodes(ids: ["ID"]) {{ ... on {target} {{ LEAF }} }} }}',
    ]


def _edges(target: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    ways = _shortest_ways()
    for parent, way in ways.items():
        for field, definition in OBJECTS[parent].fields.items():
            if get_named_type(definition.type).name == target and _can_be_asked(parent, field, definition):
                yield parent, field, way


def _shortest_ways() -> dict[str, list[tuple[str, str]]]:
    ways: dict[str, list[tuple[str, str]]] = {"Query": []}
    waiting = deque(["Query"])
    while waiting:
        parent = waiting.popleft()
        for field, definition in OBJECTS[parent].fields.items():
            type = get_named_type(definition.type).name
            if type in OBJECTS and type not in ways and _can_be_asked(parent, field, definition):
                ways[type] = [*ways[parent], (parent, field)]
                waiting.append(type)
    return ways


def _can_be_asked(parent: str, field: str, definition: GraphQLField) -> bool:
    place = f"{parent}.{field}"
    needs = any(map(is_required_argument, definition.args.values()))
    return place not in NOT_ON_THE_WAY and (place in ARGUMENTS or not needs)


def _query(way: list[tuple[str, str]]) -> str:
    text = "LEAF"
    for parent, field in reversed(way):
        text = f"{field}{ARGUMENTS.get(f'{parent}.{field}', '')} {{ {text} }}"
    return f"{{ {text} }}"
