"""The news on Kafka: CloudEvents, in the order of their numbers, and a publisher that knows when to give up."""

import asyncio
import time
from types import SimpleNamespace
from uuid import uuid4

import orjson
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from models import clock, envelope, events, log
from models.errors import Unavailable
from models.events import EVENTS
from models.feeds import News
from models.log import Publisher
from models.settings import Settings
from tests.trials import Tried

FEED = uuid4()


@pytest.fixture
def own(forum: Settings) -> Settings:
    """Topics that nobody else writes to."""
    return forum.model_copy(update={"namespace": f"log-{uuid4().hex[:8]}"})


def news(position: int, **payload: object) -> News:
    payload = payload or {"subject": "ada", "number": position}
    return News(uuid4(), "trials", position, "ada", Tried.type, clock.now(), payload)


async def read(own: Settings, group: str, count: int) -> list[News]:
    found: list[News] = []
    async with asyncio.timeout(20), log.following(own, group, ["trials"]) as following:
        while len(found) < count:
            found += [one for feed, one in await following.some() if feed == FEED]
    return found


async def test_what_is_sent_is_read_as_it_was_and_in_its_order(own: Settings) -> None:
    publisher = Publisher(own)
    sent = [news(position) for position in range(1, 101)]

    last = await publisher.send("trials", FEED, sent[:60])
    rest = await publisher.send("trials", FEED, sent[60:])
    await publisher.close()

    assert (last, rest) == (60, 100)
    assert await read(own, "first", 100) == sent


async def test_the_envelope_is_a_cloud_event_in_binary_mode(own: Settings) -> None:
    publisher, one = Publisher(own), news(7)
    await publisher.send("trials", FEED, [one])
    await publisher.close()

    name = f"{own.namespace}.trials"
    consumer = AIOKafkaConsumer(bootstrap_servers=own.kafka_bootstrap_servers, auto_offset_reset="earliest")
    await consumer.start()
    consumer.assign([TopicPartition(name, 0)])
    record = await asyncio.wait_for(consumer.getone(), 10)
    await consumer.stop()

    assert dict(record.headers) == {
        "ce_specversion": b"1.0",
        "ce_id": str(one.id).encode(),
        "ce_source": f"/{own.namespace}/trials".encode(),
        "ce_type": b"trial.tried.v1",
        "ce_time": one.at.isoformat().encode(),
        "ce_subject": b"ada",
        "ce_sequence": b"7",
        "ce_feed": str(FEED).encode(),
        "content-type": b"application/json",
    }
    assert record.key == b"ada"
    assert orjson.loads(record.value) == {"subject": "ada", "number": 7}
    assert record.timestamp == int(one.at.timestamp() * 1000)


async def test_what_does_not_fit_into_one_batch_goes_into_the_next(own: Settings) -> None:
    publisher, large = Publisher(own), [news(position, filling="x" * 300_000) for position in range(1, 6)]
    sent, after = [], 0

    while after < 5:
        after = await publisher.send("trials", FEED, large[after:])
        sent.append(after)
    await publisher.close()

    assert sent == [2, 4, 5]
    assert [one.position for one in await read(own, "first", 5)] == [1, 2, 3, 4, 5]


async def test_an_event_too_large_for_the_log_does_not_stop_those_behind_it(own: Settings) -> None:
    publisher = Publisher(own)

    last = await publisher.send("trials", FEED, [news(1, filling="x" * 2_000_000), news(2)])
    rest = await publisher.send("trials", FEED, [news(2)])
    await publisher.close()

    assert (last, rest) == (1, 2)
    assert [one.position for one in await read(own, "first", 1)] == [2]


async def test_a_publisher_without_brokers_gives_up_in_time(own: Settings) -> None:
    publisher = Publisher(own.model_copy(update={"kafka_bootstrap_servers": "127.0.0.1:1"}))
    begun = time.monotonic()

    with pytest.raises(Unavailable, match="Kafka"):
        await publisher.send("trials", FEED, [news(1)])

    assert time.monotonic() - begun < log.SEND_SECONDS + 1


async def test_a_topic_that_is_missing_is_made_again(own: Settings) -> None:
    publisher = Publisher(own)
    await publisher.send("trials", FEED, [news(1)])
    admin = AIOKafkaAdminClient(bootstrap_servers=own.kafka_bootstrap_servers)
    await admin.start()
    await admin.delete_topics([f"{own.namespace}.trials"])

    with pytest.raises(Unavailable):
        await publisher.send("trials", FEED, [news(2)])
    again = await publisher.send("trials", FEED, [news(2)])

    await publisher.close()
    await admin.close()
    assert again == 2


async def test_every_topic_of_an_event_is_made_and_kept_as_long_as_it_should_be(own: Settings) -> None:
    made = await log.make_topics(own)

    assert made == sorted(f"{own.namespace}.{topic}" for topic in events.topics())
    assert {event.topic for event in EVENTS.values()} == events.topics() >= {"accounts", "prices"}
    assert await log.make_topics(own) == []
    admin = AIOKafkaAdminClient(bootstrap_servers=own.kafka_bootstrap_servers)
    await admin.start()
    topics = [f"{own.namespace}.{topic}" for topic in ("accounts", "prices")]
    answers = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic) for topic in topics])
    await admin.close()
    kept = {
        resource[3]: int(entry[1])
        for answer in answers
        for resource in answer.resources
        for entry in resource[4]
        if entry[0] == "retention.ms"
    }
    assert kept == dict(zip(topics, (7 * 86_400_000, 3_600_000), strict=True))


async def test_a_record_that_is_nothing_of_ours_is_passed_over(own: Settings) -> None:
    await log.make_topics(own)
    stranger = AIOKafkaProducer(bootstrap_servers=own.kafka_bootstrap_servers)
    await stranger.start()
    await stranger.send_and_wait(f"{own.namespace}.trials", b"not even JSON")
    await stranger.stop()
    publisher = Publisher(own)
    await publisher.send("trials", FEED, [news(1)])
    await publisher.close()

    assert [one.position for one in await read(own, "first", 1)] == [1]


@pytest.mark.parametrize(
    "broken",
    [{"ce_id": b"x"}, {"ce_sequence": b"last"}, {"ce_time": b"now"}, {"ce_type": b"\xff"}, {"ce_feed": b""}],
)
def test_a_broken_envelope_is_not_opened(broken: dict[str, bytes]) -> None:
    whole = dict(envelope.headers("cryptotalks", FEED, news(1)))

    assert envelope.opened("trials", whole.items(), b"{}") is not None
    assert envelope.opened("trials", (whole | broken).items(), b"{}") is None
    assert envelope.opened("trials", whole.items(), b"{") is None
    assert envelope.opened("trials", [("ce_id", SimpleNamespace())], b"{}") is None  # type: ignore[list-item]
