"""Sessions: begun with a password, carried on by refresh tokens, ended by their person or by a stolen token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

from models import clock, database, keys, limiter
from models.accounts import passwords, presence, queries, tokens
from models.accounts.events import (
    SessionEnd,
    SessionRevoked,
    UserRefreshReused,
    UserSignedIn,
    UserSignedOut,
    UserSignInFailed,
)
from models.accounts.rules import LONGEST_PASSWORD, fold
from models.accounts.tables import Session
from models.accounts.tokens import Tokens
from models.actor import Actor, Role
from models.errors import Refusal, RefusalCode
from models.limits import Limit
from models.outbox import announce
from models.settings import settings

REPEAT_WITHIN = timedelta(seconds=10)
"""A token that was just rotated may come again: of two tabs, or of an answer that was lost."""


@dataclass(frozen=True)
class Proof:
    """Somebody has given their password; `new_hash` is for one that was made with older figures."""

    person_id: UUID
    new_hash: str | None


async def prove(email: str, password: str, actor: Actor) -> Proof:
    """Who this is, before any transaction. Raises Refusal, the same for an unknown email and a wrong password."""
    account = fold(email)
    await limiter.take(Limit.SIGN_IN_ADDRESS, actor.place)
    found = await queries.credentials(email, actor.ip_address)
    # Somebody else's guesses, from wherever, keep the owner out of nowhere that they have been before.
    key = f"{account} {actor.place}" if found and found.at_home else account
    await limiter.take(Limit.SIGN_IN_ACCOUNT, key)
    fits = await passwords.fits(password[: LONGEST_PASSWORD + 1], found.password_hash if found else None)
    if not found or not fits:
        failed = UserSignInFailed(email_hash=keys.digest("failed sign-ins", account), user_id=found and found.id)
        words = "Email and password do not belong together."
        raise Refusal(RefusalCode.WRONG_CREDENTIALS, words, instead=partial(announce, failed, actor))
    await limiter.clear(Limit.SIGN_IN_ACCOUNT, key)
    await limiter.give_back(Limit.SIGN_IN_ADDRESS, actor.place)
    if not found.confirmed_at:
        raise Refusal(RefusalCode.ACCOUNT_NOT_CONFIRMED, "Confirm the account by the link in your mail first.")
    if found.suspended_until and found.suspended_until > clock.now():
        words = f"The account is suspended until {found.suspended_until:%F %R} UTC."
        raise Refusal(RefusalCode.ACCOUNT_SUSPENDED, words)
    outdated = passwords.is_outdated(found.password_hash)
    return Proof(found.id, await passwords.hashed(password) if outdated else None)


async def begin(proof: Proof, actor: Actor) -> tuple[Actor, Tokens]:
    """A session for whoever has proved who they are, and who acts from now on."""
    now, id, role = clock.now(), proof.person_id, await _lock_person(proof.person_id)
    if proof.new_hash:
        await database.execute("update person set password_hash = $2 where id = $1", id, proof.new_hash)
    session = await Session.create(
        person_id=id,
        rotated_at=now,
        device=actor.device[:300],
        ip_address=actor.ip_address or "",
        created_at=now,
        last_used_at=now,
        expires_at=now + timedelta(days=settings().refresh_token_days),
    )
    signed_in = Actor(id, session.id, role, actor.ip_address, actor.device)
    await announce(UserSignedIn(user_id=id, session_id=session.id), signed_in)
    return signed_in, tokens.pair(id, session.id, 0)


async def hold_refreshes(token: str, actor: Actor) -> None:
    """Nobody refreshes more often than a person with many tabs would: before any transaction."""
    await limiter.take(Limit.REFRESH_ADDRESS, actor.place)
    if read := tokens.read_refresh_token(token):
        await limiter.take(Limit.REFRESH_SESSION, read[0].hex)


async def refresh(token: str, actor: Actor) -> tuple[Actor, Tokens]:
    """The next pair of tokens. The token just rotated gets the same successor; an older one ends the session."""
    read = tokens.read_refresh_token(token)
    if not read:
        raise Refusal(RefusalCode.TOKEN_INVALID, "This refresh token is none of ours.", "refreshToken")
    session_id, generation = read
    now = clock.now()
    found = await database.execute(
        """
        select session.*, person.role from session join person on person.id = person_id
        where session.id = $1 for update of session
        """,
        session_id,
    )
    if not found or found[0]["revoked_at"] or found[0]["expires_at"] <= now:
        raise Refusal(RefusalCode.TOKEN_EXPIRED, "The session has ended: sign in again.", "refreshToken")
    session = found[0]
    whose = Actor(session["person_id"], session_id, Role(session["role"]), actor.ip_address, actor.device)
    if generation == session["generation"]:
        generation += 1
        await database.execute(
            """
            update session set generation = $2, rotated_at = $3, last_used_at = $3, expires_at = $4, ip_address = $5
            where id = $1
            """,
            *(session_id, generation, now, now + timedelta(days=settings().refresh_token_days)),
            actor.ip_address or session["ip_address"],
        )
    elif generation + 1 == session["generation"] and now - session["rotated_at"] <= REPEAT_WITHIN:
        generation += 1
    else:
        words = "This refresh token was used before, so its session has ended: sign in again."
        raise Refusal(RefusalCode.TOKEN_USED, words, "refreshToken", instead=partial(_end_stolen, whose))
    return whose, tokens.pair(session["person_id"], session_id, generation)


async def sign_out(actor: Actor, refresh_token: str | None) -> None:
    """End the session that acts, or else the one of this refresh token; where there is none, nothing has to end."""
    person_id, session_id = actor.person_id, actor.session_id
    if session_id is None and refresh_token and (read := tokens.read_refresh_token(refresh_token)):
        found = await database.execute("select person_id from session where id = $1", read[0])
        session_id, person_id = read[0], found[0]["person_id"] if found else None
    if person_id and session_id:
        await _lock_person(person_id)
        if await _end(person_id, [session_id]):
            await announce(UserSignedOut(user_id=person_id, session_id=session_id), actor)


async def revoke(actor: Actor, session_id: UUID) -> None:
    """End one of one's own sessions. Raises Refusal where there is none such."""
    assert actor.person_id is not None
    await _lock_person(actor.person_id)
    if not await _end(actor.person_id, [session_id]):
        raise Refusal(RefusalCode.NOT_FOUND, "You have no such session.", "id")
    await _announce_end(actor, session_id, SessionEnd.REVOKED)


async def revoke_others(actor: Actor) -> None:
    """End all of one's own sessions but the one that acts."""
    assert actor.person_id is not None
    await _lock_person(actor.person_id)
    living = await database.execute(
        "select id from session where person_id = $1 and id <> $2 and revoked_at is null and expires_at > $3",
        *(actor.person_id, actor.session_id, clock.now()),
    )
    for session_id in await _end(actor.person_id, [row["id"] for row in living]):
        await _announce_end(actor, session_id, SessionEnd.OTHERS_REVOKED)


async def _end_stolen(whose: Actor) -> None:
    assert whose.person_id is not None
    assert whose.session_id is not None
    await _lock_person(whose.person_id)
    if await _end(whose.person_id, [whose.session_id]):
        await announce(UserRefreshReused(user_id=whose.person_id, session_id=whose.session_id), whose)
        await _announce_end(whose, whose.session_id, SessionEnd.REFRESH_REUSED)


async def _announce_end(actor: Actor, session_id: UUID, reason: SessionEnd) -> None:
    assert actor.person_id is not None
    await announce(SessionRevoked(user_id=actor.person_id, session_id=session_id, reason=reason), actor)


async def _lock_person(id: UUID) -> Role:
    """What is announced of a person is in the order of its commits."""
    (person,) = await database.execute("select role from person where id = $1 for update", id)
    return Role(person["role"])


async def _end(person_id: UUID, session_ids: Sequence[UUID]) -> list[UUID]:
    """Those of these that this has ended."""
    rows = await database.execute(
        """
        update session set revoked_at = $3
        where person_id = $1 and id = any($2) and revoked_at is null and expires_at > $3 returning id
        """,
        *(person_id, list(session_ids), clock.now()),
    )
    ids: list[UUID] = [row["id"] for row in rows]

    async def tell() -> None:
        for id in ids:
            presence.ended(id)

    database.after_commit(tell)
    return ids
