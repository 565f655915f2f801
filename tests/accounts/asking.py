"""What the tests of accounts send, and what they look up behind the API."""

from collections.abc import Sequence
from itertools import count
from typing import Any
from uuid import UUID

from models import database
from models.accounts import links
from models.accounts.links import Purpose
from models.accounts.rules import fold
from models.database import Row
from tests.people import ERRORS, PASSWORD
from tests.visitor import Visitor

SIGN_UP = f"mutation ($input: SignUpInput!) {{ signUp(input: $input) {{ {ERRORS} }} }}"
CONFIRM = (
    f"mutation ($input: ConfirmAccountInput!) {{ confirmAccount(input: $input) {{ user {{ username }} {ERRORS} }} }}"
)
RESEND = f"mutation ($input: ResendConfirmationInput!) {{ resendConfirmation(input: $input) {{ {ERRORS} }} }}"
REFRESH = f"""
    mutation ($input: RefreshSessionInput!) {{
      refreshSession(input: $input) {{ accessToken refreshToken viewer {{ user {{ username }} }} {ERRORS} }}
    }}
"""
SIGN_OUT = f"mutation {{ signOut {{ {ERRORS} }} }}"
REVOKE = f"mutation ($input: RevokeSessionInput!) {{ revokeSession(input: $input) {{ revokedId {ERRORS} }} }}"
REVOKE_OTHERS = f"mutation {{ revokeOtherSessions {{ viewer {{ sessions {{ id current }} }} {ERRORS} }} }}"
VIEWER = "{ viewer { email user { username } sessions { id device ipAddress current } } }"

_numbers = count(1)


def new_name() -> str:
    """A username that nobody has had yet in this run."""
    return f"newcomer_{next(_numbers)}"


def sign_up_input(**given: Any) -> dict[str, Any]:
    name = new_name()
    usual = {"email": f"{name}@example.org", "username": name, "password": PASSWORD, "acceptTerms": True}
    return usual | given


async def signed_up(visitor: Visitor, **given: Any) -> tuple[dict[str, Any], UUID]:
    """What was given, and the id of who waits to confirm now."""
    input = sign_up_input(**given)
    await visitor.mutate(SIGN_UP, **input)
    id = await database.fetch_value(
        "select id from person where email_key = $1 order by id desc limit 1", fold(input["email"])
    )
    return input, id


async def link_for(person_id: UUID) -> str:
    """The token of a confirmation link, as the mail would have it."""
    async with database.transaction():
        return await links.mint(person_id, Purpose.CONFIRMATION)


async def news(type: str, key: UUID | str | None = None) -> Sequence[Row]:
    """The events of this type about somebody, in their order."""
    key = key.hex if isinstance(key, UUID) else key
    sql = "select * from outbox where type = $1 and ($2::text is null or key = $2) order by seq"
    return await database.fetch(Row, sql, f"{type}.v1", key)


async def rows(sql: str, *values: object) -> Sequence[Row]:
    return await database.fetch(Row, sql, *values)
