"""Deliveries: what reaches outside is sent here, tried for hours, and counted in its row.

A job is only the poke. The sweep takes whatever is due, so that Redis may be away, or emptied, at any time.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from models import clock, deliveries
from models.deliveries import Due as Due
from models.errors import Unavailable
from models.settings import Settings
from workers.course import told
from workers.stopping import pause

SWEEP_SECONDS = 5.0
SEND_SECONDS = 15.0
CLAIM_SECONDS = 30.0
"""A delivery whose sender was killed comes due again after this."""
AT_ONCE = 8
AGAIN_SECONDS = (5, 30, 120, 300, 900, 1800, 3600, 7200, 10800)
"""How long after each try the next one comes; after the tenth there is none."""

log = logging.getLogger("cryptotalks.deliveries")

Sender = Callable[[Due], Awaitable[None]]
SENDERS: dict[str, Sender] = {}
"""How each channel sends."""


class Later(Exception):
    """It could not be sent now."""


class Never(Exception):
    """It cannot be sent, now or later."""


async def send(id: UUID) -> None:
    """Send this one, if it is due and nobody else is at it."""
    for due in await deliveries.claim(CLAIM_SECONDS, 1, id):
        await _send(due)


async def _send(due: Due) -> None:
    try:
        async with asyncio.timeout(SEND_SECONDS):
            await SENDERS[due.channel](due)
    except Never as error:
        await _give_up(due, told(error))
    except Exception as error:  # whatever a provider's client raises, it is tried again
        if due.attempts > len(AGAIN_SECONDS):
            await _give_up(due, told(error))
        else:
            wait = AGAIN_SECONDS[due.attempts - 1] * random.uniform(0.8, 1.2)  # noqa: S311
            log.warning("%s %s, try %d: %s; again in %.0f s", *_name(due), due.attempts, told(error), wait)
            await deliveries.put_off(due, clock.now() + timedelta(seconds=wait), told(error))
    else:
        await deliveries.settle(due, "SENT")


async def _give_up(due: Due, why: str) -> None:
    log.error("%s %s is given up after %d tries: %s", *_name(due), due.attempts, why)
    await deliveries.settle(due, "FAILED", why)


def _name(due: Due) -> tuple[str, UUID]:
    return f"{due.channel} {due.template}", due.id


async def sweep() -> int:
    """Send what is due, as many at once as may be: how many were taken."""
    taken = await deliveries.claim(CLAIM_SECONDS, AT_ONCE)
    async with asyncio.TaskGroup() as tasks:
        for due in taken:
            tasks.create_task(_send(due))
    return len(taken)


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Every few seconds, until told to stop."""
    while not stop.is_set():
        try:
            if await sweep() < AT_ONCE:
                await pause(stop, SWEEP_SECONDS)
        except* Unavailable as group:
            log.debug("no sweep: %s", group.exceptions[0])
            await pause(stop, 1)
