"""Whoever is too slow reads anew, then has to come again; nobody waits for them."""

from dataclasses import dataclass

import pytest

from api import streams
from models.actor import NOBODY
from tests.live.asking import ACTIVITY, PUBLISHED, comment, numbers, say_again
from tests.live.watching import Process, Watcher
from tests.posts.writing import written
from tests.visitor import Visitor


async def test_the_first_time_it_reads_anew_the_second_it_comes_again(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    fast = await here.watch(ACTIVITY, post=post)
    slow = await here.watch(ACTIVITY, post=post, room=3)

    for number in range(3):
        await say_again(said, post, [number])
        await here.settle()
    assert (slow.was_replaced, slow.kinds, slow.events[0]["reason"]) == (1, ["Resync"], "TOO_SLOW")
    assert slow.cursor == fast.cursor
    for number in range(3, 5):
        await say_again(said, post, [number])
        await here.settle()
    assert (slow.has_given_up, numbers(slow)) == (False, [3, 4])
    await say_again(said, post, [5])
    await here.settle()

    assert (slow.was_replaced, slow.has_given_up) == (1, True)
    assert (numbers(fast), fast.was_replaced, fast.has_given_up) == ([*range(6)], 0, False)


async def test_after_a_minute_it_is_forgiven(ada: Visitor, monkeypatch: pytest.MonkeyPatch, here: Process) -> None:
    monkeypatch.setattr(streams, "FORGIVEN_SECONDS", 0.0)
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    slow = await here.watch(ACTIVITY, post=post, room=2)

    for number in range(6):
        await say_again(said, post, [number])
        await here.settle()

    assert slow.was_replaced == 3
    assert not slow.has_given_up


async def test_the_cursor_of_a_resync_goes_on_behind_what_was_dropped(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    slow = await here.watch(ACTIVITY, post=post, room=1)
    await say_again(said, post, [0])
    await here.settle()
    slow.end()
    await say_again(said, post, [1, 2])
    await here.settle()

    again = await here.watch(ACTIVITY, post=post, after=slow.cursor)
    await here.settle()

    assert slow.kinds == ["Resync"]
    assert numbers(again) == [1, 2]


async def test_whose_replay_finds_no_room_reads_anew(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    cursor = (await here.watch(ACTIVITY, post=post)).cursor
    await say_again(said, post, range(5))
    await here.settle()

    slow = await here.begin(ACTIVITY, NOBODY, Watcher(room=3), post=post, after=cursor)
    await here.settle()
    await say_again(said, post, [5])
    await here.settle()

    assert (slow.kinds, slow.events[0]["reason"]) == (["Resync", "CommentAdded"], "TOO_SLOW")
    assert numbers(slow) == [5]
    assert not slow.has_given_up


async def test_a_stream_too_far_behind_its_feed_has_everybody_read_anew(
    ada: Visitor, monkeypatch: pytest.MonkeyPatch, here: Process
) -> None:
    monkeypatch.setattr(streams, "MOST_WAITING", 5)
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    watchers = [await here.watch(ACTIVITY, post=post) for _ in range(3)]
    everything = await here.watch(PUBLISHED)

    await say_again(said, post, range(6))
    await here.settle()
    await say_again(said, post, [6])
    await here.settle()

    for watcher in (*watchers, everything):
        assert (watcher.kinds, watcher.events[0]["reason"]) == (["Resync", "CommentAdded"], "TOO_SLOW")
        assert numbers(watcher) == [6]
        assert not watcher.has_given_up


@dataclass
class Broken(Watcher):
    """A sink that breaks at its second word."""

    def push(self, payload: bytes) -> bool:
        if self.got:
            raise OSError("gone")
        return super().push(payload)


async def test_a_sink_that_breaks_is_no_matter_of_the_others(ada: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    said = await comment(ada, post)
    before = await here.watch(ACTIVITY, post=post)
    broken = await here.begin(ACTIVITY, NOBODY, Broken(), post=post)
    after = await here.watch(ACTIVITY, post=post)

    await say_again(said, post, [1, 2])
    await here.settle()

    assert numbers(before) == numbers(after) == [1, 2]
    assert broken.kinds == ["Subscribed"]
