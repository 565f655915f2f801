"""Follows a subscription of the forum, whatever breaks in between (`pip install websockets httpx`).

    async for event in follow("http://127.0.0.1:8000/graphql", COMMENTS, {"post": id}, fetch=read_comments):
        merge(event)

On `Subscribed` it awaits `fetch`, which reads what is there already; then come the events, each once and in order.
Merge them by id and version: what was read may hold the first of them. The subscription takes `$after: Cursor`, and
selects `__typename` and every `cursor`: a connection that breaks is made again from the last one.
"""

import asyncio
import json
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.client import process_exception
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

FINAL = {4400, 4401, 4406, 4409, 4429, 4500}
"""Whoever is closed with one of these need not come again; npm's graphql-ws takes the same for the end."""
PROTOCOL = Subprotocol("graphql-transport-ws")
log = logging.getLogger("follow")


class Refused(Exception):
    """The server will not have it, now or later: its errors."""


class Away(Exception):
    """A server of theirs is: it is tried again. `fetch` may raise it too."""


async def nothing() -> None:
    return None


async def follow(
    url: str,
    subscription: str,
    variables: Mapping[str, Any] | None = None,
    *,
    fetch: Callable[[], Awaitable[object]] = nothing,
    token: Callable[[], Awaitable[str | None]] = nothing,
) -> AsyncIterator[dict[str, Any]]:
    """All events but `Subscribed` and `Resync`, without end. With a cursor that was kept for `after`, from there on."""
    given: dict[str, Any] = {"after": None, **(variables or {})}
    known, tries = given["after"] is not None, 0
    while True:
        try:
            bearer = await token()
            async with connect(url.replace("http", "ws", 1), subprotocols=[PROTOCOL]) as socket:
                payload = {"authorization": f"Bearer {bearer}"} if bearer else {}
                await _say(socket, type="connection_init", payload=payload)
                while True:
                    event = await _event(socket, {"query": subscription, "variables": given})
                    tries, kind = 0, event["__typename"]
                    given["after"] = event.get("cursor", given["after"])
                    known = known and kind != "Resync"
                    if not known:
                        await fetch()
                        known = True
                    if kind not in ("Subscribed", "Resync"):
                        yield event
        except Exception as error:
            if not _may_pass(error):
                raise
            tries += 1
            pause = random.uniform(0, 0.5 * 2 ** min(tries, 6))  # noqa: S311 (not all at the same moment)
            log.warning("%s; try %d in %.1f s", error, tries, pause)
        await asyncio.sleep(pause)


async def _event(socket: ClientConnection, asked: dict[str, Any]) -> dict[str, Any]:
    """The next one of this connection."""
    while True:
        said: dict[str, Any] = json.loads(await socket.recv())
        match said:
            case {"type": "connection_ack"}:
                await _say(socket, type="subscribe", id="1", payload=asked)
            case {"type": "ping"}:
                await _say(socket, type="pong")
            case {"type": "next", "payload": {"data": dict(data)}}:
                return next(iter(data.values()))
            case {"type": "next"}:  # it could not be told: what it changed is to be read
                return {"__typename": "Resync"}
            case {"type": "error", "payload": errors}:
                raise unanswered(errors)
            case {"type": "complete"}:
                raise Away("it was ended")


def unanswered(errors: list[dict[str, Any]]) -> Exception:
    """What to raise over the errors of an answer."""
    away = all(error.get("extensions", {}).get("code") == "UNAVAILABLE" for error in errors)
    return (Away if away else Refused)(*(error["message"] for error in errors))


async def _say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


def _may_pass(error: Exception) -> bool:
    """Whether it may be better another time. 4403 may: the next token is a fresh one."""
    if isinstance(error, ConnectionClosed):
        return error.rcvd is None or error.rcvd.code not in FINAL
    return isinstance(error, Away | httpx.TransportError) or process_exception(error) is None
