"""What goes out on one socket: at once while the peer takes it, else from a bounded queue that nobody waits for."""

import asyncio
from collections import deque
from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Any, cast

from starlette.types import Message, Send

MOST_MESSAGES = 1_000
MOST_BYTES = 1_000_000
CLOSING_SECONDS = 5.0
LOST = (OSError, RuntimeError)
"""What uvicorn raises to whoever sends on a socket that has just closed."""


class Outgoing:
    """Each message is a prefix and a payload: many sockets hold the same payload, and it is in memory once."""

    def __init__(self, send: Send) -> None:
        self.moved_at = 0.0
        self._send = send
        self._waiting: deque[tuple[bytes, bytes]] = deque()
        self._bytes = 0
        self._room = asyncio.Event()
        self._room.set()
        self._writing: asyncio.Task[None] | None = None
        self._closed = False

    def offer(self, prefix: bytes, payload: bytes) -> bool:
        """Send or queue it; False where there is no room, and nothing is queued."""
        if not self._room.is_set():
            return False
        self.put(payload, prefix)
        return True

    def put(self, payload: bytes, prefix: bytes = b"") -> None:
        """Send or queue it, room or not: for answers, whose number is bounded by those who wait for `room`."""
        if self._closed:
            return
        if self._writing:
            self._waiting.append((prefix, payload))
            self._count(len(payload))
        else:
            self._begin(_message(prefix, payload))

    def drop(self, prefix: bytes) -> None:
        """Forget what waits under this prefix."""
        if self._waiting:
            self._waiting = deque(line for line in self._waiting if line[0] != prefix)
            self._bytes = 0
            self._count(sum(len(payload) for _, payload in self._waiting))

    async def room(self) -> None:
        await self._room.wait()

    async def close(self, code: int, reason: str) -> None:
        """Say so, and nothing else; a peer that takes nothing is not waited for."""
        self.stop()
        try:
            async with asyncio.timeout(CLOSING_SECONDS):
                if self._writing:
                    await asyncio.wait((self._writing,))
                await self._send({"type": "websocket.close", "code": code, "reason": reason})
        except LOST:
            pass
        finally:
            if self._writing:
                self._writing.cancel()

    def stop(self) -> None:
        """Nothing more goes out."""
        self._closed = True
        self._waiting.clear()
        self._bytes = 0
        self._count(0)

    def cancel(self) -> None:
        self.stop()
        if self._writing:
            self._writing.cancel()

    def _count(self, size: int) -> None:
        self._bytes += size
        if len(self._waiting) >= MOST_MESSAGES or self._bytes >= MOST_BYTES:
            self._room.clear()
        else:
            self._room.set()

    def _begin(self, message: Message) -> None:
        """Sending suspends only while the transport is backed up: else it is done without a task, and no switch."""
        sending = cast("Coroutine[Any, None, None]", self._send(message))
        try:
            pending = sending.send(None)
        except StopIteration:
            return
        except LOST:
            self.stop()
            return
        self._writing = asyncio.create_task(self._write(sending, pending), name="write on a socket")

    async def _write(self, sending: Coroutine[Any, None, None], pending: Any) -> None:
        try:
            await _resumed(sending, pending)
            while self._waiting:
                self.moved_at = asyncio.get_running_loop().time()
                prefix, payload = self._waiting.popleft()
                self._count(-len(payload))
                await self._send(_message(prefix, payload))
        except LOST:
            self.stop()
        finally:
            self._writing = None


def _message(prefix: bytes, payload: bytes) -> Message:
    return {"type": "websocket.send", "text": (b"%b%b}" % (prefix, payload) if prefix else payload).decode()}


@coroutine
def _resumed(sending: Coroutine[Any, None, None], pending: Any) -> Generator[Any, None, None]:
    """Goes on with a coroutine that has begun and waits for `pending`."""
    yield pending
    yield from sending
