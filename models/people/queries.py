"""Questions about people, each one read of the database."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from models import database
from models.accounts.rules import fold
from models.database import Row
from models.people.rules import VISIBLE


class PersonRow(Row):
    id: UUID
    username: str
    username_key: str
    display_name: str
    email: str
    public_email: bool
    title: str | None
    bio: str | None
    website: str | None
    twitter: str | None
    linked_in: str | None
    reputation: int
    role: str
    suspended_until: datetime | None
    joined_at: datetime


def _columns(wanted: Iterable[str]) -> str:
    return ", ".join(sorted({"id", *wanted} & PersonRow.__annotations__.keys()))


async def people_by_id(ids: Collection[UUID], columns: Iterable[str]) -> dict[UUID, PersonRow]:
    sql = f"select {_columns(columns)} from person where id = any($1) and {VISIBLE}"
    return {row.id: row for row in await database.fetch(PersonRow, sql, list(ids))}


async def person_by_username(username: str, columns: Iterable[str]) -> PersonRow | None:
    sql = f"select {_columns(columns)} from person where username_key = $1 and {VISIBLE}"
    return await database.fetch_one(PersonRow, sql, fold(username))


async def people_by_username(usernames: Collection[str]) -> dict[str, PersonRow]:
    """Those of these names, which are folded: their ids and usernames."""
    sql = f"select id, username, username_key from person where username_key = any($1) and {VISIBLE}"
    return {row.username_key: row for row in await database.fetch(PersonRow, sql, list(usernames))}


async def id_by_username(username: str) -> UUID | None:
    found: UUID | None = await database.fetch_value(
        f"select id from person where username_key = $1 and {VISIBLE}", fold(username)
    )
    return found
