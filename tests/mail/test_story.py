"""From the news to a link that works: effect, delivery, letter, mailbox."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import orjson
import pytest
import pytest_asyncio

from models import clock, database
from models.accounts import actions
from models.accounts.events import UserConfirmationRequested, UserSignedUp
from models.actor import NOBODY
from models.database import Row
from models.deliveries import deliver
from models.errors import Refusal, RefusalCode
from models.settings import Settings
from tests.events.telling import rows
from tests.mail.sending import happens, nobody_here, sent, somebody, state
from workers import deliveries, mail


@pytest_asyncio.fixture(autouse=True)
async def _a_forum_without_people(forum: Settings) -> None:
    await nobody_here()


def token_of(message: Row) -> str:
    """What stands in its link alone."""
    link: str = orjson.loads(message.links)[0]
    (token,) = parse_qs(urlsplit(link).query)["token"]
    return token


def test_the_workers_send_mail() -> None:
    assert deliveries.SENDERS["mail"] is mail.send


async def test_who_signs_up_gets_one_mail_whose_link_confirms(with_settings: Callable[..., None]) -> None:
    with_settings(public_url="https://talk.example/forum")
    ada = await somebody()

    await happens(UserSignedUp(user_id=ada.id))
    (message,) = await sent()

    (link,) = orjson.loads(message.links)
    assert (message.recipient, message.subject) == ("ada@fjordmail.example", "Confirm your account at Cryptotalks")
    assert link.startswith("https://talk.example/forum/confirm?token=")
    assert link in message.text
    async with database.transaction():
        assert await actions.confirm(NOBODY, token_of(message)) == ada.id
    assert (await state("confirmation")) == ("SENT", None)


async def test_a_mail_says_until_when_its_link_is_good_and_no_later(with_settings: Callable[..., None]) -> None:
    with_settings(confirmation_hours="3")
    ada = await somebody()

    await happens(UserSignedUp(user_id=ada.id))
    (message,) = await sent()
    (link,) = await rows("select expires_at from link")

    said = f"{link.expires_at.day} {link.expires_at:%B %Y} at {link.expires_at:%H:%M} UTC"
    assert f"until {said}." in " ".join(message.text.split())
    clock.move(timedelta(hours=3))
    with pytest.raises(Refusal) as refused:
        async with database.transaction():
            await actions.confirm(NOBODY, token_of(message))
    assert refused.value.code is RefusalCode.TOKEN_EXPIRED


async def test_asked_for_again_there_is_a_second_mail_with_a_link_of_its_own(forum: Settings) -> None:
    ada = await somebody()

    await happens(UserSignedUp(user_id=ada.id), UserConfirmationRequested(user_id=ada.id))
    messages = await sent()

    assert len({token_of(message) for message in messages}) == 2


async def test_a_sender_that_was_killed_before_it_told_leaves_one_message_and_one_link(forum: Settings) -> None:
    ada = await somebody()
    await happens(UserSignedUp(user_id=ada.id))
    (first,) = await sent()

    async with database.transaction():
        await database.execute("update delivery set state = 'PENDING', due_at = $1", clock.now())
    (again,) = await sent()

    assert again == first
    assert (await state("confirmation")) == ("SENT", None)
    assert len(await rows("select from link")) == 1


async def test_two_senders_at_once_leave_one_message(forum: Settings) -> None:
    ada = await somebody()
    async with database.transaction():
        id = await deliver(uuid4(), "mail", "welcome", ada.id)
    due = deliveries.Due(id, "mail", "welcome", ada.id, {}, 1)

    await asyncio.gather(*(mail.send(due) for _ in range(5)))

    assert len(await rows("select from mailbox_message")) == 1


async def test_the_token_stands_in_the_mail_alone(forum: Settings) -> None:
    ada = await somebody()
    await happens(UserSignedUp(user_id=ada.id))
    (message,) = await sent()

    tables = await rows("select tablename from pg_tables where schemaname = 'public'")
    holding = {
        table.tablename
        for table in tables
        if await rows(f"select from {table.tablename} as row where strpos(row::text, $1) > 0", token_of(message))
    }

    assert len(tables) > 10
    assert holding == {"mailbox_message"}


async def test_who_confirmed_meanwhile_gets_no_link(forum: Settings) -> None:
    ada = await somebody(confirmed=True)

    await happens(UserConfirmationRequested(user_id=ada.id))

    assert await sent() == []
    assert "confirmed already" in ((await state("confirmation"))[1] or "")
    assert await rows("select from link") == []


async def test_a_production_without_a_mail_service_waits_for_one(with_settings: Callable[..., None]) -> None:
    with_settings(environment="production", secret_key="k" * 32, argon2_memory_kib="19456", argon2_passes="2")
    ada = await somebody()

    await happens(UserSignedUp(user_id=ada.id))

    assert await sent() == []
    assert (await state("confirmation"))[0] == "PENDING"
    assert "no mail service is set" in ((await state("confirmation"))[1] or "")
