"""Leases: of several processes that could do a thing, one does it, and the others stand by."""

from datetime import timedelta

from tortoise import fields
from tortoise.models import Model

from models import clock, database


class Lease(Model):
    """Who does the named thing until when; the epoch grows with each new holder."""

    name = fields.CharField(max_length=40, primary_key=True)
    holder = fields.CharField(max_length=80)
    epoch = fields.BigIntField()
    expires_at = fields.DatetimeField()

    class Meta:
        table = "lease"


# A process that is stopped in the middle of a transaction keeps its locks no longer than this.
_LETTING_GO = "set_config('idle_in_transaction_session_timeout', '2s', true)"


async def take(name: str, holder: str, seconds: float) -> int | None:
    """Take the lease, or renew it, for so many seconds: its epoch, or None while another holds it."""
    now = clock.now()
    async with database.transaction():
        rows = await database.execute(
            f"""
            insert into lease as l (name, holder, epoch, expires_at) values ($1, $2, 1, $3)
            on conflict (name) do update set holder = $2, expires_at = $3,
              epoch = l.epoch + (l.holder <> $2 or l.expires_at <= $4)::int
            where l.holder = $2 or l.expires_at <= $4
            returning epoch, {_LETTING_GO}
            """,
            name,
            holder,
            now + timedelta(seconds=seconds),
            now,
        )
    return rows[0]["epoch"] if rows else None


async def holds(name: str, epoch: int) -> bool:
    """Whether this epoch's holder still may write; asked inside the transaction that writes, and true until it ends."""
    sql = f"select {_LETTING_GO} from lease where name = $1 and epoch = $2 and expires_at > $3 for share"
    return bool(await database.execute(sql, name, epoch, clock.now()))


async def give_back(name: str, holder: str) -> None:
    """Let another take it at once."""
    async with database.transaction():
        await database.execute(
            "update lease set expires_at = $3 where name = $1 and holder = $2", name, holder, clock.now()
        )
