"""A forum with an action log of its own: MongoDB's database is named after the namespace."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest_asyncio

from models.audit import connection
from models.settings import Settings


@pytest_asyncio.fixture(scope="module", autouse=True)
async def own(forum: Settings) -> AsyncIterator[Settings]:
    settings = forum.model_copy(update={"namespace": f"audit-{uuid4().hex[:8]}"})
    await connection.disconnect()
    connection.connect(settings)
    yield settings
    await connection.disconnect()
