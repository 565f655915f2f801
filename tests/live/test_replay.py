"""What was missed and what comes meanwhile: nothing lost, doubled or out of order, however they meet."""

import asyncio
import random

import pytest

from models import database, live
from models.actor import NOBODY
from models.settings import Settings
from tests.live.asking import ACTIVITY, PUBLISHED, comment, numbers, say_again
from tests.live.watching import Process, Watcher, numbering, process, until
from tests.posts.writing import written
from tests.visitor import Visitor

NEWS = 60


async def wander(chance: random.Random, places: list[Process], document: str, post: str, after: str) -> list[int]:
    """All that somebody hears who is cut off again and again, and goes on from the last cursor, here or there."""
    heard: list[int] = []
    variables = {"post": post} if document == ACTIVITY else {}
    while not heard or heard[-1] < NEWS - 1:
        place = chance.choice(places)
        watcher = await place.begin(document, NOBODY, Watcher(), after=after, **variables)
        await asyncio.sleep(chance.choice((0, 0.002, 0.01, 0.05)))
        watcher.end()
        assert watcher.kinds[:1] in ([], ["Subscribed"])
        assert "Resync" not in watcher.kinds
        heard += numbers(watcher)
        after = watcher.cursor if watcher.got else after
    return heard


@pytest.mark.parametrize("seed", range(6))
async def test_whoever_is_cut_off_again_and_again_hears_all_of_it_once_and_in_order(
    ada: Visitor, forum: Settings, monkeypatch: pytest.MonkeyPatch, here: Process, seed: int
) -> None:
    monkeypatch.setattr(live, "MOST_KEPT_ELSE", 15)  # so that some is in memory, and some in the outbox alone
    chance = random.Random(seed)
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    start = (await here.watch(ACTIVITY, post=post)).cursor

    async def tell() -> None:
        told = 0
        while told < NEWS:
            some = chance.randint(1, 6)
            await say_again(said, post, range(told, min(told + some, NEWS)))
            told += some
            await asyncio.sleep(chance.choice((0, 0.001, 0.02)))

    async with process(forum) as there, numbering(), asyncio.TaskGroup() as tasks:
        tasks.create_task(tell())
        wanderers = [
            tasks.create_task(wander(random.Random(seed * 100 + who), [here, there], document, post, start))
            for who, document in enumerate([ACTIVITY, PUBLISHED] * 4)
        ]

    assert [wanderer.result() for wanderer in wanderers] == [[*range(NEWS)]] * len(wanderers)


async def test_what_is_written_in_the_instant_of_subscribing_is_read_or_told(
    ada: Visitor, bob: Visitor, here: Process
) -> None:
    read = "query ($id: ID!) { node(id: $id) { ... on Post { comments(last: 100) { nodes { body } } } } }"
    post = (await written(ada))["id"]
    async with numbering():
        for round in range(40):
            writing = asyncio.create_task(comment(bob, post, str(round)))
            await asyncio.sleep(random.Random(round).uniform(0, 0.02))
            watcher = Watcher()
            await here.begin(ACTIVITY, NOBODY, watcher, post=post)
            await until(lambda watcher=watcher: bool(watcher.got))  # type: ignore[misc]
            nodes = (await ada.query(read, id=post))["node"]["comments"]["nodes"]
            await writing
            await here.settle()

            told = [event["comment"]["body"] for event in watcher.events[1:]]
            assert str(round) in [node["body"] for node in nodes] + told
            watcher.end()


async def test_what_comes_while_a_cursor_from_ahead_is_looked_up_is_told_once(
    ada: Visitor, forum: Settings, here: Process
) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    async with process(forum) as behind:
        await until(lambda: behind.live.hears_kafka)
        await behind.live.stop()
        ahead = await here.watch(ACTIVITY, post=post)
        await say_again(said, post, [1, 2, 3])
        await here.settle()

        async with database.transaction():
            await database.execute("lock table feed in access exclusive mode")
            again = await behind.begin(ACTIVITY, NOBODY, Watcher(), post=post, after=ahead.events[2]["cursor"])
            behind.live.start()
            feed = behind.live.feeds["comments"]
            feed.reader.hear_of(feed.position + 3)
            (stream,) = behind.kept
            (subscriber,) = stream.subscribers
            await until(lambda: len(subscriber.buffered or ()) == 3)
        await behind.settle()

        assert numbers(again) == [3]
