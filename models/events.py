"""Events: what has happened, said in a past participle, for everyone who was not there.

A payload carries ids and plain facts, never a secret and never personal data: erasing a person needs no rewriting of
a log.
"""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

import models


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


@cache
def learn() -> None:
    """Import every feature's events, so that EVENTS is whole."""
    for module in pkgutil.iter_modules(models.__path__, "models."):
        if module.ispkg and find_spec(f"{module.name}.events"):
            import_module(f"{module.name}.events")


def topics() -> set[str]:
    """Every topic that an event here goes to."""
    learn()
    return {event.topic for event in EVENTS.values()}
