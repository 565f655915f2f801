"""A forum of one's own for stories: servers, the API and the workers as processes, and what lies in all of them."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg
import httpx
import pymongo
import redis.asyncio as redis
from aiokafka import AIOKafkaConsumer, TopicPartition

from stack.servers import Servers
from tests.visitor import Visitor

Found = TypeVar("Found")


async def until(ask: Callable[[], Awaitable[Found]], seconds: float = 30) -> Found:
    """The first answer that is true; while nobody answers there is none."""
    deadline = asyncio.get_running_loop().time() + seconds
    found: Found | None = None
    while True:
        try:
            found = await ask()
        except httpx.TransportError:
            found = None
        if found:
            return found
        assert asyncio.get_running_loop().time() < deadline, f"it never came, at last {found}"
        await asyncio.sleep(0.05)


@dataclass
class Forum:
    servers: Servers
    environment: dict[str, str]
    url: str
    log: Path
    http: httpx.AsyncClient
    processes: dict[str, "subprocess.Popen[bytes]"]

    def kill_and_begin_again(self, module: str) -> None:
        """With no warning."""
        self.processes[module].kill()
        self.processes[module].wait()
        self.processes[module] = _begin(module, self.environment, self.log)

    @asynccontextmanager
    async def visitor(self, **headers: str) -> AsyncIterator[Visitor]:
        async with httpx.AsyncClient(base_url=self.url, timeout=20, headers=headers) as http:
            yield Visitor(http)

    async def mail_to(self, address: str, subject: str) -> dict[str, Any]:
        """The newest mail to this address with these words in its subject, once it is there."""

        async def look() -> dict[str, Any] | None:
            for mail in (await self.http.get("/mailbox.json")).json():
                if mail["to"] == address and subject in mail["subject"]:
                    found: dict[str, Any] = mail
                    return found
            return None

        return await until(look) or {}

    async def rows(self, sql: str, *values: object) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.environment["DATABASE_URL"])
        try:
            found: list[asyncpg.Record] = await connection.fetch(sql, *values)
            return found
        finally:
            await connection.close()

    async def everything(self, *, but: set[str]) -> dict[str, str]:
        """All that is kept anywhere, as text: each table but these, MongoDB, Redis, Kafka and the processes' logs."""
        found = {"logs": self.log.read_text()}
        for (table,) in await self.rows("select tablename from pg_tables where schemaname = 'public'"):
            if table not in but:
                found[table] = str([dict(row) for row in await self.rows(f'select * from "{table}"')])
        found["mongodb"] = self._in_mongodb()
        found["redis"] = await self._in_redis()
        found["kafka"] = await self._in_kafka()
        return found

    def _in_mongodb(self) -> str:
        with pymongo.MongoClient[dict[str, Any]](self.environment["MONGO_URL"]) as client:
            database = client[self.environment["NAMESPACE"]]
            return str([line for name in database.list_collection_names() for line in database[name].find()])

    async def _in_redis(self) -> str:
        async with redis.Redis.from_url(self.environment["REDIS_URL"]) as client:
            keys = [key async for key in client.scan_iter("*")]
            return str([(key, await client.dump(key)) for key in keys])

    async def _in_kafka(self) -> str:
        address = self.environment["KAFKA_BOOTSTRAP_SERVERS"]
        async with AIOKafkaConsumer(bootstrap_servers=address, auto_offset_reset="earliest") as consumer:
            names = [name for name in await consumer.topics() if name.startswith(self.environment["NAMESPACE"])]
            partitions = [TopicPartition(name, 0) for name in names]
            consumer.assign(partitions)
            ends = await consumer.end_offsets(partitions)
            read: list[str] = []
            while any([await consumer.position(one) < ends[one] for one in partitions]):
                batches = await consumer.getmany(timeout_ms=500)
                read += [str((one.key, one.value, one.headers)) for batch in batches.values() for one in batch]
            return "".join(read)


@asynccontextmanager
async def running_forum(folder: Path, **settings: str) -> AsyncIterator[Forum]:
    """Until the end of this, and then gone; the processes must end as they should."""
    servers = Servers(folder / "stack")
    addresses = servers.start()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {**addresses, "PORT": str(port), "NAMESPACE": f"story-{uuid4().hex[:8]}", **settings}
    environment, log = {**os.environ, **own}, folder / "processes.log"
    processes = _start(environment, log)
    url = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient(base_url=url, timeout=20) as http:
            await until(lambda: _answers(http))
            yield Forum(servers, environment, url, log, http, processes)
        for process in processes.values():
            process.send_signal(signal.SIGTERM)
        assert [process.wait(30) for process in processes.values()] == [0, 0], log.read_text()
    finally:
        for process in processes.values():
            process.kill()
            process.wait()
        servers.erase()


def _start(environment: dict[str, str], log: Path) -> dict[str, "subprocess.Popen[bytes]"]:
    """A database that is ready, and the API and the workers on it."""
    subprocess.run([sys.executable, "-m", "workers", "prepare"], env=environment, check=True, capture_output=True)
    return {module: _begin(module, environment, log) for module in ("api", "workers")}


def _begin(module: str, environment: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("a") as output:
        return subprocess.Popen([sys.executable, "-m", module], env=environment, stderr=output, stdout=output)


async def _answers(http: httpx.AsyncClient) -> bool:
    return (await http.get("/healthz")).status_code == 200
