"""A program with other settings."""

from collections.abc import Callable, Iterator

import pytest

from models.settings import settings


@pytest.fixture
def with_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Set some, as the environment would."""

    def set_(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name.upper(), value)
        settings.cache_clear()

    yield set_
    monkeypatch.undo()
    settings.cache_clear()
