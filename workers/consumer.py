"""The consumer: brings a group its news, by Kafka and, whatever Kafka does, by a sweep each second."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine
from typing import Any

from models import database, feeds, log, progress
from models.errors import Unavailable
from models.settings import Settings
from workers.course import Course, wait
from workers.effects import GROUPS, effects
from workers.stopping import pause

SWEEP_SECONDS = 1.0
DEAF_SECONDS = 10.0
"""A reader that hears nothing for so long of what was published is given up for a new one."""
AT_ONCE = 4
"""How many effects of this process may be in a transaction, so that the relay beside them always finds a connection."""

logger = logging.getLogger("cryptotalks.consumer")


async def register() -> None:
    """Give every effect its number, of whatever group: only so does a new forum begin at the beginning for all."""
    async with database.transaction():
        await progress.register({effect.name: effect.topics for effect in effects().values()})


class Group:
    """The effects of one group, each in each of its topics on a course of its own: none waits for another."""

    def __init__(
        self, settings: Settings, name: str, positions: dict[tuple[str, str], int], gate: asyncio.Semaphore
    ) -> None:
        self.settings, self.name = settings, name
        self.courses = [
            Course(effect, topic, positions.get((effect.name, topic), 0), gate)
            for effect in effects().values()
            if effect.group == name
            for topic in sorted(effect.topics)
        ]
        self.by_topic: dict[str, list[Course]] = defaultdict(list)
        for course in self.courses:
            self.by_topic[course.topic].append(course)
        self.feeds: dict[str, feeds.FeedRow] = {}
        self.heard: dict[str, int] = {}
        self.deaf: dict[str, float] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop; what has begun is finished."""
        async with asyncio.TaskGroup() as tasks:
            listening = tasks.create_task(self._listen(stop), name=f"{self.name}:kafka")
            tasks.create_task(self._sweep(stop), name=f"{self.name}:sweep")
            for course in self.courses:
                tasks.create_task(course.run(stop), name=f"{course.effect.name}:{course.topic}")
            await stop.wait()
            listening.cancel()  # it has nothing to finish, and may be waiting for brokers

    async def _listen(self, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            try:
                async with log.following(self.settings, self.name, sorted(self.by_topic)) as following:
                    self.heard.clear()
                    self.deaf.clear()
                    while not stop.is_set() and not self._is_deaf(following.topics()):
                        for feed, news in await following.some():
                            if failures:
                                logger.info("the group %s hears Kafka again", self.name)
                            failures = 0
                            if news.topic not in self.feeds:
                                self.feeds = await feeds.ends()
                            self._hear(feed, news)
            except Unavailable:
                if not failures:
                    logger.warning("the group %s does not hear Kafka, and goes on without it", self.name)
                failures += 1
                await pause(stop, min(wait(failures), 5))

    def _hear(self, feed: object, news: feeds.News) -> None:
        known = self.feeds.get(news.topic)
        # What is of another line, from before the database was made anew, is no news; nor is what nobody knows yet.
        if known and known.id == feed:
            self.heard[news.topic] = max(self.heard.get(news.topic, 0), news.position)
            for course in self.by_topic[news.topic]:
                course.offer(news)

    def _is_deaf(self, topics: set[str]) -> bool:
        """Whether something was published long ago that did not come, in a topic that comes here."""
        now = asyncio.get_running_loop().time()
        for topic in topics & self.feeds.keys():
            if self.heard.setdefault(topic, self.feeds[topic].published) >= self.feeds[topic].published:
                self.deaf.pop(topic, None)
            elif now - self.deaf.setdefault(topic, now) > DEAF_SECONDS:
                logger.warning("the group %s hears nothing of %s: it listens anew", self.name, topic)
                return True
        return False

    async def _sweep(self, stop: asyncio.Event) -> None:
        """Once a second: how far is each feed, how far each effect; what did not come is read from PostgreSQL."""
        while True:
            try:
                before = [course.written for course in self.courses]
                self.feeds, positions = await feeds.ends(), await progress.positions()
                for course, then in zip(self.courses, before, strict=True):
                    feed, written = self.feeds.get(course.topic), positions.get((course.effect.name, course.topic))
                    if feed and written is not None:
                        course.hear_of(feed.position, written, then)
            except Unavailable as error:
                logger.debug("no sweep: %s", error)
            if await pause(stop, SWEEP_SECONDS):
                return


async def run_group(settings: Settings, stop: asyncio.Event, name: str, gate: asyncio.Semaphore) -> None:
    """One group, until told to stop."""
    group = None
    while not group:
        try:
            await register()
            group = Group(settings, name, await progress.positions(), gate)
        except Unavailable:
            if await pause(stop, SWEEP_SECONDS):
                return
    await (group.run(stop) if group.courses else stop.wait())


def part(*names: str) -> Callable[[Settings, asyncio.Event], Coroutine[Any, Any, None]]:
    """These groups in one process."""

    async def run(settings: Settings, stop: asyncio.Event) -> None:
        gate = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as tasks:
            for name in names:
                tasks.create_task(run_group(settings, stop, name, gate), name=name)

    return run


run = part(*GROUPS)
