"""Settings: one place, and what people read of it says the same."""

import pytest
from pydantic import ValidationError

from models.settings import Environment, Settings, example, table
from tests.laws.tree import ROOT

KEY = "k" * 32


def production(**values: object) -> Settings:
    usual = {"environment": "production", "secret_key": KEY, "argon2_memory_kib": 19_456, "argon2_passes": 2}
    return Settings.model_validate({**usual, **values})


def test_the_readme_shows_the_table_of_settings() -> None:
    assert table() in (ROOT / "README.md").read_text(), "paste what `python -m models.settings` prints"


def test_the_example_file_is_the_one_of_the_code() -> None:
    assert (ROOT / ".env.example").read_text() == example() + "\n", "run `make settings`"


def test_every_setting_has_its_sentence() -> None:
    assert [name for name, field in Settings.model_fields.items() if not (field.description or "").endswith(".")] == []


@pytest.mark.parametrize("key", ["a development key, known to everyone", "", "short", "k" * 31])
def test_production_refuses_a_key_that_others_know_or_guess(key: str) -> None:
    with pytest.raises(ValidationError, match="SECRET_KEY"):
        production(secret_key=key)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"argon2_memory_kib": 19_455}, "ARGON2_MEMORY_KIB"),
        ({"argon2_passes": 1}, "ARGON2_PASSES"),
        ({"strict_limits": False}, "STRICT_LIMITS"),
    ],
)
def test_production_refuses_what_makes_tests_cheap(given: dict[str, object], name: str) -> None:
    with pytest.raises(ValidationError, match=name):
        production(**given)


def test_production_has_no_demo_and_no_mailbox() -> None:
    unsafe = Settings(environment=Environment.DEVELOPMENT)

    assert (unsafe.has_demo, unsafe.has_mailbox, unsafe.limits_are_strict) == (True, True, False)
    assert (production().has_demo, production().has_mailbox, production().limits_are_strict) == (False, False, True)


def test_the_schema_is_open_unless_in_production() -> None:
    assert Settings(environment=Environment.DEVELOPMENT, public_api=None).api_is_public is True
    assert production().api_is_public is False
    assert production(public_api=True).api_is_public is True


def test_an_error_of_settings_shows_no_secret() -> None:
    with pytest.raises(ValidationError) as refused:
        production(secret_key="short-but-secret")

    assert "short-but-secret" not in str(refused.value)


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = production(database_url="postgres://me:hunter2@db/x", redis_url="redis://:hunter2@r/0")

    assert "hunter2" not in repr(settings)
    assert KEY not in repr(settings)
