"""Questions about accounts, each one read of the database. What they answer is for the account's own person."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from models import clock, database
from models.accounts.rules import fold
from models.database import Row


class CredentialsRow(Row):
    """`at_home`: whether this person has been here before from the address that asks."""

    id: UUID
    password_hash: str
    confirmed_at: datetime | None
    suspended_until: datetime | None
    at_home: bool


class AddresseeRow(Row):
    """Whom a mail goes to."""

    id: UUID
    email: str
    username: str
    display_name: str
    confirmed_at: datetime | None


class SessionRow(Row):
    id: UUID
    person_id: UUID
    device: str
    ip_address: str
    created_at: datetime
    last_used_at: datetime


class LivingRow(Row):
    id: UUID
    person_id: UUID
    role: str


async def credentials(email: str, ip_address: str | None) -> CredentialsRow | None:
    """The account of an email: the confirmed one, else the newest sign-up."""
    return await database.fetch_one(
        CredentialsRow,
        """
        select id, password_hash, confirmed_at, suspended_until,
          exists (select from session where person_id = person.id and ip_address = $2) as at_home
        from person where email_key = $1 order by confirmed_at is null, id desc limit 1
        """,
        *(fold(email), ip_address or ""),
    )


async def addressee(person_id: UUID) -> AddresseeRow | None:
    sql = "select id, email, username, display_name, confirmed_at from person where id = $1"
    return await database.fetch_one(AddresseeRow, sql, person_id)


async def own_email(person_id: UUID) -> str:
    email: str = await database.fetch_value("select email from person where id = $1", person_id)
    return email


_SESSIONS = """
    select id, person_id, device, ip_address, created_at, last_used_at from session
    where person_id = $1 and revoked_at is null and expires_at > $2
"""


async def sessions_of(person_id: UUID) -> list[SessionRow]:
    """Those that live, the last used first."""
    sql = f"{_SESSIONS} order by last_used_at desc, id desc"
    return await database.fetch(SessionRow, sql, person_id, clock.now())


async def sessions_by_id(ids: Collection[UUID], person_id: UUID | None) -> dict[UUID, SessionRow]:
    """Those of these that live and are this person's."""
    rows = await database.fetch(SessionRow, f"{_SESSIONS} and id = any($3)", person_id, clock.now(), list(ids))
    return {row.id: row for row in rows}


async def living_sessions(ids: Collection[UUID]) -> dict[UUID, LivingRow]:
    """Whose these sessions are; of those that live."""
    rows = await database.fetch(
        LivingRow,
        """
        select session.id, person_id, role from session join person on person.id = person_id
        where session.id = any($1) and revoked_at is null and expires_at > $2
          and (suspended_until is null or suspended_until <= $2)
        """,
        *(list(ids), clock.now()),
    )
    return {row.id: row for row in rows}


async def is_new_device(person_id: UUID, session_id: UUID) -> bool:
    """Whether a session is the person's first on its device and from its address, and not the first of all."""
    found: bool = await database.fetch_value(
        """
        select exists (select from session where person_id = $1 and id < $2) and not exists (
          select from session as earlier join session as this on this.id = $2
          where earlier.person_id = $1 and earlier.id < $2
            and earlier.device = this.device and earlier.ip_address = this.ip_address)
        """,
        *(person_id, session_id),
    )
    return found
