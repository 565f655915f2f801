"""The door of /graphql over HTTP: a request in, one operation run, an answer in the media type that was asked for."""

import asyncio
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson
import strawberry
from graphql import OperationType
from starlette.types import Receive, Scope, Send

from api import auth, masking
from api.execution import Answer, Execution, Operation, Refused
from api.headers import headers_of
from api.negotiation import GRAPHQL, HTML, JSON, preferred, speaks_json
from api.static import GRAPHIQL_HEADERS, graphiql_page
from models.errors import Unauthenticated, Unavailable
from models.settings import Settings
from resolvers.context import Context
from resolvers.errors import BadUserInput

LARGEST_BODY = 512_000
BODY_SECONDS = 30.0
STATUS: dict[type[Exception], int] = {Unauthenticated: 401, Unavailable: 503}
"""Of an answer in GraphQL's media type, where it is not known who asks."""
READ = frozenset({b"accept", b"content-type", b"content-length", b"content-encoding"}) | auth.HEADERS


class Turned(Exception):
    """What arrived is no GraphQL request: the status says so, whatever the media type of the answer."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers
        self.errors = masking.refused([BadUserInput(message)], 1)


class Gone(Exception):
    """The client has left: nobody waits for an answer."""


class Asked(NamedTuple):
    """What a GraphQL request says, each part of its kind."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]


class GraphQLDoor:
    """An ASGI application for one path."""

    def __init__(self, schema: strawberry.Schema, settings: Settings) -> None:
        self.execution = Execution(schema, public=settings.api_is_public)
        self._has_page = settings.api_is_public
        self._doorkeeper = auth.Doorkeeper(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = headers_of(scope, READ)
        media_type = preferred(headers.get("accept", ""), page=scope["method"] == "GET")
        status, more = 200, dict[str, str]()
        try:
            if media_type == HTML and self._has_page:
                return await _send(send, 200, graphiql_page(), GRAPHIQL_HEADERS)
            answer, cookie = await self._answer(scope, receive, headers, media_type)
            body = orjson.dumps(answer.body())
            more = {"set-cookie": cookie} if cookie else more
        except Gone:
            return None
        except Turned as turned:
            status, body, more = turned.status, _errors(turned.errors), turned.headers
        except Refused as refused:
            status, body = refused.status if media_type == GRAPHQL else 200, _errors(refused.errors)
        except Exception as error:
            status, body = 500, _errors([masking.broken(error)])
        return await _send(
            send,
            status,
            b"" if scope["method"] == "HEAD" else body,
            {
                "content-type": f"{GRAPHQL if media_type == GRAPHQL else JSON}; charset=utf-8",
                "cache-control": "no-store",
                "vary": "accept",
                **more,
            },
        )

    async def _answer(
        self, scope: Scope, receive: Receive, headers: Mapping[str, str], media_type: str | None
    ) -> tuple[Answer, str | None]:
        if scope["method"] not in ("GET", "POST"):
            raise Turned(405, "Send a query or a mutation by POST, or a query by GET.", allow="GET, POST")
        if media_type is None:
            raise Turned(406, f"Answers are {GRAPHQL} or {JSON}.")
        if media_type == HTML:
            raise Turned(404, "There is no page here.")
        asked = _from_url(scope) if scope["method"] == "GET" else await _from_body(headers, receive)
        operation = self.execution.prepare(*asked)
        if operation.kind is OperationType.SUBSCRIPTION:
            raise Refused.because(BadUserInput("A subscription needs a WebSocket that speaks graphql-transport-ws."))
        if operation.kind is OperationType.MUTATION and scope["method"] == "GET":
            raise Turned(405, "A GET changes nothing: send a mutation by POST.", allow="POST")
        try:
            context = await self._doorkeeper.context(headers, scope.get("client"))
        except (Unauthenticated, Unavailable) as error:
            words = masking.exposed(error)
            assert words is not None
            raise Refused.because(words, status=STATUS[type(error)]) from error
        answer = await self._run(operation, context, receive)
        return answer, self._doorkeeper.cookie(context.credentials)

    async def _run(self, operation: Operation, context: Context, receive: Receive) -> Answer:
        """Runs to the end what changes something, and a query for as long as someone waits for it."""
        answer = self.execution.start(operation, context)
        if isinstance(answer, Answer):
            return answer
        if operation.kind is OperationType.MUTATION:
            return await answer
        running = asyncio.ensure_future(answer)
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait((running, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                raise Gone
            return running.result()
        finally:
            for task in (running, leaving):
                task.cancel()
            await asyncio.wait((running, leaving))


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _from_body(headers: Mapping[str, str], receive: Receive) -> Asked:
    if not speaks_json(headers.get("content-type", "")):
        raise Turned(415, f"Send a body of {JSON}, in UTF-8.")
    if headers.get("content-encoding", "identity") != "identity":
        raise Turned(415, "Send the body as it is, not compressed.")
    body = await _read(headers.get("content-length", ""), receive)
    return _asked(_json(body, "The body"))


async def _read(announced: str, receive: Receive) -> bytearray:
    """The body; one that is too large is refused as soon as that is known."""
    too_large = Turned(413, f"A body may have {LARGEST_BODY:,} bytes at most.")
    if announced.isdecimal() and int(announced[:12]) > LARGEST_BODY:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                body += message.get("body", b"")
                if len(body) > LARGEST_BODY:
                    raise too_large
                if not message.get("more_body", False):
                    return body
    except TimeoutError:
        raise Turned(408, f"The body was not whole after {BODY_SECONDS:.0f} seconds.") from None


def _from_url(scope: Scope) -> Asked:
    try:
        pairs = parse_qsl(scope["query_string"].decode(), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise Turned(400, "The address cannot be read: its parameters are URL-encoded UTF-8.") from None
    parameters: dict[str, Any] = dict(pairs)
    if len(parameters) < len(pairs):
        raise Turned(400, "The address gives a parameter twice.")
    for name in ("variables", "extensions"):
        text = parameters.get(name)
        parameters[name] = _json(text.encode(), f"`{name}`") if text else None
    return _asked(parameters)


def _json(text: bytes | bytearray, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Turned(400, f"{what} cannot be read as JSON in UTF-8: {error.msg}.") from None


def _asked(said: Any) -> Asked:
    if isinstance(said, list):
        raise Turned(400, "Send one operation at a time: a JSON object, not a list.")
    if not isinstance(said, dict):
        raise Turned(400, "Send a JSON object with a `query`.")
    query = said.get("query")
    if not isinstance(query, str):
        raise Turned(400, "`query` is missing." if query is None else "`query` must be a string.")
    for name, kind, called in PARTS:
        if not isinstance(said.get(name), kind | None):
            raise Turned(400, f"`{name}` must be {called} or null.")
    return Asked(query, said.get("operationName") or None, said.get("variables") or {})


PARTS: tuple[tuple[str, type, str], ...] = (
    ("operationName", str, "a string"),
    ("variables", dict, "an object"),
    ("extensions", dict, "an object"),
)


def _errors(errors: list[masking.Shown]) -> bytes:
    return orjson.dumps({"errors": errors})


async def _send(send: Send, status: int, body: bytes, headers: Mapping[str, str]) -> None:
    lines = [(name.encode(), value.encode()) for name, value in headers.items()]
    lines.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": body})
