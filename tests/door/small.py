"""A small schema with one field for each thing that the door must know, and a door and a client for it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import orjson
import strawberry

from api.graphql import GraphQLDoor
from models.errors import Malformed, Unavailable
from models.settings import Environment, Settings
from resolvers.errors import Forbidden

GRAPHQL = "application/graphql-response+json"
begun: list[str] = []
ended: list[str] = []
"""What takes its time: what has begun, and what has come to an end."""


@strawberry.type
class Tag:
    name: str = "btc"

    @strawberry.field
    def coin(self) -> "Coin":
        return Coin()


@strawberry.type
class CoinEdge:
    @strawberry.field
    def node(self) -> "Coin":
        return Coin()


@strawberry.type
class CoinConnection:
    @strawberry.field
    def edges(self) -> list[CoinEdge]:
        return []

    @strawberry.field
    def nodes(self) -> list["Coin"]:
        return []


@strawberry.type
class Coin:
    id: strawberry.ID = strawberry.ID("1")
    name: str = "Bitcoin"

    @strawberry.field
    def next(self) -> "Coin":
        return Coin()

    @strawberry.field
    def peers(self, first: int | None = strawberry.UNSET, last: int | None = strawberry.UNSET) -> CoinConnection:
        return CoinConnection()

    @strawberry.field(metadata={"size": 7})  # type: ignore[untyped-decorator]
    def tags(self) -> list[Tag]:
        return [Tag()]

    @strawberry.field
    def plain_tags(self) -> list[Tag]:
        return [Tag()]

    @strawberry.field
    def best_tags(self, first: int = 5) -> list[Tag]:
        return [Tag()]

    @strawberry.field(metadata={"weight": 40})  # type: ignore[untyped-decorator]
    def chart(self) -> str:
        return "/\\"


@strawberry.input
class Deep:
    inner: "Deep | None" = None
    text: str | None = None


@strawberry.type
class Query:
    coin: Coin = strawberry.field(resolver=Coin)

    @strawberry.field
    def coins(self, first: int | None = strawberry.UNSET, last: int | None = strawberry.UNSET) -> CoinConnection:
        return CoinConnection()

    @strawberry.field
    def nodes(self, ids: list[strawberry.ID]) -> list[Coin | None]:
        return [Coin() for _ in ids]

    @strawberry.field
    def hello(self, name: str | None = "you", deep: Deep | None = None) -> str:
        return f"Hello, {name}"

    @strawberry.field
    async def later(self) -> str:
        await asyncio.sleep(0)
        return "now"

    @strawberry.field
    async def never(self) -> str:
        begun.append("never")
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("never")
        return "now"

    @strawberry.field
    def strict(self, n: int) -> int:
        return n

    @strawberry.field
    def fails(self) -> str | None:
        raise ZeroDivisionError("the password is hunter2")

    @strawberry.field
    def must_not_fail(self) -> str:
        raise ZeroDivisionError("the password is hunter2")

    @strawberry.field
    def away(self) -> str | None:
        raise Unavailable("PostgreSQL")

    @strawberry.field
    def cut_off(self) -> str | None:
        raise ConnectionRefusedError("10.0.0.7:5432")

    @strawberry.field
    def malformed(self) -> str | None:
        raise Malformed("`first` must be between 0 and 100")

    @strawberry.field
    def forbidden(self) -> str | None:
        raise Forbidden("Not for you.", why="a test")


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self, name: str) -> str:
        return name

    @strawberry.mutation
    async def rename_slowly(self, name: str) -> str:
        begun.append(name)
        await asyncio.sleep(0.5)
        ended.append(name)
        return name

    @strawberry.mutation
    def sign_in(self, code: str) -> bool:
        return True

    @strawberry.mutation
    def refresh_session(self) -> bool:
        return True


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> AsyncIterator[int]:
        yield 1


SCHEMA = strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription)


def door(schema: strawberry.Schema = SCHEMA, *, public: bool = True) -> GraphQLDoor:
    settings = Settings(environment=Environment.TEST, public_api=public, _env_file=None)
    return GraphQLDoor(schema, settings)


def client(app: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://door")


async def ask(app: Any, query: str, variables: Mapping[str, Any] | None = None, **more: Any) -> httpx.Response:
    """POSTs one operation and asks for the media type that tells a refusal by its status."""
    async with client(app) as http:
        return await http.post("/", json={"query": query, "variables": variables, **more}, headers={"accept": GRAPHQL})


async def post(app: Any, body: bytes, accept: str = GRAPHQL, content_type: str = "application/json") -> httpx.Response:
    async with client(app) as http:
        return await http.post("/", content=body, headers={"accept": accept, "content-type": content_type})


def codes(response: httpx.Response) -> list[str]:
    """The code of each error of an answer."""
    return [error["extensions"]["code"] for error in response.json()["errors"]]


async def raw(app: Any, messages: list[dict[str, Any]], **scope: Any) -> list[dict[str, Any]]:
    """Speaks ASGI itself: hands over these messages, then waits for ever, and returns what was sent."""
    sent: list[dict[str, Any]] = []
    waiting = iter(messages)

    async def receive() -> dict[str, Any]:
        for message in waiting:
            return message
        return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = scope.pop("headers", [(b"content-type", b"application/json")])
    whole = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers, **scope}
    await app(whole, receive, send)
    return sent


def said(sent: list[dict[str, Any]]) -> tuple[int, Any]:
    """The status and the JSON of what `raw` returned."""
    return sent[0]["status"], orjson.loads(b"".join(message["body"] for message in sent[1:]))
