"""Tidying: old news goes when all have passed it, and whatever else is over when nobody asks for it any more.

No server is needed but PostgreSQL, and two processes at once do no harm.
"""

import asyncio
import logging
from datetime import timedelta
from functools import partial

from models import clock, database, deliveries, feeds, limiter, mailbox, progress, retries
from models.accounts import actions as accounts
from models.errors import Unavailable
from models.log import kept
from models.settings import Settings
from workers.effects import effects
from workers.stopping import pause

TIDY_SECONDS = 60.0
DELIVERIES_KEPT = timedelta(days=30)
ACCOUNTS_KEPT = timedelta(days=30)
"""Sign-ups that nobody confirmed, and sessions and links that are over."""

log = logging.getLogger("cryptotalks.tidy")


async def tidy() -> dict[str, int]:
    """Delete what is old: how many rows of each topic."""
    gone, positions = {}, await progress.positions()
    for topic, feed in (await feeds.ends()).items():
        numbers = [positions.get((effect.name, topic), 0) for effect in effects().values() if topic in effect.topics]
        passed = min([feed.published, *numbers])
        gone[topic] = 0
        while True:
            async with database.transaction():
                count = await feeds.forget(topic, clock.now() - kept(topic), passed)
            gone[topic] += count
            if count < feeds.MOST_FORGOTTEN:
                break
    for forget in (
        partial(deliveries.forget, clock.now() - DELIVERIES_KEPT),
        partial(mailbox.forget, clock.now() - DELIVERIES_KEPT),
        partial(accounts.forget_what_is_over, clock.now() - ACCOUNTS_KEPT),
        limiter.forget,
        retries.forget,
    ):
        async with database.transaction():
            await forget()
    return gone


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Once a minute, until told to stop."""
    while not await pause(stop, TIDY_SECONDS):
        try:
            await tidy()
        except Unavailable as error:
            log.debug("not tidied: %s", error)
