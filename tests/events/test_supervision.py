"""A part that fails is started again, and takes no other with it."""

import asyncio

import pytest

from models.settings import Settings
from tests.stories.spine import until
from workers import supervision
from workers.supervision import keep


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "SHORTEST", 0.02)


async def test_a_part_that_fails_or_ends_is_started_again(forum: Settings, caplog: pytest.LogCaptureFixture) -> None:
    stop, starts, beside = asyncio.Event(), [0], [0]

    async def faulty(_: Settings, stop: asyncio.Event) -> None:
        starts[0] += 1
        if starts[0] == 1:
            raise RuntimeError("a fault")
        if starts[0] > 2:
            await stop.wait()

    async def steady(_: Settings, stop: asyncio.Event) -> None:
        beside[0] += 1
        await stop.wait()

    parts = [asyncio.create_task(keep(name, part, forum, stop)) for name, part in (("a", faulty), ("b", steady))]
    await until(lambda: _is(starts, 3))
    stop.set()
    await asyncio.gather(*parts)

    assert beside == [1]
    said = [record.getMessage() for record in caplog.records]
    assert said == ["a failed", "a ended by itself"]
    assert "a fault" in (caplog.records[0].exc_text or "")


async def _is(counted: list[int], count: int) -> bool:
    return counted[0] >= count


async def test_a_part_has_its_time_to_finish_and_no_more(forum: Settings) -> None:
    stop, finished = asyncio.Event(), []

    async def finishing(_: Settings, stop: asyncio.Event) -> None:
        await stop.wait()
        await asyncio.sleep(0.05)
        finished.append(1)

    async def endless(_: Settings, stop: asyncio.Event) -> None:
        await asyncio.sleep(60)

    hasty = forum.model_copy(update={"drain_seconds": 0.3})
    parts = [asyncio.create_task(keep(name, part, hasty, stop)) for name, part in (("a", finishing), ("b", endless))]
    await asyncio.sleep(0.05)
    stop.set()
    await asyncio.wait_for(asyncio.gather(*parts), 2)

    assert finished == [1]
