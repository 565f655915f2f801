"""The envelope of the news on Kafka: a CloudEvent 1.0 in binary mode, JSON in it and the feed's number on it."""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import orjson

from models.feeds import News

log = logging.getLogger("cryptotalks.log")


def headers(namespace: str, feed: UUID, news: News) -> list[tuple[str, bytes]]:
    """What stands on an event; `sequence`, its number, and `feed`, the identity of its line, are extensions."""
    envelope = {
        "ce_specversion": "1.0",
        "ce_id": str(news.id),
        "ce_source": f"/{namespace}/{news.topic}",
        "ce_type": news.type,
        "ce_time": news.at.isoformat(),
        "ce_subject": news.key,
        "ce_sequence": str(news.position),
        "ce_feed": str(feed),
        "content-type": "application/json",
    }
    return [(name, value.encode()) for name, value in envelope.items()]


def opened(topic: str, headers: Iterable[tuple[str, bytes]], value: bytes) -> tuple[UUID, News] | None:
    """The feed and the event of a record; None where it is nothing of ours."""
    try:
        found = {name: held.decode() for name, held in headers}
        news = News(
            UUID(found["ce_id"]),
            topic,
            int(found["ce_sequence"]),
            found["ce_subject"],
            found["ce_type"],
            datetime.fromisoformat(found["ce_time"]),
            orjson.loads(value),
        )
        return UUID(found["ce_feed"]), news
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        log.warning("a record of %s is no event of ours: %r", topic, error)
        return None
