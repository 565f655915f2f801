"""Sending by SendGrid's own client, to a local server that speaks its protocol."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

import orjson
import pytest
import pytest_asyncio

from models import database
from models.accounts.tables import Person
from models.deliveries import deliver
from models.settings import Settings
from tests.events.telling import rows
from tests.mail.sending import nobody_here, somebody
from workers import deliveries, mail
from workers.deliveries import SENDERS

KEY = "SG.a-key-that-nobody-sees"


@dataclass
class PostOffice:
    """Answers each mail with `status`, or hangs where that is 0; keeps what it was handed."""

    status: int = 202
    mails: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.headers.append(headers | {"": first})
        self.mails.append(orjson.loads(await reader.readexactly(int(headers["content-length"]))))
        if self.status:
            body = b'{"errors": [{"message": "ada@fjordmail.example is no address", "field": "to"}]}'
            body = b"" if self.status == 202 else body
            head = f"HTTP/1.1 {self.status} Whatever\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
            writer.write(head.encode() + body)
        else:
            await reader.read()
        writer.close()


@pytest_asyncio.fixture
async def office(
    forum: Settings, with_settings: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PostOffice]:
    office = PostOffice()
    server = await asyncio.start_server(office.answer, "127.0.0.1", 0)
    office.address = "http://{}:{}".format(*server.sockets[0].getsockname())
    with_settings(sendgrid_api_key=KEY, mail_from="Cryptotalks <talk@cryptotalks.example>")
    monkeypatch.setitem(SENDERS, "mail", partial(mail.send, host=office.address))
    await nobody_here()
    async with server:
        yield office


async def send_to(person: Person, template: str = "confirmation") -> tuple[str, str]:
    """What becomes of its delivery, and why."""
    async with database.transaction():
        id = await deliver(uuid4(), "mail", template, person.id)
    await deliveries.send(id)
    (row,) = await rows("select state, coalesce(error, '') as error from delivery where id = $1", id)
    return row.state, row.error


async def test_a_mail_is_handed_over_as_sendgrid_has_it(office: PostOffice) -> None:
    ada = await somebody()

    assert await send_to(ada) == ("SENT", "")

    (sent,), (headers,) = office.mails, office.headers
    assert headers[""] == "POST /v3/mail/send HTTP/1.1"
    assert headers["authorization"] == f"Bearer {KEY}"
    assert sent["personalizations"] == [{"to": [{"email": "ada@fjordmail.example"}]}]
    assert sent["from"] == {"email": "talk@cryptotalks.example", "name": "Cryptotalks"}
    assert [part["type"] for part in sent["content"]] == ["text/plain", "text/html"]
    assert all("/confirm?token=" in part["value"] for part in sent["content"])
    assert sent["tracking_settings"]["click_tracking"] == {"enable": False, "enable_text": False}
    assert await rows("select from mailbox_message") == []


@pytest.mark.parametrize("status", [400, 404, 413])
async def test_a_mail_that_is_refused_for_good_is_given_up(office: PostOffice, status: int) -> None:
    office.status = status

    state, error = await send_to(await somebody())

    assert (state, error.partition(" (")[0]) == ("FAILED", f"Never: SendGrid answers {status}")


@pytest.mark.parametrize("status", [401, 403, 408, 429, 500, 503, 599])
async def test_what_may_be_mended_is_tried_again_with_another_link(office: PostOffice, status: int) -> None:
    office.status, ada = status, await somebody()

    state, error = await send_to(ada)

    assert (state, error.partition(" (")[0]) == ("PENDING", f"Later: SendGrid answers {status}")
    office.status = 202
    async with database.transaction():
        (row,) = await database.execute("update delivery set due_at = created_at returning id")
    await deliveries.send(row["id"])
    first, second = (sent["content"][0]["value"] for sent in office.mails)
    assert first != second
    assert len(await rows("select from delivery where state = 'SENT'")) == 1


async def test_a_server_that_hangs_is_left_and_tried_again(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "POST_SECONDS", 0.2)
    office.status = 0

    state, error = await send_to(await somebody())

    assert (state, error.partition(" (")[0]) == ("PENDING", "Later: SendGrid was not reached: TimeoutError")


async def test_a_server_that_is_away_is_tried_again(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SENDERS, "mail", partial(mail.send, host="http://127.0.0.1:1"))

    state, error = await send_to(await somebody())

    assert (state, error.partition(" (")[0]) == ("PENDING", "Later: SendGrid was not reached: URLError")


@pytest.mark.parametrize("status", [202, 400, 500])
async def test_neither_key_nor_mail_is_logged(
    office: PostOffice, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    caplog.set_level(logging.DEBUG)
    office.status = status

    _, error = await send_to(await somebody())

    said = [record.getMessage() for record in caplog.records if not record.name.startswith("tortoise")]
    assert len(office.mails) == 1
    for secret in (KEY, "ada@", "confirm?token"):
        assert [line for line in [*said, error] if secret in line] == []


async def test_a_key_that_cannot_be_sent_is_not_shown(
    office: PostOffice, with_settings: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    with_settings(sendgrid_api_key=f"{KEY}\n.")

    state, error = await send_to(await somebody())

    assert (state, office.mails) == ("PENDING", [])
    assert error.startswith("Later: SendGrid was not reached: ValueError")
    assert KEY not in caplog.text + error


async def test_the_loop_goes_on_while_sendgrid_thinks(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "POST_SECONDS", 0.5)
    office.status = 0
    sending = asyncio.create_task(send_to(await somebody()))

    turns = 0
    while not sending.done():
        await asyncio.sleep(0.01)
        turns += 1

    assert turns > 10
