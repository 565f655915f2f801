"""One embedded stack for the whole run, a database from a template for each module, a namespace for each process."""

import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio
import redis.asyncio as redis

from models import clock, database, limiter
from models.accounts import presence
from models.actor import Role
from models.settings import Settings, settings
from stack.servers import Servers
from tests.people import signed_in, somebody
from tests.visitor import Visitor

TEMPLATE = "TEST_TEMPLATE_URL"
_run: list[Servers] = []


def pytest_configure(config: pytest.Config) -> None:
    """The process that controls the run starts the servers; those that run tests find them in their environment."""
    os.environ["ENVIRONMENT"] = "test"
    os.environ["ARGON2_MEMORY_KIB"], os.environ["ARGON2_PASSES"] = "64", "1"
    os.environ["NAMESPACE"] = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"
    if TEMPLATE not in os.environ and not config.option.collectonly:
        servers = Servers(Path(tempfile.mkdtemp(prefix="cryptotalks-tests-")))
        _run.append(servers)
        os.environ.update(servers.start())
        os.environ[TEMPLATE] = os.environ["DATABASE_URL"]
        subprocess.run([sys.executable, "-m", "workers", "prepare"], check=True, stdout=subprocess.DEVNULL)
    settings.cache_clear()


def pytest_unconfigure() -> None:
    for servers in _run:
        servers.erase()


def with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


async def forget_counts(own: Settings) -> None:
    """What the limiter counted in Redis for the modules before."""
    async with redis.Redis.from_url(own.redis_url.get_secret_value()) as client:
        async for key in client.scan_iter(f"{own.namespace}:limit:*"):
            await client.delete(key)


@pytest_asyncio.fixture(scope="module")
async def forum() -> AsyncIterator[Settings]:
    """A forum as it begins: the seeded database, connected, and this module's alone."""
    template, name = os.environ[TEMPLATE], f"test_{uuid4().hex[:12]}"
    server = await asyncpg.connect(with_database(template, "postgres"))
    await server.execute(f'create database {name} template "{urlsplit(template).path[1:]}"')
    own = settings().model_copy(update={"database_url": type(settings().database_url)(with_database(template, name))})
    await database.connect(own)
    await forget_counts(own)
    limiter.connect(own)
    presence.forget_all()
    yield own
    await limiter.disconnect()
    await database.disconnect()
    await server.execute(f"drop database {name} with (force)")
    await server.close()


@pytest_asyncio.fixture
async def visitor(forum: Settings) -> AsyncIterator[Visitor]:
    """Somebody who has not signed in."""
    async with somebody(forum) as visitor:
        yield visitor


@pytest_asyncio.fixture
async def ada(forum: Settings) -> AsyncIterator[Visitor]:
    async with signed_in(forum, "ada") as visitor:
        yield visitor


@pytest_asyncio.fixture
async def bob(forum: Settings) -> AsyncIterator[Visitor]:
    async with signed_in(forum, "bob") as visitor:
        yield visitor


@pytest_asyncio.fixture
async def mod(forum: Settings) -> AsyncIterator[Visitor]:
    """A moderator."""
    async with signed_in(forum, "mo_derator", Role.MODERATOR) as visitor:
        yield visitor


@pytest.fixture(autouse=True)
def _the_clock_as_it_was() -> Iterator[None]:
    ahead = clock.now() - datetime.now(UTC)
    yield
    clock.move(ahead - (clock.now() - datetime.now(UTC)))


@pytest.fixture
def reads() -> Iterator[list[str]]:
    """The SQL of every read while the test runs."""
    seen: list[str] = []
    with database.listening(seen.append):
        yield seen
