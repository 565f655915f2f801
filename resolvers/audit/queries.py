"""The questions about the action log."""

from uuid import UUID

import strawberry

from models.audit import queries
from models.audit.queries import LONGEST, Sought
from models.errors import Malformed
from models.people.queries import id_by_username
from resolvers.audit.types import AuditEntry
from resolvers.connections import Connection, connection
from resolvers.context import Info, moderator, signed_in
from resolvers.scalars import Cursor

NOBODY = UUID(int=0)
"""Whoever has a username that nobody has: there are no lines of theirs."""


@strawberry.type
class AuditQueries:
    @strawberry.field(
        description="Moderators only. The newest first; `username` finds what they did and what befell them."
    )
    @staticmethod
    async def audit_log(
        info: Info,
        first: int | None = None,
        after: Cursor | None = None,
        service: str | None = None,
        action: str | None = None,
        username: str | None = None,
    ) -> Connection[AuditEntry]:
        moderator(info)
        sought = Sought(service, action, await _person(username))
        return await connection(
            info,
            AuditEntry,
            lambda _: queries.audit_page(sought, first, after),
            lambda: queries.count_audit(sought),
        )


async def activity(info: Info, first: int | None, after: Cursor | None) -> Connection[AuditEntry]:
    """The signed-in person's own lines. Raises Unauthenticated."""
    person_id = signed_in(info).person_id
    assert person_id is not None
    return await connection(
        info,
        AuditEntry,
        lambda _: queries.activity_page(person_id, first, after),
        lambda: queries.count_activity(person_id),
    )


async def _person(username: str | None) -> UUID | None:
    if username is None:
        return None
    if len(username) > LONGEST:
        raise Malformed(f"`username` has {len(username)} characters: {LONGEST} at most.")
    return await id_by_username(username) or NOBODY
