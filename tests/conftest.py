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
import httpx
import pytest
import pytest_asyncio

from api.app import create_app
from models import clock, database
from models.settings import Settings, settings
from stack.servers import Servers
from tests.visitor import Visitor

TEMPLATE = "TEST_TEMPLATE_URL"
_run: list[Servers] = []


def pytest_configure(config: pytest.Config) -> None:
    """The process that controls the run starts the servers; those that run tests find them in their environment."""
    os.environ["ENVIRONMENT"] = "test"
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


@pytest_asyncio.fixture(scope="module")
async def forum() -> AsyncIterator[Settings]:
    """A forum as it begins: the seeded database, connected, and this module's alone."""
    template, name = os.environ[TEMPLATE], f"test_{uuid4().hex[:12]}"
    server = await asyncpg.connect(with_database(template, "postgres"))
    await server.execute(f'create database {name} template "{urlsplit(template).path[1:]}"')
    own = settings().model_copy(update={"database_url": type(settings().database_url)(with_database(template, name))})
    await database.connect(own)
    yield own
    await database.disconnect()
    await server.execute(f"drop database {name} with (force)")
    await server.close()


@pytest_asyncio.fixture
async def visitor(forum: Settings) -> AsyncIterator[Visitor]:
    """Somebody who has not signed in."""
    app, _ = create_app(forum)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=forum.base_url) as http:
        yield Visitor(http)


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
