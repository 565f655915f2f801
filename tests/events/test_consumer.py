"""The consumer: Kafka is the fast road, and the sweep brings whatever did not come by it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import uuid4

import pytest
import pytest_asyncio

from models import database, feeds, progress
from models.settings import Settings
from tests.events.telling import number, place, rows, told
from tests.stories.spine import until
from tests.trials import Tried
from workers import consumer
from workers.consumer import Group
from workers.effects import effects


@pytest.fixture
def own(forum: Settings) -> Settings:
    return forum.model_copy(update={"namespace": f"consumer-{uuid4().hex[:8]}"})


@pytest_asyncio.fixture(autouse=True)
async def _registered(forum: Settings) -> None:
    await consumer.register()
    while await number():
        pass


@asynccontextmanager
async def consuming(own: Settings, *names: str) -> AsyncIterator[None]:
    stop = asyncio.Event()
    working = asyncio.create_task(consumer.part(*names)(own, stop))
    yield
    stop.set()
    await working


async def noted(effect: str) -> list[int]:
    return [row.number for row in await rows("select number from trial_note where effect = $1 order by seq", effect)]


async def test_without_kafka_the_sweep_brings_everything_within_two_seconds(own: Settings) -> None:
    nowhere = own.model_copy(update={"kafka_bootstrap_servers": "127.0.0.1:1"})
    async with consuming(nowhere, "forum", "accounts"):
        for index in range(3):
            await asyncio.sleep(0.3)
            (news,) = await told(Tried(subject="swept", number=index))
            begun = asyncio.get_running_loop().time()
            await until(lambda position=news.position: _done(position))  # type: ignore[misc]
            assert asyncio.get_running_loop().time() - begun < 2

    assert await noted("note") == await noted("note_too") == [0, 1, 2]


async def _done(position: int) -> bool:
    return all([await place(effects()[name]) >= position for name in ("note", "note_too")])


async def test_of_two_processes_with_the_same_group_each_event_is_done_by_one(own: Settings) -> None:
    before = len(await noted("note"))
    async with consuming(own, "forum"), consuming(own, "forum"):
        for index in range(10):
            (news,) = await told(Tried(subject="shared", number=100 + index))
        await until(lambda: _note_has(news.position))

    assert (await noted("note"))[before:] == list(range(100, 110))


async def _note_has(position: int) -> bool:
    return await place(effects()["note"]) >= position


async def test_a_replay_is_noticed_by_those_at_work(own: Settings) -> None:
    news = await told(*(Tried(subject="again", number=200 + index) for index in range(3)))
    async with consuming(own, "forum"):
        await until(lambda: _note_has(news[-1].position))
        before = len(await noted("note"))

        async with database.transaction():
            await progress.go_back("note", "trials", news[0].position)
        await until(lambda: _more_than(before + 1))

    assert (await noted("note"))[before:] == [201, 202]


async def _more_than(count: int) -> bool:
    return len(await noted("note")) > count


async def test_news_of_another_line_is_not_taken_for_ours(own: Settings) -> None:
    (news,) = await told(Tried(subject="ours", number=1))
    group = Group(own, "forum", await progress.positions(), asyncio.Semaphore(1))
    group.feeds = await feeds.ends()
    (course,) = group.by_topic["trials"]
    course.reader.move(news.position)

    group._hear(uuid4(), replace(news, position=news.position + 1))
    assert course.reader.last == news.position
    group._hear(group.feeds["trials"].id, replace(news, position=news.position + 1))
    assert course.reader.last == news.position + 1


async def test_who_hears_nothing_of_what_was_published_listens_anew(
    own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "DEAF_SECONDS", 0.1)
    (news,) = await told(Tried(subject="unheard", number=1))
    group = Group(own, "forum", await progress.positions(), asyncio.Semaphore(1))
    group.feeds = await feeds.ends()
    assert group._is_deaf({"trials"}) is False

    async with database.transaction():
        await feeds.mark_published("trials", news.position)
    group.feeds = await feeds.ends()

    assert [group._is_deaf({"trials"}), group._is_deaf(set())] == [False, False]
    await asyncio.sleep(0.15)
    assert group._is_deaf(set()) is False
    assert group._is_deaf({"trials"}) is True
    group._hear(group.feeds["trials"].id, news)
    assert group._is_deaf({"trials"}) is False
