"""Positions: 1, 2, 3, without a hole and without a double, in the order of the commits within a key."""

import asyncio
import contextlib
import time
from uuid import uuid4

import asyncpg

from models import database, feeds, lease
from models.errors import Unavailable
from models.outbox import announce
from models.settings import Settings
from tests.events.telling import RELAY, number, rows, tell
from tests.trials import Tried, Wished

KEYS = "select key from outbox where topic = 'trials' and position > $1 order by position"


def tried(subject: str, number: int = 0) -> Tried:
    return Tried(subject=subject, number=number)


async def test_each_topic_has_a_line_of_its_own(forum: Settings) -> None:
    await tell(tried("a"), tried("b"), Wished(wish_id=uuid4()), tried("c"))

    grown = await number()

    assert grown["trials"] == (3, 3)
    assert grown["wishes"] == (1, 1)
    assert (await feeds.ends())["trials"].position == await feeds.last_position("trials") == 3
    assert await number() == {}


async def test_a_transaction_that_commits_late_gets_a_late_number(forum: Settings) -> None:
    before = await feeds.last_position("trials")
    begun, go = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        async with database.transaction():
            await database.execute(
                "insert into outbox (id, topic, key, type, payload, created_at) "
                "values (uuidv7(), 'trials', 'slow', 'trial.tried.v1', '{}', now())"
            )
            begun.set()
            await go.wait()

    slow = asyncio.create_task(slowly())
    await begun.wait()
    await tell(tried("quick"))
    await number()
    go.set()
    await slow
    await number()

    assert [row.key for row in await rows(KEYS, before)] == ["quick", "slow"]


async def test_what_is_written_under_one_lock_is_numbered_in_the_order_of_the_commits(forum: Settings) -> None:
    before = await feeds.last_position("trials")

    async def write(index: int) -> None:
        async with database.transaction():
            await database.execute("select 1 from coin where slug = 'bitcoin' for update")
            await database.execute("insert into trial_note (effect, number) values ('commit', $1)", index)
            await announce(tried("one-key", index))

    writing = asyncio.gather(*(write(index) for index in range(60)))
    while not writing.done():
        await number()
        await asyncio.sleep(0.002)
    await writing
    await number()

    committed = [row.number for row in await rows("select number from trial_note where effect = 'commit' order by seq")]
    numbered = await feeds.read("trials", before, 100)
    assert [news.payload["number"] for news in numbered] == committed


async def test_relays_that_number_at_once_make_no_hole_and_no_double(forum: Settings) -> None:
    before = await feeds.last_position("trials")
    epoch = await lease.take("relay", RELAY, 60)
    assert epoch is not None
    done = asyncio.Event()

    async def relay() -> None:
        while not done.is_set():
            await feeds.number(epoch, 7)

    relays = [asyncio.create_task(relay()) for _ in range(3)]
    await asyncio.gather(*(tell(tried("x"), tried("y"), tried("z")) for _ in range(100)))
    done.set()
    await asyncio.gather(*relays)
    while (await number()).get("trials"):
        pass

    found = [row.position for row in await rows("select position from outbox where topic = 'trials' order by position")]
    assert found == list(range(1, before + 301))


async def test_a_relay_looks_for_rows_only_when_the_one_before_it_has_committed(forum: Settings) -> None:
    while await number():
        pass
    before, begun, go = await feeds.last_position("trials"), asyncio.Event(), asyncio.Event()

    async def write_early_and_commit_late() -> None:
        async with database.transaction():
            await announce(tried("early"))
            begun.set()
            await go.wait()

    writing = asyncio.create_task(write_early_and_commit_late())
    await begun.wait()
    await tell(tried("late"))
    epoch = await lease.take("relay", RELAY, 60)
    assert epoch is not None
    first = await asyncpg.connect(forum.database_url.get_secret_value())
    async with first.transaction():
        await first.execute("select * from number_news($1, now(), 10)", epoch)
        go.set()
        await writing
        second = asyncio.create_task(feeds.number(epoch, 10))
        await asyncio.sleep(0.3)
        assert not second.done()
    await first.close()

    assert (await second)["trials"] == (before + 2, 1)
    assert [row.key for row in await rows(KEYS, before)] == ["late", "early"]


async def test_who_has_lost_the_lease_numbers_nothing(forum: Settings) -> None:
    epoch = await lease.take("relay", RELAY, 60)
    assert epoch is not None
    await tell(tried("lost"))

    assert await feeds.number(epoch - 1, 100) == {}
    await lease.give_back("relay", RELAY)
    assert await feeds.number(epoch, 100) == {}
    assert [row.position for row in await rows("select position from outbox where key = 'lost'")] == [None]

    again = await lease.take("relay", "another", 60)
    assert again == epoch + 1
    assert (await feeds.number(again, 100))["trials"][1] == 1
    await lease.give_back("relay", "another")


async def test_a_relay_that_stops_in_the_middle_keeps_its_locks_for_two_seconds_at_most(forum: Settings) -> None:
    await tell(tried("stuck"))
    epoch = await lease.take("relay", RELAY, 60)
    assert epoch is not None
    stopped = await asyncpg.connect(forum.database_url.get_secret_value())
    await stopped.execute("begin")
    await stopped.execute("select * from number_news($1, now(), 10)", epoch)
    begun, grown = time.monotonic(), None

    while grown is None:
        with contextlib.suppress(Unavailable):  # a lock is waited for as long
            grown = await feeds.number(epoch, 10)

    assert grown["trials"][1] == 1
    assert 1.5 < time.monotonic() - begun < 3
    assert stopped.is_closed()
