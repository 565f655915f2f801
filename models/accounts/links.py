"""Links in mails: minted as the mail is sent, kept as a hash, good once and for a while."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from models import clock, database
from models.accounts import tokens
from models.accounts.tables import Link
from models.errors import Refusal, RefusalCode
from models.settings import settings


class Purpose(StrEnum):
    CONFIRMATION = "CONFIRMATION"

    @property
    def lasts(self) -> timedelta:
        return timedelta(hours=settings().confirmation_hours)


async def mint(person_id: UUID, purpose: Purpose) -> str:
    """A token for a link to this person, in the transaction that is open. It stands nowhere but in what is answered."""
    token, now = tokens.link_token(), clock.now()
    await Link.create(
        person_id=person_id,
        purpose=purpose,
        token_hash=tokens.link_hash(token),
        created_at=now,
        expires_at=now + purpose.lasts,
    )
    return token


async def use(token: str, purpose: Purpose) -> UUID:
    """Use a link up, in the transaction that is open: whose it is. Raises Refusal where it is not good (any more)."""
    found = await database.execute(
        "select id, person_id, expires_at, used_at from link where token_hash = $1 and purpose = $2 for update",
        *(tokens.link_hash(token), purpose.value),
    )
    if not found:
        raise Refusal(RefusalCode.TOKEN_INVALID, "This link is none of ours.", "token")
    link = found[0]
    if link["used_at"]:
        raise Refusal(RefusalCode.TOKEN_USED, "This link has been used already.", "token")
    if link["expires_at"] <= clock.now():
        raise Refusal(RefusalCode.TOKEN_EXPIRED, "This link has expired.", "token")
    await database.execute("update link set used_at = $2 where id = $1", link["id"], clock.now())
    person_id: UUID = link["person_id"]
    return person_id
