"""Rubbish on a socket, whatever its layer: never a 4500, and never a word in the log."""

import asyncio
import base64
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.wire import MOST_FRAGMENTS
from tests.door.talking import SPOKEN, Served, connected, serving, talking, until

TEXT = st.text(max_size=20)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5),
    max_leaves=10,
)
TYPES = st.sampled_from(
    ["subscribe", "complete", "ping", "pong", "connection_init", "connection_ack", "next", "error", "start"]
)
QUERIES = st.sampled_from(
    ["{ hello }", "{ later }", "{ never }", "subscription { ticks }", 'mutation { rename(name: "x") }', "{", ""]
)
PAYLOADS = st.fixed_dictionaries(
    {"query": QUERIES | JSON_VALUES},
    optional={"variables": JSON_VALUES, "operationName": JSON_VALUES, "extensions": JSON_VALUES},
)
MESSAGES = st.fixed_dictionaries(
    {"type": TYPES | JSON_VALUES},
    optional={"id": st.sampled_from(["1", "2"]) | JSON_VALUES, "payload": PAYLOADS | JSON_VALUES, "more": JSON_VALUES},
)
FRAMES = MESSAGES.map(json.dumps) | JSON_VALUES.map(json.dumps) | TEXT | st.binary(max_size=50)


@pytest_asyncio.fixture(scope="module")
async def served() -> AsyncIterator[Served]:
    async with serving() as served:
        yield served


@pytest.fixture(autouse=True)
def _nothing_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING] == []


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(frames=st.lists(FRAMES, max_size=8), let_in=st.booleans())
async def test_whatever_arrives_the_close_says_what_is_wrong_with_it(
    served: Served, frames: list[str | bytes], let_in: bool
) -> None:
    async with connected(served.url) as talk:
        if let_in:
            await talk.say("connection_init")
        for frame in frames:
            await talk.ws.send(frame)
        await talk.ws.send("rubbish at last")

        code, reason = await talk.closed()

    assert code in (4400, 4401, 4403, 4409, 4429)
    assert reason


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rubbish=st.binary(min_size=1, max_size=300))
async def test_bytes_that_are_no_frames_harm_nobody(served: Served, rubbish: bytes) -> None:
    async with raw(served, _handshake(served)) as (reader, writer):
        await reader.readuntil(b"\r\n\r\n")

        writer.write(rubbish)
        writer.write_eof()

        assert len(await reader.read()) < 1000


@pytest.mark.parametrize(
    "frames",
    [[(b"\x81\x83", b'"\xff"')], [(b"\x01\x82", b'"\xc3'), (b"\x80\x82", b'("')]],
    ids=["one frame", "fragments"],
)
async def test_text_that_is_no_utf_8_is_closed_with_1007(served: Served, frames: list[tuple[bytes, bytes]]) -> None:
    async with raw(served, _handshake(served)) as (reader, writer):
        await reader.readuntil(b"\r\n\r\n")

        for head, payload in frames:
            writer.write(_masked(head, payload))

        assert _code(await reader.read()) == 1007


async def test_a_message_of_endless_empty_fragments_is_closed(served: Served) -> None:
    async with raw(served, _handshake(served)) as (reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(_masked(b"\x01\x80", b""))

        writer.write(_masked(b"\x00\x80", b"") * (MOST_FRAGMENTS + 10))

        assert _code(await reader.read()) == 1009


@pytest.mark.parametrize(
    "lines",
    [
        "".join(f"X-{n}: x\r\n" for n in range(300)),
        f"X: {'x' * 20_000}\r\n",
        "Sec-WebSocket-Key: nonsense\r\n",
        "Sec-WebSocket-Protocol: ,\r\n",
        "Sec-WebSocket-Version: 5\r\n",
        "Origin: \xff\r\n",
        "User-Agent: \xff\x80\r\n",
    ],
    ids=lambda lines: lines[:30].strip(),
)
async def test_a_handshake_that_is_none_is_answered_and_not_kept(served: Served, lines: str) -> None:
    async with raw(served, _handshake(served, lines)) as (reader, _):
        status = (await reader.readline()).split()[1]

        if status == b"101":
            assert lines.startswith("User-Agent")  # what is odd of it does not matter
        else:
            assert status in (b"400", b"403", b"426", b"431")
            await reader.read()


async def test_after_all_of_that_a_client_is_answered_as_before(served: Served) -> None:
    async with talking(served.url) as talk:
        assert (await talk.answer("{ hello }"))["data"] == {"hello": "Hello, you"}

    await until(lambda: not served.sockets.open)


def _handshake(served: Served, lines: str = "") -> bytes:
    key = base64.b64encode(b"0123456789abcdef").decode()
    return (
        f"GET /graphql HTTP/1.1\r\nHost: {urlsplit(served.url).netloc}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: {SPOKEN[0]}\r\n{lines}\r\n"
    ).encode("latin-1")


@asynccontextmanager
async def raw(served: Served, sent: bytes) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection on which this was written."""
    url = urlsplit(served.url)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    try:
        writer.write(sent)
        async with asyncio.timeout(20):
            yield reader, writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _masked(head: bytes, payload: bytes) -> bytes:
    """A client's frame; its mask changes nothing."""
    return head + b"\0\0\0\0" + payload


def _code(frame: bytes) -> Any:
    """The code of a close frame that stands alone."""
    assert frame[0] == 0x88, frame
    return int.from_bytes(frame[2:4], "big")
