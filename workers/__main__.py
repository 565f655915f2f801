"""`python -m workers` runs all of it, `… relay market` parts; `… prepare` migrates and seeds, `… seed` seeds, and
`… events list`, `dead`, `resend`, `replay` show and mend what the effects do.
"""

import asyncio
import logging
import sys
import time

import uvloop

from models import database, log, servers
from models import deliveries as rows
from models.demo import people, talk
from models.errors import Unavailable
from models.migrate import migrate
from models.settings import settings
from workers import consumer, deliveries, events, jobs, mail, relay, tidy
from workers.effects import GROUPS
from workers.market import loop as market
from workers.market import simulated
from workers.stopping import stop_on_signals
from workers.supervision import Part, keep

PARTS: dict[str, Part] = {
    "topics": log.keep_topics,
    "market": market.run,
    "relay": relay.run,
    "consumer": consumer.run,
    "deliveries": deliveries.run,
    "jobs": jobs.run,
    "tidy": tidy.run,
}
"""What runs where no part is named."""
GROUP_PARTS: dict[str, Part] = {f"consumer:{name}": consumer.part(name) for name in GROUPS}
"""One group of the consumer by itself."""

deliveries.SENDERS["mail"] = mail.send


async def work(parts: list[str]) -> None:
    """Run these parts until SIGTERM; one that fails is started again, beside the others."""
    stop = stop_on_signals()
    await servers.connect(settings())
    queue = jobs.Pokes(settings()) if settings().redis_url.get_secret_value() else None
    rows.poke_by(queue)
    try:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(keep(part, (PARTS | GROUP_PARTS)[part], settings(), stop), name=part)
    finally:
        if queue:
            await queue.client.aclose()
        await servers.disconnect()


async def prepare() -> int:
    print("  migrating the database", flush=True)
    await migrate(settings())
    return await seed()


async def seed() -> int:
    """Take in what a new forum begins with; what is there stays as it is."""
    await servers.connect(settings())
    try:
        await consumer.register()
        if not await database.fetch_value("select exists (select from coin)"):
            print("  giving a hundred coins a year of prices (simulated)", flush=True)
        begun = time.monotonic()
        async with database.transaction():
            new = await simulated.begin(settings().market_seed)
        if new:
            print(f"  {new} coins are here, in {time.monotonic() - begun:.1f} s", flush=True)
        if settings().has_demo:
            async with database.transaction():
                moved = await people.move_in()
            if moved:
                print(f"  {moved} people have moved in", flush=True)
            if begun := await talk.begin():
                print(f"  {begun} conversations are here", flush=True)
    finally:
        await servers.disconnect()
    return 0


async def news(words: list[str]) -> int:
    await servers.connect(settings())
    try:
        return await events.command(words)
    finally:
        await servers.disconnect()


def main(words: list[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # What these have to say while a server is away is said once, by ours.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    logging.getLogger("arq").setLevel(logging.WARNING)
    unknown = [word for word in words if word not in PARTS | GROUP_PARTS]
    try:
        match words:
            case ["prepare"]:
                return uvloop.run(prepare())
            case ["seed"]:
                return uvloop.run(seed())
            case ["events", *rest]:
                return uvloop.run(news(rest))
            case [*_] if unknown:
                known = ", ".join([*PARTS, *GROUP_PARTS, "prepare", "seed", "events"])
                print(f"workers: {unknown[0]!r} is none of {known}", file=sys.stderr)
                return 2
        uvloop.run(work(words or list(PARTS)))
    except Unavailable as error:
        print(f"workers: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
