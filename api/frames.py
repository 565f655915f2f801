"""The messages of graphql-transport-ws: what a client may say, and how what we say is written."""

from enum import IntEnum
from typing import Any, NamedTuple

import orjson

from api.graphql import PARTS, Asked
from api.masking import Shown

LONGEST_ID = 200
LONGEST_REASON = 123  # bytes: a close frame holds no more
ACK = b'{"type":"connection_ack"}'
PING = b'{"type":"ping"}'


class Code(IntEnum):
    """Why a socket is closed."""

    TRY_AGAIN_LATER = 1013
    COME_AGAIN = 1012
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITIALISATIONS = 4429
    INTERNAL_ERROR = 4500


class Closing(Exception):
    """The socket is to be closed with this."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason.encode()[:LONGEST_REASON].decode(errors="ignore")


class Init(NamedTuple):
    authorization: str


class Ping(NamedTuple):
    pong: bytes
    """The whole message that answers it."""


class Pong(NamedTuple):
    pass


class Subscribe(NamedTuple):
    id: str
    asked: Asked


class Complete(NamedTuple):
    id: str


Said = Init | Ping | Pong | Subscribe | Complete


def read(text: str | None) -> Said:
    """What a frame says. Raises Closing where it is no message; a binary frame has no text."""
    if text is None:
        raise _unfit("Messages are JSON in text frames")
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _unfit("Invalid message received: no JSON") from None
    if not isinstance(said, dict):
        raise _unfit("Invalid message received: no object")
    match said.get("type"):
        case "subscribe":
            return Subscribe(_id(said), _asked(said.get("payload")))
        case "complete":
            return Complete(_id(said))
        case "connection_init":
            return Init(_authorization(_payload(said)))
        case "ping":
            return Ping(_pong(_payload(said)))
        case "pong":
            _payload(said)
            return Pong()
    raise _unfit("Invalid message received: its type is none of a client's")


def before_payload(id: str) -> bytes:
    """All of a `next` message that comes before its payload; `}` comes after it."""
    return b'{"id":%b,"type":"next","payload":' % orjson.dumps(id)


def error(id: str, errors: list[Shown]) -> bytes:
    return b'{"id":%b,"type":"error","payload":%b}' % (orjson.dumps(id), orjson.dumps(errors))


def complete(id: str) -> bytes:
    return b'{"id":%b,"type":"complete"}' % orjson.dumps(id)


def _unfit(reason: str) -> Closing:
    return Closing(Code.BAD_REQUEST, reason)


def _id(said: dict[str, Any]) -> str:
    id = said.get("id")
    if not isinstance(id, str) or not 0 < len(id) <= LONGEST_ID:
        raise _unfit(f"`id` must be a string of 1 to {LONGEST_ID} characters")
    return id


def _payload(said: dict[str, Any]) -> dict[str, Any] | None:
    payload = said.get("payload")
    if not isinstance(payload, dict | None):
        raise _unfit("`payload` must be an object, null or missing")
    return payload


def _authorization(payload: dict[str, Any] | None) -> str:
    for name in ("authorization", "Authorization"):
        value = (payload or {}).get(name)
        if value is not None and not isinstance(value, str):
            raise _unfit(f"`{name}` must be a string")
        if value:
            return value
    return ""


def _pong(payload: dict[str, Any] | None) -> bytes:
    if payload is None:
        return b'{"type":"pong"}'
    try:
        return b'{"type":"pong","payload":%b}' % orjson.dumps(payload)
    except orjson.JSONEncodeError:  # orjson reads deeper than it writes
        raise _unfit("`payload` is nested too deep") from None


def _asked(payload: Any) -> Asked:
    if not isinstance(payload, dict):
        raise _unfit("`payload` must be an object with a `query`")
    if not isinstance(payload.get("query"), str):
        raise _unfit("`query` must be a string")
    for name, kind, called in PARTS:
        if not isinstance(payload.get(name), kind | None):
            raise _unfit(f"`{name}` must be {called} or null")
    return Asked(payload["query"], payload.get("operationName") or None, payload.get("variables") or {})
