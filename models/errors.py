"""What the models refuse, and what they cannot do at the moment.

Unavailable        a server of ours is away: try again
Malformed          a value that can mean nothing here
Refusal            a rule said no, and the caller can mend it
Unauthenticated    nobody has signed in
Forbidden          not for this person
RateLimited        too often
"""

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.events import Event


class Unavailable(Exception):
    """A server of ours is away or overloaded: nothing was written, and the caller may try again."""

    def __init__(self, server: str) -> None:
        super().__init__(f"{server} is away or overloaded; try again in a moment")
        self.server = server


class Malformed(ValueError):
    """A plain value that can mean nothing here: a page too large, a cursor of another list. Said to the caller."""


class RefusalCode(Enum):
    """Why something was refused that the caller can mend."""

    INVALID = auto()
    TOO_SHORT = auto()
    TOO_LONG = auto()
    TAKEN = auto()
    NOT_FOUND = auto()
    WRONG_CREDENTIALS = auto()
    ACCOUNT_NOT_CONFIRMED = auto()
    ACCOUNT_SUSPENDED = auto()
    TOKEN_INVALID = auto()
    TOKEN_EXPIRED = auto()
    TOKEN_USED = auto()
    TERMS_NOT_ACCEPTED = auto()
    PASSWORD_TOO_WEAK = auto()


class Refusal(Exception):
    """A rule said no: nothing was written. `news` are events that are announced all the same."""

    def __init__(self, code: RefusalCode, message: str, *field: str, news: Sequence["Event"] = ()) -> None:
        super().__init__(message)
        self.code, self.message, self.field, self.news = code, message, field, news


class Unauthenticated(Exception):
    """Nobody has signed in, or the session has ended."""


class Forbidden(Exception):
    """Not for this person; the words are said to the caller."""


class RateLimited(Exception):
    """Too often: `retry_after` is when to try again, in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many tries; try again in {retry_after} s.")
        self.retry_after = retry_after
