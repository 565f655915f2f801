"""What every answer of this process carries, whoever made it: headers of security, and CORS for allowed sites."""

from collections.abc import Collection
from functools import partial

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALLOWED_METHODS = b"GET, POST"
ALLOWED_HEADERS = b"authorization, content-type, apollo-require-preflight, x-refresh-token"
PREFLIGHT_SECONDS = b"7200"

SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
)


class SecurityHeaders:
    """Added where the answer does not say otherwise."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, partial(_send_secured, send) if scope["type"] == "http" else send)


class Cors:
    """Lets pages of the allowed origins read answers, with a bearer token alone: no cookie is ever let in."""

    def __init__(self, app: ASGIApp, allowed_origins: Collection[str]) -> None:
        self.app = app
        self.allowed = frozenset(origin.encode() for origin in allowed_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self.allowed:
            return await self.app(scope, receive, send)
        headers = dict(scope["headers"])
        origin = headers.get(b"origin")
        allowed = origin if origin in self.allowed else None
        if allowed and scope["method"] == "OPTIONS" and b"access-control-request-method" in headers:
            return await _send_preflight(send, allowed)
        return await self.app(scope, receive, partial(_send_shared, send, allowed))


async def _send_secured(send: Send, message: Message) -> None:
    if message["type"] == "http.response.start":
        headers = list(message.get("headers", ()))
        said = {name.lower() for name, _ in headers}
        message = {**message, "headers": headers + [line for line in SECURITY if line[0] not in said]}
    await send(message)


async def _send_shared(send: Send, allowed: bytes | None, message: Message) -> None:
    if message["type"] == "http.response.start":
        headers = [*message.get("headers", ()), (b"vary", b"origin")]
        if allowed:
            headers.append((b"access-control-allow-origin", allowed))
        message = {**message, "headers": headers}
    await send(message)


async def _send_preflight(send: Send, origin: bytes) -> None:
    headers = [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-methods", ALLOWED_METHODS),
        (b"access-control-allow-headers", ALLOWED_HEADERS),
        (b"access-control-max-age", PREFLIGHT_SECONDS),
        (b"vary", b"origin"),
        (b"content-length", b"0"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
