"""The lines of the action log. MongoDB is asked to insert and to find alone, by string ids, as any of its kind can."""

from datetime import datetime

from beanie import Document


class Action(Document):
    """One event. Its id is the event's, as text: what is recorded twice stands there once, and ids are in time's order.

    `service` is whose part of the forum it was, `subject_id` whose account it is about.
    """

    id: str  # type: ignore[assignment]  # beanie's own would be an ObjectId
    at: datetime
    service: str
    action: str
    level: str
    actor_id: str | None
    subject_id: str | None
    ip_address: str | None
    topic: str
    position: int
    message: str

    class Settings:
        name = "action_log"


SOUGHT_BY = ("action", "actor_id", "subject_id")
"""Each has an index. None of them holds the id: MongoDB's stand-in would take no line any more."""
