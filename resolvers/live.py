"""From a feed to a subscription: what is followed, and what each event of it is to whoever watches.

A subscription's resolver answers a Source. Whoever runs it follows the feed, has `tell` turn news into objects, and
executes the selection over each, once for all who ask the same.
"""

import base64
import binascii
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NoReturn
from uuid import UUID

import strawberry

from models.feeds import News
from models.live import Place
from resolvers.context import Context
from resolvers.errors import BadUserInput
from resolvers.scalars import Cursor

_CURSOR = struct.Struct(">16sQ")


class Gone(Exception):
    """What an event is about is no more, or not to be seen any more: there is nothing to tell."""


Tell = Callable[[News, Cursor, Context], Awaitable[Sequence[object]]]


@dataclass(frozen=True)
class Source:
    """A part of a feed, and how its news is told. It is run by the door, not iterated."""

    topic: str
    tell: Tell
    keys: frozenset[str] | None = None
    after: Place | None = None
    now: Callable[[Context], Awaitable[object]] | None = None
    """For a state: what it is, told at once; such a stream has no cursors."""
    seconds_apart: float = 0.0
    """No more often than this; what came meanwhile is told together."""
    together: Callable[[Any, Any], object] = lambda earlier, later: later
    """Of two objects that wait the one that is told."""

    def __aiter__(self) -> AsyncIterator[NoReturn]:
        raise TypeError("a source is followed by the door's streams")


@strawberry.type(description="The stream is followed from here on.")
class Subscribed:
    cursor: Cursor


@strawberry.enum(description="Why a client has to read the query anew.")
class ResyncReason(Enum):
    CURSOR_TOO_OLD = "CURSOR_TOO_OLD"
    TOO_SLOW = "TOO_SLOW"


@strawberry.type(
    description="The point asked for is no longer held: read the query anew; the stream goes on from this cursor."
)
class Resync:
    reason: ResyncReason
    cursor: Cursor


def cursor_of(feed: UUID, position: int) -> Cursor:
    return Cursor(base64.urlsafe_b64encode(_CURSOR.pack(feed.bytes, position)).rstrip(b"=").decode())


def place_of(cursor: Cursor | None) -> Place | None:
    """Raises BadUserInput where it is no cursor of a stream."""
    if cursor is None:
        return None
    try:
        packed = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), b"-_", validate=True)
        feed, position = _CURSOR.unpack(packed)
    except (UnicodeEncodeError, binascii.Error, struct.error):
        raise BadUserInput(f"{cursor[:60]!r} is not a cursor of a stream.") from None
    return Place(UUID(bytes=feed), min(position, 2**63 - 1))
