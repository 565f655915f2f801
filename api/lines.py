"""One operation on a socket: what goes out under its id, and what ends it."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from graphql import OperationType

from api import frames
from api.execution import Operation
from api.masking import Shown
from api.outgoing import Outgoing
from api.streams import Sink
from resolvers.context import Context


class Streams(Protocol):
    async def open(self, operation: Operation, context: Context, sink: Sink, /) -> Callable[[], None]:
        """Begin a subscription: what ends it. Raises Refused where it cannot begin."""


class Line:
    """A sink, and the road of a query's one answer. Once it has ended it takes everything and sends nothing."""

    def __init__(
        self,
        id: str,
        kind: OperationType,
        outgoing: Outgoing,
        *,
        over: Callable[[str], object],
        too_slow: Callable[[], object],
    ) -> None:
        self.kind, self.ended = kind, False
        self.task: asyncio.Task[None] | None = None
        """What begins or answers it, where that may be broken off."""
        self.leave: Callable[[], None] | None = None
        """What ends it, once it was begun."""
        self._id, self._prefix = id, frames.before_payload(id)
        self._outgoing, self._over, self._too_slow = outgoing, over, too_slow

    def push(self, payload: bytes) -> bool:
        return self.ended or self._outgoing.offer(self._prefix, payload)

    def replace(self, payload: bytes) -> None:
        if not self.ended:
            self._outgoing.drop(self._prefix)
            self._outgoing.put(payload, self._prefix)

    def give_up(self) -> None:
        if not self.ended:
            self._too_slow()

    def answer(self, payload: bytes) -> None:
        if not self.ended:
            self._outgoing.put(payload, self._prefix)
            self._last(frames.complete(self._id))

    def fail(self, errors: list[Shown]) -> None:
        self._last(frames.error(self._id, errors))

    def end(self) -> None:
        """Nobody wants more of it."""
        self.ended = True
        self._outgoing.drop(self._prefix)
        if self.leave:
            self.leave()
        elif self.task:
            self.task.cancel()

    def _last(self, message: bytes) -> None:
        if not self.ended:
            self.ended = True
            self._outgoing.put(message)
            self._over(self._id)
