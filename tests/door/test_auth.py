"""Who sends a request: tokens that are good, and those that are not; the address behind proxies."""

from datetime import timedelta
from uuid import uuid4

import jwt
import pytest

from api.auth import Doorkeeper
from models import clock, keys
from models.accounts import tokens
from models.settings import Environment, Settings, settings
from resolvers.context import Context
from tests.visitor import Visitor

VIEWER = "{ viewer { email } }"


@pytest.mark.parametrize(
    "authorization",
    ["Basic YTpi", "Bearer", "Bearer  ", "Bearer x", "Bearer a.b.c", "Bearer " + "x" * 5000, "bearer é"],
)
async def test_what_is_no_token_of_ours_is_unauthenticated(visitor: Visitor, authorization: str) -> None:
    headers = [(b"authorization", authorization.encode("latin-1"))]

    response = await visitor.http.post("/graphql", json={"query": VIEWER}, headers=headers)

    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["UNAUTHENTICATED"]


def forged(token: str, how: str) -> str:
    claims, key = jwt.decode(token, options={"verify_signature": False}), keys.key("access tokens")
    match how:
        case "unsigned":
            return jwt.encode(claims, "", "none")
        case "with another key":
            key = b"k" * 32
        case "for elsewhere":
            claims["aud"] = "elsewhere"
        case "of no session":
            claims["sid"] = "x"
        case "without an end":
            del claims["exp"]
        case "with a strange end":
            claims["exp"] = "tomorrow"
    return jwt.encode(claims, key)


async def test_the_forger_can_make_a_good_one(ada: Visitor) -> None:
    token = ada.http.headers["authorization"].removeprefix("Bearer ")

    assert tokens.session_of(forged(token, "as it is")) == tokens.session_of(token)


@pytest.mark.parametrize(
    "how",
    ["unsigned", "with another key", "for elsewhere", "of no session", "without an end", "with a strange end"],
)
async def test_a_forged_token_is_unauthenticated(ada: Visitor, how: str) -> None:
    token = ada.http.headers["authorization"].removeprefix("Bearer ")
    ada.http.headers["authorization"] = f"Bearer {forged(token, how)}"

    assert await ada.code(VIEWER) == "UNAUTHENTICATED"


async def test_a_refresh_token_opens_no_door(ada: Visitor) -> None:
    ada.http.headers["authorization"] = f"Bearer {tokens.refresh_token(uuid4(), 0)}"

    assert await ada.code(VIEWER) == "UNAUTHENTICATED"


async def test_an_access_token_expires_after_a_quarter_of_an_hour(ada: Visitor) -> None:
    clock.move(timedelta(minutes=14, seconds=50))
    assert (await ada.query(VIEWER))["viewer"]

    clock.move(timedelta(seconds=10))

    body = await ada.answer(VIEWER)
    assert body["errors"][0]["message"] == "The access token has expired: refresh the session."
    assert "data" not in body


async def test_the_status_says_so_in_graphqls_own_media_type(visitor: Visitor) -> None:
    headers = {"authorization": "Bearer x", "accept": "application/graphql-response+json"}

    response = await visitor.http.post("/graphql", json={"query": VIEWER}, headers=headers)

    assert response.status_code == 401


@pytest.mark.parametrize(
    ("trusted", "forwarded", "peer", "found"),
    [
        ([], "203.0.113.7", "192.0.2.1", "192.0.2.1"),
        (["192.0.2.0/24"], "203.0.113.7", "192.0.2.1", "203.0.113.7"),
        (["192.0.2.0/24"], "198.51.100.1, 203.0.113.7, 192.0.2.9", "192.0.2.1", "203.0.113.7"),
        (["192.0.2.0/24"], "203.0.113.7", "198.51.100.1", "198.51.100.1"),
        (["192.0.2.0/24"], "nonsense", "192.0.2.1", "192.0.2.1"),
        (["192.0.2.0/24"], "", "192.0.2.1", "192.0.2.1"),
        (["2001:db8::/32"], "2001:db9::7", "2001:db8::1", "2001:db9::7"),
    ],
)
async def test_the_address_is_the_nearest_that_is_no_proxy_of_ours(
    trusted: list[str], forwarded: str, peer: str, found: str
) -> None:
    doorkeeper = Doorkeeper(Settings(environment=Environment.TEST, trusted_proxies=trusted))

    context: Context = await doorkeeper.context({"x-forwarded-for": forwarded}, (peer, 1234))

    assert context.actor.ip_address == found


def test_one_secret_makes_a_key_for_each_purpose() -> None:
    made = {keys.key(purpose) for purpose in ("access tokens", "refresh tokens", "cursors")}

    assert len(made) == 3
    assert settings().secret_key.get_secret_value().encode() not in made
