"""The notices: who hears of what, and who of nothing."""

from uuid import uuid4

import pytest
import pytest_asyncio

from models import clock, database
from models.accounts.events import UserConfirmed, UserSignedIn, UserSignedUp, UserSignedUpAgain
from models.deliveries import deliver
from models.settings import Settings
from tests.events.telling import rows
from tests.mail.sending import happens, nobody_here, sent, session, somebody, state


@pytest_asyncio.fixture(autouse=True)
async def _a_forum_without_people(forum: Settings) -> None:
    await nobody_here()


async def test_a_row_of_deliveries_holds_nothing_personal(forum: Settings) -> None:
    ada = await somebody(confirmed=True)
    await session(ada)
    latest = await session(ada, ip_address="203.0.113.9")

    await happens(UserConfirmed(user_id=ada.id), UserSignedIn(user_id=ada.id, session_id=latest.id))
    await sent()

    written = [row.text for row in await rows("select delivery::text as text from delivery")]
    assert len(written) == 2
    for personal in ("ada@", "Ada", "Okonkwo", "Firefox", "203.0.113.9"):
        assert [text for text in written if personal in text] == []


async def test_the_owner_of_an_address_hears_that_somebody_tried_it(forum: Settings) -> None:
    ada = await somebody(confirmed=True)

    await happens(UserSignedUpAgain(user_id=ada.id))
    (message,) = await sent()

    assert message.subject == "You have an account at Cryptotalks already"
    assert "Ada Okonkwo" in message.text


async def test_who_has_confirmed_is_welcome(forum: Settings) -> None:
    ada = await somebody(confirmed=True)

    await happens(UserConfirmed(user_id=ada.id))
    (message,) = await sent()

    assert message.subject == "Welcome to Cryptotalks"


async def test_a_new_device_is_told_of_even_where_its_session_has_ended(forum: Settings) -> None:
    ada = await somebody(confirmed=True)
    first, again = await session(ada), await session(ada)
    new = await session(ada, device="curl/8.7.1", ip_address="203.0.113.9")
    async with database.transaction():
        await database.execute("update session set revoked_at = $2 where id = $1", new.id, clock.now())

    await happens(*(UserSignedIn(user_id=ada.id, session_id=one.id) for one in (first, again, new)))
    (message,) = await sent()

    assert "curl" in message.text
    assert "203.0.113.9" in message.text
    assert "198.51.100.7" not in message.text


@pytest.mark.parametrize("facts", [{}, {"session_id": uuid4().hex}])
async def test_a_notice_without_its_session_is_not_sent(forum: Settings, facts: dict[str, str]) -> None:
    ada = await somebody(confirmed=True)
    async with database.transaction():
        await deliver(uuid4(), "mail", "new_device_notice", ada.id, **facts)

    assert await sent() == []
    assert (await state("new_device_notice"))[0] == ("FAILED" if facts else "PENDING")


async def test_another_persons_session_is_not_shown(forum: Settings) -> None:
    ada, bob = await somebody(confirmed=True), await somebody("bob", confirmed=True)
    bobs = await session(bob)
    async with database.transaction():
        await deliver(uuid4(), "mail", "new_device_notice", ada.id, session_id=str(bobs.id))

    assert await sent() == []


async def test_nobody_is_written_to_who_is_gone(forum: Settings) -> None:
    await happens(UserSignedUp(user_id=uuid4()))

    assert await sent() == []
    assert (await state("confirmation"))[0] == "FAILED"
    assert "this person is gone" in ((await state("confirmation"))[1] or "")
