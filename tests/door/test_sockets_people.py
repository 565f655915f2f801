"""Who speaks on a socket: the bearer of connection_init, for as long as the session lives."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from api.conversation import PATIENCE, Patience
from models import clock, database
from models.accounts import presence, tokens
from models.actor import Role
from models.settings import Settings
from resolvers.schema import schema
from tests.accounts.asking import SIGN_OUT
from tests.door.talking import Served, connected, serving, talking
from tests.people import email_of
from tests.visitor import Visitor

WHO = "{ viewer { email } }"
HASTY = Patience(sessions=0.1)


@pytest_asyncio.fixture(scope="module")
async def served(forum: Settings) -> AsyncIterator[Served]:
    async with serving(schema, HASTY) as served:
        yield served


def token_of(visitor: Visitor) -> str:
    token: str = visitor.http.headers["authorization"]
    return token


async def revoke_elsewhere(visitor: Visitor) -> None:
    """As another process does it: this one is told nothing."""
    async with database.transaction():
        await database.execute("update session set revoked_at = now() where person_id = $1", visitor.id)


@pytest.mark.parametrize("name", ["authorization", "Authorization"])
async def test_the_bearer_is_the_viewer(served: Served, ada: Visitor, name: str) -> None:
    async with connected(served.url) as talk:
        await talk.say("connection_init", payload={name: token_of(ada)})
        assert await talk.hear() == {"type": "connection_ack"}

        assert (await talk.answer(WHO))["data"] == {"viewer": {"email": email_of("ada")}}


@pytest.mark.parametrize("payload", [{}, {"payload": None}, {"payload": {}}, {"payload": {"authorization": None}}])
async def test_without_a_token_it_is_nobody_whatever_the_handshake_says(
    served: Served, ada: Visitor, payload: dict[str, object]
) -> None:
    headers = {"Cookie": f"refresh_token={ada.http.cookies['refresh_token']}", "Authorization": token_of(ada)}
    async with connected(served.url, additional_headers=headers) as talk:
        await talk.say("connection_init", **payload)
        assert await talk.hear() == {"type": "connection_ack"}

        assert (await talk.answer(WHO))["data"] == {"viewer": None}


@pytest.mark.parametrize("authorization", ["x", "Bearer", "Bearer x", "Bearer é", "Basic YTpi", "Bearer " + "x" * 5000])
async def test_a_token_that_is_none_of_ours_is_forbidden(served: Served, authorization: str) -> None:
    async with connected(served.url) as talk:
        await talk.say("connection_init", payload={"authorization": authorization})

        assert await talk.closed() == (4403, "Forbidden")


async def test_a_token_that_has_expired_is_forbidden_and_one_that_expires_later_is_not(
    served: Served, ada: Visitor
) -> None:
    async with talking(served.url, token_of(ada)) as talk:
        clock.move(timedelta(minutes=16))
        await asyncio.sleep(3 * HASTY.sessions)
        assert (await talk.answer(WHO))["data"] == {"viewer": {"email": email_of("ada")}}

    async with connected(served.url) as late:
        await late.say("connection_init", payload={"authorization": token_of(ada)})

        assert await late.closed() == (4403, "Forbidden")


async def test_who_signs_out_is_closed_on_all_sockets_of_that_session_alone(
    served: Served, ada: Visitor, bob: Visitor
) -> None:
    async with (
        talking(served.url, token_of(ada)) as one,
        talking(served.url, token_of(ada)) as two,
        talking(served.url, token_of(bob)) as other,
        talking(served.url) as nobody,
    ):
        await one.subscribe("a", "subscription { marketStatsUpdated { __typename } }")

        await ada.mutate(SIGN_OUT)

        assert await one.closed() == (4403, "Forbidden")
        assert await two.closed() == (4403, "Forbidden")
        assert await other.lives()
        assert await nobody.lives()
    async with connected(served.url) as again:
        await again.say("connection_init", payload={"authorization": token_of(ada)})
        assert await again.closed() == (4403, "Forbidden")


def test_five_seconds_are_enough_to_notice_that_a_session_ended() -> None:
    assert presence.REMEMBERED_SECONDS + PATIENCE.sessions < 5


async def test_a_session_that_another_process_ended_is_noticed(forum: Settings, ada: Visitor) -> None:
    async with serving(schema) as served, talking(served.url, token_of(ada)) as talk:
        presence.forget_all()
        assert (await ada.query(WHO))["viewer"]  # from now on it is believed for a while

        await revoke_elsewhere(ada)

        assert await talk.closed() == (4403, "Forbidden")


async def test_who_is_given_other_rights_comes_again_to_have_them(served: Served, bob: Visitor) -> None:
    async with talking(served.url, token_of(bob)) as talk:
        async with database.transaction():
            await database.execute("update person set role = $2 where id = $1", bob.id, Role.MODERATOR.value)
        presence.forget_all()

        assert await talk.closed() == (1012, "Rights have changed")


async def test_while_postgresql_is_away_who_is_here_stays_and_others_try_again_later(
    served: Served, forum: Settings, ada: Visitor
) -> None:
    async with talking(served.url, token_of(ada)) as talk:
        await database.disconnect()
        presence.forget_all()
        try:
            async with connected(served.url) as late:
                await late.say("connection_init", payload={"authorization": token_of(ada)})
                assert await late.closed() == (1013, "Try again later")
            await asyncio.sleep(3 * HASTY.sessions)
            assert await talk.lives()
        finally:
            await database.connect(forum)
        assert (await talk.answer(WHO))["data"]["viewer"]

        presence.ended(tokens.session_of(token_of(ada).removeprefix("Bearer ")))

        assert await talk.closed() == (4403, "Forbidden")
