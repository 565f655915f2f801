"""Brings the database to the newest migration: `python -m models.migrate`; `… new NAME` writes the next one."""

import asyncio
import sys

import asyncpg
from tortoise.cli.cli import run_cli_async
from tortoise.migrations.api import migrate as apply

from models.database import tortoise_config
from models.settings import Settings, settings

TORTOISE = tortoise_config(settings())


async def migrate(settings: Settings) -> None:
    """Apply what is not applied yet. Two processes at once wait for each other."""
    lock = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        await lock.execute("select pg_advisory_lock(hashtext('cryptotalks migrations'))")
        await apply(config=tortoise_config(settings))
    finally:
        await lock.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["new"]:
        sys.exit(
            asyncio.run(run_cli_async(["-c", "models.migrate.TORTOISE", "makemigrations", "--name", *sys.argv[2:]]))
        )
    asyncio.run(migrate(settings()))
