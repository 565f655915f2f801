"""Questions about the action log, the newest line first."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from models.audit import connection
from models.audit.tables import Action
from models.errors import Malformed
from models.pages import Cut, Keyset, Order, Page

LONGEST = 100

ALL = Order("the action log", "id", "uuid", descending=True)
OWN = Order("one's own activity", "id", "uuid", descending=True)


@dataclass(frozen=True)
class Line:
    """One line, as it is shown. Who and where are None where nobody knows, or it is not for whoever asks."""

    id: UUID
    at: datetime
    service: str
    action: str
    level: str
    actor_id: UUID | None
    ip_address: str | None
    message: str

    @property
    def cursor_key(self) -> str:
        return self.id.hex


@dataclass(frozen=True)
class Sought:
    """Which lines: of a service, of an action such as `user.signed-in`, those that somebody did or that befell them."""

    service: str | None = None
    action: str | None = None
    person_id: UUID | None = None

    def __post_init__(self) -> None:
        for name, value in (("service", self.service), ("action", self.action)):
            if value is not None and len(value) > LONGEST:
                raise Malformed(f"`{name}` has {len(value)} characters: {LONGEST} at most.")

    @property
    def query(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            name: value for name, value in (("service", self.service), ("action", self.action)) if value is not None
        }
        if self.person_id is not None:
            found["$or"] = [{"actor_id": str(self.person_id)}, {"subject_id": str(self.person_id)}]
        return found


async def audit_page(sought: Sought, first: int | None, after: str | None) -> Page[Any]:
    return await _page(ALL, sought, first, after)


async def activity_page(person_id: UUID, first: int | None, after: str | None) -> Page[Any]:
    """What this person did, and what befell their account; who else was at it, and from where, is not for them."""
    page = await _page(OWN, Sought(person_id=person_id), first, after)
    lines = [
        line if line.actor_id in (None, person_id) else replace(line, actor_id=None, ip_address=None)
        for line in page.rows
    ]
    return replace(page, rows=lines)


async def count_audit(sought: Sought) -> int:
    async with connection.asking():
        return await Action.find(sought.query).count()


async def count_activity(person_id: UUID) -> int:
    return await count_audit(Sought(person_id=person_id))


async def _page(order: Order, sought: Sought, first: int | None, after: str | None) -> Page[Any]:
    keyset = Keyset(Cut(first, after), order)
    query = sought.query
    if keyset.values:
        query["_id"] = {"$lt": str(UUID(keyset.values[-1]))}
    async with connection.asking():
        found = await Action.find(query).sort("-_id").limit(keyset.cut.size + 1).to_list()
    lines: list[Any] = [_shown(action) for action in found]
    return keyset.page(lines)


def _shown(action: Action) -> Line:
    return Line(
        id=UUID(action.id),
        at=action.at,
        service=action.service,
        action=action.action,
        level=action.level,
        actor_id=UUID(action.actor_id) if action.actor_id else None,
        ip_address=action.ip_address,
        message=action.message,
    )
