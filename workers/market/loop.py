"""Moves the market every few seconds, in one process at a time."""

import asyncio
import logging

from models import clock, database, lease
from models.coins import actions
from models.errors import Unavailable
from models.settings import Settings
from workers.market import simulated
from workers.stopping import holder, pause

LEASE = "market"
TIDY_SECONDS = 600.0

log = logging.getLogger("cryptotalks.market")


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Hold the lease and move, or stand by, until told to stop; a server that is away is waited for."""
    lasts = max(3 * settings.market_interval, 6.0)
    tidied, away = clock.now(), False
    while not await pause(stop, settings.market_interval):
        try:
            epoch = await lease.take(LEASE, holder(), lasts)
            if epoch is not None:
                await move(settings, epoch)
                if (clock.now() - tidied).total_seconds() > TIDY_SECONDS:
                    tidied = clock.now()
                    await _tidy()
            if away:
                log.info("the market moves again")
            away = False
        except Unavailable as error:
            if not away:
                log.warning("the market stands still: %s", error)
            away = True
    if not away:
        await lease.give_back(LEASE, holder())


async def move(settings: Settings, epoch: int) -> None:
    """Move once, if the lease of this epoch still holds."""
    async with database.transaction():
        if await lease.holds(LEASE, epoch):
            await simulated.move(settings.market_seed, clock.now())


async def _tidy() -> None:
    async with database.transaction():
        await actions.forget_old_candles()
