"""Sessions: carried on by refresh tokens that are good once, ended at once where they are revoked."""

import asyncio
from datetime import timedelta

from models import clock
from models.accounts import presence, tokens
from models.settings import Settings
from tests.accounts.asking import REFRESH, REVOKE, REVOKE_OTHERS, SIGN_OUT, VIEWER, news, rows
from tests.people import person, sign_in, somebody
from tests.visitor import Visitor

BODY = {"x-refresh-token": "body"}


async def test_the_cookie_brings_the_next_pair(forum: Settings, visitor: Visitor) -> None:
    await person("ada")
    await sign_in(visitor, "ada")
    before = visitor.http.cookies["refresh_token"]
    del visitor.http.headers["authorization"]

    refreshed = await visitor.mutate(REFRESH)

    assert refreshed["viewer"] == {"user": {"username": "ada"}}
    assert visitor.http.cookies["refresh_token"] != before
    visitor.http.headers["authorization"] = f"Bearer {refreshed['accessToken']}"
    assert (await visitor.query(VIEWER))["viewer"]["user"]["username"] == "ada"


async def test_the_token_just_rotated_answers_the_same_successor_for_ten_seconds(forum: Settings) -> None:
    await person("ada")
    async with somebody(forum, **BODY) as client:
        first = (await sign_in(client, "ada"))["refreshToken"]
        del client.http.headers["authorization"]

        again = await asyncio.gather(*(client.mutate(REFRESH, refreshToken=first) for _ in range(5)))
        assert len({answer["refreshToken"] for answer in again}) == 1
        assert again[0]["refreshToken"] != first

        clock.move(timedelta(seconds=11))
        assert await client.refused(REFRESH, refreshToken=first) == [("TOKEN_USED", "refreshToken")]


async def test_an_older_token_ends_the_whole_session(forum: Settings) -> None:
    id = await person("stolen_from")
    async with somebody(forum, **BODY) as client:
        first = (await sign_in(client, "stolen_from"))["refreshToken"]
        second = (await client.mutate(REFRESH, refreshToken=first))["refreshToken"]
        third = (await client.mutate(REFRESH, refreshToken=second))["refreshToken"]

        assert await client.refused(REFRESH, refreshToken=first) == [("TOKEN_USED", "refreshToken")]

        assert await client.code(VIEWER) == "UNAUTHENTICATED"
        del client.http.headers["authorization"]
        assert await client.refused(REFRESH, refreshToken=third) == [("TOKEN_EXPIRED", "refreshToken")]
    assert len(await news("user.refresh-reused", id)) == 1
    assert [row.payload for row in await news("session.revoked", id) if "REFRESH_REUSED" in row.payload] != []


async def test_a_token_of_nobody_is_invalid(forum: Settings, visitor: Visitor) -> None:
    for token in ("", "x", "é", "A" * 70, "A" * 5000):
        assert await visitor.refused(REFRESH, refreshToken=token) == [("TOKEN_INVALID", "refreshToken")]


async def test_a_session_that_nobody_uses_ends_after_seven_days(forum: Settings) -> None:
    await person("ada")
    async with somebody(forum, **BODY) as client:
        token = (await sign_in(client, "ada"))["refreshToken"]
        del client.http.headers["authorization"]
        clock.move(timedelta(days=6))
        token = (await client.mutate(REFRESH, refreshToken=token))["refreshToken"]
        clock.move(timedelta(days=6))
        token = (await client.mutate(REFRESH, refreshToken=token))["refreshToken"]

        clock.move(timedelta(days=7, seconds=1))

        assert await client.refused(REFRESH, refreshToken=token) == [("TOKEN_EXPIRED", "refreshToken")]


async def test_a_refused_cookie_is_taken_back(forum: Settings, visitor: Visitor) -> None:
    visitor.http.cookies.set("refresh_token", "stale", path="/graphql")

    response = await visitor.http.post("/graphql", json={"query": REFRESH, "variables": {"input": {}}})

    assert response.headers["set-cookie"].startswith("refresh_token=; Path=/graphql; Max-Age=0")


async def test_signing_out_ends_the_session_and_the_cookie(forum: Settings, visitor: Visitor) -> None:
    id = await person("leaving")
    await sign_in(visitor, "leaving")

    response = await visitor.http.post("/graphql", json={"query": SIGN_OUT})

    assert "Max-Age=0" in response.headers["set-cookie"]
    assert await visitor.code(VIEWER) == "UNAUTHENTICATED"
    assert len(await news("user.signed-out", id)) == 1


async def test_signing_out_by_the_cookie_alone_ends_the_session_too(forum: Settings, visitor: Visitor) -> None:
    id = await person("leaving_late")
    await sign_in(visitor, "leaving_late")
    del visitor.http.headers["authorization"]

    await visitor.query(SIGN_OUT)
    await visitor.query(SIGN_OUT)

    assert len(await news("user.signed-out", id)) == 1


async def test_ones_sessions_are_listed_and_can_be_ended_one_by_one(forum: Settings, ada: Visitor) -> None:
    async with somebody(forum, **{"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"}) as other:
        await sign_in(other, "ada")
        sessions = (await ada.query(VIEWER))["viewer"]["sessions"]
        assert [session["current"] for session in sessions].count(True) == 1
        (firefox,) = [session["id"] for session in sessions if session["device"] == "Firefox on Linux"]

        revoked = await ada.mutate(REVOKE, id=firefox)

        assert revoked["revokedId"] == firefox
        assert await other.code(VIEWER) == "UNAUTHENTICATED"
    assert await ada.refused(REVOKE, id=firefox) == [("NOT_FOUND", "id")]


async def test_all_other_sessions_end_at_once(forum: Settings, ada: Visitor) -> None:
    async with somebody(forum) as one, somebody(forum) as two:
        await sign_in(one, "ada")
        await sign_in(two, "ada")

        left = (await ada.query(REVOKE_OTHERS))["revokeOtherSessions"]["viewer"]["sessions"]

        assert [session["current"] for session in left] == [True]
        assert await one.code(VIEWER) == await two.code(VIEWER) == "UNAUTHENTICATED"


async def test_sessions_of_others_are_nobodys_business(ada: Visitor, bob: Visitor) -> None:
    session = (await bob.query(VIEWER))["viewer"]["sessions"][0]["id"]

    assert await ada.refused(REVOKE, id=session) == [("NOT_FOUND", "id")]
    assert (await ada.query("query ($id: ID!) { node(id: $id) { id } }", id=session))["node"] is None
    assert (await bob.query("query ($id: ID!) { node(id: $id) { id } }", id=session))["node"] == {"id": session}
    assert await ada.code(REVOKE, input={"id": "coin_" + "0" * 32}) == "BAD_USER_INPUT"


async def test_elsewhere_a_revoked_session_ends_within_three_seconds(ada: Visitor, reads: list[str]) -> None:
    """Another process remembers for three seconds: so long, it asks once."""
    session_id = tokens.session_of(ada.http.headers["authorization"].removeprefix("Bearer "))
    presence.forget_all()
    for _ in range(5):
        assert await presence.living(session_id)
    asked = len(reads)
    until, _ = presence._known[session_id]
    presence._known[session_id] = until - presence.REMEMBERED_SECONDS, None

    assert asked == 1
    assert await presence.living(session_id)
    assert len(reads) == 2


async def test_what_was_read_before_the_end_does_not_bring_a_session_back(ada: Visitor) -> None:
    session_id = tokens.session_of(ada.http.headers["authorization"].removeprefix("Bearer "))
    presence.forget_all()
    asking = asyncio.create_task(presence.living(session_id))
    await asyncio.sleep(0)
    presence.ended(session_id)

    assert await asking is None
    assert await presence.living(session_id) is None
    presence.forget_all()


async def test_tokens_and_hashes_stand_in_no_row_of_the_news(forum: Settings) -> None:
    await person("canary")
    async with somebody(forum, **BODY) as client:
        signed_in = await sign_in(client, "canary")
        refreshed = await client.mutate(REFRESH, refreshToken=signed_in["refreshToken"])

    everything = str([dict(row) for row in await rows("select * from outbox")])
    everything += str([dict(row) for row in await rows("select * from session")])
    for payload in (signed_in, refreshed):
        assert payload["accessToken"] not in everything
        assert payload["refreshToken"] not in everything
