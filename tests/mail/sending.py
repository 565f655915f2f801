"""People to write to, news of them, and what has been sent."""

from datetime import timedelta

import workers.__main__  # noqa: F401  # where it stands who sends mail
from models import clock, database
from models.accounts.tables import Person, Session
from models.database import Row
from models.events import Event
from tests.events.telling import number, rows, told
from workers import deliveries
from workers.effects import effects

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


async def somebody(name: str = "ada", *, confirmed: bool = False, display_name: str = "Ada Okonkwo") -> Person:
    now = clock.now()
    async with database.transaction():
        return await Person.create(
            email=f"{name}@fjordmail.example",
            email_key=f"{name}@fjordmail.example",
            username=name,
            username_key=name,
            password_hash="-",
            display_name=display_name,
            terms_accepted_at=now,
            joined_at=now,
            confirmed_at=now if confirmed else None,
        )


async def nobody_here() -> None:
    """Neither people nor mail."""
    async with database.transaction():
        for table in ("delivery", "mailbox_message", "link", "session", "person"):
            await database.execute(f"delete from {table}")


async def happens(*events: Event) -> None:
    """The news, and what every effect makes of it, twice."""
    while await number():
        pass
    for news in await told(*events):
        for effect in effects().values():
            if effect.types and news.type in effect.types:
                for _ in range(2):
                    async with database.transaction():
                        await effect.run([news])


async def sent() -> list[Row]:
    """Send all that is due: the messages in the mailbox, in the order of their subjects."""
    while await deliveries.sweep():
        pass
    found = await rows("select * from mailbox_message order by subject, created_at")
    return [*found]


async def state(template: str) -> tuple[str, str | None]:
    (row,) = await rows("select state, error from delivery where template = $1", template)
    return row.state, row.error


async def session(person: Person, device: str = FIREFOX, ip_address: str = "198.51.100.7") -> Session:
    now = clock.now()
    async with database.transaction():
        return await Session.create(
            person_id=person.id,
            rotated_at=now,
            device=device,
            ip_address=ip_address,
            created_at=now,
            last_used_at=now,
            expires_at=now + timedelta(days=7),
        )
