"""Who acts, and from where: what every verb is told beside its plain values."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Network
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

    @property
    def place(self) -> str:
        """What is limited by address: of IPv6 the network, for whoever has one address there has all of them."""
        if not self.ip_address or ":" not in self.ip_address:
            return self.ip_address or ""
        return str(IPv6Network((self.ip_address, 64), strict=False))


NOBODY = Actor()
