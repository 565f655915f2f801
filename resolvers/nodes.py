"""What has a global id, and how anything is found by it."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, ClassVar
from uuid import UUID

import strawberry

from models.database import Row
from resolvers import ids
from resolvers.context import Info
from resolvers.errors import BadUserInput

MOST_IDS = 100


@strawberry.interface(description="Whatever has a global id.")
class Node:
    row: ClassVar[type[Row]]
    """The rows that stand behind this type."""

    @strawberry.field(description="Good for `node` and wherever an id is asked for; the same for ever.")
    @staticmethod
    def id(root: strawberry.Parent[Any], info: Info) -> strawberry.ID:
        return strawberry.ID(ids.encode(info._raw_info.parent_type.name, root.id))

    @classmethod
    def is_type_of(cls, value: object, _: object) -> bool:
        return isinstance(value, cls.row)


Loader = Callable[[Collection[UUID], Info], Awaitable[Mapping[UUID, Row]]]
_loaders: dict[str, Loader] = {}


def found_by(type: type[Node]) -> Callable[[Loader], Loader]:
    """Mark the function that reads the rows of this type for `node` and `nodes`: all in one query."""

    def mark(loader: Loader) -> Loader:
        _loaders[ids.prefix(type.__name__)] = loader
        return loader

    return mark


async def _rows(global_ids: list[strawberry.ID], info: Info) -> list[Row | None]:
    """The rows of these ids, in their order; None where there is none."""
    wanted: dict[str, list[UUID]] = {}
    for global_id in global_ids:
        kind, id = ids.decode(global_id)
        if kind not in _loaders:
            raise BadUserInput(f"{global_id!r} is not an id of anything here.")
        wanted.setdefault(kind, []).append(id)
    found = {kind: await _loaders[kind](set(ids), info) for kind, ids in wanted.items()}
    return [found[kind].get(id) for kind, id in map(ids.decode, global_ids)]


@strawberry.type
class NodeQueries:
    @strawberry.field(
        description="Anything by its global id; null where there is nothing, or nothing for you.",
        graphql_type=Node | None,
    )
    async def node(self, info: Info, id: strawberry.ID) -> Row | None:
        (row,) = await _rows([id], info)
        return row

    @strawberry.field(
        description="Many by their global ids, at most 100, in the order asked for.", graphql_type=list[Node | None]
    )
    async def nodes(self, info: Info, ids: list[strawberry.ID]) -> list[Row | None]:
        if len(ids) > MOST_IDS:
            raise BadUserInput(f"`ids` has {len(ids)} ids: {MOST_IDS} at most.")
        return await _rows(ids, info)
