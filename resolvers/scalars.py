"""Scalars of our own: decimals that never were floats, instants with their offset, cursors."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NewType

import strawberry
from graphql import FloatValueNode, IntValueNode, StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

from resolvers.errors import BadUserInput

Cursor = NewType("Cursor", str)

MOST_DIGITS = 38
_PLAIN = re.compile(r"[+-]?(?P<whole>[0-9]+)(?:\.(?P<part>[0-9]+))?", re.ASCII)


def read_decimal(value: object) -> Decimal:
    """From a string, or a whole number, in plain notation: `97412.08`, not `9.7e4`. A float has lost digits already."""
    text = value if isinstance(value, str) else str(value) if type(value) is int else ""
    found = _PLAIN.fullmatch(text[:100]) if len(text) <= 100 else None
    if not found:
        raise BadUserInput(
            f'{str(value)[:60]!r} is not a Decimal: write it as a string in plain notation, such as "0.1".'
        )
    if len((found["whole"].lstrip("0") + (found["part"] or "")).rstrip() or "0") > MOST_DIGITS:
        raise BadUserInput(f"{text[:60]!r} has more than {MOST_DIGITS} digits.")
    return Decimal(text)


def write_decimal(value: Decimal) -> str:
    return format(value, "f")


def read_datetime(value: object) -> datetime:
    """From ISO 8601 with its offset: `2026-01-31T12:00:00Z`."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
        if at and at.tzinfo:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadUserInput(
        f'{str(value)[:60]!r} is not a DateTime: write it as ISO 8601 with its offset, such as "2026-01-31T12:00:00Z".'
    )


def write_datetime(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_cursor(value: object) -> Cursor:
    if not isinstance(value, str) or not 0 < len(value) <= 1000:
        raise BadUserInput("A cursor is a string that this API gave out.")
    return Cursor(value)


def _literal(read: Callable[[object], Any]) -> Callable[[ValueNode, Mapping[str, Any] | None], Any]:
    """Read a value written in the document itself, where `0.1` still has all its digits."""

    def parse(node: ValueNode, variables: Mapping[str, Any] | None = None) -> Any:
        return read(node.value if isinstance(node, StringValueNode | IntValueNode | FloatValueNode) else None)

    return parse


def _scalar(
    name: str, description: str, read: Callable[[object], Any], write: Callable[[Any], str]
) -> ScalarDefinition:
    return strawberry.scalar(
        name=name, description=description, serialize=write, parse_value=read, parse_literal=_literal(read)
    )


SCALARS: dict[object, ScalarDefinition] = {
    Decimal: _scalar(
        "Decimal",
        "A decimal number as a string in plain notation, finite, at most 38 digits. Prices are in US dollars.",
        read_decimal,
        write_decimal,
    ),
    datetime: _scalar("DateTime", "An instant in UTC, ISO 8601.", read_datetime, write_datetime),
    Cursor: _scalar("Cursor", "A place in a list, good for this list in this order alone.", read_cursor, str),
}
