"""Subscriptions at work: each kind of stream that somebody watches is followed, executed and encoded once."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Protocol, TypeVar

from api import masking
from api.execution import Execution, Operation, Refused
from api.sharing import sharing
from api.telling import Telling
from models.errors import Unavailable
from models.feeds import News
from models.live import Feed, Live, Place
from resolvers.context import Context
from resolvers.live import ResyncReason

MOST_WAITING = 5000
"""How many events a stream may be behind its feed before its subscribers read anew."""
MOST_BUFFERED = 1000
"""How many answers wait for a subscriber whose replay is not done."""
FORGIVEN_SECONDS = 60.0
AWAY_SECONDS = 0.5

Found = TypeVar("Found")

log = logging.getLogger("cryptotalks.streams")


class Sink(Protocol):
    """Where the answers of one subscription go. Nothing here blocks."""

    def push(self, payload: bytes) -> bool:
        """Queue it; False where there is no room, and nothing is queued."""

    def replace(self, payload: bytes) -> None:
        """Drop what waits of this subscription, and queue this."""

    def give_up(self) -> None:
        """It was too slow twice: close it. The client comes again, and misses nothing."""


class Subscriber:
    """One of those who share a stream. What came up to `position` is not for them, or was told already."""

    def __init__(self, sink: Sink, position: int) -> None:
        self.sink, self.position = sink, position
        self.buffered: deque[tuple[int, bytes]] | None = deque()
        self.fell_behind_at = -FORGIVEN_SECONDS

    def push(self, payload: bytes) -> bool:
        return self._tell(self.sink.push, payload) is not False

    def replace(self, payload: bytes) -> None:
        self._tell(self.sink.replace, payload)

    def give_up(self) -> None:
        self._tell(self.sink.give_up)

    def _tell(self, act: Callable[..., object], *payload: bytes) -> object:
        """A sink that breaks is no matter of those who share the stream."""
        try:
            return act(*payload)
        except Exception:
            log.exception("a sink broke")
            return None


class Streams:
    """All streams of this process."""

    def __init__(self, execution: Execution, live: Live) -> None:
        self.execution, self.live = execution, live
        self._streams: dict[Hashable, Stream] = {}

    async def open(self, operation: Operation, context: Context, sink: Sink) -> Callable[[], None]:
        """Begin a subscription: what ends it. Raises Refused where it cannot begin."""
        source = await self.execution.source(operation, context)
        key, actor = sharing(self.execution.schema, operation, source, context.actor)
        try:
            feed = await self.live.feed(source.topic)
        except Unavailable as error:
            words = masking.exposed(error)
            assert words is not None
            raise Refused.because(words, status=503) from error
        stream = self._streams.get(key)
        if stream is None:
            stream = self._streams[key] = Stream(feed, Telling(self.execution, operation, source, actor))
        subscriber = stream.join(sink)
        beginning = asyncio.create_task(stream.begin(subscriber, source.after), name="begin a subscription")

        def end() -> None:
            beginning.cancel()
            if stream.leave(subscriber) and self._streams.get(key) is stream:
                del self._streams[key]

        return end


class Stream:
    """One subscription, for all who ask the same: as long as anybody does."""

    def __init__(self, feed: Feed, telling: Telling) -> None:
        self.feed, self.telling, self.source = feed, telling, telling.source
        self.subscribers: dict[Subscriber, None] = {}
        self._waiting: deque[News] = deque()
        self._woken = asyncio.Event()
        self._has_lost_the_thread = False
        self._listener = feed.listen(self.source.keys, self._hear, self._lose)
        self._running = asyncio.create_task(self._run(), name=f"stream of {feed.topic}")

    def join(self, sink: Sink) -> Subscriber:
        """In one step: whatever the feed takes after this comes to the subscriber."""
        subscriber = Subscriber(sink, self.feed.position)
        self.subscribers[subscriber] = None
        return subscriber

    def leave(self, subscriber: Subscriber) -> bool:
        """Whether it was the last one: the stream has ended then."""
        self.subscribers.pop(subscriber, None)
        if self.subscribers:
            return False
        self._listener.leave()
        self._running.cancel()
        return True

    async def begin(self, subscriber: Subscriber, after: Place | None) -> None:
        """Say where it begins, then what was missed, then what has come meanwhile."""
        try:
            until = subscriber.position
            if self.source.now:
                await self._give(subscriber, until, await _patiently(self.telling.state))
            elif after is None:
                await self._give(subscriber, until, await self.telling.subscribed(self._place(until)))
            else:
                await self._replay(subscriber, after, until)
            # It is done in the step in which nothing is left: what comes next follows what was given.
            while subscriber.buffered:
                position, payload = subscriber.buffered.popleft()
                if position > subscriber.position:
                    await self._give(subscriber, position, payload)
            subscriber.buffered = None
        except Exception:
            log.exception("a stream of %s could not begin", self.feed.topic)
            subscriber.give_up()

    async def _replay(self, subscriber: Subscriber, after: Place, until: int) -> None:
        missed = await _patiently(lambda: self.feed.missed(after, self.source.keys, until))
        if missed is None:
            resync = await self.telling.resync(ResyncReason.CURSOR_TOO_OLD, self._place(until))
            await self._give(subscriber, until, resync)
            return
        subscriber.position = max(until, after.position)
        await self._give(subscriber, after.position, await self.telling.subscribed(after))
        for some in [missed] if self.telling.is_together else [[news] for news in missed]:
            for payload in await _patiently(partial(self.telling.answers, self.feed.id, some)):
                if not await self._give(subscriber, subscriber.position, payload):
                    return

    def _hear(self, news: News) -> None:
        self._waiting.append(news)
        self._woken.set()

    def _lose(self) -> None:
        """What comes next does not follow what came before."""
        self._waiting.clear()
        self._has_lost_the_thread = True
        self._woken.set()

    async def _run(self) -> None:
        """Tell what comes, in its order, no more often than the source wants."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            while self._waiting or self._has_lost_the_thread:
                began = time.monotonic()
                is_too_much = len(self._waiting) > MOST_WAITING and not self.telling.is_together
                if self._has_lost_the_thread or is_too_much:
                    await self._skip()
                else:
                    await self._tell_next()
                if self.source.seconds_apart:
                    await asyncio.sleep(max(0.0, began + self.source.seconds_apart - time.monotonic()))

    async def _tell_next(self) -> None:
        """What comes next; or all that waits, where it is told together."""
        taken = [self._waiting.popleft()]
        if self.telling.is_together:
            taken += self._waiting
            self._waiting.clear()
        try:
            payloads = await self.telling.answers(self.feed.id, taken)
        except Unavailable:
            # Nothing is left out: it waits.
            self._waiting.extendleft(reversed(taken))
            await asyncio.sleep(AWAY_SECONDS)
            return
        for payload in payloads:
            await self._broadcast(taken[-1].position, payload)

    async def _skip(self) -> None:
        """What came cannot be told, or is too much: everybody reads anew. A state is told when it changes again."""
        lost, self._has_lost_the_thread = self._has_lost_the_thread, False
        position = self.feed.position
        self._waiting.clear()
        reason = ResyncReason.CURSOR_TOO_OLD if lost else ResyncReason.TOO_SLOW
        payload = None if self.source.now else await self.telling.resync(reason, self._place(position))
        for subscriber in self.subscribers:
            if lost and subscriber.buffered is not None:
                subscriber.give_up()
            elif subscriber.buffered is not None and payload:
                subscriber.buffered = deque([(position, payload)])
            elif payload and (lost or subscriber.position < position):
                subscriber.replace(payload)
            if lost:
                subscriber.position = position

    async def _broadcast(self, position: int, payload: bytes) -> None:
        slow = []
        for subscriber in self.subscribers:
            if position <= subscriber.position:
                continue
            if subscriber.buffered is None:
                if not subscriber.push(payload):
                    slow.append(subscriber)
            elif len(subscriber.buffered) < MOST_BUFFERED:
                subscriber.buffered.append((position, payload))
            else:
                subscriber.give_up()
        for subscriber in slow:
            await self._fall_behind(subscriber, position, payload)

    async def _give(self, subscriber: Subscriber, position: int, payload: bytes) -> bool:
        """Whether there was room for it."""
        if subscriber.push(payload):
            return True
        await self._fall_behind(subscriber, position, payload)
        return False

    async def _fall_behind(self, subscriber: Subscriber, position: int, payload: bytes) -> None:
        """The first time it reads anew; the second within a minute it has to come again. Of a state the last counts."""
        if self.source.now:
            return subscriber.replace(payload)
        if time.monotonic() - subscriber.fell_behind_at < FORGIVEN_SECONDS:
            return subscriber.give_up()
        subscriber.fell_behind_at = time.monotonic()
        return subscriber.replace(await self.telling.resync(ResyncReason.TOO_SLOW, self._place(position)))

    def _place(self, position: int) -> Place:
        return Place(self.feed.id, position)


async def _patiently(ask: Callable[[], Awaitable[Found]]) -> Found:
    """The answer, once no server that it needs is away."""
    while True:
        try:
            return await ask()
        except Unavailable:
            await asyncio.sleep(AWAY_SECONDS)
