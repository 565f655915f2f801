"""Every setting of the program, in one place: `python -m models.settings` prints them as the README shows them."""

import sys
from enum import StrEnum
from functools import cache
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_KEY = "a development key, known to everyone"
OWASP_MEMORY_KIB, OWASP_PASSES = 19_456, 2
"""What OWASP asks of argon2id with one lane."""


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Read from the environment, then from `.env`; an unset address is what the embedded stack fills in."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    environment: Environment = Field(
        Environment.DEVELOPMENT, description="`development`, `test` or `production`; production refuses unsafe values."
    )
    host: str = Field("127.0.0.1", description="The address the API listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port the API listens on.")
    public_url: str = Field("", description="How the world reaches the API; by default `http://HOST:PORT`.")
    public_api: bool | None = Field(
        None,
        description="Whether strangers may read the schema: introspection, suggestions and GraphiQL. "
        "By default on, but off in production.",
    )
    secret_key: SecretStr = Field(
        SecretStr(DEVELOPMENT_KEY),
        description="The one secret behind all that is signed: tokens, page cursors, hashes. 32 characters or more.",
    )
    allowed_origins: list[str] = Field(
        [], description="Other sites whose pages may call the API, as a JSON list of origins; never with cookies."
    )

    trusted_proxies: list[str] = Field(
        [],
        description="Addresses or networks whose `X-Forwarded-For` is believed, as a JSON list. None: the peer counts.",
    )

    access_token_minutes: int = Field(15, ge=1, le=60, description="How long an access token is good.")
    refresh_token_days: int = Field(
        7, ge=1, le=90, description="How long a session lasts that nobody uses; each refresh begins it anew."
    )
    confirmation_hours: int = Field(
        24, ge=1, le=168, description="How long a confirmation link is good, and a username is held for its sign-up."
    )
    argon2_memory_kib: int = Field(
        OWASP_MEMORY_KIB, ge=8, description="KiB of memory that hashing a password takes; less only outside production."
    )
    argon2_passes: int = Field(
        OWASP_PASSES, ge=1, description="Passes that hashing a password takes; fewer only outside production."
    )
    strict_limits: bool | None = Field(
        None,
        description="Whether sign-ups are limited as in production. By default only there, which takes nothing else.",
    )

    comment_edit_minutes: int = Field(15, ge=0, description="How long the author of a comment may edit it.")

    sendgrid_api_key: SecretStr = Field(
        SecretStr(""),
        description="SendGrid's key: it sends the mail. Without one it lies in `/mailbox`, but in production.",
    )
    mail_from: str = Field("Cryptotalks <cryptotalks@localhost>", description="Whom mail is from: `Name <address>`.")
    action_log_days: int = Field(90, ge=1, le=3650, description="How long MongoDB keeps a line of the action log.")

    database_url: SecretStr = Field(
        SecretStr(""), description="PostgreSQL 18: `postgres://user:password@host:port/name`."
    )
    database_pool_size: int = Field(
        8, ge=2, le=200, description="Connections a process holds for reads, and again for writes."
    )
    kafka_bootstrap_servers: str = Field("", description="Apache Kafka: `host:port,host:port`.")
    kafka_security_protocol: str = Field(
        "PLAINTEXT",
        pattern="^(PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL)$",
        description="How Kafka is spoken to: `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`.",
    )
    kafka_sasl_mechanism: str = Field(
        "SCRAM-SHA-512",
        pattern="^(PLAIN|SCRAM-SHA-256|SCRAM-SHA-512)$",
        description="With SASL: `PLAIN`, `SCRAM-SHA-256` or `SCRAM-SHA-512`.",
    )
    kafka_username: str = Field("", description="With SASL: the user.")
    kafka_password: SecretStr = Field(SecretStr(""), description="With SASL: the password.")
    kafka_ca_file: str = Field("", description="With SSL: a file of certificates to trust beside the system's own.")
    kafka_replication: int = Field(1, ge=1, le=9, description="How many brokers keep each topic.")
    redis_url: SecretStr = Field(SecretStr(""), description="Valkey or Redis: `redis://:password@host:port/0`.")
    mongo_url: SecretStr = Field(SecretStr(""), description="MongoDB: `mongodb://user:password@host:port`.")
    namespace: str = Field(
        "cryptotalks",
        pattern=r"^[a-z][a-z0-9_-]{0,40}$",
        description="Begins the names of topics, Redis keys and the MongoDB database: several can share the servers.",
    )

    market_seed: int = Field(1, description="The simulated market's seed: the same seed tells the same story.")
    market_interval: float = Field(
        2.0, ge=0.05, le=3600, description="Seconds between two moves of the simulated market."
    )
    drain_seconds: float = Field(
        20.0, ge=0, le=25, description="How long a stopping process waits for what it is doing."
    )

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if self.environment is not Environment.PRODUCTION:
            return self
        key = self.secret_key.get_secret_value()
        if key == DEVELOPMENT_KEY or len(key) < 32:
            raise ValueError("SECRET_KEY: production needs a key of its own, of 32 characters or more")
        if self.argon2_memory_kib < OWASP_MEMORY_KIB or self.argon2_passes < OWASP_PASSES:
            least = f"{OWASP_MEMORY_KIB} KiB and {OWASP_PASSES} passes"
            raise ValueError(f"ARGON2_MEMORY_KIB, ARGON2_PASSES: production needs {least} or more")
        if self.strict_limits is False:
            raise ValueError("STRICT_LIMITS: production has no other limits")
        return self

    @property
    def limits_are_strict(self) -> bool:
        return self.environment is Environment.PRODUCTION if self.strict_limits is None else self.strict_limits

    @property
    def has_mailbox(self) -> bool:
        """Whether mail that nobody sends is kept to be read."""
        return not self.sendgrid_api_key.get_secret_value() and self.environment is not Environment.PRODUCTION

    @property
    def has_demo(self) -> bool:
        """Whether a new forum begins with people whose password everybody knows."""
        return self.environment is Environment.DEVELOPMENT

    @property
    def is_secure(self) -> bool:
        """Whether people reach it by HTTPS; plain HTTP is for loopback alone."""
        host = urlsplit(self.base_url).hostname or ""
        return not (host == "localhost" or host.startswith("127.") or host == "::1")

    @property
    def api_is_public(self) -> bool:
        return self.environment is not Environment.PRODUCTION if self.public_api is None else self.public_api

    @property
    def base_url(self) -> str:
        """Where links into the site begin, without a slash at the end."""
        return self.public_url or f"http://{self.host}:{self.port}"


@cache
def settings() -> Settings:
    """This process's settings, read once. One that is unfit ends the process, in words."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, line['loc'])).upper() or 'settings'}: {line['msg']}" for line in error.errors()]
        raise SystemExit("\n".join(lines)) from None


def _default(value: Any) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return "" if value in (None, "") else str(value).lower() if isinstance(value, bool) else str(value)


def table() -> str:
    """The Markdown table of the README."""
    rows = ["| setting | default | what it is |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = _default(field.default)
        rows.append(f"| `{name.upper()}` | {f'`{default}`' if default else ''} | {field.description} |")
    return "\n".join(rows)


def example() -> str:
    """The text of `.env.example`: every setting, commented out, with its sentence above it."""
    lines = ["# Copy to .env and take away the # of what you change. What is not set has the default that stands here."]
    for name, field in Settings.model_fields.items():
        lines += ["", f"# {field.description}", f"#{name.upper()}={_default(field.default)}"]
    return "\n".join(lines)


if __name__ == "__main__":
    print(example() if sys.argv[1:] == ["--example"] else table())  # noqa: T201
