"""The example's `follow` in a test: what it hears, a road to the API that can be cut, an API that can be ended."""

import asyncio
import random
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from runpy import run_path
from typing import Any

import httpx

from tests.stories.forum import Forum, until

EXAMPLE = run_path(str(Path(__file__).parents[2] / "examples" / "follow.py"))
Refused: type[Exception] = EXAMPLE["Refused"]
follow: Callable[..., AsyncIterator[dict[str, Any]]] = EXAMPLE["follow"]
Token = Callable[[], Awaitable[str | None]]
ACTIVITY = """
    subscription ($post: ID!, $after: Cursor) {
      commentActivity(postId: $post, after: $after) {
        __typename
        ... on Subscribed { cursor }
        ... on CommentAdded { cursor comment { body } }
        ... on Resync { cursor }
      }
    }
"""
READ = "query ($id: ID!) { node(id: $id) { ... on Post { comments(first: 100) { nodes { body } } } } }"


class Road:
    """To a port of this machine, for whoever is to be cut off."""

    def __init__(self, port: int) -> None:
        self.port, self.url = port, ""
        self._ends: set[asyncio.StreamWriter] = set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Its own address, as long as it is open."""
        server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/graphql"
        server.close()
        self.cut()

    @asynccontextmanager
    async def open_as_itself(self) -> AsyncIterator["Road"]:
        async with self.open() as self.url:
            yield self

    def cut(self) -> int:
        """Nobody says goodbye: how many connections there were."""
        ends = [*self._ends]
        for end in ends:
            end.transport.abort()
        return len(ends) // 2

    def cut_one(self, chance: random.Random) -> int:
        """One of them, whichever: 1, or 0 where there is none."""
        if not self._ends:
            return 0
        chance.choice([*self._ends]).transport.abort()
        return 1

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            there, onwards = await asyncio.open_connection("127.0.0.1", self.port)
            self._ends |= {writer, onwards}
            await asyncio.wait(
                [asyncio.create_task(_carry(reader, onwards)), asyncio.create_task(_carry(there, writer))],
                return_when=asyncio.FIRST_COMPLETED,
            )
            self._ends -= {writer, onwards}
            onwards.transport.abort()
        writer.transport.abort()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while some := await reader.read(65_536):
            writer.write(some)
            await writer.drain()


class Api:
    """A process of the API that answers beside the forum's own, and can be ended and begun again on its port."""

    def __init__(self, forum: Forum) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.forum = forum
        self.process: Process | None = None

    async def begin(self) -> None:
        environment = {**self.forum.environment, "PORT": str(self.port)}
        with self.forum.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "api"), env=environment, stdout=log, stderr=log
            )
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}") as http:
            await until(lambda: _answers(http))

    async def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        assert self.process
        self.process.send_signal(how)
        await self.process.wait()


async def _answers(http: httpx.AsyncClient) -> bool:
    return (await http.get("/readyz")).status_code == 200


@dataclass
class Follower:
    """Follows the comments of a post: what it read, time after time, and what it heard."""

    forum: Forum
    post: str
    fetched: list[list[str]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    async def fetch(self) -> None:
        answer = (await self.forum.http.post("/graphql", json={"query": READ, "variables": {"id": self.post}})).json()
        self.fetched.append([comment["body"] for comment in answer["data"]["node"]["comments"]["nodes"]])

    @asynccontextmanager
    async def following(self, url: str, **more: Token) -> AsyncIterator[None]:
        """From the moment on that it has read for the first time."""

        async def listen() -> None:
            async for event in follow(url, ACTIVITY, {"post": self.post}, fetch=self.fetch, **more):
                self.heard.append(event["comment"]["body"])

        listening = asyncio.create_task(listen())
        try:
            await self.until(lambda: bool(self.fetched))
            yield
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    async def until(self, ask: Callable[[], bool]) -> None:
        async def asked() -> bool:
            return ask()

        await until(asked, 60)
