"""Effects at work in a test: their courses, as many as there would be processes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from models import database, feeds
from models.feeds import News
from tests.events.telling import an_effect, place, rows
from tests.trials import Tried
from workers.course import Course
from workers.effects import Effect

AT_ONCE = 2


def tried(*numbers: int) -> list[Tried]:
    return [Tried(subject="a", number=number) for number in numbers]


async def note(name: str, news: News) -> None:
    await database.execute(
        "insert into trial_note (effect, number, position) values ($1, $2, $3)",
        *(name, news.payload["number"], news.position),
    )


async def noted(name: str) -> list[int]:
    return [row.number for row in await rows("select number from trial_note where effect = $1 order by seq", name)]


def noting(name: str, also: Callable[[News], Awaitable[None]] | None = None) -> Effect:
    async def run(many: list[News]) -> None:
        for news in many:
            await note(name, news)
            if also:
                await also(news)

    return an_effect(name, run, Tried)


@asynccontextmanager
async def at_work(effect: Effect, topic: str = "trials", count: int = 1) -> AsyncIterator[Sequence[Course]]:
    """As many processes' courses at once."""
    stop, gate = asyncio.Event(), asyncio.Semaphore(AT_ONCE * count)
    begin = await place(effect, topic)
    courses = [Course(effect, topic, begin, gate) for _ in range(count)]
    working = [asyncio.create_task(one.run(stop)) for one in courses]
    yield courses
    stop.set()
    for one in courses:
        one._woken.set()
    await asyncio.gather(*working)


async def hear(courses: Sequence[Course]) -> None:
    """As the sweep does."""
    last = await feeds.last_position("trials")
    for one in courses:
        before = one.written
        one.hear_of(last, await place(one.effect), before)


async def all_done(effect: Effect) -> bool:
    return await place(effect) == await feeds.last_position("trials")
