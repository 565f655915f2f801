"""Who acts, and from where: what every verb is told beside its plain values."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    MEMBER = "MEMBER"
    MODERATOR = "MODERATOR"
    ADMIN = "ADMIN"


@dataclass(frozen=True, slots=True)
class Actor:
    """Nobody where there is no person; `device` is what the client says of itself."""

    person_id: UUID | None = None
    session_id: UUID | None = None
    role: Role | None = None
    ip_address: str | None = None
    device: str = ""


NOBODY = Actor()
