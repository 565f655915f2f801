"""Supervision within the process: a part that fails is started again, and takes no other with it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from models.settings import Settings
from workers.stopping import pause

Part = Callable[[Settings, asyncio.Event], Awaitable[None]]

SHORTEST, LONGEST = 0.5, 30.0
"""Seconds between an end and the next start; doubled each time, until a part has lasted a minute."""
LASTED = 60.0

log = logging.getLogger("cryptotalks.workers")


async def keep(name: str, part: Part, settings: Settings, stop: asyncio.Event) -> None:
    """Have this part run until told to stop; then it has its time to finish what it is doing."""
    wait = SHORTEST
    while not stop.is_set():
        begun = asyncio.get_running_loop().time()
        running = asyncio.create_task(_run(name, part, settings, stop), name=name)
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            await _drain(name, running, settings.drain_seconds)
        stopping.cancel()
        if asyncio.get_running_loop().time() - begun > LASTED:
            wait = SHORTEST
        if not await pause(stop, wait):
            log.info("%s is started again", name)
        wait = min(wait * 2, LONGEST)


async def _run(name: str, part: Part, settings: Settings, stop: asyncio.Event) -> None:
    try:
        await part(settings, stop)
        if not stop.is_set():
            log.error("%s ended by itself", name)
    except Exception:
        log.exception("%s failed", name)


async def _drain(name: str, running: "asyncio.Task[None]", seconds: float) -> None:
    await asyncio.wait([running], timeout=seconds)
    if not running.done():
        log.warning("%s did not finish within %g s", name, seconds)
        running.cancel()
        await asyncio.wait([running])
