"""Kafka: the one place that names aiokafka. One way in, in the order of the numbers, and readers by group.

Topics are made at start, and made again by whoever misses them.
"""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, TopicAlreadyExistsError

from models import envelope, events
from models.errors import Unavailable
from models.feeds import News
from models.settings import Settings

KEPT = {"prices": timedelta(hours=1)}
KEPT_ELSE = timedelta(days=7)
"""How long the log and the outbox keep what is in a topic."""
LOOK_SECONDS = 30.0
MILLISECOND = timedelta(milliseconds=1)
START_SECONDS = 15.0
SEND_SECONDS = 4.0
CLOSE_SECONDS = 2.0
LARGEST_BATCH = 900_000
"""Bytes: below what a broker takes as it comes."""

log = logging.getLogger("cryptotalks.log")


def kept(topic: str) -> timedelta:
    return KEPT.get(topic, KEPT_ELSE)


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
        missing = {topic_name(settings, topic): round(kept(topic) / MILLISECOND) for topic in events.topics()}
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


class Publisher:
    """Sends in order, one batch at a time, and knows when the brokers have it.

    An idempotent producer never gives up by itself, so there is a time-out of our own; after it a new producer begins,
    with topics made anew where they are missing.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._producer: AIOKafkaProducer | None = None

    async def send(self, topic: str, feed: UUID, news: Sequence[News]) -> int:
        """Send as many of these as one batch holds: the number of the last. Raises Unavailable: some may be there."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                producer = self._producer or await self._start()
                batch = producer.create_batch()
                for count, one in enumerate(news):
                    written, value = envelope.headers(self.settings.namespace, feed, one), orjson.dumps(one.payload)
                    moment = int(one.at.timestamp() * 1000)
                    if not batch.append(key=one.key.encode(), value=value, timestamp=moment, headers=written):
                        news = news[:count]
                        break
                name = topic_name(self.settings, topic)
                await (await producer.send_batch(batch, name, partition=0))
        except MessageSizeTooLargeError:
            # The first of a batch goes in whatever its size. Readers find it in PostgreSQL.
            log.exception("%s %d is too large for the log", topic, news[0].position)
            return news[0].position
        except (KafkaError, OSError, TimeoutError, AssertionError) as error:
            await self.close()
            raise Unavailable("Kafka") from error
        return news[-1].position

    async def _start(self) -> AIOKafkaProducer:
        await make_topics(self.settings)
        self._producer = AIOKafkaProducer(
            **connection(self.settings),
            enable_idempotence=True,
            acks="all",
            max_batch_size=LARGEST_BATCH,
            request_timeout_ms=3000,
        )
        await self._producer.start()
        return self._producer

    async def close(self) -> None:
        """Let go of the producer and of what it still holds: `stop` would wait for brokers that are away."""
        producer, self._producer = self._producer, None
        if producer:
            producer._closed = True
            with contextlib.suppress(Exception):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await producer._sender.close()
                    await producer.client.close()


class Following:
    """A reader of some topics, as a member of a group or alone."""

    def __init__(self, settings: Settings, consumer: AIOKafkaConsumer) -> None:
        self.settings, self._consumer = settings, consumer

    async def some(self) -> list[tuple[UUID, News]]:
        """What has come, each with its feed's identity; nothing after half a second without. Raises Unavailable."""
        try:
            found = await self._consumer.getmany(timeout_ms=500, max_records=500)
        except (KafkaError, OSError) as error:
            raise Unavailable("Kafka") from error
        prefix = topic_name(self.settings, "")
        return [
            news
            for partition, records in found.items()
            for record in records
            if (news := envelope.opened(partition.topic.removeprefix(prefix), record.headers, record.value))
        ]

    def topics(self) -> set[str]:
        """Those whose news comes to this member, and to no other of its group."""
        prefix = topic_name(self.settings, "")
        return {partition.topic.removeprefix(prefix) for partition in self._consumer.assignment()}


@asynccontextmanager
async def tailing(settings: Settings, topics: Sequence[str]) -> AsyncIterator[Following]:
    """Read these topics from their end on, alone and without a group. Raises Unavailable."""
    consumer = AIOKafkaConsumer(
        **connection(settings),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        metadata_max_age_ms=10_000,
        request_timeout_ms=10_000,
    )
    async with _started(settings, consumer):
        partitions = [TopicPartition(topic_name(settings, topic), 0) for topic in topics]
        try:
            async with asyncio.timeout(START_SECONDS):
                consumer.assign(partitions)
                await consumer.seek_to_end(*partitions)
                for partition in partitions:
                    await consumer.position(partition)  # only now it is looked up
        except (KafkaError, OSError, TimeoutError) as error:
            raise Unavailable("Kafka") from error
        yield Following(settings, consumer)


@asynccontextmanager
async def _started(settings: Settings, consumer: AIOKafkaConsumer) -> AsyncIterator[None]:
    try:
        try:
            async with asyncio.timeout(START_SECONDS):
                await make_topics(settings)
                await consumer.start()
        except (KafkaError, OSError, TimeoutError) as error:
            raise Unavailable("Kafka") from error
        yield
    finally:
        with contextlib.suppress(KafkaError, OSError, TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await consumer.stop()


@asynccontextmanager
async def following(settings: Settings, group: str, topics: Sequence[str]) -> AsyncIterator[Following]:
    """Read these topics as a member of the group, from where it was, or else from the beginning. Raises Unavailable.

    Offsets are only a hint where to begin: what counts is each effect's number.
    """
    consumer = AIOKafkaConsumer(
        *(topic_name(settings, topic) for topic in topics),
        **connection(settings),
        group_id=f"{settings.namespace}.{group}",
        auto_offset_reset="earliest",
        enable_auto_commit=True,
        session_timeout_ms=6000,
        heartbeat_interval_ms=1500,
        metadata_max_age_ms=10_000,
        request_timeout_ms=10_000,
    )
    async with _started(settings, consumer):
        yield Following(settings, consumer)
