"""A process that follows, and looks more often than others do: nothing is published here."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from models import live
from models.settings import Settings
from tests.live.watching import Process, process


@pytest.fixture(autouse=True)
def _sweeps_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "SWEEP_SECONDS", 0.02)


@pytest_asyncio.fixture
async def here(forum: Settings) -> AsyncIterator[Process]:
    async with process(forum) as here:
        yield here
