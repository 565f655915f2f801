"""A stack and processes of one's own for stories about the news: they are killed, stopped and emptied."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import asyncpg

from models import database, log
from models.database import Row
from models.events import Event
from models.outbox import announce
from models.settings import Settings, settings
from stack.servers import Servers
from tests.trials import TABLES, Tried

Found = TypeVar("Found")


class Spine:
    """One forum of these servers, empty but for its tables: a database and a namespace of its own."""

    def __init__(self, servers: Servers, log_file: Path) -> None:
        self.servers, self.log_file = servers, log_file
        self.namespace = f"story-{uuid4().hex[:8]}"
        address = servers.addresses["DATABASE_URL"]
        self.url = f"{address.rpartition('/')[0]}/{self.namespace}"
        self.environment = {**os.environ, **servers.addresses, "DATABASE_URL": self.url, "NAMESPACE": self.namespace}
        self.processes: list[subprocess.Popen[bytes]] = []

    @property
    def settings(self) -> Settings:
        values = {
            name.lower(): value for name, value in self.environment.items() if name.lower() in Settings.model_fields
        }
        return settings().model_copy(update=dict(Settings.model_validate(values)))

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)

    def start(self, *parts: str) -> "subprocess.Popen[bytes]":
        """The workers as a process, with the trials among their effects."""
        with self.log_file.open("ab") as output:
            command = [sys.executable, "-m", "tests.trials", *parts]
            process = subprocess.Popen(command, env=self.environment, stdout=output, stderr=output)
        self.processes.append(process)
        return process

    def clear_away(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()

    @contextmanager
    def running(self, *parts: str) -> Iterator["subprocess.Popen[bytes]"]:
        """A process that is asked to stop in the end, and must do so as it should."""
        process = self.start(*parts)
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, self.log_file.read_text()


async def until(ask: Callable[[], Awaitable[Found]], seconds: float = 30, pause: float = 0.05) -> Found:
    """The first answer that is true."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not (found := await ask()):
        assert asyncio.get_running_loop().time() < deadline, f"it never came, at last {found}"
        await asyncio.sleep(pause)
    return found


async def tell(events: Sequence[Event]) -> None:
    """Announce these in one transaction."""
    async with database.transaction():
        for event in events:
            await announce(event)


async def count(table: str) -> int:
    found: int = await database.fetch_value(f"select count(*) from {table}")
    return found


async def notes(effect: str) -> list[tuple[str, int, int]]:
    """What a trial effect wrote, in the order it wrote it: key, number, position."""
    sql = "select key, number, position from trial_note where effect = $1 order by seq"
    return [(row.key, row.number, row.position) for row in await database.fetch(Row, sql, effect)]


def by_key(written: Sequence[tuple[str, int, int]]) -> dict[str, list[int]]:
    return {key: [number for at, number, _ in written if at == key] for key in {key for key, _, _ in written}}


async def positions(topic: str) -> list[int]:
    sql = "select coalesce(position, 0) as position from outbox where topic = $1 order by position"
    return [row.position for row in await database.fetch(Row, sql, topic)]


async def logged(own: Settings, topic: str, until_position: int) -> list[int]:
    """The positions in the log of this topic, from its beginning, as they stand there, up to this one."""
    found: list[int] = []
    async with asyncio.timeout(30), log.following(own, f"reader-{uuid4().hex[:6]}", [topic]) as following:
        while until_position not in found:
            found += [news.position for _, news in await following.some()]
    return found


async def begin(spine: Spine) -> None:
    """Make the database and its tables."""
    server = await asyncpg.connect(spine.servers.addresses["DATABASE_URL"])
    await server.execute(f'create database "{spine.namespace}"')
    await server.close()
    migrated = spine.run("models.migrate")
    assert migrated.returncode == 0, migrated.stderr
    await database.connect(spine.settings)
    async with database.transaction():
        for statement in TABLES.strip().split(";"):
            if statement.strip():
                await database.execute(statement)


def tried(subject: str, number: int) -> Tried:
    return Tried(subject=subject, number=number)
