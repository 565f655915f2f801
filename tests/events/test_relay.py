"""The relay: one leads and the others stand by; numbering never waits for Kafka."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from models import database, feeds, lease, log, pokes
from models.settings import Settings
from tests.events.telling import rows, tell
from tests.stories.spine import until
from tests.trials import Tried
from workers import relay as relaying
from workers.relay import Relay


@pytest.fixture
def own(forum: Settings) -> Settings:
    return forum.model_copy(update={"namespace": f"relay-{uuid4().hex[:8]}"})


@asynccontextmanager
async def leading(own: Settings, name: str = "one") -> AsyncIterator[Relay]:
    relay = Relay(own, asyncio.Event(), name)
    working = asyncio.create_task(relay.run())
    yield relay
    relay.stop.set()
    await working


def has(relay: Relay) -> Callable[[], Awaitable[bool]]:
    async def leads() -> bool:
        return relay.epoch is not None

    return leads


async def numbered() -> bool:
    return not await rows("select 1 from outbox where position is null")


async def published() -> bool:
    feed = (await feeds.ends())["trials"]
    return feed.published == feed.position


async def test_it_numbers_and_publishes_what_is_told(own: Settings) -> None:
    before = await feeds.last_position("trials")
    async with leading(own):
        await tell(*(Tried(subject="a", number=number) for number in range(1200)))
        await until(numbered)
        await until(published)

    found: list[int] = []
    async with asyncio.timeout(20), log.following(own, "all", ["trials"]) as following:
        while len(found) < 1200:
            found += [news.position for _, news in await following.some()]
    assert found == list(range(before + 1, before + 1201))


async def test_a_poke_wakes_it_before_its_next_look(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaying, "LOOK_SECONDS", 3600.0)
    pokes.connect(own)
    async with leading(own) as relay:
        await until(has(relay))
        await asyncio.sleep(0.3)
        for number in range(12):
            await asyncio.sleep(0.03)
            await tell(Tried(subject="quick", number=number))
            await until(numbered)
        relay.stop.set()
        relay.news.set()
        relay.numbered.set()
    await pokes.disconnect()


async def test_another_leads_as_soon_as_the_first_stops(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaying, "LEASE_SECONDS", 3600.0)
    async with leading(own, "first") as first:
        await until(has(first))
        async with leading(own, "second") as second:
            await asyncio.sleep(1.0)
            assert second.epoch is None
            first.stop.set()
            await until(has(second))
            assert await lease.take("relay", "third", 3) is None


async def test_without_kafka_the_numbers_go_on(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaying, "AWAY_SECONDS", 3600.0)
    nowhere = own.model_copy(update={"kafka_bootstrap_servers": "127.0.0.1:1"})
    async with leading(nowhere) as relay:
        await until(has(relay))
        for number in range(5):
            await tell(Tried(subject="alone", number=number))
            await until(numbered)
            await asyncio.sleep(0.3)

    assert not await published()
    async with leading(own):
        await until(published)


async def test_who_lost_the_lease_writes_down_nothing_that_was_published(own: Settings) -> None:
    await tell(Tried(subject="late", number=1))
    async with leading(own) as relay:
        await until(numbered)
        await until(published)
        epoch, relay.epoch = relay.epoch, -1
        await relay._published("trials", 10**6)

        assert await published()
    assert epoch is not None
    async with database.transaction():
        assert not await lease.holds("relay", epoch)
