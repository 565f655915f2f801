"""What this process follows: each pushed topic once, by Kafka and, whatever Kafka does, by a sweep each second.

A feed holds a number; what comes next is taken, kept for a while, and told to whoever listens for its key. A cursor is
the feed's identity and a number: it is answered from memory, else from PostgreSQL, else by reading anew.
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from models import database, feeds, log
from models.errors import Unavailable
from models.feeds import News, Reader
from models.settings import Settings

TOPICS = ("comments", "posts", "ratings", "prices")
SWEEP_SECONDS = 1.0
DEAF_SECONDS = 10.0
"""Where nothing is heard for so long of what was published, Kafka is listened to anew."""
START_SECONDS = 5.0
MOST_TAKEN = 500
MOST_KEPT = {"prices": 600}
MOST_KEPT_ELSE = 5000
"""How many events of a feed are kept in memory: those of the prices are a hundred coins each."""
MOST_REPLAYED = 2000
"""Whoever missed more than this reads anew."""

logger = logging.getLogger("cryptotalks.live")

Hear = Callable[[News], None]


@dataclass(frozen=True)
class Place:
    """A point in a feed: what came up to this number is known."""

    feed: UUID
    position: int


class Listener:
    """Whoever hears the news of some keys of a feed, or of all of them (None), until it leaves."""

    def __init__(self, feed: "Feed", keys: Collection[str] | None, hear: Hear) -> None:
        self.feed, self.keys, self.hear = feed, keys, hear

    def leave(self) -> None:
        self.feed.forget(self)


class Feed:
    """One topic, as this process has followed it so far."""

    def __init__(self, topic: str, id: UUID, position: int) -> None:
        self.topic, self.id = topic, id
        self.reader = Reader(topic, position)
        self.kept: deque[News] = deque(maxlen=MOST_KEPT.get(topic, MOST_KEPT_ELSE))
        self.woken = asyncio.Event()
        self._by_key: dict[str | None, dict[Listener, None]] = defaultdict(dict)

    @property
    def position(self) -> int:
        return self.reader.position

    @property
    def place(self) -> Place:
        return Place(self.id, self.position)

    def listen(self, keys: Collection[str] | None, hear: Hear) -> Listener:
        """From now on `hear` is told; what the feed's position is in this very step is not told any more."""
        listener = Listener(self, keys, hear)
        for key in (None,) if keys is None else keys:
            self._by_key[key][listener] = None
        return listener

    def forget(self, listener: Listener) -> None:
        for key in (None,) if listener.keys is None else listener.keys:
            self._by_key[key].pop(listener, None)
            if not self._by_key[key]:
                del self._by_key[key]

    def take(self, batch: Sequence[News]) -> None:
        """These come next."""
        for news in batch:
            self.kept.append(news)
            self.reader.move(news.position)
            for key in (news.key, None):
                for listener in [*self._by_key.get(key, ())]:
                    listener.hear(news)

    async def missed(self, after: Place, keys: Collection[str] | None, until: int) -> list[News] | None:
        """What was told between two points. None where that is not known any more, or never was: read anew."""
        if after.feed != self.id or after.position < 0:
            return None
        if after.position >= until:
            # From a process that is ahead of this one, or from nowhere.
            return [] if after.position <= max(until, await feeds.last_position(self.topic)) else None
        if self.kept and self.kept[0].position <= after.position + 1:
            return [
                news
                for news in self.kept
                if after.position < news.position <= until and (keys is None or news.key in keys)
            ]
        # First what is there, then how far it reaches: rows may go meanwhile.
        found = await feeds.read_keys(self.topic, keys, after.position, until, MOST_REPLAYED + 1)
        feed = (await feeds.ends()).get(self.topic)
        known = feed is not None and feed.id == self.id and after.position >= feed.floor
        return found if known and len(found) <= MOST_REPLAYED else None


class Live:
    """All feeds that this process follows; `started` is set once it knows where each of them is."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.feeds: dict[str, Feed] = {}
        self.started = asyncio.Event()
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._heard: dict[str, int] = {}
        self._deaf_since: float | None = None

    def start(self) -> None:
        """No server is asked yet: a process may start before any of them."""
        self._running = asyncio.create_task(self._run(), name="live")

    async def stop(self) -> None:
        self._stop.set()
        if self._running:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running

    async def feed(self, topic: str) -> Feed:
        """Raises Unavailable where it is not known yet."""
        try:
            await asyncio.wait_for(self.started.wait(), START_SECONDS)
        except TimeoutError:
            raise Unavailable("PostgreSQL") from None
        return self.feeds[topic]

    async def _run(self) -> None:
        while not self.started.is_set():
            try:
                async with database.transaction():
                    await feeds.begin(TOPICS)
                ends = await feeds.ends()
                self.feeds = {topic: Feed(topic, ends[topic].id, ends[topic].position) for topic in TOPICS}
                self.started.set()
            except Unavailable:
                await asyncio.sleep(SWEEP_SECONDS)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen(), name="live:kafka")
            tasks.create_task(self._sweep(), name="live:sweep")
            for feed in self.feeds.values():
                tasks.create_task(self._follow(feed), name=f"live:{feed.topic}")

    async def _listen(self) -> None:
        away = False
        while True:
            try:
                async with log.tailing(self.settings, TOPICS) as following:
                    self._heard, self._deaf_since = {}, None
                    while not self._is_deaf():
                        for id, news in await following.some():
                            self._hear(id, news)
                        if away:
                            logger.info("live hears Kafka again")
                        away = False
            except Unavailable:
                if not away:
                    logger.warning("live does not hear Kafka, and goes on without it")
                away = True
                await asyncio.sleep(SWEEP_SECONDS)

    def _hear(self, id: UUID, news: News) -> None:
        feed = self.feeds.get(news.topic)
        if feed and feed.id == id:
            self._heard[news.topic] = max(self._heard.get(news.topic, 0), news.position)
            feed.reader.offer(news)
            feed.woken.set()

    def _is_deaf(self) -> bool:
        return self._deaf_since is not None and asyncio.get_running_loop().time() - self._deaf_since > DEAF_SECONDS

    async def _sweep(self) -> None:
        """Once a second: how far is each feed; what did not come is read from PostgreSQL."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                ends = await feeds.ends()
            except Unavailable:
                continue
            behind = False
            for topic, feed in self.feeds.items():
                if topic in ends and ends[topic].id == feed.id:
                    behind |= ends[topic].published > self._heard.setdefault(topic, ends[topic].published)
                    feed.reader.hear_of(ends[topic].position)
                    if feed.reader.last > feed.position:
                        feed.woken.set()
            self._deaf_since = (self._deaf_since or asyncio.get_running_loop().time()) if behind else None

    async def _follow(self, feed: Feed) -> None:
        while True:
            feed.woken.clear()
            try:
                batch = await feed.reader.next(MOST_TAKEN)
            except Unavailable:
                await asyncio.sleep(SWEEP_SECONDS)
                continue
            if batch:
                feed.take(batch)
            else:
                await feed.woken.wait()
