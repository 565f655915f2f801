"""Effects: each event done once, in the transaction that moves the effect's number past it."""

import asyncio

import pytest

from models import database, feeds, progress
from models.feeds import News
from models.settings import Settings
from tests.events.telling import an_effect, place, registered, told, undone
from tests.events.working import all_done, at_work, hear, noted, noting, tried
from tests.stories.spine import until
from tests.trials import Tried, Wished
from workers.effects import Effect, on, on_all


async def test_events_are_done_many_in_one_transaction(forum: Settings) -> None:
    sizes: list[int] = []

    async def run(many: list[News]) -> None:
        sizes.append(len(many))

    effect = await registered(an_effect("many", run, Tried))
    async with at_work(effect) as courses:
        await told(*tried(*range(700)))
        await hear(courses)
        await until(lambda: all_done(effect))

    assert sizes == [500, 200]


async def test_what_came_by_the_log_twice_is_done_once(forum: Settings) -> None:
    effect = await registered(noting("twice"))
    async with at_work(effect) as (one,):
        news = await told(*tried(1, 2, 3))
        for again in [*news, *news, *reversed(news)]:
            one.offer(again)
        await until(lambda: all_done(effect))

    assert await noted("twice") == [1, 2, 3]


async def test_several_processes_do_each_event_once_and_in_order(forum: Settings) -> None:
    effect = await registered(noting("several"))
    async with at_work(effect, count=3) as courses:
        for begin in range(0, 200, 20):
            for news in await told(*tried(*range(begin, begin + 20))):
                for one in courses:
                    one.offer(news)
            await asyncio.sleep(0.01)
        await until(lambda: all_done(effect))

    assert await noted("several") == list(range(200))


async def test_what_an_effect_does_not_take_moves_its_number_all_the_same(forum: Settings) -> None:
    async def never(many: list[News]) -> None:
        raise AssertionError

    effect = an_effect("elsewhere", never, Tried)
    effect = await registered(Effect("elsewhere", "forum", effect.topics, frozenset(["trial.never.v1"]), never))
    async with at_work(effect) as courses:
        await told(*tried(1, 2, 3))
        await hear(courses)
        await until(lambda: all_done(effect), seconds=5)


async def test_a_number_set_back_has_the_events_done_again(forum: Settings) -> None:
    effect = await registered(noting("again"))
    async with at_work(effect) as courses:
        news = await told(*tried(1, 2, 3))
        await hear(courses)
        await until(lambda: all_done(effect))

        async with database.transaction():
            assert await progress.go_back("again", "trials", news[0].position)
        await hear(courses)
        await until(lambda: _noted(5, "again"))

    assert await noted("again") == [1, 2, 3, 2, 3]


async def _noted(count: int, name: str) -> bool:
    return len(await noted(name)) >= count


async def test_an_effect_that_comes_later_begins_with_what_happens_from_now_on(forum: Settings) -> None:
    await told(*tried(1, 2, 3))

    effect = await registered(noting("newcomer"))

    assert await place(effect) == await feeds.last_position("trials") > 0


async def test_in_a_new_forum_effects_begin_at_the_beginning(forum: Settings) -> None:
    await told(*tried(1))

    async with undone():
        await database.execute("delete from progress")
        await progress.register({"pioneer": ["trials", "wishes"]})
        found = await database.execute("select topic, position from progress order by topic")

    assert found == [{"topic": "trials", "position": 0}, {"topic": "wishes", "position": 0}]


def test_an_effect_has_a_name_of_its_own_and_a_group_that_there_is() -> None:
    async def grant(event: Wished, news: News) -> None: ...

    async def everything(news: list[News]) -> None: ...

    with pytest.raises(TypeError, match="two effects are named grant"):
        on(Wished, group="forum")(grant)
    with pytest.raises(TypeError, match="the group sports"):
        on_all(group="sports")(everything)


async def test_a_transaction_that_is_undone_tells_nobody(forum: Settings) -> None:
    told_of: list[int] = []

    async def hook() -> None:
        told_of.append(1)

    async with undone():
        database.after_commit(hook)
    async with database.transaction():
        database.after_commit(hook)
        database.after_commit(hook)

    assert told_of == [1]
