"""What fails: laid aside where it is the effect's own fault, waited for where it is a server's."""

import asyncio

import pytest

from models import database, progress
from models.errors import Unavailable
from models.feeds import News
from models.settings import Settings
from tests.events.telling import registered, told
from tests.events.working import all_done, at_work, hear, noted, noting, tried
from tests.stories.spine import until
from workers import course
from workers.effects import Effect


async def test_what_fails_is_tried_three_times_and_laid_aside_and_the_next_go_on(forum: Settings) -> None:
    async def poison(news: News) -> None:
        if news.payload["number"] == 2:
            raise RuntimeError("no good\nand more that nobody shall read")

    effect = await registered(noting("failing", poison))
    async with at_work(effect) as courses:
        news = await told(*tried(1, 2, 3, 4))
        begun = asyncio.get_running_loop().time()
        await hear(courses)
        await until(lambda: all_done(effect))
        took = asyncio.get_running_loop().time() - begun

    (letter,) = [letter for letter in await progress.dead_letters() if letter.effect == "failing"]
    assert await noted("failing") == [1, 3, 4]
    assert (letter.event_id, letter.position, letter.attempts) == (news[1].id, news[1].position, 3)
    assert letter.error.startswith("RuntimeError: no good (test_failing.py:")
    assert "nobody shall read" not in letter.error
    assert letter.news.event == news[1].event
    assert abs((letter.news.at - news[1].at).total_seconds()) < 5
    assert took < 1.5


@pytest.mark.parametrize("error", [ValueError("a bad value"), FileNotFoundError("a template"), KeyError("x")])
async def test_an_error_that_looks_like_a_servers_is_the_effects_own(forum: Settings, error: Exception) -> None:
    name = f"own_{type(error).__name__}"

    async def fail(news: News) -> None:
        raise error

    effect = await registered(noting(name, fail))
    async with at_work(effect) as courses:
        await told(*tried(1))
        await hear(courses)
        await until(lambda: all_done(effect))

    assert len([letter for letter in await progress.dead_letters() if letter.effect == name]) == 1


@pytest.mark.parametrize("error", [Unavailable("MongoDB"), ConnectionRefusedError(), TimeoutError()])
async def test_while_a_server_is_away_an_effect_waits_and_loses_nothing(
    forum: Settings, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "LONGEST_WAIT", 0.2)
    name, tries = f"waiting_{type(error).__name__}", [0]

    async def away(news: News) -> None:
        tries[0] += 1
        if tries[0] <= 6:
            raise error

    effect = await registered(noting(name, away))
    async with at_work(effect) as courses:
        await told(*tried(1, 2))
        await hear(courses)
        await until(lambda: all_done(effect))

    assert tries[0] > 6
    assert await noted(name) == [1, 2]
    assert [letter for letter in await progress.dead_letters() if letter.effect == name] == []


async def test_the_work_and_the_number_stand_or_fall_together(forum: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "LONGEST_WAIT", 0.2)
    move, calls = progress.move, [0]

    async def lost(effect: str, topic: str, position: int) -> None:
        await move(effect, topic, position)
        calls[0] += 1
        if calls[0] <= 3:
            raise Unavailable("PostgreSQL")

    monkeypatch.setattr(progress, "move", lost)
    effect = await registered(noting("together"))
    async with at_work(effect) as courses:
        await told(*tried(1, 2, 3))
        await hear(courses)
        await until(lambda: all_done(effect))

    assert calls[0] >= 4
    assert await noted("together") == [1, 2, 3]


def test_waiting_grows_to_half_a_minute_and_is_full_of_chance() -> None:
    waits = [[course.wait(failures) for _ in range(200)] for failures in (1, 5, 50)]

    assert [max(some) <= most for some, most in zip(waits, (0.2, 3.2, 30), strict=True)] == [True] * 3
    assert max(waits[2]) > 20
    assert min(waits[2]) < 5


async def test_two_that_get_in_each_others_way_are_tried_again_at_once(forum: Settings) -> None:
    tries = [0]

    async def conflict(news: News) -> None:
        tries[0] += 1
        if tries[0] <= 5:
            await database.execute("do $$ begin raise exception using errcode = '40P01'; end $$")

    effect = await registered(noting("conflicting", conflict))
    async with at_work(effect) as courses:
        await told(*tried(1))
        await hear(courses)
        await until(lambda: all_done(effect))

    assert await noted("conflicting") == [1]
    assert [letter for letter in await progress.dead_letters() if letter.effect == "conflicting"] == []


async def test_a_batch_that_takes_too_long_is_done_one_by_one(forum: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "EFFECT_SECONDS", 0.3)

    async def slow(news: News) -> None:
        await asyncio.sleep(0.05)

    effect = await registered(noting("slow", slow))
    async with at_work(effect) as courses:
        await told(*tried(*range(10)))
        await hear(courses)
        await until(lambda: all_done(effect))

    assert await noted("slow") == list(range(10))


async def test_an_event_of_a_type_that_nobody_knows_fails_alone(forum: Settings) -> None:
    async def run(many: list[News]) -> None:
        for news in many:
            assert news.event

    effect = await registered(Effect("unknowing", "forum", frozenset(["trials"]), None, run))
    async with at_work(effect) as courses:
        async with database.transaction():
            await database.execute(
                "insert into outbox (id, topic, key, type, payload, created_at) "
                "values (uuidv7(), 'trials', 'a', 'trial.of-tomorrow.v9', '{}', now())"
            )
        await told(*tried(1))
        await hear(courses)
        await until(lambda: all_done(effect))

    (letter,) = [letter for letter in await progress.dead_letters() if letter.effect == "unknowing"]
    assert "trial.of-tomorrow.v9" in letter.error
