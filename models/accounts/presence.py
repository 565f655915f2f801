"""Which sessions live: asked at every request, remembered for three seconds, and forgotten at once where one ends."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from models.accounts import queries
from models.actor import Role

REMEMBERED_SECONDS = 3.0
MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Living:
    """Whose a living session is."""

    person_id: UUID
    role: Role


_known: OrderedDict[UUID, tuple[float, Living | None]] = OrderedDict()
"""Until when each is believed. One that has ended here stays so: whoever read it before must not bring it back."""


async def living(session_id: UUID) -> Living | None:
    """The session's person, or None where it lives no more."""
    known = _known.get(session_id)
    if known and known[0] > time.monotonic():
        return known[1]
    row = await queries.living_session(session_id)
    found = Living(row.person_id, Role(row.role)) if row else None
    known = _known.get(session_id)
    if known and known[1] is None and known[0] > time.monotonic():
        return None
    _remember(session_id, found)
    return found


def ended(session_id: UUID) -> None:
    """From now on it lives no more, in this process; in others within three seconds."""
    _remember(session_id, None)


def forget_all() -> None:
    """For another database: its sessions are others."""
    _known.clear()


def _remember(session_id: UUID, found: Living | None) -> None:
    _known[session_id] = time.monotonic() + REMEMBERED_SECONDS, found
    _known.move_to_end(session_id)
    if len(_known) > MOST_REMEMBERED:
        _known.popitem(last=False)
