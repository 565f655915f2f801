"""Clients of a WebSocket by the thousand in one process, as light as they can be: the server is what is measured."""

import asyncio
import time
from collections.abc import Sequence
from typing import cast

HANDSHAKE = (
    b"GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)
TEXT, PONG_FRAME = 0x81, 0x8A
PING, PONG = b'{"type":"ping"}', b'{"type":"pong"}'
AT_ONCE = 100


class Crowd:
    """Those who listen: how many messages they heard, and, where they take notes, which and when."""

    def __init__(self) -> None:
        self.clients: list[Client] = []
        self.notes: list[tuple[int, bytes]] | None = None
        self.heard, self.last = 0, b""
        self._expected, self._all_heard = 0, asyncio.Event()

    async def gather(self, port: int, says: Sequence[Sequence[bytes]]) -> None:
        """One more client for each of these: what it says first, and one thing more after each answer."""
        for begin in range(0, len(says), AT_ONCE):
            new = [await self._come(port, own) for own in says[begin : begin + AT_ONCE]]
            async with asyncio.timeout(60):
                await asyncio.gather(*(client.listening for client in new))
            self.clients += new

    async def _come(self, port: int, says: Sequence[bytes]) -> "Client":
        _, client = await asyncio.get_running_loop().create_connection(lambda: Client(self, says), "127.0.0.1", port)
        return client

    def expect(self, messages: int) -> None:
        self._expected, self.heard = messages, 0
        self._all_heard.clear()

    async def all_heard(self) -> None:
        async with asyncio.timeout(120):
            await self._all_heard.wait()

    def take_notes(self) -> list[tuple[int, bytes]]:
        """What is heard from now on, and when."""
        self.notes = []
        return self.notes

    def hear(self, message: bytes) -> None:
        """As little as can be: a client that is slower than the server would be what is measured."""
        if self.notes is not None:
            self.notes.append((time.monotonic_ns(), message))
        self.heard += 1
        if self.heard == self._expected:
            self.last = message
            self._all_heard.set()

    def disperse(self) -> None:
        for client in self.clients:
            client.transport.abort()
        self.clients.clear()


class Client(asyncio.Protocol):
    transport: asyncio.Transport

    def __init__(self, crowd: Crowd, says: Sequence[bytes]) -> None:
        self.crowd, self.says = crowd, [*says]
        self.listening: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._rest, self._upgraded = b"", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(HANDSHAKE)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.listening.done():
            self.listening.set_exception(ConnectionError(f"closed after {self._rest!r}"))

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
        if not self._upgraded:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._rest = head
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self._upgraded = True
            self._go_on()
        at = 0
        while len(data) >= at + 2:
            length, begin = data[at + 1], at + 2
            if length >= 126:
                begin += 2 if length == 126 else 8
                length = int.from_bytes(data[at + 2 : begin])
            if len(data) < begin + length:
                break
            kind, message, at = data[at], data[begin : begin + length], begin + length
            if kind != TEXT or message == PING:
                self.transport.write(_frame(PONG) if kind == TEXT else _frame(message, PONG_FRAME))
            elif self.listening.done():
                self.crowd.hear(message)
            else:
                self._go_on()
        self._rest = data[at:]

    def _go_on(self) -> None:
        """Say the next thing; whoever has nothing more to say listens."""
        if self.says:
            self.transport.write(_frame(self.says.pop(0)))
        else:
            self.listening.set_result(None)


def _frame(said: bytes, kind: int = TEXT) -> bytes:
    """Masked with zeros, which is a mask."""
    size = len(said)
    head = bytes((kind, 0x80 | size)) if size < 126 else bytes((kind, 0xFE)) + size.to_bytes(2)
    return head + bytes(4) + said
