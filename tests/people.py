"""People of the tests: with accounts, and signed in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx

from api.app import create_app
from models import clock, database
from models.accounts import passwords
from models.accounts.rules import fold
from models.accounts.tables import Person
from models.actor import Role
from models.settings import Settings
from tests.visitor import Visitor

PASSWORD = "Correct-Horse-1"
ERRORS = "errors { code message field }"
SIGN_IN = f"""
    mutation ($input: SignInInput!) {{
      signIn(input: $input) {{
        accessToken accessTokenExpiresAt refreshToken viewer {{ user {{ username }} }} {ERRORS}
      }}
    }}
"""


def email_of(username: str) -> str:
    return f"{username}@example.org".lower()


async def person(username: str, role: Role = Role.MEMBER, **columns: Any) -> UUID:
    """Somebody with a confirmed account; their id. Who is here already stays as they are."""
    async with database.transaction():
        known = await database.execute("select id from person where username_key = $1", fold(username))
        if known:
            id: UUID = known[0]["id"]
            return id
        now = clock.now()
        new = {
            "email": email_of(username),
            "email_key": fold(email_of(username)),
            "username": username,
            "username_key": fold(username),
            "password_hash": await passwords.hashed(PASSWORD),
            "display_name": username.title(),
            "role": role.value,
            "terms_accepted_at": now,
            "joined_at": now,
            "confirmed_at": now,
        }
        return (await Person.create(**new | columns)).id


@asynccontextmanager
async def somebody(forum: Settings, **headers: str) -> AsyncIterator[Visitor]:
    """Who has not signed in."""
    app, _ = create_app(forum)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=forum.base_url, headers=headers) as http:
        yield Visitor(http)


async def sign_in(visitor: Visitor, username: str, password: str = PASSWORD) -> dict[str, Any]:
    """Sign in, and stay so: the payload."""
    payload = await visitor.mutate(SIGN_IN, email=email_of(username), password=password)
    visitor.http.headers["authorization"] = f"Bearer {payload['accessToken']}"
    return payload


@asynccontextmanager
async def signed_in(forum: Settings, username: str, role: Role = Role.MEMBER) -> AsyncIterator[Visitor]:
    async with somebody(forum) as visitor:
        visitor.id, visitor.username = await person(username, role), username
        await sign_in(visitor, username)
        yield visitor
