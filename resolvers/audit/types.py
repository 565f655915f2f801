"""AuditEntry, one line of the action log."""

from collections.abc import Sequence
from datetime import datetime

import strawberry

from models.audit.queries import Line
from models.people.queries import PersonRow, people_by_id
from resolvers import ids
from resolvers.batch import batch
from resolvers.context import Info
from resolvers.people.types import User
from resolvers.selection import columns


@strawberry.type(description="One line of the action log, kept in MongoDB.")
class AuditEntry:
    at: datetime
    service: str = strawberry.field(description="Whose part of the forum it was: accounts, forum or market.")
    action: str = strawberry.field(description="What happened, such as `user.signed-in`.")
    level: str = strawberry.field(description="INFO, or WARNING where somebody should look at it.")
    ip_address: str | None = strawberry.field(
        description="Where it was done from. In one's own activity null where another person did it."
    )
    message: str = strawberry.field(description="The same in words.")

    @strawberry.field(description="Unique among all ids, but nothing that `node` would find.")
    @staticmethod
    def id(root: strawberry.Parent[Line]) -> strawberry.ID:
        return strawberry.ID(ids.encode("AuditEntry", root.id))

    @batch(User | None)
    async def actor(lines: Sequence[Line], info: Info) -> list[PersonRow | None]:
        """Who did it; null where nobody was signed in. In one's own activity null where another person did it."""
        people = await people_by_id({line.actor_id for line in lines if line.actor_id}, columns(info, User))
        return [people.get(line.actor_id) if line.actor_id else None for line in lines]
