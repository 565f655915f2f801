"""Old news goes in small batches, once it is old, published and passed by every effect; the floor says how far."""

from datetime import timedelta

import pytest_asyncio

from models import clock, database, feeds, progress
from models.database import Row
from models.settings import Settings
from tests.events.telling import rows, told
from tests.trials import Tried
from workers import consumer, tidy

DAY = timedelta(days=1)


@pytest_asyncio.fixture(autouse=True)
async def _nothing_is_left_of_before(forum: Settings) -> None:
    async with database.transaction():
        await database.execute("delete from outbox where topic = 'trials'")


async def tell(count: int) -> int:
    return (await told(*(Tried(subject="a", number=number) for number in range(count))))[-1].position


async def published(position: int) -> None:
    async with database.transaction():
        await feeds.mark_published("trials", position)


async def passed(effect: str, position: int) -> None:
    async with database.transaction():
        await progress.move(effect, "trials", position)


async def left() -> list[int]:
    return [row.position for row in await rows("select position from outbox where topic = 'trials' order by position")]


async def floor() -> int:
    return (await feeds.ends())["trials"].floor


async def test_what_is_old_published_and_passed_goes_and_nothing_else(forum: Settings) -> None:
    await consumer.register()
    names = [row.effect for row in await rows("select effect from progress where topic = 'trials'")]
    assert {"note", "note_too"} <= {*names}
    last = await tell(20)

    for name in names:
        await passed(name, 20)
    await published(20)
    await tidy.tidy()
    assert await left() == list(range(1, last + 1))

    clock.move(7 * DAY + timedelta(minutes=1))
    await tell(5)
    for name, position in zip(names, [12, *[20] * len(names)], strict=False):
        await passed(name, position)
    assert (await tidy.tidy())["trials"] == 12
    assert (await left(), await floor()) == (list(range(13, 26)), 12)

    for name in names:
        await passed(name, 25)
    await tidy.tidy()
    assert (await left(), await floor()) == (list(range(21, 26)), 20)

    clock.move(8 * DAY)
    await tidy.tidy()
    assert (await left(), await floor()) == (list(range(21, 26)), 20)
    await published(25)
    await tidy.tidy()
    assert (await left(), await floor()) == ([], 25)
    assert await tell(1) == 26


async def test_many_go_in_batches(forum: Settings) -> None:
    last = await tell(feeds.MOST_FORGOTTEN * 2 + 5)
    await published(last)
    for name in [row.effect for row in await rows("select effect from progress where topic = 'trials'")]:
        await passed(name, last)
    clock.move(8 * DAY)

    async with database.transaction():
        assert await feeds.forget("trials", clock.now() - 7 * DAY, last) == feeds.MOST_FORGOTTEN
    await tidy.tidy()

    assert (await left(), await floor()) == ([], last)


async def test_prices_are_kept_for_an_hour(forum: Settings) -> None:
    (before,) = await database.fetch(Row, "select count(*) from outbox where topic = 'prices'")
    await told(Tried(subject="a", number=1))
    async with database.transaction():
        await database.execute("update feed set published = position where topic = 'prices'")

    await tidy.tidy()
    assert (await rows("select count(*) from outbox where topic = 'prices'"))[0][0] == before[0] > 0
    clock.move(timedelta(hours=1, minutes=1))
    await tidy.tidy()

    assert (await rows("select count(*) from outbox where topic = 'prices'"))[0][0] == 0
    assert len(await left()) == 1
