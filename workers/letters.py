"""Letters: what each mail says, in words and in HTML, written as it is sent.

A letter is a function that finds what its templates have to know; the two in templates/mail bear its name.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from models import clock
from models.accounts import links, queries
from models.accounts.devices import device_name
from models.accounts.links import Purpose
from models.accounts.queries import AddresseeRow
from models.accounts.tables import Session
from models.settings import settings
from workers.deliveries import Due, Never

Facts = dict[str, object]
Find = Callable[[AddresseeRow, Mapping[str, Any]], Awaitable[Facts]]


@dataclass(frozen=True)
class Letter:
    """A mail as it goes out."""

    to: str
    subject: str
    text: str
    html: str
    links: list[str]


LETTERS: dict[str, tuple[str, Find]] = {}
"""Each letter's subject, which holds nobody's words, and what finds its facts."""

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates" / "mail"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def letter(subject: str) -> Callable[[Find], Find]:
    """Mark what finds the facts of the letter of this name, its `link` among them."""

    def mark(find: Find) -> Find:
        LETTERS[find.__name__] = subject, find
        return find

    return mark


@letter("Confirm your account at Cryptotalks")
async def confirmation(person: AddresseeRow, facts: Mapping[str, Any]) -> Facts:
    """Names nobody but by username: a stranger chose what it says, and whom it goes to."""
    if person.confirmed_at:
        raise Never("this account is confirmed already")
    # Asked before the link is made: never later than it is good.
    until = moment(clock.now() + Purpose.CONFIRMATION.lasts)
    token = await links.mint(person.id, Purpose.CONFIRMATION)
    return {"until": until, "link": page("confirm", token=token)}


@letter("You have an account at Cryptotalks already")
async def taken_email_notice(person: AddresseeRow, facts: Mapping[str, Any]) -> Facts:
    return {"link": page("sign-in")}


@letter("Welcome to Cryptotalks")
async def welcome(person: AddresseeRow, facts: Mapping[str, Any]) -> Facts:
    return {"link": page("sign-in")}


@letter("A new sign-in to your account at Cryptotalks")
async def new_device_notice(person: AddresseeRow, facts: Mapping[str, Any]) -> Facts:
    # Whether or not it has ended meanwhile: whoever came and went is worth the more knowing of.
    session = await Session.get_or_none(id=UUID(facts["session_id"]), person_id=person.id)
    if not session:
        raise Never("this session is gone")
    return {
        "device": device_name(session.device),
        "ip_address": session.ip_address or "unknown",
        "at": moment(session.created_at),
        "link": page("settings/sessions"),
    }


async def written(due: Due) -> Letter:
    """Write it, in the transaction that is open. Raises Never where there is nothing to say any more, or nobody."""
    person = await queries.addressee(due.person_id) if due.person_id else None
    if not person:
        raise Never("this person is gone")
    subject, find = LETTERS[due.template]
    facts = await find(person, due.facts)
    return rendered(due.template, person.email, subject, name=person.display_name, username=person.username, **facts)


def rendered(template: str, to: str, subject: str, **facts: Any) -> Letter:
    """Both templates filled in. Raises where one of them names what it is not told."""
    facts |= {"subject": subject, "name": " ".join(facts["name"].split())}
    text, html = (_templates.get_template(f"{template}.{kind}").render(facts) for kind in ("txt", "html"))
    return Letter(to, subject, text, html, [facts["link"]])


def page(path: str, **asked: str) -> str:
    """The address of a page of the site."""
    return f"{settings().base_url}/{path}{'?' if asked else ''}{urlencode(asked)}"


def moment(at: datetime) -> str:
    """`7 July 2026 at 14:02 UTC`."""
    return f"{at.day} {at:%B %Y} at {at:%H:%M} UTC"
