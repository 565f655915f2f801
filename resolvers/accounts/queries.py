"""The question who one is."""

import strawberry

from resolvers.accounts.types import Viewer
from resolvers.context import Info


@strawberry.type
class AccountQueries:
    @strawberry.field(description="Null when nobody is signed in.")
    @staticmethod
    def viewer(info: Info) -> Viewer | None:
        actor = info.context.actor
        return Viewer(actor=actor) if actor.person_id else None
