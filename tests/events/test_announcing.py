"""An event is there with its change or not at all, and whoever waits for it is woken once, after the commit."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from models import clock, database, pokes
from models.actor import Actor
from models.outbox import announce
from models.settings import Settings
from tests.events.telling import rows, tell, undone
from tests.trials import Tried


@pytest_asyncio.fixture
async def woken(forum: Settings) -> AsyncIterator[list[float]]:
    """When somebody was poked."""
    moments: list[float] = []
    wake, stop = asyncio.Event(), asyncio.Event()
    pokes.connect(forum)
    listening = asyncio.create_task(pokes.listen(forum, wake, stop))

    async def watch() -> None:
        while True:
            await wake.wait()
            moments.append(time.monotonic())
            wake.clear()

    watching = asyncio.create_task(watch())
    while not moments:  # until the listener listens
        await pokes.poke()
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    moments.clear()
    yield moments
    stop.set()
    watching.cancel()
    await listening
    await pokes.disconnect()


async def test_an_event_lies_in_the_outbox_with_who_and_where(forum: Settings) -> None:
    actor = Actor(ip_address="203.0.113.7")

    async with database.transaction():
        await announce(Tried(subject="with-who", number=1), actor)

    (row,) = await rows("select * from outbox where key = 'with-who'")
    assert (row.topic, row.type, row.position, row.ip_address) == ("trials", "trial.tried.v1", None, "203.0.113.7")
    assert row.payload == '{"number": 1, "subject": "with-who"}'
    assert row.id.version == 7
    assert abs((clock.now() - row.created_at).total_seconds()) < 5


async def test_a_change_that_is_rolled_back_takes_its_event_with_it(forum: Settings, woken: list[float]) -> None:
    async with undone():
        await announce(Tried(subject="undone", number=1))
    await asyncio.sleep(0.2)

    assert await rows("select * from outbox where key = 'undone'") == []
    assert woken == []


async def test_one_transaction_pokes_once_and_after_its_commit(woken: list[float]) -> None:
    async with database.transaction():
        for number in range(10):
            await announce(Tried(subject="poked", number=number))
        await asyncio.sleep(0.2)
        assert woken == []
    await asyncio.sleep(0.2)

    assert len(woken) == 1


async def test_many_transactions_at_once_do_not_wait_for_their_pokes(forum: Settings, woken: list[float]) -> None:
    await asyncio.gather(*(tell(Tried(subject="many", number=number)) for number in range(100)))
    await asyncio.sleep(0.2)

    assert 1 <= len(woken) <= 100


async def test_a_redis_that_hangs_is_not_waited_for(forum: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pokes, "ANSWER_SECONDS", 3600.0)

    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read()
        finally:
            writer.close()

    server = await asyncio.start_server(silence, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    address = type(forum.redis_url)(f"redis://127.0.0.1:{port}/0")
    pokes.connect(forum.model_copy(update={"redis_url": address}))

    async with asyncio.timeout(20):
        for number in range(5):
            await tell(Tried(subject="hung", number=number))

    await asyncio.sleep(0.4)
    await pokes.disconnect()
    server.close()
    await server.wait_closed()
    assert len(await rows("select 1 from outbox where key = 'hung'")) == 5


async def test_a_redis_that_is_away_is_no_reason_to_fail(forum: Settings) -> None:
    pokes.connect(forum.model_copy(update={"redis_url": type(forum.redis_url)("redis://127.0.0.1:1/0")}))

    await tell(Tried(subject="away", number=1))
    await asyncio.sleep(0.05)
    await tell(Tried(subject="away", number=2))

    await pokes.disconnect()
    assert len(await rows("select 1 from outbox where key = 'away'")) == 2
