"""Signing in: tokens for who proves who they are, the same answer for all others, and no end of guessing but an end."""

import asyncio
from datetime import timedelta

import pytest

from models import clock, database
from models.accounts import passwords
from models.settings import Settings
from tests.accounts.asking import VIEWER, news, rows
from tests.people import PASSWORD, SIGN_IN, email_of, person, sign_in, somebody
from tests.visitor import Visitor

WRONG = "Wrong-Horse-1"


async def test_a_password_brings_tokens_and_the_viewer(forum: Settings, visitor: Visitor) -> None:
    id = await person("ada")

    payload = await sign_in(visitor, "ada")

    assert payload["viewer"] == {"user": {"username": "ada"}}
    assert payload["refreshToken"] is None, "it is in the cookie"
    lasts = clock.now() + timedelta(minutes=15)
    assert payload["accessTokenExpiresAt"][:16] == f"{lasts:%FT%R}"
    assert (await visitor.query(VIEWER))["viewer"]["email"] == "ada@example.org"
    signed_in = (await news("user.signed-in", id))[-1]
    assert signed_in.actor_id == id


async def test_the_cookie_is_for_the_server_alone(forum: Settings, visitor: Visitor) -> None:
    await person("ada")

    response = await visitor.http.post(
        "/graphql", json={"query": SIGN_IN, "variables": {"input": {"email": email_of("ada"), "password": PASSWORD}}}
    )

    cookie = response.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/graphql", "Max-Age=604800"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


async def test_outside_loopback_the_cookie_is_secure(forum: Settings) -> None:
    await person("ada")
    public = forum.model_copy(update={"public_url": "https://talks.example.org"})
    async with somebody(public) as visitor:
        response = await visitor.http.post(
            "/graphql",
            json={"query": SIGN_IN, "variables": {"input": {"email": email_of("ada"), "password": PASSWORD}}},
        )

    assert response.headers["set-cookie"].endswith("; Secure")


async def test_a_client_that_keeps_no_cookies_reads_its_token_in_the_answer(forum: Settings) -> None:
    await person("ada")
    async with somebody(forum, **{"x-refresh-token": "body"}) as visitor:
        payload = await sign_in(visitor, "ada")
        assert payload["refreshToken"]
        assert not visitor.http.cookies

    async with somebody(forum, **{"x-refresh-token": "body", "origin": "https://elsewhere.example"}) as page:
        payload = await sign_in(page, "ada")
        assert payload["refreshToken"] is None, "a page of somebody's could be made to give it away"


async def test_an_unknown_email_and_a_wrong_password_answer_alike(forum: Settings, visitor: Visitor) -> None:
    id = await person("wronged")

    wrong = await visitor.answer(SIGN_IN, input={"email": email_of("wronged"), "password": WRONG})
    unknown = await visitor.answer(SIGN_IN, input={"email": "nobody@example.org", "password": WRONG})

    assert wrong == unknown
    assert [error["code"] for error in wrong["data"]["signIn"]["errors"]] == ["WRONG_CREDENTIALS"]
    failed = await news("user.sign-in-failed")
    assert [f'"{id}"' in row.payload for row in failed[-2:]] == [True, False]
    assert not any("example.org" in row.payload for row in failed)


async def test_both_take_the_same_work(
    forum: Settings, visitor: Visitor, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await person("worked")
    hashes: list[str | None] = []
    fits = passwords.fits

    async def counted(password: str, hash: str | None) -> bool:
        hashes.append(hash)
        return await fits(password, hash)

    monkeypatch.setattr(passwords, "fits", counted)
    work = []
    for email in (email_of("worked"), "nobody.at.all@example.org"):
        reads.clear()
        hashes.clear()
        await visitor.refused(SIGN_IN, email=email, password=WRONG)
        work.append((len(reads), len(hashes)))

    assert work[0] == work[1] == (1, 1)


async def test_emails_have_no_case(forum: Settings, visitor: Visitor) -> None:
    await person("ada")

    payload = await visitor.mutate(SIGN_IN, email="  Ada@Example.ORG ", password=PASSWORD)

    assert payload["accessToken"]


async def test_ten_wrong_guesses_and_the_eleventh_waits_whatever_it_is(forum: Settings) -> None:
    await person("guessed")
    async with somebody(forum) as stranger:
        for _ in range(10):
            await stranger.refused(SIGN_IN, email=email_of("guessed"), password=WRONG)
            clock.move(timedelta(seconds=40))

        answer = await stranger.answer(SIGN_IN, input={"email": email_of("guessed"), "password": PASSWORD})

    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert 0 < error["extensions"]["retryAfter"] <= 900


async def test_guesses_must_wait_longer_and_longer(forum: Settings) -> None:
    await person("hurried")
    async with somebody(forum) as stranger:
        answers = [
            await stranger.answer(SIGN_IN, input={"email": email_of("hurried"), "password": WRONG}) for _ in range(6)
        ]

    assert ["errors" in answer for answer in answers] == [False] * 4 + [True] * 2


async def test_of_fifty_guesses_at_once_few_are_looked_at(forum: Settings) -> None:
    await person("stormed")
    async with somebody(forum) as stranger:
        answers = await asyncio.gather(
            *(stranger.answer(SIGN_IN, input={"email": email_of("stormed"), "password": WRONG}) for _ in range(50))
        )

    assert sum("errors" not in answer for answer in answers) <= 10


async def test_the_owner_is_not_kept_out_by_the_guesses_of_others(forum: Settings) -> None:
    proxied = forum.model_copy(update={"trusted_proxies": ["127.0.0.1"]})
    await person("envied")
    async with somebody(proxied, **{"x-forwarded-for": "192.0.2.1"}) as owner:
        await sign_in(owner, "envied")
    async with somebody(proxied, **{"x-forwarded-for": "203.0.113.66"}) as stranger:
        for _ in range(12):
            await stranger.answer(SIGN_IN, input={"email": email_of("envied"), "password": WRONG})
            clock.move(timedelta(seconds=20))

    async with somebody(proxied, **{"x-forwarded-for": "192.0.2.1"}) as owner:
        await sign_in(owner, "envied")


async def test_a_hash_of_older_figures_is_renewed(forum: Settings, visitor: Visitor) -> None:
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=1, memory_cost=32, parallelism=1).hash(PASSWORD)
    id = await person("oldtimer", password_hash=old)

    await sign_in(visitor, "oldtimer")

    (row,) = await rows("select password_hash from person where id = $1", id)
    assert row.password_hash != old
    assert await passwords.fits(PASSWORD, row.password_hash)


async def test_who_is_suspended_is_told_so_once_the_password_is_right(forum: Settings, visitor: Visitor) -> None:
    id = await person("suspended")
    async with database.transaction():
        await database.execute(
            "update person set suspended_until = $2 where id = $1", id, clock.now() + timedelta(days=1)
        )

    given = {"email": email_of("suspended")}
    assert await visitor.refused(SIGN_IN, **given, password=PASSWORD) == [("ACCOUNT_SUSPENDED", None)]
    assert await visitor.refused(SIGN_IN, **given, password=WRONG) == [("WRONG_CREDENTIALS", None)]


async def test_too_many_hashes_at_once_are_refused_as_a_server_that_is_busy(
    forum: Settings, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "MOST_WAITING", 0)

    assert await visitor.code(SIGN_IN, input={"email": "x@example.org", "password": WRONG}) == "UNAVAILABLE"
