"""How often what may be tried: the one table of figures."""

from dataclasses import dataclass
from enum import Enum

HOUR = 60 * 60
QUARTER = 15 * 60


@dataclass(frozen=True, eq=False)
class Figures:
    """So many tries within a window, which the first of them begins; then none until it ends."""

    most: int
    seconds: int
    relaxed: int | None = None
    """What counts instead of `most` where limits are not strict."""
    delays: tuple[int, ...] = ()
    """Seconds to wait after the first try, the second …; none where it says nothing."""


# An Enum takes equal values for one: figures are compared by identity.
class Limit(Enum):
    SIGN_IN_ACCOUNT = Figures(10, QUARTER, delays=(0, 0, 0, 1, 2, 4, 8, 16, 32))
    SIGN_IN_ADDRESS = Figures(100, QUARTER)
    SIGN_UP_ADDRESS = Figures(10, HOUR, relaxed=200)
    CONFIRMATION_MAIL_ACCOUNT = Figures(3, HOUR)
    CONFIRMATION_MAIL_ADDRESS = Figures(30, HOUR)
    CONFIRM_ADDRESS = Figures(60, QUARTER)
    REFRESH_SESSION = Figures(60, QUARTER)  # noqa: PIE796
    REFRESH_ADDRESS = Figures(600, QUARTER)
