"""Who leaves leaves nothing behind, whenever it is."""

import asyncio
import random

from models.actor import NOBODY
from tests.live.asking import ACTIVITY, PRICES, PUBLISHED, comment, numbers, say_again
from tests.live.watching import Process, Watcher, numbering, until
from tests.posts.writing import written
from tests.visitor import Visitor


def left_behind(here: Process) -> list[object]:
    """The streams, and the keys that somebody listens for."""
    return [*here.kept, *(key for feed in here.live.feeds.values() for key in feed._by_key)]


async def tasks() -> set["asyncio.Task[object]"]:
    """Those that run, once what was cancelled has ended: a query that is under way takes its time to be given up."""
    await asyncio.sleep(0)
    ours = {task for task in asyncio.all_tasks() if "stream" in task.get_name() or "subscription" in task.get_name()}
    if leaving := {task for task in ours if task.cancelling()}:
        await asyncio.wait(leaving, timeout=20)
    return {task for task in ours if not task.done()}


async def test_with_the_last_watcher_the_stream_ends(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    watchers = [await here.watch(ACTIVITY, post=post) for _ in range(3)]

    for watcher in watchers[:2]:
        watcher.end()
    watchers[0].end()
    await comment(ada, post)
    await here.settle()
    assert [len(watcher.got) for watcher in watchers] == [1, 1, 2]
    watchers[2].end()

    assert left_behind(here) == []
    assert await tasks() == set()


async def test_who_comes_after_the_last_has_gone_finds_a_stream(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    first = await here.watch(ACTIVITY, post=post)
    first.end()
    second = await here.watch(ACTIVITY, post=post)
    first.end()

    await comment(ada, post)
    await here.settle()

    assert (len(first.got), len(second.got)) == (1, 2)


async def test_whoever_leaves_while_it_begins_is_gone(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    cursor = (await here.watch(ACTIVITY, post=post)).cursor
    await say_again(said, post, range(50))
    await here.settle()
    stays = await here.watch(ACTIVITY, post=post)

    hasty = []
    for moment in range(40):
        watcher = await here.begin(ACTIVITY, NOBODY, Watcher(), post=post, after=cursor)
        for _ in range(moment):
            await asyncio.sleep(0)
        watcher.end()
        hasty.append((watcher, len(watcher.got)))
    await say_again(said, post, [50])
    await here.settle()

    assert numbers(stays) == [50]
    assert [len(watcher.got) for watcher, _ in hasty] == [got for _, got in hasty]
    for watcher in here.watchers:
        watcher.end()
    assert left_behind(here) == []
    assert await tasks() == set()


async def test_opening_that_is_cancelled_leaves_nothing(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]

    for moment in range(30):
        opening = asyncio.create_task(here.begin(ACTIVITY, NOBODY, Watcher(), post=post))
        for _ in range(moment):
            await asyncio.sleep(0)
        opening.cancel()
        await asyncio.wait((opening,))

    for watcher in here.watchers:
        watcher.end()
    assert left_behind(here) == []
    assert await tasks() == set()


async def test_many_who_come_and_go_at_any_time_leave_nothing(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)

    async def visit(chance: random.Random) -> None:
        for _ in range(5):
            document, variables = chance.choice(((ACTIVITY, {"post": post}), (PUBLISHED, {}), (PRICES, {"maxRate": 1})))
            watcher = await here.begin(document, NOBODY, Watcher(), **variables)
            await asyncio.sleep(chance.uniform(0, 0.02))
            watcher.end()

    async with numbering(), asyncio.TaskGroup() as group:
        for seed in range(40):
            group.create_task(visit(random.Random(seed)))
        for number in range(20):
            await say_again(said, post, [number])

    assert left_behind(here) == []
    assert await tasks() == set()


async def test_a_process_that_stops_following_leaves_no_task(here: Process) -> None:
    await until(lambda: here.live.hears_kafka)
    assert "live:kafka" in {task.get_name() for task in asyncio.all_tasks()}

    await here.live.stop()
    await here.live.stop()

    assert [task for task in asyncio.all_tasks() if task.get_name().startswith("live")] == []
    here.live.start()
