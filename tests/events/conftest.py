"""A forum with the tables of the trials."""

import pytest_asyncio

from models.settings import Settings
from tests.events.telling import make_tables
from tests.trials import TABLES


@pytest_asyncio.fixture(scope="module", autouse=True)
async def trial_tables(forum: Settings) -> None:
    await make_tables(TABLES)
