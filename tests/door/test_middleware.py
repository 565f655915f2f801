"""What every answer carries: CORS for allowed origins and nobody else, and the headers of security."""

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from api.middleware import Cors, SecurityHeaders
from tests.door.small import client, door

FRIEND = "https://friend.example"
PREFLIGHT = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type"}
CORS_HEADERS = ("access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers")


def app(*origins: str) -> ASGIApp:
    return SecurityHeaders(Cors(door(), origins))


async def call(app: ASGIApp, method: str, **headers: str) -> httpx.Response:
    async with client(app) as http:
        lines = {name.replace("_", "-"): value for name, value in headers.items()}
        body = b'{"query": "{ hello }"}' if method == "POST" else b""
        return await http.request(method, "/", headers={"content-type": "application/json", **lines}, content=body)


async def test_an_allowed_origin_may_read_the_answer_and_never_with_cookies() -> None:
    response = await call(app(FRIEND, "https://other.example"), "POST", origin=FRIEND)

    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == FRIEND
    assert "access-control-allow-credentials" not in response.headers
    assert response.headers["vary"] == "accept, origin"


async def test_an_allowed_origin_s_preflight_is_answered() -> None:
    response = await call(app(FRIEND), "OPTIONS", origin=FRIEND, **PREFLIGHT)

    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == FRIEND
    assert response.headers["access-control-allow-methods"] == "GET, POST"
    assert {"authorization", "content-type"} <= set(response.headers["access-control-allow-headers"].split(", "))
    assert "access-control-allow-credentials" not in response.headers
    assert response.headers["vary"] == "origin"


@pytest.mark.parametrize(
    "origin", ["https://foe.example", "http://friend.example", f"{FRIEND}.foe.example", "null", ""]
)
@pytest.mark.parametrize("allowed", [(), (FRIEND,)])
async def test_a_foreign_origin_is_answered_and_may_not_read_it(origin: str, allowed: tuple[str, ...]) -> None:
    response = await call(app(*allowed), "POST", origin=origin)
    preflight = await call(app(*allowed), "OPTIONS", origin=origin, **PREFLIGHT)

    assert response.status_code == 200
    assert preflight.status_code == 405
    assert not any(name in response.headers or name in preflight.headers for name in CORS_HEADERS)


async def test_an_answer_differs_by_origin_even_for_those_who_name_none() -> None:
    response = await call(app(FRIEND), "POST")

    assert response.headers["vary"] == "accept, origin"
    assert "access-control-allow-origin" not in response.headers


async def test_an_options_that_asks_for_nothing_is_no_preflight() -> None:
    response = await call(app(FRIEND), "OPTIONS", origin=FRIEND)

    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


@pytest.mark.parametrize("method", ["POST", "GET", "DELETE", "OPTIONS"])
async def test_every_answer_carries_the_headers_of_security(method: str) -> None:
    response = await call(app(FRIEND), method, origin=FRIEND, **PREFLIGHT)

    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "strict-origin-when-cross-origin"


async def test_a_header_of_security_that_an_answer_sets_itself_stays() -> None:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"referrer-policy", b"no-referrer")]})
        await send({"type": "http.response.body"})

    response = await call(SecurityHeaders(page), "GET")

    assert response.headers.get_list("referrer-policy") == ["no-referrer"]
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_other_protocols_pass_untouched() -> None:
    seen: list[object] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        seen.extend((scope["type"], receive, send))

    async def receive() -> dict[str, object]:
        return {}

    async def send(message: object) -> None: ...

    for kind in ("lifespan", "websocket"):
        await SecurityHeaders(Cors(inner, [FRIEND]))({"type": kind}, receive, send)

    assert seen == ["lifespan", receive, send, "websocket", receive, send]
