"""Signing up: what is taken in, what is refused, and that nothing tells whose email is known."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from models import clock, limiter
from models.settings import Settings
from tests.accounts.asking import CONFIRM, SIGN_UP, link_for, new_name, news, rows, sign_up_input, signed_up
from tests.people import PASSWORD, email_of, person, somebody
from tests.visitor import Visitor


async def test_somebody_signs_up_and_waits_to_confirm(visitor: Visitor) -> None:
    input, id = await signed_up(visitor, firstName="Ada", lastName="King")

    (person,) = await rows("select * from person where id = $1", id)
    assert (person.username, person.display_name, person.confirmed_at) == (input["username"], "Ada King", None)
    assert person.password_hash.startswith("$argon2id$")
    (event,) = await news("user.signed-up", id)
    assert event.ip_address == "127.0.0.1"


async def test_whoever_has_not_confirmed_is_shown_to_nobody(visitor: Visitor) -> None:
    input, id = await signed_up(visitor)

    found = await visitor.query(
        "query ($name: String!, $id: ID!) { user(username: $name) { id } node(id: $id) { id } }",
        name=input["username"],
        id=f"user_{id.hex}",
    )

    assert found == {"user": None, "node": None}


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"email": ""}, "TOO_SHORT", "email"),
        ({"email": "ada"}, "INVALID", "email"),
        ({"email": "ada@localhost"}, "INVALID", "email"),
        ({"email": "a b@example.org"}, "INVALID", "email"),
        ({"email": "ada@example.org\nBcc: bob@example.org"}, "INVALID", "email"),
        ({"email": f"{'a' * 250}@example.org"}, "TOO_LONG", "email"),
        ({"username": "ab"}, "TOO_SHORT", "username"),
        ({"username": "a" * 25}, "TOO_LONG", "username"),
        ({"username": "a-b-c"}, "INVALID", "username"),
        ({"username": "адам"}, "INVALID", "username"),
        ({"username": "Admin"}, "TAKEN", "username"),
        ({"password": "Sh0rt!x"}, "TOO_SHORT", "password"),
        ({"password": "Long-1" + "x" * 123}, "TOO_LONG", "password"),
        ({"password": "all-lower-1"}, "PASSWORD_TOO_WEAK", "password"),
        ({"password": "ALL-UPPER-1"}, "PASSWORD_TOO_WEAK", "password"),
        ({"password": "No-Digit-here"}, "PASSWORD_TOO_WEAK", "password"),
        ({"password": "NoSignHere1"}, "PASSWORD_TOO_WEAK", "password"),
        ({"password": "P@ssw0rd1!"}, "PASSWORD_TOO_WEAK", "password"),
        ({"password": "Bitcoin2026!"}, "PASSWORD_TOO_WEAK", "password"),
        ({"firstName": "x" * 81}, "TOO_LONG", "firstName"),
        ({"acceptTerms": False}, "TERMS_NOT_ACCEPTED", "acceptTerms"),
    ],
)
async def test_what_breaks_a_rule_is_refused_on_its_field(
    visitor: Visitor, given: dict[str, Any], code: str, field: str
) -> None:
    before = await rows("select count(*) from person")

    assert await visitor.refused(SIGN_UP, **sign_up_input(**given)) == [(code, field)]

    assert await rows("select count(*) from person") == before


@pytest.mark.parametrize("password", ["Пароль-не-простой-1", "Ünïcödé 4 you and me", "A1!" + "x" * 125])
async def test_passwords_of_any_script_are_good(visitor: Visitor, password: str) -> None:
    await signed_up(visitor, password=password)


async def test_all_that_is_wrong_is_said_at_once(visitor: Visitor) -> None:
    refused = await visitor.refused(SIGN_UP, email="ada", username="x", password="x", acceptTerms=False)

    assert [field for _, field in refused] == ["email", "username", "password", "acceptTerms"]


async def test_a_taken_username_is_refused_whatever_its_case(visitor: Visitor, ada: Visitor) -> None:
    assert await visitor.refused(SIGN_UP, **sign_up_input(username="ADA")) == [("TAKEN", "username")]


async def test_a_taken_email_is_answered_as_any_other_and_its_owner_is_told(visitor: Visitor) -> None:
    owner = await person("taken_already")
    free, taken = sign_up_input(), sign_up_input(email=email_of("taken_already").upper())

    answers = [await visitor.answer(SIGN_UP, input=input) for input in (free, taken)]

    assert answers[0] == answers[1]
    assert len(await news("user.signed-up-again", owner)) == 1
    assert await rows("select 1 from person where username = $1", taken["username"]) == []


async def test_a_username_is_held_whether_or_not_the_email_was_free(visitor: Visitor) -> None:
    await person("held_for")
    for email in (f"{new_name()}@example.org", email_of("held_for")):
        name = new_name()
        await visitor.mutate(SIGN_UP, **sign_up_input(email=email, username=name))

        assert await visitor.refused(SIGN_UP, **sign_up_input(username=name.upper())) == [("TAKEN", "username")]
        clock.move(timedelta(hours=24, seconds=1))
        await visitor.mutate(SIGN_UP, **sign_up_input(username=name))


async def test_two_at_once_get_one_username(forum: Settings, visitor: Visitor) -> None:
    name = new_name()

    async def attempt() -> bool:
        async with somebody(forum) as one:
            answer = await one.query(SIGN_UP, input=sign_up_input(username=name))
            return bool(answer["signUp"]["errors"] == [])

    assert sorted(await asyncio.gather(*(attempt() for _ in range(8)))) == [False] * 7 + [True]


async def test_nobody_prepares_an_account_for_somebody_else(visitor: Visitor) -> None:
    email = f"{new_name()}@example.org"
    _, stranger = await signed_up(visitor, email=email, password="Stranger-Pass-1")
    own, owner = await signed_up(visitor, email=email)
    link, strangers_link = await link_for(owner), await link_for(stranger)

    confirmed = await visitor.mutate(CONFIRM, token=link)

    assert confirmed["user"] == {"username": own["username"]}
    assert await visitor.refused(CONFIRM, token=strangers_link) == [("TOKEN_INVALID", "token")]
    assert await rows("select 1 from person where email = $1 and id <> $2", email, owner) == []


async def test_signing_up_is_limited_by_address(forum: Settings) -> None:
    strict = forum.model_copy(update={"strict_limits": True, "trusted_proxies": ["127.0.0.1"]})
    await limiter.disconnect()
    limiter.connect(strict)
    async with somebody(strict, **{"x-forwarded-for": "198.51.100.7"}) as visitor:
        for _ in range(10):
            await visitor.mutate(SIGN_UP, **sign_up_input())
        answer = await visitor.answer(SIGN_UP, input=sign_up_input())
    async with somebody(strict, **{"x-forwarded-for": "198.51.100.8"}) as other:
        await other.mutate(SIGN_UP, **sign_up_input())

    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert 3500 < error["extensions"]["retryAfter"] <= 3600


async def test_a_password_is_never_said_again(visitor: Visitor) -> None:
    answer = await visitor.answer(SIGN_UP, input=sign_up_input(username="x", password=PASSWORD))

    assert PASSWORD not in str(answer)
