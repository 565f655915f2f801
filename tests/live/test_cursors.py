"""`after`: where a stream goes on, and when it says that the query must be read anew."""

from datetime import timedelta
from uuid import uuid4

import pytest

from models import clock, database, feeds, live
from models.actor import NOBODY
from models.settings import Settings
from resolvers.live import cursor_of
from tests.live.asking import ACTIVITY, POSTS, PRICES, PUBLISHED, RATINGS, bodies, comment, numbers, say_again
from tests.live.watching import Process, Watcher, process, until
from tests.posts.writing import written
from tests.visitor import Visitor


@pytest.mark.parametrize("cursor", ["", "x", "x" * 31, "x" * 1001, "☃", "A" * 31 + "!", "A" * 32 + "!", "{}"])
async def test_what_is_no_cursor_is_refused(here: Process, cursor: str) -> None:
    for document in (PUBLISHED, POSTS, PRICES):
        assert "cursor" in (await here.refusal(document, after=cursor)).lower()


async def test_a_cursor_of_a_page_is_none_of_a_stream(ada: Visitor, here: Process) -> None:
    await written(ada)
    page = (await ada.query("{ posts(first: 1) { pageInfo { endCursor } } }"))["posts"]["pageInfo"]["endCursor"]

    assert "is not a cursor of a stream" in await here.refusal(POSTS, after=page)


async def test_who_comes_again_with_a_cursor_misses_nothing_and_sees_nothing_twice(
    ada: Visitor, bob: Visitor, here: Process
) -> None:
    post, other = (await written(ada))["id"], (await written(ada))["id"]
    first = await here.watch(ACTIVITY, post=post)
    await comment(bob, post, "1")
    await here.settle()
    first.end()
    for body in ("2", "3"):
        await comment(bob, post, body)
        await comment(bob, other, "elsewhere")

    again = await here.watch(ACTIVITY, post=post, after=first.cursor)
    await comment(bob, post, "4")
    await here.settle()

    assert again.kinds == ["Subscribed", *["CommentAdded"] * 3]
    assert again.events[0]["cursor"] == first.cursor
    assert bodies(again) == ["2", "3", "4"]
    assert bodies(first) == ["1"]


async def test_the_cursor_of_subscribed_is_as_good_as_any(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    first = await here.watch(ACTIVITY, post=post)
    first.end()
    await comment(ada, post, "meanwhile")

    again = await here.watch(ACTIVITY, post=post, after=first.cursor)
    await here.settle()

    assert bodies(again) == ["meanwhile"]


async def goes_on(here: Process, post: str, after: str, said: str) -> str:
    """The one word of a stream after this cursor, which must be a Resync whose own cursor is good."""
    told = await here.watch(ACTIVITY, post=post, after=after)
    assert told.kinds == ["Resync"]
    again = await here.watch(ACTIVITY, post=post, after=told.cursor)
    await say_again(said, post, [7])
    await here.settle()
    assert (told.kinds, again.kinds) == (["Resync", "CommentAdded"], ["Subscribed", "CommentAdded"])
    assert told.cursor == again.cursor
    reason: str = told.events[0]["reason"]
    return reason


async def test_a_cursor_of_another_feed_or_from_nowhere_is_too_old(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    elsewhere = await here.watch(RATINGS, posts=[post])
    feed = here.live.feeds["comments"]

    for cursor in (
        elsewhere.cursor,
        cursor_of(uuid4(), 1),
        cursor_of(feed.id, feed.position + 1000),
        cursor_of(feed.id, 2**64 - 1),
    ):
        assert await goes_on(here, post, cursor, said) == "CURSOR_TOO_OLD"


async def test_below_what_was_deleted_a_cursor_is_too_old_and_at_its_edge_it_is_not(
    ada: Visitor, forum: Settings, here: Process
) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    before = await here.watch(ACTIVITY, post=post)
    await say_again(said, post, [1])
    await here.settle()
    edge = before.cursor
    await _forget()
    await say_again(said, post, [2])
    await here.settle()

    async with process(forum) as fresh:
        too_old = await goes_on(fresh, post, before.events[0]["cursor"], said)
        from_edge = await fresh.watch(ACTIVITY, post=post, after=edge)
        await fresh.settle()
    from_memory = await here.watch(ACTIVITY, post=post, after=before.events[0]["cursor"])
    await here.settle()

    assert too_old == "CURSOR_TOO_OLD"
    assert numbers(from_edge) == [2, 7]
    assert numbers(from_memory) == [1, 2, 7]


async def _forget() -> None:
    """All comments' news up to now are deleted, as if they were old."""
    last = await feeds.last_position("comments")
    async with database.transaction():
        await feeds.mark_published("comments", last)
        while await feeds.forget("comments", clock.now() + timedelta(days=1), last):
            pass


async def test_memory_and_outbox_answer_the_same(ada: Visitor, forum: Settings, here: Process) -> None:
    post, other = (await written(ada))["id"], (await written(ada))["id"]
    watchers = {ACTIVITY: await here.watch(ACTIVITY, post=post), PUBLISHED: await here.watch(PUBLISHED)}
    for body in "abcde":
        await comment(ada, post, body)
        await comment(ada, other, body)
    await here.settle()

    async with process(forum) as fresh:
        for document, first in watchers.items():
            variables = {"post": post} if document == ACTIVITY else {}
            for event in first.events:
                from_memory = await here.watch(document, after=event["cursor"], **variables)
                from_outbox = await fresh.watch(document, after=event["cursor"], **variables)
                await here.settle()
                await fresh.settle()
                assert from_memory.got == from_outbox.got
                assert from_memory.events[1:] == first.events[first.events.index(event) + 1 :]


async def test_a_cursor_from_a_process_that_is_ahead_is_waited_for(
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
        cursor = ahead.cursor

        again = await behind.begin(ACTIVITY, NOBODY, Watcher(), post=post, after=cursor)
        anew = await behind.begin(ACTIVITY, NOBODY, Watcher(), post=post)
        await until(lambda: bool(again.got and anew.got))
        behind.live.start()
        await say_again(said, post, [4])
        await behind.settle()

        assert again.events[0] == {"__typename": "Subscribed", "cursor": cursor}
        assert numbers(again) == [4]
        assert numbers(anew) == [1, 2, 3, 4]


async def test_who_missed_too_much_reads_anew(
    ada: Visitor, forum: Settings, monkeypatch: pytest.MonkeyPatch, here: Process
) -> None:
    monkeypatch.setattr(live, "MOST_REPLAYED", 5)
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    first = await here.watch(ACTIVITY, post=post)
    await say_again(said, post, range(6))
    await here.settle()

    async with process(forum) as fresh:
        six = await fresh.watch(ACTIVITY, post=post, after=first.events[0]["cursor"])
        five = await fresh.watch(ACTIVITY, post=post, after=first.events[1]["cursor"])
        await fresh.settle()

    assert (six.kinds, six.events[0]["reason"]) == (["Resync"], "CURSOR_TOO_OLD")
    assert numbers(five) == [1, 2, 3, 4, 5]
