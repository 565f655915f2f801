"""The news under fire: workers killed, Kafka and Redis emptied, a relay stopped, an effect poisoned."""

import asyncio
import contextlib
import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
import redis.asyncio as redis

from models import database, feeds
from models.errors import Unavailable
from stack.kafka import Kafka
from stack.servers import Servers
from tests.stories.spine import Spine, begin, by_key, count, logged, notes, positions, tell, tried, until
from tests.trials import POISON, Wished

EFFECTS = ("note", "note_too")


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    servers = Servers(tmp_path_factory.mktemp("stack"))
    servers.start()
    yield servers
    servers.erase()


@pytest_asyncio.fixture
async def spine(servers: Servers, tmp_path: Path) -> AsyncIterator[Spine]:
    spine = Spine(servers, tmp_path / "workers.log")
    await begin(spine)
    yield spine
    spine.clear_away()
    await database.disconnect()


async def all_noted(number: int) -> bool:
    return [len(await notes(effect)) for effect in EFFECTS] == [number] * len(EFFECTS)


async def test_workers_killed_in_the_middle_do_each_event_once_and_in_order(spine: Spine) -> None:
    workers = [spine.start("topics", "relay", "consumer") for _ in range(2)]
    written = dict.fromkeys("abcde", 0)

    async def write() -> None:
        for _ in range(100):
            for subject in written:
                await tell([tried(subject, written[subject])])
                written[subject] += 1
            await asyncio.sleep(0.05)

    writing = asyncio.create_task(write())
    await until(lambda: _some("note", 20))
    for round in range(4):
        workers[round % 2].kill()
        workers[round % 2].wait()
        await asyncio.sleep(0.2)
        workers[round % 2] = spine.start("topics", "relay", "consumer")
        await asyncio.sleep(1.2)
    await writing
    await until(lambda: all_noted(500))

    assert await positions("trials") == list(range(1, 501))
    for effect in EFFECTS:
        assert by_key(await notes(effect)) == {subject: list(range(100)) for subject in written}
    assert await count("dead_letter") == 0


async def _some(effect: str, number: int) -> bool:
    return len(await notes(effect)) >= number


async def test_without_kafka_all_arrives_and_it_may_come_back_empty(spine: Spine) -> None:
    kafka = spine.servers["kafka"]
    assert isinstance(kafka, Kafka)
    with spine.running("topics", "relay", "consumer"):
        await tell([tried("a", number) for number in range(10)])
        await until(lambda: all_noted(10))
        await until(lambda: published("trials", 10))

        kafka.kill()
        late = []
        for number in range(10, 30):
            await tell([tried("a", number)])
            begun = asyncio.get_running_loop().time()
            await until(lambda number=number: all_noted(number + 1))  # type: ignore[misc]
            late.append(asyncio.get_running_loop().time() - begun)
            await asyncio.sleep(0.05)
        await asyncio.sleep(max(0.0, 10 - sum(late)))
        shutil.rmtree(kafka.files)
        kafka.start()
        await tell([tried("a", number) for number in range(30, 40)])
        await until(lambda: all_noted(40))
        await until(lambda: published("trials", 40))

        assert max(late) < 2.5
        assert await logged(spine.settings, "trials", 40) == list(range(11, 41))
        for effect in EFFECTS:
            assert by_key(await notes(effect)) == {"a": list(range(40))}


async def published(topic: str, position: int) -> bool:
    return (await feeds.ends())[topic].published >= position


async def test_deliveries_survive_the_loss_of_everything_in_redis(spine: Spine) -> None:
    with spine.running("relay", "consumer:accounts"):
        await tell([Wished(wish_id=uuid4()) for _ in range(200)])
        await until(lambda: _count_is("delivery", 200))
    async with redis.Redis.from_url(spine.environment["REDIS_URL"]) as client:
        assert await client.zcard(f"{spine.namespace}:jobs") == 200
        await client.flushall()

        with spine.running("deliveries", "jobs"):
            await until(lambda: _count_is("delivery where state = 'SENT'", 200))

    assert await count("trial_sent") == 200
    assert await count("(select distinct delivery_id from trial_sent) as sent") == 200


async def _count_is(table: str, number: int) -> bool:
    return await count(table) == number


async def test_a_relay_that_was_stopped_and_goes_on_makes_no_hole_and_no_double(spine: Spine) -> None:
    for _ in range(2):
        spine.start("topics", "relay")
    spine.start("consumer")
    await tell_on(range(80))
    leader = await until(_leader) or 0
    os.kill(leader, signal.SIGSTOP)
    await tell_on(range(80, 140))
    await until(lambda: _another(leader))
    os.kill(leader, signal.SIGCONT)
    await tell_on(range(140, 200))
    await until(lambda: all_noted(200))
    await until(lambda: published("trials", 200))

    assert await positions("trials") == list(range(1, 201))
    in_log = await logged(spine.settings, "trials", 200)
    firsts = [position for at, position in enumerate(in_log) if position not in in_log[:at]]
    assert firsts == list(range(1, 201))
    for effect in EFFECTS:
        assert by_key(await notes(effect)) == {"a": list(range(200))}


async def tell_on(numbers: range) -> None:
    for first in numbers[::10]:
        await tell([tried("a", number) for number in range(first, first + 10)])
        await asyncio.sleep(0.1)


async def _leader() -> int | None:
    holder = await database.fetch_value("select holder from lease where name = 'relay' and expires_at > now()")
    return int(holder.split(":")[1]) if holder else None


async def _another(leader: int) -> bool:
    return await _leader() not in (None, leader)


async def test_a_poison_event_is_laid_aside_for_its_effect_and_can_be_sent_again(spine: Spine) -> None:
    spine.start("topics", "relay", "consumer")
    await tell([tried("a", 0), tried("a", POISON), tried("a", 1)])
    await until(lambda: _count_is("dead_letter where resolved_at is null", 1))
    await until(lambda: _some("note_too", 2))

    listed = spine.run("tests.trials", "events", "list")
    dead = spine.run("tests.trials", "events", "dead")
    failed = spine.run("tests.trials", "events", "resend", "1")
    async with database.transaction():
        await database.execute("insert into trial_cure values (true)")
    done = spine.run("tests.trials", "events", "resend", "all")

    assert by_key(await notes("note")) == {"a": [0, POISON, 1]}
    assert by_key(await notes("note_too")) == {"a": [0, 1, POISON]}
    assert ["note_too", "accounts", "trials", "3", "0", "1"] in [line.split() for line in listed.stdout.splitlines()]
    assert "RuntimeError: poison (trials.py:" in dead.stdout
    assert (failed.returncode, done.returncode, done.stdout) == (1, 0, "1: done\n"), done.stderr
    assert await count("dead_letter where resolution = 'RESENT'") == 1


async def test_postgresql_killed_under_load_is_waited_for_and_nothing_is_lost(spine: Spine) -> None:
    postgres, told = spine.servers["postgres"], 0
    with spine.running("relay", "consumer", "topics"):
        for round in range(60):
            if round in (20, 40):
                postgres.kill()
                await asyncio.sleep(0.5)
                postgres.start()
            with contextlib.suppress(Unavailable):
                await tell([tried("a", told), tried("a", told + 1)])
                told += 2
            await asyncio.sleep(0.02)
        await until(lambda: all_noted(told))

    for effect in EFFECTS:
        assert by_key(await notes(effect)) == {"a": list(range(told))}
    assert told > 100
    assert await count("dead_letter") == 0
