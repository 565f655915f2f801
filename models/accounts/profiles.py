"""What people say of themselves: how it must be, and how it is kept."""

import re
import unicodedata
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlsplit

from models.accounts import rules
from models.accounts.rules import DOMAIN
from models.errors import Refusal, RefusalCode, hold

LONGEST_NAME, LONGEST_TITLE, LONGEST_BIO, LONGEST_LINK = 80, 80, 2000, 300


def checked(changes: Mapping[str, object]) -> dict[str, object]:
    """Changes to a profile as they are kept, by column; None empties. Raises one Refusal of all that is wrong."""
    kept: dict[str, object] = {}
    hold(*(partial(_check, kept, column, value) for column, value in changes.items()))
    return kept


def _check(kept: dict[str, object], column: str, value: object) -> None:
    text = value if isinstance(value, str) else ""
    match column:
        case "username":
            rules.username(text)
            kept[column] = text
        case "public_email":
            kept[column] = bool(value)
        case "display_name":
            kept[column] = line(text, LONGEST_NAME, "displayName")
            if not kept[column]:
                raise Refusal(RefusalCode.TOO_SHORT, "Give a name to be called by.", "displayName")
        case "title":
            kept[column] = line(text, LONGEST_TITLE, "title") or None
        case "bio":
            kept[column] = prose(text, LONGEST_BIO, "bio") or None
        case "website":
            kept[column] = link(text, "website") if text.strip() else None
        case "twitter":
            kept[column] = profile(text, "x.com", "", "twitter") if text.strip() else None
        case "linked_in":
            kept[column] = profile(text, "www.linkedin.com", "in/", "linkedIn") if text.strip() else None
        case _:
            raise KeyError(column)


def line(text: str, most: int, field: str) -> str:
    """One line of text without what cannot be seen, at most so long."""
    found = " ".join("".join(" " if _is_unseen(one) else one for one in text).split())
    if len(found) > most:
        raise Refusal(RefusalCode.TOO_LONG, f"`{field}` has {most} characters at most.", field)
    return found if any(unicodedata.category(one)[0] not in "CZ" for one in found) else ""


_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _is_unseen(character: str) -> bool:
    """Controls, and marks that turn the direction of what is around them; joiners are part of words and pictures."""
    return character in _BIDI or unicodedata.category(character) in ("Cc", "Cs")


def prose(text: str, most: int, field: str) -> str:
    """Several lines of text, at most so long."""
    if len(text.strip()) > most:
        raise Refusal(RefusalCode.TOO_LONG, f"`{field}` has {most} characters at most.", field)
    return text.strip()


def link(text: str, field: str) -> str:
    """An address of the web, with `https://` where it says nothing."""
    address = text.strip() if "://" in text else f"https://{text.strip()}"
    if len(address) > LONGEST_LINK:
        raise Refusal(RefusalCode.TOO_LONG, f"`{field}` has {LONGEST_LINK} characters at most.", field)
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and DOMAIN.fullmatch(parts.hostname or "") and parts.username is None
    except ValueError:
        good = None
    if not good or re.search(r"[\s\x00-\x1f\x7f<>\"]", address):
        raise Refusal(RefusalCode.INVALID, f"`{field}` is no address of a page, such as https://example.org.", field)
    return address


def profile(text: str, site: str, before: str, field: str) -> str:
    """The address of somebody's page on a site, from that address or from the name alone."""
    name = text.strip().lstrip("@")
    return link(f"https://{site}/{before}{name}" if re.fullmatch(r"[\w.-]{1,100}", name) else text, field)
