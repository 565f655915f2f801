"""The mailbox: mail that no service sends, as a page and as JSON. It is absent in production and where mail is sent."""

from pathlib import Path
from typing import Final
from uuid import UUID

import orjson
from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from api.static import DIST
from models import mailbox
from models.errors import Unavailable
from models.mailbox import MessageRow
from models.settings import Settings

TEMPLATES: Final = Path(__file__).parent / "templates" / "mailbox"

PAGE_HEADERS: Final = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
# Whatever stands in a mail: it may look as it likes and open its links, and nothing else. The page measures its height.
MAIL_SANDBOX: Final = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
MAIL_HEADERS: Final = PAGE_HEADERS | {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    f"form-action 'none'; frame-ancestors 'self'; sandbox {MAIL_SANDBOX}",
}

_templates = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def mount_mailbox(app: FastAPI, settings: Settings) -> None:
    """Serves /mailbox and /mailbox.json where mail is kept to be read; else there is nothing here."""
    if not settings.has_mailbox:
        return
    app.add_exception_handler(Unavailable, _away)
    for path, endpoint in (
        ("/mailbox", _newest),
        ("/mailbox.json", _json),
        ("/mailbox/{id:uuid}", _chosen),
        ("/mailbox/{id:uuid}/html", _html),
        ("/mailbox/page.{kind}", _part),
        ("/mailbox/words.woff2", _font),
    ):
        app.add_route(path, endpoint, include_in_schema=False)


async def _newest(request: Request) -> Response:
    messages = await mailbox.messages()
    return _page(messages, messages[0] if messages else None)


async def _chosen(request: Request) -> Response:
    messages = await mailbox.messages()
    chosen = next((message for message in messages if message.id == request.path_params["id"]), None)
    return _page(messages, chosen, 200 if chosen else 404)


def _page(messages: list[MessageRow], chosen: MessageRow | None, status: int = 200) -> Response:
    page = _templates.get_template("page.html").render(messages=messages, chosen=chosen, sandbox=MAIL_SANDBOX)
    return Response(page, status, PAGE_HEADERS)


async def _json(request: Request) -> Response:
    messages = [
        {
            "id": str(message.id),
            "to": message.recipient,
            "subject": message.subject,
            "text": message.text,
            "links": orjson.loads(message.links),
            "at": message.created_at,
        }
        for message in await mailbox.messages()
    ]
    return Response(orjson.dumps(messages), 200, {"cache-control": "no-store"}, "application/json")


async def _html(request: Request) -> Response:
    id: UUID = request.path_params["id"]
    html = await mailbox.html(id)
    return Response(html, 200, MAIL_HEADERS) if html is not None else PlainTextResponse("No such message.\n", 404)


def _part(request: Request) -> Response:
    """The page's own style and script."""
    media_types = {"css": "text/css", "js": "text/javascript"}
    kind = request.path_params["kind"]
    if kind not in media_types:
        return PlainTextResponse("There is no such file.\n", 404)
    return FileResponse(TEMPLATES / f"page.{kind}", media_type=media_types[kind], headers={"cache-control": "no-cache"})


def _font(request: Request) -> Response:
    """The product's typeface, out of the front end's build; where that is not made, the system's has to do."""
    font = next((DIST / "assets").glob("schibsted-grotesk-latin-wght-normal-*.woff2"), None)
    if not font:
        return PlainTextResponse("The front end is not built.\n", 404)
    return FileResponse(font, media_type="font/woff2", headers={"cache-control": "max-age=86400"})


async def _away(request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}.\n", 503)
