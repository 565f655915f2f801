"""Every event has a model, a topic, a key and a golden line, and somebody who takes it, as the table of events says."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pydantic import BaseModel

from models import events
from models.events import EVENTS, Event
from tests.laws.tree import ROOT
from workers.effects import GROUPS, Effect, effects

CONTRACT = ROOT / "tests" / "laws" / "contract"
OWED = {"security_notice", "pictures", "alerts", "mentions", "replies"}
"""Effects of the table that are still to be built, for events that are."""
NEVER = {
    "password",
    "token",
    "secret",
    "code",
    "email",
    "phone",
    "ip",
    "ip_address",
    "address",
    "device",
    "name",
    "link",
}
"""What no payload holds. An `email_hash` tells the same email from another, and nobody's name."""


@dataclass(frozen=True)
class Line:
    """A row of the table: its events without a version, and what it says of its effects."""

    topic: str
    types: tuple[str, ...]
    effects: dict[str, str]


def table() -> Iterator[Line]:
    topic = ""
    for line in (CONTRACT / "events.md").read_text().splitlines():
        if not line.startswith("| ") or line.startswith(("| ---", "| topic")):
            continue
        first, types, said = [cell.strip() for cell in line.strip("|").split("|")]
        topic = first.partition(",")[0].strip() or topic
        found = re.fullmatch(r"(?:(?P<names>[a-z_, ]+) \((?P<groups>[^)]*)\))?.*", said)
        assert found is not None
        names = [name.strip() for name in (found["names"] or "").split(",") if name.strip()]
        groups = re.findall(rf"\b(?:{'|'.join(GROUPS)})\b", found["groups"] or "")
        groups = groups if len(groups) == len(names) else groups[:1] * len(names)
        yield Line(topic, tuple(re.findall(r"[a-z]+\.[a-z-]+", types)), dict(zip(names, groups, strict=True)))


TABLE = list(table())
events.learn()
BUILT = {type: event for type, event in EVENTS.items() if event.__module__.startswith("models.")}


def built_effects() -> dict[str, Effect]:
    return {
        name: effect
        for name, effect in effects().items()
        if effect.group != "audit" and not {*effect.topics} & {"trials", "wishes"}
    }


def bare(type: str) -> str:
    return type.removesuffix(".v1")


def golden() -> dict[str, dict[str, object]]:
    lines = (CONTRACT / "events.jsonl").read_text().splitlines()
    return {line["type"]: line for line in map(json.loads, lines)}


def test_the_table_is_understood() -> None:
    assert len(TABLE) > 20
    assert Line("accounts", ("user.confirmed",), {"welcome": "accounts"}) in TABLE
    assert Line("prices", ("market.updated",), {"alerts": "market"}) in TABLE
    erasing = next(line for line in TABLE if line.types == ("user.closed",))
    assert erasing.effects == {"erase_content": "forum", "erase_account": "accounts"}


def test_every_event_is_a_past_participle_with_a_version_in_the_topic_of_the_table() -> None:
    topics = {type: line.topic for line in TABLE for type in line.types}

    assert {bare(type): event.topic for type, event in BUILT.items()} == {
        bare(type): topics.get(bare(type)) for type in BUILT
    }
    assert [type for type in BUILT if not re.fullmatch(r"[a-z]+\.[a-z-]+\.v\d+", type)] == []
    assert {event.__module__ for event in BUILT.values()} >= {"models.accounts.events", "models.coins.events"}


def test_every_effect_stands_in_the_table_with_its_group_and_its_events() -> None:
    for name, effect in built_effects().items():
        lines = [line for line in TABLE if name in line.effects]
        assert lines, f"the table has no effect {name}"
        assert {line.effects[name] for line in lines} == {effect.group}, name
        assert effect.types is not None
        assert {*map(bare, effect.types)} <= {type for line in lines for type in line.types}, name


def test_every_effect_of_the_table_is_built_for_the_events_that_are_or_is_owed() -> None:
    built = built_effects()
    missing = {
        name
        for line in TABLE
        for name in line.effects
        if any(f"{type}.v1" in BUILT for type in line.types) and name not in built
    }

    assert missing == OWED


def test_every_event_has_somebody_who_takes_it() -> None:
    taken_by_all = {topic for effect in effects().values() if effect.types is None for topic in effect.topics}
    taken = {type for effect in effects().values() for type in effect.types or ()}
    untaken = {type for type, event in BUILT.items() if event.topic not in taken_by_all and type not in taken}

    assert untaken == {"market.updated.v1"}, "its effect, alerts, is owed"


def test_every_event_has_its_golden_line() -> None:
    assert golden().keys() == BUILT.keys(), "add its line to tests/laws/contract/events.jsonl"


@pytest.mark.parametrize("type", BUILT)
def test_an_event_is_written_as_its_golden_line(type: str) -> None:
    line = golden()[type]

    event = BUILT[type].model_validate(line["payload"])

    assert (event.topic, event.key) == (line["topic"], line["key"])
    assert json.loads(event.model_dump_json()) == line["payload"], "a change that breaks a reader is a new version"


def fields(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        inner = [field.annotation, *getattr(field.annotation, "__args__", ())]
        for one in inner:
            if isinstance(one, type) and issubclass(one, BaseModel):
                yield from fields(one)


@pytest.mark.parametrize("event", BUILT.values(), ids=BUILT)
def test_no_payload_holds_what_is_secret_or_personal(event: type[Event]) -> None:
    assert not NEVER & {*fields(event)}
