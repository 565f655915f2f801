"""Kafka: the one place that names aiokafka. Topics are made at start, and made again where they are missed."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError

from models.settings import Settings

HOUR_MS = 3_600_000
TOPICS = {"prices": HOUR_MS}
"""Each topic, and how many milliseconds the log keeps what is in it."""
LOOK_SECONDS = 30.0

log = logging.getLogger("cryptotalks.log")


def topic_name(settings: Settings, topic: str) -> str:
    return f"{settings.namespace}.{topic}"


def connection(settings: Settings) -> dict[str, Any]:
    """How any client of ours reaches the brokers."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.kafka_bootstrap_servers,
        "security_protocol": settings.kafka_security_protocol,
        "client_id": settings.namespace,
    }
    if settings.kafka_security_protocol.endswith("SSL"):
        options["ssl_context"] = ssl.create_default_context(cafile=settings.kafka_ca_file or None)
    if settings.kafka_security_protocol.startswith("SASL"):
        options |= {
            "sasl_mechanism": settings.kafka_sasl_mechanism,
            "sasl_plain_username": settings.kafka_username,
            "sasl_plain_password": settings.kafka_password.get_secret_value(),
        }
    return options


@asynccontextmanager
async def _admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(**connection(settings), request_timeout_ms=5000)
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


async def make_topics(settings: Settings) -> list[str]:
    """Make the topics that are missing: their names. Raises KafkaError where no broker answers."""
    async with _admin(settings) as admin:
        there = set(await admin.list_topics())
        missing = {topic_name(settings, topic): kept for topic, kept in TOPICS.items()}
        missing = {name: kept for name, kept in missing.items() if name not in there}
        if missing:
            with contextlib.suppress(TopicAlreadyExistsError):
                await admin.create_topics(
                    [
                        NewTopic(name, 1, settings.kafka_replication, topic_configs={"retention.ms": str(kept)})
                        for name, kept in missing.items()
                    ]
                )
        return sorted(missing)


async def check(settings: Settings) -> None:
    """Ask the cluster who it is. Raises KafkaError where no broker answers."""
    async with _admin(settings) as admin:
        if not (await admin.describe_cluster())["brokers"]:
            raise KafkaError("the cluster has no broker")


async def keep_topics(settings: Settings, stop: asyncio.Event) -> None:
    """See to it that the topics are there, until told to stop: a broker may come late, and may forget."""
    away = False
    while not stop.is_set():
        try:
            made = await make_topics(settings)
            if made:
                log.info("made the topics %s", ", ".join(made))
            away = False
        except (KafkaError, OSError) as error:
            if not away:
                log.warning("Kafka does not answer yet: %s", error)
            away = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 1 if away else LOOK_SECONDS)
