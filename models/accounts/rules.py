"""What an account must be like: names, emails, passwords, lifetimes."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from models.errors import Refusal, RefusalCode

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 128
LONGEST_EMAIL = 254

_USERNAME = re.compile(r"[A-Za-z0-9_]+", re.ASCII)
_MAILBOX = re.compile(r"[^\s@\"(),:;<>\[\\\]\x00-\x1f\x7f]{1,64}")
DOMAIN = re.compile(r"(?=.{3,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])?")
_SIGNS = frozenset("""!"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~""")


def fold(text: str) -> str:
    """What is the same without case, as a key."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


def email(text: str) -> None:
    mailbox, at, domain = text.strip().rpartition("@")
    if not text.strip():
        raise Refusal(RefusalCode.TOO_SHORT, "Give an email address.", "email")
    if len(fold(text)) > LONGEST_EMAIL or len(text) > LONGEST_EMAIL:
        raise Refusal(RefusalCode.TOO_LONG, f"An email address has {LONGEST_EMAIL} characters at most.", "email")
    if not (at and _MAILBOX.fullmatch(mailbox) and DOMAIN.fullmatch(domain)):
        raise Refusal(RefusalCode.INVALID, "This is no email address.", "email")


def username(text: str) -> None:
    if len(text) < 3:
        raise Refusal(RefusalCode.TOO_SHORT, "A username has 3 characters at least.", "username")
    if len(text) > 24:
        raise Refusal(RefusalCode.TOO_LONG, "A username has 24 characters at most.", "username")
    if not _USERNAME.fullmatch(text):
        raise Refusal(RefusalCode.INVALID, "A username has letters from A to Z, digits and _.", "username")
    if fold(text) in reserved_usernames():
        raise Refusal(RefusalCode.TAKEN, "This username is not to be had.", "username")


def password(text: str, field: str = "password") -> None:
    if len(text) < SHORTEST_PASSWORD:
        raise Refusal(RefusalCode.TOO_SHORT, f"A password has {SHORTEST_PASSWORD} characters at least.", field)
    if len(text) > LONGEST_PASSWORD:
        raise Refusal(RefusalCode.TOO_LONG, f"A password has {LONGEST_PASSWORD} characters at most.", field)
    kinds = (str.isupper, str.islower, str.isdigit, _is_sign)
    if not all(any(map(is_of, text)) for is_of in kinds):
        wanted = "A password has an upper case letter, a lower case letter, a digit and a sign."
        raise Refusal(RefusalCode.PASSWORD_TOO_WEAK, wanted, field)
    if _plain(text) in common_passwords():
        raise Refusal(RefusalCode.PASSWORD_TOO_WEAK, "Many people have this password: take another.", field)


def _is_sign(character: str) -> bool:
    return character in _SIGNS or unicodedata.category(character)[0] in "PSZ"


_DISGUISES = str.maketrans("@4310$5!7", "aaeiossit")


def _plain(text: str) -> str:
    """The word behind a password such as `P@ssw0rd1!`: without its disguise, and what is hung on its ends."""
    word = text.casefold().strip("0123456789" + "".join(_SIGNS))
    return word.translate(_DISGUISES)


@cache
def common_passwords() -> frozenset[str]:
    """Words that many passwords are made of, in lower case."""
    return _words("common_passwords.txt")


@cache
def reserved_usernames() -> frozenset[str]:
    """Those that would be taken for the house itself, or for one of its pages."""
    return _words("reserved_usernames.txt")


def _words(file: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / file).read_text().split())


def terms(accepted: bool) -> None:
    if not accepted:
        raise Refusal(RefusalCode.TERMS_NOT_ACCEPTED, "Accept the terms to sign up.", "acceptTerms")
