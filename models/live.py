"""What this process follows: each pushed topic once, by Kafka and, whatever Kafka does, by a sweep each second.

A feed holds a number; what comes next is taken, kept for a while, and told to whoever listens for its key. A cursor is
the feed's identity and a number: it is answered from memory, else from PostgreSQL, else by reading anew.
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from models import database, feeds, log
from models.errors import Unavailable
from models.feeds import FeedRow, News, Reader
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
Lose = Callable[[], None]


@dataclass(frozen=True)
class Place:
    """A point in a feed: what came up to this number is known."""

    feed: UUID
    position: int


class Listener:
    """Whoever hears the news of some keys of a feed, or of all of them (None), until it leaves.

    `lose` is told where what comes next does not follow what came before.
    """

    def __init__(self, feed: "Feed", keys: Collection[str] | None, hear: Hear, lose: Lose) -> None:
        self.feed, self.keys, self.hear, self.lose = feed, keys, hear, lose

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

    def listen(self, keys: Collection[str] | None, hear: Hear, lose: Lose) -> Listener:
        """From now on `hear` is told; what the feed's position is in this very step is not told any more."""
        listener = Listener(self, keys, hear, lose)
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
            if news.position != self.position + 1:  # what was between is deleted
                self.begin_anew(self.id, news.position - 1)
            self.kept.append(news)
            self.reader.move(news.position)
            for key in (news.key, None):
                for listener in [*self._by_key.get(key, ())]:
                    listener.hear(news)

    def begin_anew(self, id: UUID, position: int) -> None:
        """It goes on from elsewhere, or is another feed: whoever listens has lost the thread."""
        self.id, self.reader = id, Reader(self.topic, position)
        self.kept.clear()
        for listener in {listener: None for listeners in self._by_key.values() for listener in listeners}:
            listener.lose()

    async def missed(self, after: Place, keys: Collection[str] | None, until: int) -> list[News] | None:
        """What was told between two points. None where that is not known any more, or never was: read anew."""
        if after.feed != self.id:
            return None
        if after.position == until:
            return []
        if after.position > until:
            # From a process that is ahead of this one, or from nowhere.
            return [] if after.position <= await feeds.last_position(self.topic) else None
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
        self.hears_kafka = False
        self._running: asyncio.Task[None] | None = None
        self._heard: dict[str, int] = {}
        self._deaf_since: float | None = None

    def start(self) -> None:
        """No server is asked yet: a process may start before any of them."""
        self._running = asyncio.create_task(self._run(), name="live")

    async def stop(self) -> None:
        if self._running:
            self._running.cancel()
            await asyncio.wait((self._running,))

    async def feed(self, topic: str) -> Feed:
        """Raises Unavailable where it is not known yet."""
        try:
            await asyncio.wait_for(self.started.wait(), START_SECONDS)
        except TimeoutError:
            raise Unavailable("PostgreSQL") from None
        return self.feeds[topic]

    async def _run(self) -> None:
        await _persist("begin", self._begin)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_persist("kafka", self._listen), name="live:kafka")
            tasks.create_task(_persist("sweep", self._sweep), name="live:sweep")
            for feed in self.feeds.values():
                follow = partial(self._follow, feed)
                tasks.create_task(_persist(feed.topic, follow), name=f"live:{feed.topic}")

    async def _begin(self) -> None:
        while not self.started.is_set():
            try:
                async with database.transaction():
                    await feeds.begin(TOPICS)
                ends = await feeds.ends()
                self.feeds = {topic: Feed(topic, ends[topic].id, ends[topic].position) for topic in TOPICS}
                self.started.set()
            except Unavailable:
                await asyncio.sleep(SWEEP_SECONDS)

    async def _listen(self) -> None:
        away = False
        while True:
            try:
                async with log.tailing(self.settings, TOPICS) as following:
                    self._heard, self._deaf_since, self.hears_kafka = {}, None, True
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
            finally:
                self.hears_kafka = False

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
            before = {topic: feed.position for topic, feed in self.feeds.items()}
            try:
                ends = await feeds.ends()
            except Unavailable:
                continue
            behind = False
            for topic, feed in self.feeds.items():
                if topic in ends:
                    behind |= ends[topic].published > self._heard.setdefault(topic, ends[topic].published)
                    self._compare(feed, ends[topic], before[topic])
            self._deaf_since = (self._deaf_since or asyncio.get_running_loop().time()) if behind else None

    def _compare(self, feed: Feed, end: FeedRow, before: int) -> None:
        """What PostgreSQL says of a feed, asked when it was followed up to `before`."""
        if end.id != feed.id or end.position < before:
            logger.warning("%s is another feed than before", feed.topic)
            feed.begin_anew(end.id, end.position)
            self._heard.pop(feed.topic)
        feed.reader.hear_of(end.position)
        if feed.reader.last > feed.position:
            feed.woken.set()

    async def _follow(self, feed: Feed) -> None:
        while True:
            feed.woken.clear()
            reader = feed.reader
            try:
                last, batch = reader.last, await reader.next(MOST_TAKEN)
            except Unavailable:
                await asyncio.sleep(SWEEP_SECONDS)
                continue
            if reader is not feed.reader:
                continue
            if batch:
                feed.take(batch)
            elif last > reader.position:  # and not one of them is there any more
                feed.begin_anew(feed.id, last)
            else:
                await feed.woken.wait()


async def _persist(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """What fails is said and begun again: nobody else would notice that no news comes any more."""
    while True:
        try:
            return await work()
        except Exception:
            logger.exception("live: %s failed, and begins again", name)
        await asyncio.sleep(SWEEP_SECONDS)
