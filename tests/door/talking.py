"""A server of sockets over the small schema, streams that a test holds in its hand, and a client that speaks."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
import strawberry
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from api.auth import Doorkeeper
from api.conversation import PATIENCE, Patience
from api.execution import Execution, Operation, Refused
from api.sockets import Sockets
from api.streams import Sink
from api.wire import LARGEST_FRAME, Wire
from models.settings import Environment, Settings
from resolvers.context import Context
from resolvers.errors import BadUserInput
from tests.door.small import SCHEMA

SPOKEN = ("graphql-transport-ws",)
TICKS = "subscription { ticks }"
Close = tuple[int, str]


class Hand:
    """Streams that bring what a test pushes. Its name says what is to go wrong."""

    def __init__(self) -> None:
        self.sinks: list[Sink] = []
        self.contexts: list[Context] = []

    async def open(self, operation: Operation, context: Context, sink: Sink) -> Callable[[], None]:
        match operation.node.name and operation.node.name.value:
            case "Refused":
                raise Refused.because(BadUserInput("No such thing."))
            case "Broken":
                raise ZeroDivisionError("the password is hunter2")
            case "Hanging":
                await asyncio.Event().wait()
        self.sinks.append(sink)
        self.contexts.append(context)

        def end() -> None:
            if sink in self.sinks:
                self.sinks.remove(sink)

        return end


class Server(uvicorn.Server):
    """Leaves the signals to pytest."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass
class Served:
    url: str
    sockets: Sockets
    server: uvicorn.Server
    hand: Hand = field(default_factory=Hand)


@dataclass
class Talk:
    """One client's socket."""

    ws: ClientConnection

    async def say(self, type: str, **rest: Any) -> None:
        await self.ws.send(orjson.dumps({"type": type, **rest}).decode())

    async def ask(self, id: str, query: str, **rest: Any) -> None:
        await self.say("subscribe", id=id, payload={"query": query, **rest})

    async def hear(self) -> dict[str, Any]:
        async with asyncio.timeout(20):
            message: dict[str, Any] = orjson.loads(await self.ws.recv())
        return message

    async def answer(self, query: str, **rest: Any) -> dict[str, Any]:
        """The one answer to a query or a mutation."""
        await self.ask("an answer", query, **rest)
        first, last = await self.hear(), await self.hear()
        assert (first["type"], last) == ("next", {"type": "complete", "id": "an answer"})
        assert first["id"] == "an answer"
        payload: dict[str, Any] = first["payload"]
        return payload

    async def error(self, query: str, **rest: Any) -> dict[str, Any]:
        """The one error of an operation that is not run."""
        await self.ask("an error", query, **rest)
        said = await self.hear()
        assert (said["type"], said["id"]) == ("error", "an error"), said
        error: dict[str, Any]
        (error,) = said["payload"]
        return error

    async def subscribe(self, id: str, query: str = TICKS) -> None:
        await self.ask(id, query)
        assert await self.lives()

    async def lives(self) -> bool:
        """Whether what was sent before is done with, and the socket open."""
        await self.say("ping", payload={"still": "here"})
        return await self.hear() == {"type": "pong", "payload": {"still": "here"}}

    async def closed(self) -> Close:
        """How the server closed it; what came before is passed over."""
        try:
            async with asyncio.timeout(20):
                while True:
                    await self.ws.recv()
        except ConnectionClosed as closed:
            return (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (1006, "")


@asynccontextmanager
async def serving(
    schema: strawberry.Schema = SCHEMA, patience: Patience = PATIENCE, *, origins: Sequence[str] = ()
) -> AsyncIterator[Served]:
    settings = Settings(environment=Environment.TEST, allowed_origins=list(origins), _env_file=None)
    hand = Hand()
    sockets = Sockets(Execution(schema, public=True), Doorkeeper(settings), hand, settings, patience)
    server = Server(
        uvicorn.Config(
            sockets,
            port=0,
            lifespan="off",
            log_level="warning",
            log_config=None,  # so that tests see what it logs
            ws=Wire,
            ws_max_size=LARGEST_FRAME,
            ws_per_message_deflate=False,
            ws_ping_interval=None,
            timeout_graceful_shutdown=2,
        )
    )
    running = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Served(f"ws://127.0.0.1:{port}/graphql", sockets, server, hand)
    finally:
        server.should_exit = True
        await running


@asynccontextmanager
async def connected(url: str, protocols: Sequence[str] = SPOKEN, **more: Any) -> AsyncIterator[Talk]:
    """A client that has said nothing yet, and that does not say what it is not told to."""
    spoken = [Subprotocol(protocol) for protocol in protocols]
    async with connect(url, subprotocols=spoken or None, ping_interval=None, max_size=None, proxy=None, **more) as ws:
        yield Talk(ws)


@asynccontextmanager
async def talking(url: str, authorization: str | None = None, **more: Any) -> AsyncIterator[Talk]:
    """A client that was let in."""
    async with connected(url, **more) as talk:
        await talk.say("connection_init", payload={"authorization": authorization})
        assert await talk.hear() == {"type": "connection_ack"}
        yield talk


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while True:
            if holds():
                return
            await asyncio.sleep(0.01)
