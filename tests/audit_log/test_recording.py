"""What is recorded of each event: who, when, from where, and nothing that is secret or names anybody."""

import re
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from models import database, events, feeds
from models.actor import NOBODY, Actor
from models.audit import words
from models.audit.actions import record
from models.audit.words import Level
from models.events import EVENTS
from models.settings import Settings
from tests.audit_log.recording import (
    ADDRESS,
    an_event,
    by,
    document,
    documents,
    failed,
    happened,
    in_milliseconds,
    recorded,
    signed_in,
)
from tests.events.telling import number
from tests.laws.tree import ROOT
from tests.people import ERRORS, PASSWORD, person, sign_in, somebody
from workers.effects import effects

events.learn()
ACCOUNTS = sorted(type for type, event in EVENTS.items() if event.topic == "accounts")
TABLE = (ROOT / "tests/laws/contract/events.md").read_text()


@pytest.mark.parametrize("type", ACCOUNTS)
async def test_an_event_of_accounts_is_recorded_with_who_when_and_from_where(own: Settings, type: str) -> None:
    who, event = uuid4(), an_event(type)
    subject = getattr(event, "user_id", None)

    (news,) = await recorded(by(who), event)

    action = type.removesuffix(".v1")
    assert await document(own, news.id) == {
        "_id": str(news.id),
        "at": in_milliseconds(news.at),
        "service": "accounts",
        "action": action,
        "level": "WARNING" if action in words.WARNINGS else "INFO",
        "actor_id": str(who),
        "subject_id": subject and str(subject),
        "ip_address": ADDRESS,
        "topic": "accounts",
        "position": news.position,
        "message": words.MESSAGES[action],
    }


async def test_what_a_link_did_was_done_by_the_owner_and_a_failed_sign_in_by_nobody(own: Settings) -> None:
    owner = uuid4()
    confirmed, failure = await recorded(NOBODY, an_event("user.confirmed.v1"), failed(owner))

    assert (await document(own, confirmed.id))["actor_id"] == str(UUID(confirmed.payload["user_id"]))
    found = await document(own, failure.id)
    assert (found["actor_id"], found["subject_id"]) == (None, str(owner))


async def test_what_is_recorded_twice_stands_there_once(own: Settings) -> None:
    who = uuid4()
    news = await happened(by(who), *(signed_in(who) for _ in range(5)))

    await record(news[:3])
    await record(news)
    await record(news)

    found = [line["position"] for line in await documents(own) if line["actor_id"] == str(who)]
    assert found == [one.position for one in news]


async def test_an_event_that_the_outbox_has_let_go_is_recorded_without_who(own: Settings) -> None:
    (news,) = await happened(by(uuid4()), signed_in(uuid4()))

    await record([replace(news, id=(other := uuid4()))])

    found = await document(own, other)
    assert (found["actor_id"], found["ip_address"], found["message"]) == (None, None, "Signed in.")


async def test_no_secret_and_no_name_is_in_any_line(own: Settings, forum: Settings) -> None:
    canary = "canary"
    await person(f"{canary}_1", display_name=f"{canary} Bird", bio=f"{canary} bio", website=f"https://{canary}.example")
    async with somebody(forum, **{"user-agent": f"{canary} browser"}) as visitor:
        await visitor.query(
            f"mutation ($input: SignInInput!) {{ signIn(input: $input) {{ {ERRORS} }} }}",
            input={"email": f"{canary}_1@example.org", "password": f"{canary}-Wrong-1"},
        )
        payload = await sign_in(visitor, f"{canary}_1")
        update = f"mutation ($input: UpdateProfileInput!) {{ updateProfile(input: $input) {{ {ERRORS} }} }}"
        await visitor.mutate(update, title=f"{canary} title")
        sign_up = f"mutation ($input: SignUpInput!) {{ signUp(input: $input) {{ {ERRORS} }} }}"
        for name in (f"{canary}_1", f"{canary}_2"):
            email = f"{name}@example.org"
            await visitor.mutate(sign_up, email=email, username=f"{name}x", password=PASSWORD, acceptTerms=True)
    while await number():
        pass

    news = await feeds.read("accounts", 0, 500)
    planted = [replace(one, id=uuid4(), key=canary, payload=one.payload | {"note": canary}) for one in news]
    await record(news)
    await record(planted)

    lines = await documents(own)
    text = repr(lines).lower()
    hashes = await database.fetch(database.Row, "select password_hash from person")
    secrets = [canary, PASSWORD, "example.org", payload["accessToken"], *(row.password_hash for row in hashes)]
    assert {"user.sign-in-failed", "user.signed-in", "user.profile-updated", "user.signed-up"} <= {
        line["action"] for line in lines
    }
    assert [secret for secret in secrets if secret.lower() in text] == []


async def test_an_event_without_words_is_read_out(own: Settings) -> None:
    (news,) = await happened(Actor(), an_event("user.confirmed.v1"))
    other = replace(news, id=uuid4(), topic="comments", type="comment.status-changed.v2", payload={"user_id": "x"})

    await record([other])

    found = await document(own, other.id)
    assert (found["message"], found["service"], found["action"], found["level"], found["subject_id"]) == (
        *("Comment status changed.", "forum", "comment.status-changed", "INFO", None),
    )


@pytest.mark.parametrize("type", ACCOUNTS)
def test_every_event_of_accounts_has_its_words(type: str) -> None:
    assert re.fullmatch(r"[A-Z][a-zA-Z ,-]+\.", words.MESSAGES[type.removesuffix(".v1")])


def test_words_are_for_events_of_the_table_alone() -> None:
    known = {*re.findall(r"[a-z]+\.[a-z-]+", TABLE)}

    assert words.MESSAGES.keys() - known == set()
    assert (words.WARNINGS | words.BY_THE_OWNER) - words.MESSAGES.keys() == set()
    assert {words.level(action) for action in words.MESSAGES} == {*Level}


def test_every_topic_of_the_table_belongs_to_a_service() -> None:
    topics = re.findall(r"^\| ([a-z]+), (?!key)", TABLE, re.MULTILINE)

    assert len(topics) > 6
    assert words.SERVICES.keys() == {*topics}


def test_the_effect_takes_all_but_prices_and_ratings() -> None:
    effect = effects()["action_log"]

    assert (effect.group, effect.types) == ("audit", None)
    assert effect.topics >= events.topics() - {"prices", "ratings", "trials", "wishes"}
    assert not effect.topics & {"prices", "ratings"}
