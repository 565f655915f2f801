"""What may be done to accounts: sign up, confirm, change one's profile, be given a role."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from models import clock, database, limiter
from models.accounts import links, passwords, profiles, rules
from models.accounts.events import (
    UserConfirmationRequested,
    UserConfirmed,
    UserProfileUpdated,
    UserRoleChanged,
    UserSignedUp,
    UserSignedUpAgain,
)
from models.accounts.links import Purpose
from models.accounts.rules import fold
from models.accounts.tables import Person
from models.actor import Actor, Role
from models.errors import Refusal, RefusalCode, hold
from models.limits import Limit
from models.outbox import announce, announce_to_nobody
from models.settings import settings


@dataclass(frozen=True)
class SignUp:
    """A sign-up that keeps the rules, its password hashed already."""

    email: str
    username: str
    display_name: str
    password_hash: str


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is taken in as they are, confirmed, without a mail."""

    email: str
    username: str
    display_name: str
    password_hash: str
    role: Role
    joined_at: datetime
    public_email: bool = False
    title: str | None = None
    bio: str | None = None
    website: str | None = None
    twitter: str | None = None
    linked_in: str | None = None


async def take_in(newcomer: Newcomer) -> bool:
    """Take somebody in, where neither name nor email is taken: whether they are new. No news is made of it."""
    email_key, username_key, at = fold(newcomer.email), fold(newcomer.username), newcomer.joined_at
    taken = "select 1 from person where (email_key = $1 or username_key = $2) and confirmed_at is not null"
    if await database.execute(taken, email_key, username_key):
        return False
    derived = {"email_key": email_key, "username_key": username_key, "terms_accepted_at": at, "confirmed_at": at}
    await Person.create(**asdict(newcomer) | derived)
    return True


async def prepare_sign_up(
    actor: Actor, email: str, username: str, password: str, first_name: str, last_name: str, accept_terms: bool
) -> SignUp:
    """Hold a sign-up to the rules and the limits, and hash its password: before any transaction."""
    name = f"{first_name} {last_name}".strip()
    hold(
        partial(rules.email, email),
        partial(rules.username, username),
        partial(rules.password, password),
        partial(profiles.line, name, profiles.LONGEST_NAME, "firstName"),
        partial(rules.terms, accept_terms),
    )
    await limiter.take(Limit.SIGN_UP_ADDRESS, actor.place)
    await limiter.take(Limit.CONFIRMATION_MAIL_ACCOUNT, fold(email))
    display_name = profiles.line(name, profiles.LONGEST_NAME, "firstName") or username
    return SignUp(email.strip(), username, display_name, await passwords.hashed(password))


async def sign_up(actor: Actor, wanted: SignUp) -> None:
    """Take somebody in, unconfirmed. The same is done and answered for an email that is taken: its owner gets a mail.

    One email may sign up several times before it is confirmed, each with its own name and password: whoever confirms
    confirms the sign-up that the mail names, and nobody prepares an account for somebody else.
    """
    await _hold_username(wanted.username)
    owner = await database.execute(
        "select id from person where email_key = $1 and confirmed_at is not null for update", fold(wanted.email)
    )
    if owner:
        await database.execute("select pg_logical_emit_message(true, 'cryptotalks', 'as long as a new row')")
        return await announce(UserSignedUpAgain(user_id=owner[0]["id"]), actor)
    now = clock.now()
    person = await Person.create(
        email=wanted.email,
        email_key=fold(wanted.email),
        username=wanted.username,
        username_key=fold(wanted.username),
        password_hash=wanted.password_hash,
        display_name=wanted.display_name,
        terms_accepted_at=now,
        joined_at=now,
    )
    await announce(UserSignedUp(user_id=person.id), actor)
    return None


async def _hold_username(username: str) -> None:
    """Hold it for as long as its confirmation may come, whatever comes of it. Raises Refusal where it is taken."""
    now = clock.now()
    await _lock_username(username)
    held = await database.execute(
        """
        insert into username_hold (username_key, held_until)
        select $1::text, $2 where not exists (
          select from person where username_key = $1::text and confirmed_at is not null)
        on conflict (username_key) do update set held_until = excluded.held_until
        where username_hold.held_until <= $3 returning 1
        """,
        *(fold(username), now + timedelta(hours=settings().confirmation_hours), now),
    )
    if not held:
        raise Refusal(RefusalCode.TAKEN, "This username is taken.", "username")


async def _lock_username(username: str) -> None:
    """Whoever else wants it waits until this transaction has it or not."""
    await database.execute("select pg_advisory_xact_lock(hashtext('username ' || $1::text))", fold(username))


async def confirm(actor: Actor, token: str) -> UUID:
    """Let somebody in whose mail has arrived. Raises Refusal where the link is not good."""
    id = await links.use(token, Purpose.CONFIRMATION)
    person = (await database.execute("select email_key, username from person where id = $1", id))[0]
    rows = await database.execute(
        "select id, confirmed_at from person where email_key = $1 order by id for update", person["email_key"]
    )
    if any(row["confirmed_at"] for row in rows):
        raise Refusal(RefusalCode.TOKEN_USED, "This account is confirmed already: sign in.", "token")
    await database.execute("delete from person where email_key = $1 and id <> $2", person["email_key"], id)
    username = await _free_username(person["username"])
    await database.execute(
        "update person set confirmed_at = $2, joined_at = $2, username = $3, username_key = $4 where id = $1",
        *(id, clock.now(), username, fold(username)),
    )
    await announce(UserConfirmed(user_id=id), actor)
    return id


async def _free_username(username: str) -> str:
    """This one, or where somebody has got it since it was held, the next that is free."""
    for number in range(1, 1000):
        free = username if number == 1 else f"{username[: 24 - len(str(number))]}{number}"
        await _lock_username(free)
        taken = "select 1 from person where username_key = $1 and confirmed_at is not null"
        if not await database.execute(taken, fold(free)):
            return free
    raise Refusal(RefusalCode.TAKEN, "The username has been taken since: sign up again.", "token")


async def request_confirmation(actor: Actor, email: str) -> None:
    """Send the newest sign-up of this email its mail again; the same is answered where there is none."""
    newest = await database.execute(
        """
        select id from person where email_key = $1 and not exists (
          select from person where email_key = $1 and confirmed_at is not null)
        order by id desc limit 1
        """,
        fold(email),
    )
    if newest:
        await announce(UserConfirmationRequested(user_id=newest[0]["id"]), actor)
    else:
        await announce_to_nobody(UserConfirmationRequested(user_id=UUID(int=0)), actor)


async def hold_confirmation_mails(actor: Actor, email: str) -> None:
    """Hold whoever asks for confirmation mails to the rules and the limits: before any transaction."""
    rules.email(email)
    await limiter.take(Limit.CONFIRMATION_MAIL_ADDRESS, actor.place)
    await limiter.take(Limit.CONFIRMATION_MAIL_ACCOUNT, fold(email))


async def hold_confirmations(actor: Actor) -> None:
    """Nobody guesses links for long: before any transaction."""
    await limiter.take(Limit.CONFIRM_ADDRESS, actor.place)


async def update_profile(actor: Actor, changes: Mapping[str, object]) -> None:
    """Change what is given of one's profile, by the names of its columns; None empties. Raises Refusal."""
    assert actor.person_id is not None
    (before,) = await database.execute("select * from person where id = $1 for update", actor.person_id)
    changed = {name: value for name, value in changes.items() if before[name] != value}
    if "username" in changed:
        changed["username_key"] = fold(str(changed["username"]))
        if changed["username_key"] != before["username_key"]:
            await _hold_username(str(changed["username"]))
    if changed:
        await Person.filter(id=actor.person_id).update(**changed)
        fields = sorted({*changed} - {"username_key"})
        await announce(UserProfileUpdated(user_id=actor.person_id, fields=fields), actor)


async def set_role(actor: Actor, person_id: UUID, role: Role) -> bool:
    """Give somebody a role: whether it is another than before."""
    sql = "update person set role = $2 where id = $1 and confirmed_at is not null and role <> $2 returning id"
    changed = bool(await database.execute(sql, person_id, role.value))
    if changed:
        await announce(UserRoleChanged(user_id=person_id, role=role), actor)
    return changed


async def forget_what_is_over(before: datetime) -> None:
    """Delete, in the transaction that is open, what nobody needs any more: some of each at a time."""
    for sql in (
        "delete from person where id in "
        "(select id from person where confirmed_at is null and joined_at < $1 limit 500)",
        "delete from link where id in (select id from link where expires_at < $1 limit 1000)",
        "delete from username_hold where username_key in "
        "(select username_key from username_hold where held_until < $1 limit 1000)",
        "delete from session where id in (select id from session where expires_at < $1 limit 1000)",
    ):
        await database.execute(sql, before)
