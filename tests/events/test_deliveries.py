"""Deliveries: a row first, a job as its poke, a sweep for whatever nobody poked about, and every try counted."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import orjson
import pytest
import pytest_asyncio
import redis.asyncio as redis

from models import clock, database
from models import deliveries as kept
from models.database import Row
from models.deliveries import Due, deliver
from models.settings import Settings
from tests.events.telling import rows, undone
from tests.stories.spine import until
from workers import deliveries, jobs
from workers.deliveries import AGAIN_SECONDS, SENDERS, Later, Never

Sent = list[Due]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What the channel `test` has sent."""
    taken: Sent = []

    async def send(due: Due) -> None:
        taken.append(due)

    monkeypatch.setitem(SENDERS, "test", send)
    return taken


@pytest_asyncio.fixture(autouse=True)
async def _nothing_else_is_due(forum: Settings) -> None:
    async with database.transaction():
        await database.execute("delete from delivery")


def sending(monkeypatch: pytest.MonkeyPatch, send: Callable[[Due], Awaitable[None]]) -> None:
    monkeypatch.setitem(SENDERS, "test", send)


async def new(**facts: object) -> UUID:
    async with database.transaction():
        return await deliver(uuid4(), "test", "greeting", uuid4(), **facts)


async def state(id: UUID) -> Row:
    (row,) = await rows("select * from delivery where id = $1", id)
    return row


async def test_what_is_due_is_sent_once_with_its_facts(sent: Sent) -> None:
    id = await new(device="a browser")

    await asyncio.gather(*(deliveries.send(id) for _ in range(5)), deliveries.sweep())
    await deliveries.sweep()

    (due,) = sent
    row = await state(id)
    assert (due.id, due.template, due.facts, due.attempts) == (id, "greeting", {"device": "a browser"}, 1)
    assert (row.state, row.attempts, row.error) == ("SENT", 1, None)
    assert row.done_at is not None


async def test_the_same_event_channel_and_person_make_one_delivery(sent: Sent) -> None:
    event, person = uuid4(), uuid4()

    async with database.transaction():
        ids = [await deliver(event, "test", "greeting", person) for _ in range(3)]
        other = await deliver(event, "test", "farewell", person)
    while await deliveries.sweep():
        pass

    assert len({*ids}) == 1
    assert {due.id for due in sent} == {ids[0], other}
    assert len(sent) == 2


async def test_what_cannot_be_sent_now_is_tried_again_later_and_later(
    forum: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(due: Due) -> None:
        raise Later("the provider is overloaded\nwith details")

    sending(monkeypatch, fail)
    id = await new()
    waits = []

    for _ in range(9):
        assert await deliveries.sweep() == 1
        row = await state(id)
        waits.append((row.due_at - clock.now()).total_seconds())
        assert await deliveries.sweep() == 0
        clock.move(row.due_at - clock.now())
    await deliveries.sweep()

    row = await state(id)
    assert all(0.7 * wait < got < 1.3 * wait for got, wait in zip(waits, AGAIN_SECONDS, strict=True))
    assert (row.state, row.attempts) == ("FAILED", 10)
    assert row.error.startswith("Later: the provider is overloaded (")
    assert "details" not in row.error


@pytest.mark.parametrize("error", [RuntimeError("?"), KeyError("?"), TimeoutError()])
async def test_whatever_a_client_raises_is_tried_again(
    forum: Settings, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async def fail(due: Due) -> None:
        raise error

    sending(monkeypatch, fail)
    id = await new()

    await deliveries.send(id)

    assert ((await state(id)).state, (await state(id)).attempts) == ("PENDING", 1)


async def test_what_can_never_be_sent_is_given_up_at_once(forum: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(due: Due) -> None:
        raise Never("nobody is there")

    sending(monkeypatch, fail)
    id = await new()

    await deliveries.send(id)

    assert (await state(id)).state == "FAILED"
    assert await deliveries.sweep() == 0


async def test_a_channel_that_nobody_sends_on_is_not_lost(forum: Settings) -> None:
    async with database.transaction():
        id = await deliver(uuid4(), "pigeon", "greeting", uuid4())

    await deliveries.sweep()

    assert ((await state(id)).state, (await state(id)).error[:8]) == ("PENDING", "KeyError")


async def test_a_delivery_whose_sender_was_killed_comes_due_again(sent: Sent) -> None:
    id = await new()
    await kept.claim(deliveries.CLAIM_SECONDS, 1, id)

    assert await deliveries.sweep() == 0
    clock.move(timedelta(seconds=deliveries.CLAIM_SECONDS + 1))
    assert await deliveries.sweep() == 1

    assert [due.attempts for due in sent] == [2]


async def test_a_sender_that_hangs_is_given_its_time_and_no_more(
    forum: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(due: Due) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(deliveries, "SEND_SECONDS", 0.1)
    sending(monkeypatch, hang)
    id = await new()

    await deliveries.send(id)

    assert (await state(id)).error.startswith("TimeoutError")
    assert deliveries.CLAIM_SECONDS > 15


async def test_a_failed_delivery_is_no_matter_to_those_beside_it(
    forum: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: Sent = []

    async def choosy(due: Due) -> None:
        if due.facts["number"] == 3:
            raise Later("not this one")
        taken.append(due)

    sending(monkeypatch, choosy)
    for number in range(6):
        await new(number=number)

    await deliveries.sweep()

    assert sorted(str(due.facts["number"]) for due in taken) == ["0", "1", "2", "4", "5"]


@pytest.fixture
def own(forum: Settings) -> Settings:
    return forum.model_copy(update={"namespace": f"jobs-{uuid4().hex[:8]}"})


@pytest_asyncio.fixture
async def poking(own: Settings) -> AsyncIterator[redis.Redis]:
    pokes = jobs.Pokes(own)
    kept.poke_by(pokes)
    yield pokes.client
    kept.poke_by(None)
    await pokes.client.aclose()


@pytest.fixture
def stop() -> asyncio.Event:
    return asyncio.Event()


async def test_a_job_holds_an_id_and_is_json(own: Settings, poking: redis.Redis) -> None:
    id = await new(device="a browser")

    queued = await poking.zrange(jobs.queue(own), 0, -1)
    job = orjson.loads(await poking.get(b"arq:job:" + queued[0]))
    await poking.delete(jobs.queue(own), b"arq:job:" + queued[0])

    assert len(queued) == 1
    assert (job["f"], job["a"], job["k"]) == ("deliver", [str(id)], {})
    assert b"browser" not in orjson.dumps(job)


async def test_a_rollback_pokes_nobody(own: Settings, poking: redis.Redis) -> None:
    async with undone():
        await deliver(uuid4(), "test", "greeting", uuid4())

    assert await poking.zcard(jobs.queue(own)) == 0


async def test_a_job_sends_what_was_poked_about_at_once(
    own: Settings, poking: redis.Redis, sent: Sent, stop: asyncio.Event
) -> None:
    working = asyncio.create_task(jobs.run(own, stop))

    ids = [await new() for _ in range(20)]
    await until(lambda: _sent(sent, 20), seconds=10)
    stop.set()
    await working

    assert {due.id for due in sent} == {*ids}
    assert await poking.zcard(jobs.queue(own)) == 0
    assert await poking.keys("arq:result:*") == []


async def _sent(sent: Sent, count: int) -> bool:
    return len(sent) >= count


async def test_jobs_go_on_when_redis_drops_them(
    own: Settings, poking: redis.Redis, sent: Sent, stop: asyncio.Event
) -> None:
    working = asyncio.create_task(jobs.run(own, stop))
    await new()
    await until(lambda: _sent(sent, 1))

    for client in await poking.client_list():
        if int(client["id"]) != await poking.client_id():
            await poking.client_kill_filter(_id=client["id"])
    await asyncio.sleep(0.3)
    await new()
    await until(lambda: _sent(sent, 2), seconds=10)
    stop.set()
    await working

    assert len(sent) == 2


async def test_without_redis_nothing_fails_and_the_sweep_finds_it(
    forum: Settings, sent: Sent, stop: asyncio.Event
) -> None:
    nowhere = forum.model_copy(update={"redis_url": type(forum.redis_url)("redis://127.0.0.1:1/0")})
    pokes = jobs.Pokes(nowhere)
    kept.poke_by(pokes)
    parts = [asyncio.create_task(run(nowhere, stop)) for run in (jobs.run, deliveries.run)]

    ids = [await new() for _ in range(3)]
    kept.poke_by(None)
    await until(lambda: _sent(sent, 3), seconds=deliveries.SWEEP_SECONDS + 2)
    stop.set()
    await asyncio.gather(*parts)
    await pokes.client.aclose()

    assert {due.id for due in sent} == {*ids}


async def test_a_moving_clock_moves_what_is_due(forum: Settings, sent: Sent) -> None:
    id = await new()
    async with database.transaction():
        await database.execute("update delivery set due_at = $2 where id = $1", id, clock.now() + timedelta(hours=1))

    assert await deliveries.sweep() == 0
    clock.move(timedelta(hours=1, seconds=1))
    assert await deliveries.sweep() == 1
