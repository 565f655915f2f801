"""What time it is: everyone here asks this clock, so that tests can move it."""

from datetime import UTC, datetime, timedelta

_ahead = timedelta()


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC) + _ahead


def move(by: timedelta) -> None:
    """Put this process's clock forward, or back: for tests alone."""
    global _ahead  # noqa: PLW0603
    _ahead += by
