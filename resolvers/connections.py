"""Lists as Relay's connections, over the keyset pages of the models."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any, Generic, TypeVar
from uuid import UUID

import strawberry

from models.pages import Cut, Page
from resolvers.context import Info
from resolvers.scalars import Cursor
from resolvers.selection import columns, selected

NodeType = TypeVar("NodeType")


@strawberry.enum
class OrderDirection(Enum):
    ASC = "ASC"
    DESC = "DESC"


NODES = (("nodes",), ("edges", "node"))
"""Where the rows of a page are selected, for `columns`."""


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: Cursor | None
    end_cursor: Cursor | None


@strawberry.type
class Edge(Generic[NodeType]):
    cursor: Cursor
    node: NodeType


@strawberry.type
class Connection(Generic[NodeType]):
    page: strawberry.Private[Page[Any] | None]
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @property
    def _read(self) -> Page[Any]:
        if self.page is None:
            raise AssertionError("a page that nobody selected")
        return self.page

    @strawberry.field
    def edges(self) -> list[Edge[NodeType]]:
        return [Edge(cursor=Cursor(self._read.cursor(row)), node=row) for row in self._read.rows]

    @strawberry.field(description="The edges' nodes, for those who need no cursor of each.")
    def nodes(self) -> list[NodeType]:
        return list(self._read.rows)

    @strawberry.field
    def page_info(self) -> PageInfo:
        cursors = [Cursor(self._read.cursor(row)) for row in (self._read.rows[:1], self._read.rows[-1:]) for row in row]
        start, end = cursors or (None, None)
        return PageInfo(
            has_next_page=self._read.has_next,
            has_previous_page=self._read.has_previous,
            start_cursor=start,
            end_cursor=end,
        )

    @strawberry.field(description="Of the whole list; counted only where it is asked for.")
    async def total_count(self) -> int:
        return await self.count()


async def connection(
    info: Info,
    type: type[NodeType],
    read: Callable[[set[str]], Awaitable[Page[Any]]],
    count: Callable[[], Awaitable[int]],
) -> Connection[NodeType]:
    """The connection of a page, read with the columns that are selected, and not at all where only the count is."""
    page = await read(columns(info, type, *NODES)) if is_page_selected(info) else None
    return Connection(page=page, count=count)


def connections(
    pages: Mapping[UUID, Page[Any]] | None,
    parents: Sequence[UUID],
    count: Callable[[], Awaitable[Mapping[UUID, int]]],
) -> list[Connection[Any]]:
    """The connection of each parent, of pages that were read at once (None where nobody selected them).

    All are counted at once too, where one is asked how many there are.
    """
    counted: list[asyncio.Task[Mapping[UUID, int]]] = []

    async def count_of(parent: UUID) -> int:
        if not counted:
            counted.append(asyncio.ensure_future(count()))
        return (await counted[0]).get(parent, 0)

    return [
        Connection(page=pages[parent] if pages is not None else None, count=partial(count_of, parent))
        for parent in parents
    ]


def is_page_selected(info: Info) -> bool:
    """Whether more than the count is asked of this connection."""
    return bool(selected(info) - {"totalCount", "__typename"})


def cut(first: int | None, after: Cursor | None, last: int | None, before: Cursor | None) -> Cut:
    """The page that these arguments ask for. Raises Malformed where they ask for none."""
    return Cut(first, after, last, before)
