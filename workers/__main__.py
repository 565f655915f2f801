"""`python -m workers` runs all of it, `… market` a part; `… prepare` migrates and seeds, `… seed` seeds."""

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable

import uvloop

from models import database, log
from models.errors import Unavailable
from models.migrate import migrate
from models.settings import Settings, settings
from workers.market import loop as market
from workers.market import simulated
from workers.stopping import stop_on_signals

PARTS: dict[str, Callable[[Settings, asyncio.Event], Awaitable[None]]] = {
    "topics": log.keep_topics,
    "market": market.run,
}


async def work(parts: list[str]) -> None:
    """Run these parts until SIGTERM; one that fails ends them all, for the supervisor to start anew."""
    stop = stop_on_signals()
    await database.connect(settings())
    try:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(_run(PARTS[part], stop), name=part)
    finally:
        await database.disconnect()


async def _run(part: Callable[[Settings, asyncio.Event], Awaitable[None]], stop: asyncio.Event) -> None:
    await part(settings(), stop)


async def prepare() -> None:
    print("  migrating the database", flush=True)
    await migrate(settings())
    await seed()


async def seed() -> None:
    """Take in what a new forum begins with; what is there stays as it is."""
    await database.connect(settings())
    try:
        if not await database.fetch_value("select exists (select from coin)"):
            print("  giving a hundred coins a year of prices (simulated)", flush=True)
        begun = time.monotonic()
        async with database.transaction():
            new = await simulated.begin(settings().market_seed)
        if new:
            print(f"  {new} coins are here, in {time.monotonic() - begun:.1f} s", flush=True)
    finally:
        await database.disconnect()


def main(words: list[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    commands = {"prepare": prepare, "seed": seed}
    unknown = [word for word in words if word not in PARTS]
    try:
        if len(words) == 1 and words[0] in commands:
            uvloop.run(commands[words[0]]())
        elif unknown:
            print(f"workers: {unknown[0]!r} is none of {', '.join([*PARTS, *commands])}", file=sys.stderr)
            return 2
        else:
            uvloop.run(work(words or list(PARTS)))
    except Unavailable as error:
        print(f"workers: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
