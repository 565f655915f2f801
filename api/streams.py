"""Subscriptions at work: each kind of stream that somebody watches is followed, executed and encoded once."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Hashable
from typing import Protocol

import orjson

from api import masking
from api.execution import Answer, Execution, Operation, Refused
from api.sharing import sharing
from models.actor import Actor
from models.errors import Unavailable
from models.feeds import News
from models.live import Feed, Live, Place
from resolvers.context import Context
from resolvers.live import Resync, ResyncReason, Source, Subscribed, cursor_of

MOST_WAITING = 5000
"""How many events a stream may be behind its feed before its subscribers read anew."""
MOST_BUFFERED = 1000
"""How many answers wait for a subscriber whose replay is not done."""
FORGIVEN_SECONDS = 60.0

log = logging.getLogger("cryptotalks.streams")


class Sink(Protocol):
    """Where the answers of one subscription go."""

    def push(self, payload: bytes) -> bool:
        """Queue it; False where there is no room, and nothing is queued."""

    def replace(self, payload: bytes) -> None:
        """Drop what waits of this subscription, and queue this."""

    def complete(self) -> None: ...

    def give_up(self) -> None:
        """It was too slow twice."""


class Subscriber:
    """One of those who share a stream. What came up to `position` is not for them, or was told already."""

    def __init__(self, sink: Sink, position: int) -> None:
        self.sink, self.position = sink, position
        self.buffered: list[tuple[int, bytes]] | None = []
        self.fell_behind_at = -FORGIVEN_SECONDS


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
            stream = self._streams[key] = Stream(self.execution, feed, operation, source, actor)
        subscriber = stream.join(sink)
        beginning = asyncio.create_task(stream.begin(subscriber, source.after), name="begin a subscription")

        def end() -> None:
            beginning.cancel()
            if stream.leave(subscriber) and self._streams.get(key) is stream:
                del self._streams[key]

        return end


class Stream:
    """One subscription, for all who ask the same: as long as anybody does."""

    def __init__(self, execution: Execution, feed: Feed, operation: Operation, source: Source, actor: Actor) -> None:
        self.execution, self.feed, self.operation, self.source, self.actor = execution, feed, operation, source, actor
        self.subscribers: dict[Subscriber, None] = {}
        self._waiting: deque[News] = deque()
        self._woken = asyncio.Event()
        self._subscribed: tuple[int, bytes] | None = None
        self._listener = feed.listen(source.keys, self._hear)
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
                self._push(subscriber, await self._encoded(await self.source.now(self._context())))
            elif after is None:
                self._push(subscriber, await self._beginning(until))
            else:
                await self._replay(subscriber, after, until)
            buffered, subscriber.buffered = subscriber.buffered or [], None
            for position, payload in buffered:
                if position > subscriber.position:
                    self._push(subscriber, payload)
        except Exception:  # the client comes again, and misses nothing
            log.exception("a stream of %s could not begin", self.feed.topic)
            subscriber.sink.complete()

    async def _replay(self, subscriber: Subscriber, after: Place, until: int) -> None:
        missed = await self.feed.missed(after, self.source.keys, until)
        if missed is None:
            return self._push(subscriber, await self._resync(ResyncReason.CURSOR_TOO_OLD, until))
        subscriber.position = max(until, after.position)
        self._push(subscriber, await self._beginning(after.position))
        for news in missed:
            for payload in await self._told(news):
                self._push(subscriber, payload)
        return None

    def _hear(self, news: News) -> None:
        self._waiting.append(news)
        self._woken.set()

    async def _run(self) -> None:
        """Tell what comes, in its order, no more often than the source wants."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            while self._waiting:
                began = time.monotonic()
                await (self._skip() if len(self._waiting) > MOST_WAITING else self._tell_next())
                if self.source.seconds_apart:
                    await asyncio.sleep(max(0.0, began + self.source.seconds_apart - time.monotonic()))

    async def _tell_next(self) -> None:
        """What comes next; where events wait for their time, all of them together."""
        news = self._waiting.popleft()
        try:
            if not self.source.seconds_apart:
                payloads = await self._told(news)
            else:
                objects = list(await self._objects(news))
                while self._waiting:
                    news = self._waiting.popleft()
                    objects += await self._objects(news)
                merged = await self._encoded(self._merged(objects)) if objects else None
                payloads = [merged] if merged else []
        except Unavailable:
            return await self._retry(news)
        except Exception:
            log.exception("%s %d was not told", self.feed.topic, news.position)
            return None
        for payload in payloads:
            await self._broadcast(news.position, payload)
        return None

    def _merged(self, objects: list[object]) -> object:
        merged = objects[0]
        for later in objects[1:]:
            merged = self.source.together(merged, later)
        return merged

    async def _retry(self, news: News) -> None:
        """A server of ours is away: nothing is left out, it waits."""
        self._waiting.appendleft(news)
        await asyncio.sleep(0.5)

    async def _skip(self) -> None:
        """Too far behind to tell all of it: everybody reads anew."""
        position = self._waiting[-1].position
        self._waiting.clear()
        payload = await self._resync(ResyncReason.TOO_SLOW, position)
        for subscriber in self.subscribers:
            subscriber.position = max(subscriber.position, position)
            subscriber.sink.replace(payload)

    async def _broadcast(self, position: int, payload: bytes) -> None:
        slow = []
        for subscriber in self.subscribers:
            if position <= subscriber.position:
                continue
            if subscriber.buffered is not None:
                subscriber.buffered.append((position, payload))
                if len(subscriber.buffered) > MOST_BUFFERED:
                    slow.append(subscriber)
            elif not subscriber.sink.push(payload):
                slow.append(subscriber)
        for subscriber in slow:
            await self._fall_behind(subscriber, position)

    async def _fall_behind(self, subscriber: Subscriber, position: int) -> None:
        """The first time it reads anew; the second within a minute it has to come again."""
        if time.monotonic() - subscriber.fell_behind_at < FORGIVEN_SECONDS or subscriber.buffered is not None:
            return subscriber.sink.give_up()
        subscriber.fell_behind_at = time.monotonic()
        return subscriber.sink.replace(await self._resync(ResyncReason.TOO_SLOW, position))

    def _push(self, subscriber: Subscriber, payload: bytes | None) -> None:
        if payload is not None and not subscriber.sink.push(payload):
            subscriber.sink.give_up()

    async def _objects(self, news: News) -> list[object]:
        return list(await self.source.tell(news, cursor_of(self.feed.id, news.position), self._context()))

    async def _told(self, news: News) -> list[bytes]:
        payloads = [await self._encoded(one) for one in await self._objects(news)]
        return [payload for payload in payloads if payload is not None]

    async def _beginning(self, position: int) -> bytes:
        """`Subscribed`; of many who begin at the same point it is encoded once."""
        if self._subscribed and self._subscribed[0] == position:
            return self._subscribed[1]
        payload = await self._encoded(Subscribed(cursor=cursor_of(self.feed.id, position)))
        assert payload is not None
        self._subscribed = position, payload
        return payload

    async def _resync(self, reason: ResyncReason, position: int) -> bytes:
        payload = await self._encoded(Resync(reason=reason, cursor=cursor_of(self.feed.id, position)))
        assert payload is not None
        return payload

    async def _encoded(self, event: object) -> bytes | None:
        """The answer to one event; None where what it is about is gone. Loaders live for it alone."""
        answer: Answer | None = await self.execution.tell(self.operation, self._context(), event)
        return orjson.dumps(answer.body()) if answer else None

    def _context(self) -> Context:
        return Context(self.actor)
