"""What a process follows: overlapping transactions, feeds that are made anew, and news that are there no more."""

import asyncio
from datetime import timedelta

import pytest

from models import clock, database, feeds
from models.actor import Actor
from models.comments import actions
from models.database import Row
from models.settings import Settings
from resolvers import ids
from resolvers.live import cursor_of
from tests.comments.threads import write
from tests.live.asking import ACTIVITY, PUBLISHED, bodies, comment, numbers, say_again
from tests.live.watching import Process, number, process, until
from tests.posts.writing import written
from tests.visitor import Visitor


async def test_of_two_transactions_that_overlap_both_arrive_the_one_that_commits_first_first(
    ada: Visitor, bob: Visitor, here: Process
) -> None:
    posts = [ids.decode((await written(ada))["id"])[1] for _ in range(2)]
    watcher = await here.watch(PUBLISHED)
    has_begun, may_commit = asyncio.Event(), asyncio.Event()

    async def early() -> None:
        async with database.transaction():
            await actions.add_comment(Actor(ada.id), posts[0], None, await actions.prepare_words("begun first"))
            has_begun.set()
            await may_commit.wait()

    first = asyncio.create_task(early())
    await has_begun.wait()
    async with database.transaction():
        await actions.add_comment(Actor(bob.id), posts[1], None, await actions.prepare_words("committed first"))
    await here.settle()
    assert bodies(watcher) == ["committed first"]
    may_commit.set()
    await first
    await here.settle()

    assert bodies(watcher) == ["committed first", "begun first"]
    sql = "select seq from outbox where topic = 'comments' order by position desc limit 2"
    last, before = [row.seq for row in await database.fetch(Row, sql)]
    assert last < before


async def test_a_feed_made_anew_is_followed_and_everybody_reads_anew(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    watchers = [await here.watch(ACTIVITY, post=post), await here.watch(PUBLISHED)]
    old = watchers[0].cursor

    await write("delete from outbox where topic = 'comments'")
    await write("update feed set id = uuidv7(), position = 0, published = 0, floor = 0 where topic = 'comments'")
    await until(lambda: watchers[0].kinds[-1] == watchers[1].kinds[-1] == "Resync")
    cursor = watchers[0].cursor
    await say_again(said, post, [1])
    await here.settle()

    for watcher in watchers:
        assert watcher.kinds == ["Resync", "CommentAdded"]
        assert watcher.events[0]["reason"] == "CURSOR_TOO_OLD"
    again = await here.watch(ACTIVITY, post=post, after=cursor)
    await here.settle()
    assert numbers(again) == [1]
    assert (await here.watch(ACTIVITY, post=post, after=old)).kinds == ["Resync"]


async def test_a_feed_that_has_gone_back_is_followed_from_there(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    await say_again(said, post, [1, 2, 3])
    await here.settle()
    watcher = await here.watch(ACTIVITY, post=post)

    last = await feeds.last_position("comments") - 2
    await write("delete from outbox where topic = 'comments' and position > $1", last)
    await write("update feed set position = $1 where topic = 'comments'", last)
    await until(lambda: watcher.kinds == ["Resync"])
    await say_again(said, post, [7])
    await here.settle()

    assert watcher.events[0]["cursor"] == cursor_of(here.live.feeds["comments"].id, last)
    assert numbers(watcher) == [7]


@pytest.mark.parametrize("is_there_more", [True, False])
async def test_a_process_that_stood_still_while_news_were_deleted_says_so(
    ada: Visitor, forum: Settings, is_there_more: bool
) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    async with process(forum) as here:
        await until(lambda: here.live.hears_kafka)
        watcher = await here.watch(ACTIVITY, post=post)
        await here.live.stop()
        await say_again(said, post, range(3))
        await number()
        last = await feeds.last_position("comments")
        async with database.transaction():
            await feeds.mark_published("comments", last)
            await feeds.forget("comments", clock.now() + timedelta(days=1), last)
        if is_there_more:
            await say_again(said, post, [3])
            await number()

        here.live.start()
        await here.settle()
        await say_again(said, post, [4])
        await here.settle()

        assert watcher.events[0]["reason"] == "CURSOR_TOO_OLD"
        assert numbers(watcher) == [4]


@pytest.mark.parametrize("table", ["feed", "outbox"])
async def test_what_fails_is_begun_again_and_nothing_is_missed(
    ada: Visitor, caplog: pytest.LogCaptureFixture, here: Process, table: str
) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    watcher = await here.watch(ACTIVITY, post=post)
    await until(lambda: here.live.hears_kafka)
    await here.live.stop()
    await say_again(said, post, [1])
    await number()

    await write(f"alter table {table} rename to {table}_away")
    here.live.start()
    await until(lambda: "begins again" in caplog.text)
    await write(f"alter table {table}_away rename to {table}")
    await say_again(said, post, [2])
    await here.settle()

    assert numbers(watcher) == [1, 2]


async def test_a_process_that_starts_before_its_tables_waits_for_them(ada: Visitor, forum: Settings) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    await write("alter table feed rename to feed_away")

    async def come_back() -> None:
        await asyncio.sleep(0.2)
        await write("alter table feed_away rename to feed")

    back = asyncio.create_task(come_back())
    async with process(forum) as here:
        assert back.done()
        watcher = await here.watch(ACTIVITY, post=post)
        await say_again(said, post, [1])
        await here.settle()

    assert numbers(watcher) == [1]
