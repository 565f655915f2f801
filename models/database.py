"""PostgreSQL: one pool for reads, one for writes, and the one way to open a transaction.

Reads are plain SQL answered as light rows; writes go through Tortoise's connection, so that its objects and plain SQL
share a transaction. The pools are apart because two hundred writers that wait for one row must not stop a reader.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import asyncpg
from tortoise import Tortoise
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import get_connection, get_connections
from tortoise.context import TortoiseContext
from tortoise.exceptions import DBConnectionError

from models.errors import Unavailable
from models.settings import Settings

TABLES = [
    "models.lease",
    "models.outbox",
    "models.progress",
    "models.deliveries",
    "models.limiter",
    "models.accounts.tables",
    "models.coins.tables",
    "models.posts.tables",
    "models.comments.tables",
]

ACQUIRE_SECONDS = 5.0
READ_SECONDS = 10.0
LOCK_SECONDS = 2.0

# A connection that broke: what was asked for reading may be asked again on another one.
_BROKEN = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    ConnectionError,
)
# A server that is away, starting, full or too slow.
_AWAY = (
    *_BROKEN,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    DBConnectionError,
    TimeoutError,
    OSError,
)


class Row(asyncpg.Record):  # type: ignore[misc]
    """A light record whose columns are attributes; a subclass names those it may have."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} was read without its column {name}") from None


SomeRow = TypeVar("SomeRow", bound=Row)
Hook = Callable[[], Awaitable[None]]

_reading: asyncpg.Pool | None = None
_writing: TortoiseContext | None = None
_listeners: list[Callable[[str], None]] = []
_hooks: ContextVar[list[Hook]] = ContextVar("hooks after the commit")


def tortoise_config(settings: Settings) -> dict[str, Any]:
    """Tortoise's configuration: the connection for writes, and where tables and migrations stand."""
    connection = expand_db_url(settings.database_url.get_secret_value() or "postgres://127.0.0.1/none")
    connection["credentials"] |= {
        "minsize": 0,
        "maxsize": settings.database_pool_size,
        "timeout": ACQUIRE_SECONDS,
        "reset": _keep,
        "server_settings": {
            "application_name": f"{settings.namespace} writes",
            "lock_timeout": f"{LOCK_SECONDS:.0f}s",
            "idle_in_transaction_session_timeout": "30s",
        },
    }
    return {
        "connections": {"default": connection},
        "apps": {"models": {"models": TABLES, "default_connection": "default", "migrations": "models.migrations"}},
        "use_tz": True,
        "timezone": "UTC",
    }


async def connect(settings: Settings) -> None:
    """Open both pools. No server is asked yet: a process may start before its database."""
    global _reading, _writing  # noqa: PLW0603
    _reading = await asyncpg.create_pool(
        settings.database_url.get_secret_value(),
        min_size=0,
        max_size=settings.database_pool_size,
        timeout=ACQUIRE_SECONDS,
        command_timeout=READ_SECONDS,
        reset=_keep,
        server_settings={
            "application_name": f"{settings.namespace} reads",
            "default_transaction_read_only": "on",
            "statement_timeout": f"{READ_SECONDS:.0f}s",
            "jit": "off",
        },
    )
    _writing = await Tortoise.init(config=tortoise_config(settings), _enable_global_fallback=True)


async def disconnect() -> None:
    global _reading, _writing
    reading, writing, _reading, _writing = _reading, _writing, None, None
    if writing:
        await writing.close_connections()
    if reading:
        try:
            await asyncio.wait_for(reading.close(), 5)
        except TimeoutError:
            reading.terminate()


async def fetch(rows: type[SomeRow], sql: str, *values: Any) -> list[SomeRow]:
    """All rows of one read. Raises Unavailable where the database does not answer."""
    for attempt in (1, 2):
        try:
            return await _fetch(rows, sql, values)
        except _AWAY as error:
            if attempt == 2 or not isinstance(error, _BROKEN):
                raise Unavailable("PostgreSQL") from error
    raise AssertionError


async def _fetch(rows: type[SomeRow], sql: str, values: Sequence[Any]) -> list[SomeRow]:
    if _reading is None:
        raise Unavailable("PostgreSQL")
    for listener in _listeners:
        listener(sql)
    async with _reading.acquire(timeout=ACQUIRE_SECONDS) as connection:
        found: list[SomeRow] = await connection.fetch(sql, *values, record_class=rows)
        return found


async def fetch_one(rows: type[SomeRow], sql: str, *values: Any) -> SomeRow | None:
    found = await fetch(rows, sql, *values)
    return found[0] if found else None


async def fetch_value(sql: str, *values: Any) -> Any:
    """The first column of the first row; None where there is none."""
    found = await fetch(Row, sql, *values)
    return found[0][0] if found else None


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """One transaction for all that is written inside. Raises Unavailable where the database does not answer.

    Tortoise's own waits without end for a connection, and loses one where `begin` fails; its objects do not notice
    the difference.
    """
    waiting: list[Hook] = []
    try:
        async with _connection() as connection:
            wrapped = TransactionWrapper(_pool_of_writes())
            wrapped._connection = connection
            connections = get_connections()
            token, hooks = connections.set("default", wrapped), _hooks.set(waiting)
            try:
                async with connection.transaction():
                    yield
            finally:
                _hooks.reset(hooks)
                connections.reset(token)
    except _AWAY as error:
        raise Unavailable("PostgreSQL") from error
    for hook in waiting:
        await hook()


def after_commit(hook: Hook) -> None:
    """Have this run once the transaction that is open has committed; a rollback forgets it. The same hook runs once.

    What it raises comes out of a transaction that has long committed: let it raise nothing.
    """
    waiting = _hooks.get()
    if hook not in waiting:
        waiting.append(hook)


def is_conflict(error: BaseException) -> bool:
    """Whether two transactions only got in each other's way: done again at once, it may well succeed."""
    return isinstance(error, asyncpg.SerializationError | asyncpg.DeadlockDetectedError)


def _pool_of_writes() -> AsyncpgDBClient:
    client = get_connection("default")
    assert isinstance(client, AsyncpgDBClient)
    return client


@asynccontextmanager
async def _connection() -> AsyncIterator[Any]:
    client = _pool_of_writes()
    if not client._pool:
        async with client._pool_init_lock:
            if not client._pool:
                await client.create_connection(with_db=True)
    pool: Any = client._pool
    async with pool.acquire(timeout=ACQUIRE_SECONDS) as connection:
        yield connection


async def execute(sql: str, *values: Any) -> list[dict[str, Any]]:
    """Run one statement in the transaction that is open, and answer the rows that it returns."""
    rows: list[dict[str, Any]] = await get_connection("default").execute_query_dict(sql, list(values))
    return rows


async def copy(table: str, columns: Sequence[str], lines: AsyncIterator[bytes]) -> None:
    """Stream CSV lines into a table, in the transaction that is open."""
    async with get_connection("default").acquire_connection() as connection:
        await connection.copy_to_table(table, columns=list(columns), source=lines, format="csv")


@contextmanager
def listening(listener: Callable[[str], None]) -> Iterator[None]:
    """Tell the listener of every read's SQL: for tests that count queries."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


async def _keep(connection: asyncpg.Connection) -> None:
    """Nothing is left behind on a connection, so there is nothing to reset: one round trip less for each use."""
