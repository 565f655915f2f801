"""Which sessions live: asked at every request, remembered for three seconds, and forgotten at once where one ends."""

import time
from collections import OrderedDict
from collections.abc import Collection
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
    return (await all_living([session_id]))[session_id]


async def all_living(session_ids: Collection[UUID]) -> dict[UUID, Living | None]:
    """As `living`, of many: those that are not remembered are asked for at once."""
    now = time.monotonic()
    found = {id: _known[id][1] for id in session_ids if id in _known and _known[id][0] > now}
    asked = [id for id in session_ids if id not in found]
    rows = await queries.living_sessions(asked) if asked else {}
    for id in asked:
        known, row = _known.get(id), rows.get(id)
        has_ended = known is not None and known[1] is None and known[0] > time.monotonic()
        found[id] = Living(row.person_id, Role(row.role)) if row and not has_ended else None
        _remember(id, found[id])
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
