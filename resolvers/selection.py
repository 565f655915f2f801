"""Which columns an operation needs: only those that it selects are read."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode, SelectionSetNode
from strawberry.types import get_object_definition
from strawberry.utils.str_converters import to_camel_case

from resolvers.context import Info


def _fields(info: GraphQLResolveInfo[Any], sets: Iterable[SelectionSetNode | None]) -> Iterator[FieldNode]:
    seen: set[str] = set()
    waiting = [selections for selections in sets if selections]
    while waiting:
        for node in waiting.pop().selections:
            match node:
                case FieldNode():
                    yield node
                case InlineFragmentNode():
                    waiting.append(node.selection_set)
                case FragmentSpreadNode() if node.name.value not in seen:
                    seen.add(node.name.value)
                    waiting.append(info.fragments[node.name.value].selection_set)


def selected(info: Info, path: Sequence[str] = ()) -> set[str]:
    """The names of the fields selected below this one, or below the path of fields from it."""
    raw = info._raw_info
    sets: list[SelectionSetNode | None] = [node.selection_set for node in raw.field_nodes]
    for step in path:
        sets = [node.selection_set for node in _fields(raw, sets) if node.name.value == step]
    return {node.name.value for node in _fields(raw, sets)}


@cache
def _needs(type: type[Any]) -> dict[str, tuple[str, ...]]:
    """The columns behind each field of a type: those it says that it needs, else the one of its own name."""
    definition = get_object_definition(type, strict=True)
    return {
        field.graphql_name or to_camel_case(field.python_name): field.metadata.get("needs", (field.python_name,))
        for field in definition.fields
    }


def columns(info: Info, type: type[Any], *paths: Sequence[str]) -> set[str]:
    """The columns of the type's rows that are needed for what is selected below any of the paths (here, if none)."""
    needs = _needs(type)  # type: ignore[arg-type]
    return {column for path in paths or ((),) for name in selected(info, path) for column in needs.get(name, ())}
