"""Viewer, the signed-in person, and their sessions."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import strawberry

from models.accounts import queries
from models.accounts.devices import device_name
from models.accounts.queries import SessionRow
from models.actor import Actor
from models.people.queries import PersonRow, people_by_id
from resolvers.audit.queries import activity
from resolvers.audit.types import AuditEntry
from resolvers.connections import Connection
from resolvers.context import Info, signed_in
from resolvers.nodes import Node, found_by
from resolvers.people.types import User
from resolvers.posts.lists import bookmarks, drafts
from resolvers.posts.types import Post
from resolvers.scalars import Cursor
from resolvers.selection import columns


@strawberry.type(description="Somebody signed in on one device.")
class Session(Node):
    row = SessionRow

    ip_address: str = strawberry.field(description="Where it was last used from.")
    created_at: datetime
    last_used_at: datetime = strawberry.field(description="When it was last refreshed.")

    @strawberry.field(description="Browser and system, such as 'Firefox on Linux'.", metadata={"needs": ("device",)})
    @staticmethod
    def device(root: strawberry.Parent[SessionRow]) -> str:
        return device_name(root.device)

    @strawberry.field(description="Whether it is the one that asks.")
    @staticmethod
    def current(root: strawberry.Parent[SessionRow], info: Info) -> bool:
        return root.id == info.context.actor.session_id


@found_by(Session)
async def sessions_by_id(ids: Collection[UUID], info: Info) -> dict[UUID, SessionRow]:
    return await queries.sessions_by_id(ids, info.context.actor.person_id)


@strawberry.type(description="The signed-in person: everything here is private to them.")
class Viewer:
    actor: strawberry.Private[Actor]

    @strawberry.field(description="As everybody sees them.", graphql_type=User)
    async def user(self, info: Info) -> PersonRow:
        assert self.actor.person_id is not None
        return (await people_by_id([self.actor.person_id], columns(info, User)))[self.actor.person_id]

    @strawberry.field(description="Where their mail goes.")
    async def email(self) -> str:
        assert self.actor.person_id is not None
        return await queries.own_email(self.actor.person_id)

    @strawberry.field(description="Those that live, the last used first.", graphql_type=list[Session])
    async def sessions(self) -> list[SessionRow]:
        assert self.actor.person_id is not None
        return await queries.sessions_of(self.actor.person_id)

    @strawberry.field(description="Your own lines of the action log: sign-ins, changes of security.")
    async def activity(
        self, info: Info, first: int | None = None, after: Cursor | None = None
    ) -> Connection[AuditEntry]:
        return await activity(info, first, after)

    @strawberry.field(description="What you have begun to write, the newest first.")
    async def drafts(self, info: Info, first: int | None = None, after: Cursor | None = None) -> Connection[Post]:
        return await drafts(info, first, after)

    @strawberry.field(description="What you keep for later, the last kept first.")
    async def bookmarks(self, info: Info, first: int | None = None, after: Cursor | None = None) -> Connection[Post]:
        return await bookmarks(info, first, after)


def viewer_of(info: Info) -> Viewer:
    """Raises Unauthenticated where nobody has signed in."""
    return Viewer(actor=signed_in(info))
