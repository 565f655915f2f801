"""The stacks of these tests are their own: they are killed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack.running import Running


def _new() -> Running:
    return Running(Path(tempfile.mkdtemp(prefix="cryptotalks-stack-")) / "stack")


@pytest.fixture
def stack() -> Iterator[Running]:
    """One that is not started yet."""
    stack = _new()
    yield stack
    stack.clear_away()


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """One that runs: what a test kills in it must come back."""
    running = _new()
    running.start()
    yield running
    running.clear_away()
