"""What the models refuse, and what they cannot do at the moment.

Unavailable        a server of ours is away: try again
Malformed          a value that can mean nothing here
Refusal            a rule said no, and the caller can mend it
Unauthenticated    nobody has signed in
Forbidden          not for this person
RateLimited        too often
"""

from collections.abc import Awaitable, Callable
from enum import Enum, auto


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
    NOT_AUTHOR = auto()
    OWN_CONTENT = auto()
    EDIT_WINDOW_OVER = auto()
    POST_LOCKED = auto()
    DEPTH_LIMIT = auto()
    CONFLICT = auto()


class Refusal(Exception):
    """A rule said no: nothing was written. `instead` is what is written all the same, in a transaction of its own."""

    def __init__(
        self, code: RefusalCode, message: str, *field: str, instead: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.field, self.instead = code, message, field, instead
        self.all: tuple[Refusal, ...] = (self,)


def hold(*rules: Callable[[], object]) -> None:
    """Hold to all of these rules. Raises one Refusal, whose `all` are the refusals of each that said no."""
    refusals = []
    for rule in rules:
        try:
            rule()
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        refusals[0].all = tuple(refusals)
        raise refusals[0]


class Unauthenticated(Exception):
    """Nobody has signed in, or the session has ended."""


class Forbidden(Exception):
    """Not for this person; the words are said to the caller."""


class RateLimited(Exception):
    """Too often: `retry_after` is when to try again, in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many tries; try again in {retry_after} s.")
        self.retry_after = retry_after
