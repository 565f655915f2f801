"""Keyset pages: a list in an order, cut by cursors, never by OFFSET.

A cursor says which list and order it is of, the last key and the row's id, and is signed: one that is not ours, or of
another list, is refused in words, and nothing that a caller wrote reaches SQL.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic
from uuid import UUID

import orjson

from models import keys
from models.database import SomeRow
from models.errors import Malformed

USUAL_SIZE = 20
LARGEST_SIZE = 100


@dataclass(frozen=True)
class Order:
    """What a list is ordered by: its name in cursors, the SQL of its key (never null), the key's type, which way."""

    name: str
    key: str
    type: str
    descending: bool = False


@dataclass(frozen=True)
class Cut:
    """The part of a list that is asked for: `first` rows after a cursor, or `last` rows before one."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None:
            raise Malformed("Give `first` or `last`, not both.")
        for name, size in (("first", self.first), ("last", self.last)):
            if size is not None and not 0 <= size <= LARGEST_SIZE:
                raise Malformed(f"`{name}` is {size}: a page has 0 to {LARGEST_SIZE} rows.")

    @property
    def backward(self) -> bool:
        return self.last is not None

    @property
    def size(self) -> int:
        return self.last if self.last is not None else USUAL_SIZE if self.first is None else self.first


@dataclass(frozen=True)
class Page(Generic[SomeRow]):
    """Rows of a list in its order; each carries its key as `cursor_key`."""

    rows: Sequence[SomeRow]
    has_next: bool
    has_previous: bool
    order: Order

    def cursor(self, row: SomeRow) -> str:
        return _sign(self.order, row.cursor_key, row.id.hex)


@dataclass(frozen=True)
class Keyset:
    """A cut of an ordered list as parts of an SQL query, whose parameters begin at number `start`."""

    cut: Cut
    order: Order
    start: int = 1
    id: str = "id"

    @cached_property
    def _bounds(self) -> list[tuple[str, str, str]]:
        after, before = ("<", ">") if self.order.descending else (">", "<")
        return [
            (operator, *_read(self.order, cursor))
            for operator, cursor in ((after, self.cut.after), (before, self.cut.before))
            if cursor is not None
        ]

    @property
    def columns(self) -> str:
        return f"({self.order.key})::text as cursor_key"

    @property
    def condition(self) -> str:
        tests = [
            f"({self.order.key}, {self.id}) {operator} "
            f"(${self.start + 2 * i}::text::{self.order.type}, ${self.start + 2 * i + 1}::text::uuid)"
            for i, (operator, _, _) in enumerate(self._bounds)
        ]
        return " and ".join(tests) or "true"

    @property
    def values(self) -> list[Any]:
        return [value for _, key, row in self._bounds for value in (key, row)]

    @property
    def tail(self) -> str:
        """ORDER BY and LIMIT: one row more than the page, which tells whether there are more."""
        direction = "desc" if self.order.descending != self.cut.backward else "asc"
        return f"order by {self.order.key} {direction}, {self.id} {direction} limit {self.cut.size + 1}"

    def of_each(self, parents: str, select: str) -> str:
        """The SQL of this cut of every parent's list at once; `select` ends in WHERE and names the parent `of.id`.

        The rows come as `parent_id` and the columns of the list, each parent's in the list's order.
        """
        return f"""
            select of.id as parent_id, list.* from (select distinct unnest({parents}::uuid[]) as id) as of
            cross join lateral ({select} and {self.condition} {self.tail}) as list
        """

    def pages(self, parents: Sequence[UUID], rows: list[SomeRow]) -> dict[UUID, Page[SomeRow]]:
        """The page of each parent, of the rows that `of_each` brought."""
        found: dict[UUID, list[SomeRow]] = {parent: [] for parent in parents}
        for row in rows:
            found[row.parent_id].append(row)
        return {parent: self.page(own) for parent, own in found.items()}

    def page(self, rows: list[SomeRow]) -> Page[SomeRow]:
        more, rows = len(rows) > self.cut.size, rows[: self.cut.size]
        if self.cut.backward:
            return Page(rows[::-1], self.cut.before is not None, more, self.order)
        return Page(rows, more, self.cut.after is not None, self.order)


def _seal(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=9, key=keys.key("cursors")).digest()


def _direction(order: Order) -> str:
    return f"{order.name} {'DESC' if order.descending else 'ASC'}"


def _sign(order: Order, key: str, row: str) -> str:
    text = orjson.dumps([_direction(order), key, row])
    return base64.urlsafe_b64encode(_seal(text) + text).rstrip(b"=").decode()


def _read(order: Order, cursor: str) -> tuple[str, str]:
    """The key and the id, as text, of a cursor that `_sign` made for this list and order."""
    try:
        sealed = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except (UnicodeEncodeError, binascii.Error):
        raise Malformed(f"{cursor[:60]!r} is not a cursor.") from None
    seal, text = sealed[:9], sealed[9:]
    if not hmac.compare_digest(seal, _seal(text)):
        raise Malformed(f"{cursor[:60]!r} is not a cursor of this forum.")
    of, key, row = orjson.loads(text)
    if of != _direction(order):
        raise Malformed(f"This cursor is of the list {of}, not of {_direction(order)}.")
    return key, row
