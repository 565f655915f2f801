"""The demo's people: a dozen, one of each role among them, with one password that everybody knows."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic.alias_generators import to_camel

from models import clock
from models.accounts import actions, passwords
from models.accounts.actions import Newcomer
from models.actor import Role

PASSWORD = "Talk-2-everyone"  # noqa: S105  the demo's people keep no secret


class DemoPerson(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)

    username: str
    display_name: str
    email: str
    role: Role
    title: str | None
    bio: str | None
    website: str | None
    twitter: str | None
    linked_in: str | None
    joined_days_ago: float
    public_email: bool


@cache
def people() -> tuple[DemoPerson, ...]:
    file = Path(__file__).parent / "people.json"
    return TypeAdapter(tuple[DemoPerson, ...]).validate_json(file.read_bytes())


async def move_in() -> int:
    """Take in those who are not here yet, in the transaction that is open: how many."""
    hash, moved = await passwords.hashed(PASSWORD), 0
    for person in people():
        known = person.model_dump(exclude={"joined_days_ago"})
        joined_at = clock.now() - timedelta(days=person.joined_days_ago)
        moved += await actions.take_in(Newcomer(password_hash=hash, joined_at=joined_at, **known))
    return moved
