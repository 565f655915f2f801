"""Events: what has happened, said in a past participle, for everyone who was not there.

A payload carries ids and plain facts, never a secret and never personal data: erasing a person needs no rewriting of
a log.
"""

from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Event(BaseModel):
    """A subclass names its CloudEvents type (with a version), its topic, and the field whose value is its key.

    class UserConfirmed(Event, type="user.confirmed.v1", topic="accounts", key="user_id"):
        user_id: UUID
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: ClassVar[str]
    topic: ClassVar[str]
    keyed_by: ClassVar[str]

    def __init_subclass__(cls, *, type: str, topic: str, key: str) -> None:
        cls.type, cls.topic, cls.keyed_by = type, topic, key
        if type in EVENTS:
            raise TypeError(f"two events are of the type {type}")
        EVENTS[type] = cls

    @property
    def key(self) -> str:
        value = getattr(self, self.keyed_by)
        return value.hex if isinstance(value, UUID) else str(value)


EVENTS: dict[str, type[Event]] = {}
"""Every event by its type, once its feature's module has been imported."""
