"""/mailbox and /mailbox.json, with mail and without, and where there is none of it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio

from api.app import create_app
from models import clock, database, mailbox
from models.settings import Environment, Settings
from tests.visitor import Visitor

LINK = "http://127.0.0.1:8000/graphql?query=mutation+X"


@pytest_asyncio.fixture(autouse=True)
async def _an_empty_mailbox(forum: Settings) -> AsyncIterator[None]:
    async with database.transaction():
        await database.execute("delete from mailbox_message")
    yield


async def a_message(subject: str = "Confirm it", to: str = "ada@fjordmail.example", text: str = f"Open {LINK}") -> UUID:
    id = uuid4()
    clock.move(timedelta(seconds=1))
    async with database.transaction():
        await mailbox.put(id, to, subject, text, f"<p>Open <a href='{LINK}'>it</a></p>", [LINK])
    return id


async def test_an_empty_mailbox_says_what_to_do(visitor: Visitor) -> None:
    page, list_ = await visitor.http.get("/mailbox"), await visitor.http.get("/mailbox.json")

    assert page.status_code == 200
    assert "No mail yet" in page.text
    assert "Sign up and look again" in page.text
    assert (list_.status_code, list_.json()) == (200, [])


async def test_the_json_is_the_newest_first(visitor: Visitor) -> None:
    first, second = await a_message("First"), await a_message("Second")

    answer = await visitor.http.get("/mailbox.json")

    assert answer.headers["content-type"] == "application/json"
    assert [message["id"] for message in answer.json()] == [str(second), str(first)]
    assert answer.json()[1] == {
        "id": str(first),
        "to": "ada@fjordmail.example",
        "subject": "First",
        "text": f"Open {LINK}",
        "links": [LINK],
        "at": answer.json()[1]["at"],
    }
    assert answer.json()[1]["at"] < answer.json()[0]["at"]


async def test_no_more_than_the_newest_are_shown(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "MOST", 3)
    ids = [await a_message() for _ in range(5)]

    answer = await visitor.http.get("/mailbox.json")

    assert [message["id"] for message in answer.json()] == [str(id) for id in ids[:1:-1]]
    old = await visitor.http.get(f"/mailbox/{ids[0]}")
    assert (old.status_code, "This message is not here" in old.text) == (404, True)


async def test_the_page_shows_the_latest_and_the_chosen(visitor: Visitor) -> None:
    first, second = await a_message("First"), await a_message("Second")

    latest, chosen = await visitor.http.get("/mailbox"), await visitor.http.get(f"/mailbox/{first}")

    assert f'src="/mailbox/{second}/html"' in latest.text
    assert f'src="/mailbox/{first}/html"' in chosen.text
    assert chosen.text.count('aria-current="page"') == 1
    assert f'<a href="{LINK}"' in chosen.text


async def test_what_stands_in_a_mail_is_words_on_the_page(visitor: Visitor) -> None:
    await a_message(
        "<script>alert(1)</script>", '"><img src=x>@x.example', "<b>bold</b> {{ 7 * 7 }} javascript:alert(1)"
    )

    page = (await visitor.http.get("/mailbox")).text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt; {{ 7 * 7 }}" in page
    assert 'href="javascript' not in page


async def test_page_and_mail_may_run_nothing_that_is_written_into_them(visitor: Visitor) -> None:
    id = await a_message()

    page, mail = await visitor.http.get("/mailbox"), await visitor.http.get(f"/mailbox/{id}/html")

    for answer in (page, mail):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "'unsafe" not in page.headers["content-security-policy"]
    assert "style=" not in page.text
    assert "script-src" not in mail.headers["content-security-policy"]
    assert "allow-scripts" not in mail.headers["content-security-policy"]
    assert "; sandbox allow-same-origin" in mail.headers["content-security-policy"]
    assert mail.text == f"<p>Open <a href='{LINK}'>it</a></p>"


@pytest.mark.parametrize(("name", "type"), [("page.css", "text/css"), ("page.js", "text/javascript")])
async def test_the_page_has_its_style_and_its_script(visitor: Visitor, name: str, type: str) -> None:
    answer = await visitor.http.get(f"/mailbox/{name}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(type)
    assert f"/mailbox/{name}" in (await visitor.http.get("/mailbox")).text


@pytest.mark.parametrize("path", ["page.html", "page.", "x", f"{uuid4()}", f"{uuid4()}/html", "../mailbox.json/x"])
async def test_anything_else_is_not_here(visitor: Visitor, path: str) -> None:
    assert (await visitor.http.get(f"/mailbox/{path}")).status_code == 404


async def test_the_mailbox_changes_nothing(visitor: Visitor) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert (await visitor.http.request(method, "/mailbox")).status_code == 405


@pytest.mark.parametrize(
    "changes",
    [
        {"environment": Environment.PRODUCTION},
        {"sendgrid_api_key": "SG.key"},
    ],
)
async def test_there_is_no_mailbox_in_production_or_where_mail_is_sent(
    forum: Settings, changes: dict[str, object]
) -> None:
    id = await a_message()
    if key := changes.get("sendgrid_api_key"):
        changes = {"sendgrid_api_key": type(forum.sendgrid_api_key)(str(key))}
    app, _ = create_app(forum.model_copy(update=changes))

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://talk.example") as http:
        paths = ("", ".json", f"/{id}", f"/{id}/html", "/page.css", "/page.js", "/words.woff2")
        answers = [await http.get(f"/mailbox{path}") for path in paths]

    assert {answer.status_code for answer in answers} == {404}


async def test_a_database_that_is_away_is_said_in_words(forum: Settings, visitor: Visitor) -> None:
    await database.disconnect()
    try:
        answer = await visitor.http.get("/mailbox")
    finally:
        await database.connect(forum)

    assert (answer.status_code, answer.text) == (503, "PostgreSQL is away or overloaded; try again in a moment.\n")
