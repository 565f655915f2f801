"""Clients that do not read: they are waited for by nobody, and hold no more memory than they may."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress

import psutil
import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from api import wire
from api.outgoing import MOST_BYTES, MOST_MESSAGES
from api.streams import Sink
from tests.door.talking import Served, Talk, connected, serving, talking, until

SMALL = b'{"data":{"ticks":1}}'
LARGE = b'{"data":{"ticks":"%b"}}' % (b"x" * 100_000)
RESYNC = b'{"data":{"ticks":"anew"}}'
MOST_IN_TRANSPORT = 10_000_000
"""What the two kernels and the transport take before anything waits with us."""


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Served]:
    async with serving() as served:
        yield served


@contextmanager
def not_reading(ws: ClientConnection) -> Iterator[None]:
    ws.transport.pause_reading()
    yield
    ws.transport.resume_reading()


async def pushed_until_full(sink: Sink, payload: bytes) -> int:
    """How many were taken before one was not."""
    for n in range(MOST_IN_TRANSPORT // len(payload) + MOST_MESSAGES):
        if not sink.push(payload):
            return n
        await asyncio.sleep(0)
    raise AssertionError("it was never full")


async def answers(talk: Talk, count: int) -> list[object]:
    return [(await talk.hear())["payload"]["data"]["ticks"] for _ in range(count)]


@pytest.mark.parametrize(("payload", "waiting"), [(SMALL, MOST_MESSAGES), (LARGE, MOST_BYTES // len(LARGE) + 1)])
async def test_what_waits_is_bounded_and_comes_in_its_order(served: Served, payload: bytes, waiting: int) -> None:
    async with talking(served.url) as talk:
        await talk.subscribe("1")
        (sink,) = served.hand.sinks
        with not_reading(talk.ws):
            taken = await pushed_until_full(sink, payload)
            assert not sink.push(payload)
            (conversation,) = served.sockets.open
            assert len(conversation.outgoing._waiting) == waiting

        assert len(await answers(talk, taken)) == taken
        assert sink.push(SMALL)
        assert await answers(talk, 1) == [1]
        assert await talk.lives()


async def test_reading_anew_takes_the_place_of_what_waits(served: Served) -> None:
    async with talking(served.url) as talk:
        await talk.subscribe("1")
        (sink,) = served.hand.sinks
        with not_reading(talk.ws):
            taken = await pushed_until_full(sink, LARGE)
            sink.replace(RESYNC)
            assert sink.push(SMALL)

        heard = []
        while (answer := (await answers(talk, 1))[0]) != "anew":
            heard.append(answer)

        assert len(heard) == taken - (MOST_BYTES // len(LARGE) + 1)
        assert await answers(talk, 1) == [1]


async def test_what_one_subscription_drops_is_its_own(served: Served) -> None:
    async with talking(served.url) as talk:
        await talk.subscribe("1")
        await talk.subscribe("2")
        one, other = served.hand.sinks
        with not_reading(talk.ws):
            await pushed_until_full(one, LARGE)
            assert not other.push(SMALL)
            one.replace(RESYNC)
            assert other.push(SMALL)
            await talk.say("complete", id="1")
            await until(lambda: served.hand.sinks == [other])

        heard = [await talk.hear()]
        while heard[-1]["id"] != "2":
            heard.append(await talk.hear())
        assert RESYNC.decode() not in str(heard)


async def test_too_slow_twice_is_the_end(served: Served) -> None:
    async with talking(served.url) as talk:
        await talk.subscribe("1")
        (sink,) = served.hand.sinks
        with not_reading(talk.ws):
            await pushed_until_full(sink, LARGE)
            sink.give_up()
            sink.give_up()
            await until(lambda: not served.hand.sinks)

        assert await talk.closed() == (4408, "Too slow")


async def test_who_takes_nothing_at_all_is_cut_off(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.outgoing.CLOSING_SECONDS", 0.1)
    monkeypatch.setattr(wire, "CUT_OFF_SECONDS", 0.1)
    async with talking(served.url) as talk:
        await talk.subscribe("1")
        (sink,) = served.hand.sinks
        with not_reading(talk.ws):
            await pushed_until_full(sink, LARGE)
            sink.give_up()

            await until(lambda: not served.sockets.open and not served.server.server_state.connections)

        assert (await talk.closed())[0] == 1006


async def test_nobody_waits_for_a_slow_client_and_memory_stays_flat(served: Served) -> None:
    own = psutil.Process(os.getpid())
    async with talking(served.url) as slow, talking(served.url) as quick:
        await slow.subscribe("1")
        await quick.subscribe("1")
        behind, ahead = served.hand.sinks
        with not_reading(slow.ws):
            await pushed_until_full(behind, LARGE)
            before = own.memory_info().rss

            for n in range(600):
                assert not behind.push(LARGE)
                assert ahead.push(b'{"data":{"ticks":[%d,"%b"]}}' % (n, b"x" * 100_000))
                assert (await answers(quick, 1))[0][0] == n  # type: ignore[index]

            assert own.memory_info().rss - before < 30_000_000
            slow.ws.transport.abort()


async def test_a_flood_of_pings_that_nobody_reads_the_answers_of_piles_up_nothing(served: Served) -> None:
    own = psutil.Process(os.getpid())
    async with connected(served.url) as talk:
        ping = b"\x89\xfd\0\0\0\0" + b"x" * 125
        with not_reading(talk.ws):
            before = own.memory_info().rss
            for _ in range(400):
                talk.ws.transport.write(ping * 1_000)
                await until(lambda: talk.ws.transport.get_write_buffer_size() < 1_000_000)

            assert own.memory_info().rss - before < 30_000_000


async def test_a_flood_of_questions_that_nobody_reads_the_answers_of_is_not_read_either(served: Served) -> None:
    async with talking(served.url) as talk:
        question = '{"type":"ping","payload":{"a":"' + "x" * 10_000 + '"}}'
        with not_reading(talk.ws):
            asking = asyncio.create_task(_ask_for_ever(talk, question))
            (conversation,) = served.sockets.open
            await until(lambda: not conversation.outgoing._room.is_set())
            await asyncio.sleep(0.2)
            assert conversation.outgoing._bytes < MOST_BYTES + 20_000
            talk.ws.transport.abort()
            await asyncio.wait((asking,))


async def _ask_for_ever(talk: Talk, question: str) -> None:
    with suppress(ConnectionClosed):
        while True:
            await talk.ws.send(question)
