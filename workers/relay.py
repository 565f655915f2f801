"""The relay: gives the news its numbers, and publishes it in their order. One process at a time, under a lease.

Two loops: numbering never waits for Kafka.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from models import database, feeds, lease, pokes
from models.errors import Unavailable
from models.log import Publisher
from models.settings import Settings
from workers.stopping import holder, pause

LEASE = "relay"
LEASE_SECONDS = 3.0
RENEW_SECONDS = 0.6
LOOK_SECONDS = 0.1
"""How often there may be news that nobody poked about."""
MOST = 500
"""How many rows of a topic are numbered, or published, at once."""
AWAY_SECONDS = 1.0

log = logging.getLogger("cryptotalks.relay")


class Relay:
    def __init__(self, settings: Settings, stop: asyncio.Event, name: str) -> None:
        self.settings, self.stop, self.name = settings, stop, name
        self.epoch: int | None = None
        self.news = asyncio.Event()
        self.numbered = asyncio.Event()
        self.publisher = Publisher(settings)

    async def run(self) -> None:
        """Lead, or stand by, until told to stop; then another may lead at once."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(pokes.listen(self.settings, self.news, self.stop))
                for turn, seconds in (
                    (self._lead, RENEW_SECONDS),
                    (self._number, LOOK_SECONDS),
                    (self._publish, LOOK_SECONDS),
                ):
                    group.create_task(self._turns(turn, seconds), name=f"relay:{turn.__name__}")
        finally:
            await self.publisher.close()
            with contextlib.suppress(Unavailable):
                await lease.give_back(LEASE, self.name)

    async def _turns(self, turn: Callable[[float], Awaitable[None]], seconds: float) -> None:
        away = False
        while not self.stop.is_set():
            try:
                await turn(seconds)
                if away:
                    log.info("%s goes on", turn.__name__.strip("_"))
                away = False
            except Unavailable as error:
                if not away:
                    log.warning("%s waits: %s", turn.__name__.strip("_"), error)
                away = True
                await pause(self.stop, AWAY_SECONDS if error.server == "Kafka" else seconds)

    async def _lead(self, seconds: float) -> None:
        epoch = await lease.take(LEASE, self.name, LEASE_SECONDS)
        if (epoch is None) != (self.epoch is None):
            log.info("stands by" if epoch is None else f"leads, epoch {epoch}")
        self.epoch = epoch
        await pause(self.stop, seconds)

    async def _number(self, seconds: float) -> None:
        """Number what is there, all of it; then wait to be woken."""
        await pause(self.news, seconds)
        self.news.clear()
        while self.epoch is not None and not self.stop.is_set():
            grown = await feeds.number(self.epoch, MOST)
            if grown:
                self.numbered.set()
            if not any(given == MOST for _, given in grown.values()):
                return

    async def _publish(self, seconds: float) -> None:
        """Publish what has numbers, by the readers' rule: what comes after the number that the log has."""
        await pause(self.numbered, seconds * 10)
        self.numbered.clear()
        while self.epoch is not None and not self.stop.is_set():
            behind = [feed for feed in (await feeds.ends()).values() if feed.published < feed.position]
            for feed in behind:
                news = await feeds.read(feed.topic, feed.published, MOST)
                # Nothing there: rows that nobody published were deleted. It goes on behind them.
                last = await self.publisher.send(feed.topic, feed.id, news) if news else feed.position
                await self._published(feed.topic, last)
            if not behind:
                return

    async def _published(self, topic: str, last: int) -> None:
        async with database.transaction():
            if self.epoch is not None and await lease.holds(LEASE, self.epoch):
                await feeds.mark_published(topic, last)
            else:
                self.epoch = None


async def run(settings: Settings, stop: asyncio.Event) -> None:
    await Relay(settings, stop, holder()).run()
