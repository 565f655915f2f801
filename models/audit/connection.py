"""MongoDB: one client a process, made when it is first asked for anything, and what it keeps for how long."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pymongo
from beanie import init_beanie
from pymongo.errors import ConnectionFailure, PyMongoError

from models.audit.tables import SOUGHT_BY, Action
from models.errors import Unavailable
from models.settings import Settings

ANSWER_SECONDS = 2.0
TEND_SECONDS = 15.0
"""An index over many lines takes its time."""
DAY = 86_400

log = logging.getLogger("cryptotalks.audit")


class MongoDB:
    """This process's one client, and whether the lines' class and the indexes are ready."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.client: pymongo.AsyncMongoClient[dict[str, Any]] | None = None
        self.opening = asyncio.Lock()
        self.is_open = False
        self.is_tended = False

    async def open(self) -> None:
        async with asyncio.timeout(ANSWER_SECONDS), self.opening:
            if self.client is None:
                url, wait = self.settings.mongo_url.get_secret_value(), int(ANSWER_SECONDS * 1000)
                self.client = pymongo.AsyncMongoClient(url, timeoutMS=wait, tz_aware=True)
            if not self.is_open:
                await init_beanie(self.client[self.settings.namespace], document_models=[Action], skip_indexes=True)
                self.is_open = True

    async def tend(self) -> None:
        """See to the indexes, once: those that lines are sought by, and the one that lets old lines go."""
        if self.is_tended:
            return
        lines, seconds = Action.get_pymongo_collection(), self.settings.action_log_days * DAY
        with pymongo.timeout(TEND_SECONDS):
            for field in SOUGHT_BY:
                await lines.create_index(field)
            for name, index in (await lines.index_information()).items():
                if index["key"] == [("at", 1)] and index.get("expireAfterSeconds") != seconds:
                    await lines.drop_index(name)
            await lines.create_index("at", expireAfterSeconds=seconds)
        self.is_tended = True


_mongodb: MongoDB | None = None


def connect(settings: Settings) -> None:
    """From now on this is the MongoDB to ask; it is not asked yet."""
    global _mongodb  # noqa: PLW0603
    if settings.mongo_url.get_secret_value():
        _mongodb = MongoDB(settings)


async def disconnect() -> None:
    global _mongodb
    mongodb, _mongodb = _mongodb, None
    if mongodb and mongodb.client:
        await mongodb.client.close()


@asynccontextmanager
async def asking() -> AsyncIterator[MongoDB]:
    """Around whatever is asked of MongoDB. Raises Unavailable where it does not do it, or does not answer in time."""
    try:
        if _mongodb is None:
            raise Unavailable("MongoDB")
        await _mongodb.open()
        yield _mongodb
    except (PyMongoError, TimeoutError) as error:
        if not isinstance(error, ConnectionFailure | TimeoutError):  # its own words may quote a line, or the address
            log.warning("MongoDB: %s, code %s", type(error).__name__, getattr(error, "code", None))
        raise Unavailable("MongoDB") from error
