"""One effect's course through one topic: each event done once in effect, in order, whatever is delivered how often."""

import asyncio
import contextlib
import logging
import random
import traceback
from enum import Enum, auto

from models import database, progress
from models.errors import Unavailable
from models.feeds import News, Reader
from workers.effects import Effect
from workers.stopping import pause

MOST = 500
"""How many events are done in one transaction."""
TRIES = 3
TRY_SECONDS = (0.1, 0.4)
EFFECT_SECONDS = 20.0
SHORTEST_WAIT, LONGEST_WAIT = 0.1, 30.0
LOOK_SECONDS = 1.0

log = logging.getLogger("cryptotalks.effects")


class Failed(Exception):
    """The effect failed by itself; no server is to blame."""


class Done(Enum):
    DONE = auto()
    TAKEN = auto()
    """Another process is at it."""
    BACK = auto()
    """Somebody had the number set back: from there again."""


def wait(failures: int) -> float:
    """How long to wait for a server that is away: full jitter, from 0.1 to 30 seconds."""
    return random.uniform(SHORTEST_WAIT, min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** min(failures, 10)))  # noqa: S311


def told(error: BaseException) -> str:
    """An error's kind, first line and place. No more: what a database adds may name people."""
    if isinstance(error, Failed) and error.__cause__:
        error = error.__cause__
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno})" if frames else ""
    first = str(error).partition("\n")[0][:500]
    return f"{type(error).__name__}: {first}{place}" if first else f"{type(error).__name__}{place}"


class Course:
    """`reader` holds how far the effect has seen; `written`, how far its number is known to be written down.

    Between the two lies only what the effect does not take: that is written down by the way, once a second at most.
    """

    def __init__(self, effect: Effect, topic: str, position: int, gate: asyncio.Semaphore) -> None:
        self.effect, self.topic, self.gate = effect, topic, gate
        self.reader = Reader(topic, position)
        self.written = position
        self._written_at = 0.0
        self._woken = asyncio.Event()

    def offer(self, news: News) -> None:
        self.reader.offer(news)
        self._woken.set()

    def hear_of(self, last: int, written: int, before: int) -> None:
        """The sweep: how far the feed goes, which number is written down, and what `written` was before it looked."""
        if written < before:
            self._go_back(written)
        self.reader.hear_of(last)
        if self.reader.last > self.reader.position:
            self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            try:
                self._woken.clear()
                moved = await self._step()
                await self._write_down()
                if not moved:
                    await pause(self._woken, LOOK_SECONDS)
                if failures:
                    log.info("%s goes on with %s", self.effect.name, self.topic)
                failures = 0
            except Unavailable as error:
                if not failures:
                    log.warning("%s waits at %s %d: %s", self.effect.name, self.topic, self.reader.position + 1, error)
                failures += 1
                await pause(stop, wait(failures))
        with contextlib.suppress(Unavailable):
            await self._write_down(0)

    async def _step(self) -> bool:
        """Do what comes next: whether anything did. Raises Unavailable while a server of ours is away."""
        batch = await self.reader.next(MOST)
        if not batch:
            return False
        if not any(map(self.effect.takes, batch)):
            self.reader.move(batch[-1].position)
            return True
        try:
            return await self._do(batch) is not Done.TAKEN
        except Unavailable:
            raise
        except Exception as error:  # whatever an effect raises, the others go on
            if database.is_conflict(error):
                return True
            return await self._one_by_one(batch)

    async def _write_down(self, after: float = LOOK_SECONDS) -> None:
        """Write the number down where only events that the effect does not take lie before it, once a second."""
        now = asyncio.get_running_loop().time()
        if self.reader.position > self.written and now - self._written_at >= after:
            await self._do([])
            self._written_at = now

    async def _do(self, batch: list[News]) -> Done:
        """Do these and move the number past them, in one transaction, once no other process is at it."""
        async with self.gate, database.transaction():
            position = await progress.lock(self.effect.name, self.topic)
            if position is None:
                return Done.TAKEN
            if position < self.written:
                self._go_back(position)
                return Done.BACK
            last = max(position, self.reader.position, *(news.position for news in batch))
            wanted = [news for news in batch if news.position > position and self.effect.takes(news)]
            if wanted:
                await self._perform(wanted)
            if last > position:
                await progress.move(self.effect.name, self.topic, last)
        self.reader.move(last)
        self.written = last
        return Done.DONE

    async def _perform(self, wanted: list[News]) -> None:
        try:
            async with asyncio.timeout(EFFECT_SECONDS):
                await self.effect.run(wanted)
        except (ConnectionError, TimeoutError) as error:
            if isinstance(error, TimeoutError) and len(wanted) > 1:
                raise Failed(f"{len(wanted)} events took longer than {EFFECT_SECONDS:g} s") from error
            raise Unavailable(f"what {self.effect.name} needs") from error
        except (OSError, ValueError) as error:  # a driver's own would be taken for a server's that is away
            raise Failed(str(error)) from error

    async def _one_by_one(self, batch: list[News]) -> bool:
        for news in batch:
            if not self.effect.takes(news):
                self.reader.move(news.position)
                continue
            done = await self._alone(news)
            if done is not Done.DONE:
                return done is Done.BACK
        return True

    async def _alone(self, news: News) -> Done:
        """Do one event, tried three times within a second; then it is laid aside, and the next ones go on."""
        tries = 0
        while True:
            try:
                return await self._do([news])
            except Unavailable:
                raise
            except Exception as error:  # as above
                if database.is_conflict(error):
                    await asyncio.sleep(random.uniform(0, 0.05))  # noqa: S311
                    continue
                tries += 1
                if tries == TRIES:
                    return await self._lay_aside(news, error)
                await asyncio.sleep(TRY_SECONDS[tries - 1])

    async def _lay_aside(self, news: News, error: Exception) -> Done:
        async with database.transaction():
            position = await progress.lock(self.effect.name, self.topic)
            if position is None:
                return Done.TAKEN
            if position < self.written or position >= news.position:
                self._go_back(position)
                return Done.BACK
            await progress.lay_aside(self.effect.name, news, told(error), TRIES)
            await progress.move(self.effect.name, self.topic, news.position)
        log.error(
            "%s failed at %s %d (%s), which is laid aside: %s",
            *(self.effect.name, self.topic, news.position, news.type, told(error)),
        )
        self.reader.move(news.position)
        self.written = news.position
        return Done.DONE

    def _go_back(self, position: int) -> None:
        """Hold the number that is written down."""
        self.reader.move(position)
        self.written = position
        self._woken.set()
