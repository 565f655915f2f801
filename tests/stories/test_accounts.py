"""Somebody comes in: from the sign-up through the mailbox to the viewer, and what stays of it where."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pymongo
import pytest
import pytest_asyncio

from stack.kafka import Kafka
from tests.accounts.asking import CONFIRM, REFRESH, SIGN_OUT, SIGN_UP, VIEWER
from tests.people import SIGN_IN
from tests.stories.forum import Forum, running_forum, until

PASSWORD = "Canary-Password-7"
ADA = "ada.canary@example.org"
UPDATE = "mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { errors { code } } }"


@pytest_asyncio.fixture(scope="module")
async def forum(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Forum]:
    async with running_forum(tmp_path_factory.mktemp("forum")) as forum:
        yield forum


def token_of(link: str) -> str:
    (token,) = parse_qs(urlsplit(link).query)["token"]
    return token


async def test_from_sign_up_to_signed_out_and_no_secret_is_left_anywhere(forum: Forum) -> None:
    async with forum.visitor(**{"x-refresh-token": "body"}) as ada:
        await ada.mutate(SIGN_UP, email=ADA, username="ada_canary", password=PASSWORD, acceptTerms=True)

        (link,) = (await forum.mail_to(ADA, "Confirm"))["links"]
        assert link.startswith(f"{forum.url}/confirm?")
        confirmed = await ada.mutate(CONFIRM, token=token_of(link))
        assert confirmed["user"] == {"username": "ada_canary"}
        await forum.mail_to(ADA, "Welcome")

        signed_in = await ada.mutate(SIGN_IN, email=ADA, password=PASSWORD)
        ada.http.headers["authorization"] = f"Bearer {signed_in['accessToken']}"
        assert (await ada.query(VIEWER))["viewer"]["user"]["username"] == "ada_canary"
        refreshed = await ada.mutate(REFRESH, refreshToken=signed_in["refreshToken"])
        ada.http.headers["authorization"] = f"Bearer {refreshed['accessToken']}"
        await until(lambda: _activity(ada, 3))
        await ada.refused(SIGN_IN, email=ADA, password=f"{PASSWORD}!")
        await ada.query(SIGN_OUT)
        assert await ada.code(VIEWER) == "UNAUTHENTICATED"

    secrets = [PASSWORD, token_of(link)]
    secrets += [payload[name] for payload in (signed_in, refreshed) for name in ("accessToken", "refreshToken")]
    await until(lambda: _logged(forum, "user.signed-out"))
    kept = await forum.everything(but={"mailbox_message"})
    assert {"outbox", "dead_letter", "delivery", "link", "session", "mongodb", "redis", "kafka", "logs"} <= kept.keys()
    assert "user.signed-up.v1" in kept["kafka"]
    assert "user.signed-out" in kept["mongodb"]
    assert {place for place, text in kept.items() for secret in secrets if secret in text} == set()
    personal = {place for place, text in kept.items() if ADA in text.lower()}
    assert personal == {"person"}, "the address stands in its person's row, and nowhere else"


async def _activity(visitor: object, least: int) -> bool:
    answer = await visitor.query("{ viewer { activity { nodes { action ipAddress message } } } }")  # type: ignore[attr-defined]
    return len(answer["viewer"]["activity"]["nodes"]) >= least


async def _logged(forum: Forum, action: str) -> bool:
    return action in forum._in_mongodb()


async def test_a_taken_email_is_told_to_its_owner_alone(forum: Forum) -> None:
    async with forum.visitor() as bob:
        await bob.mutate(
            SIGN_UP, email="owner@example.org", username="first_owner", password=PASSWORD, acceptTerms=True
        )
        await bob.mutate(CONFIRM, token=token_of((await forum.mail_to("owner@example.org", "Confirm"))["links"][0]))
        await bob.mutate(SIGN_UP, email="OWNER@example.org", username="thief", password=PASSWORD, acceptTerms=True)

    assert await forum.mail_to("owner@example.org", "already")


async def test_while_kafka_is_away_mutations_are_answered_and_all_arrive_in_order(forum: Forum) -> None:
    kafka = forum.servers["kafka"]
    assert isinstance(kafka, Kafka)
    async with forum.visitor() as eve:
        await eve.mutate(SIGN_UP, email="eve@example.org", username="eve", password=PASSWORD, acceptTerms=True)
        await eve.mutate(CONFIRM, token=token_of((await forum.mail_to("eve@example.org", "Confirm"))["links"][0]))
        token = (await eve.mutate(SIGN_IN, email="eve@example.org", password=PASSWORD))["accessToken"]
        eve.http.headers["authorization"] = f"Bearer {token}"

        kafka.kill()
        for number in range(40):
            await eve.mutate(UPDATE, title=f"Title {number}")
            await asyncio.sleep(0.25)
        shutil.rmtree(kafka.files)
        kafka.start()
        for number in range(40, 50):
            await eve.mutate(UPDATE, title=f"Title {number}")

    (person,) = await forum.rows("select id from person where username = 'eve'")
    await until(lambda: _updates(forum, str(person["id"]), 50))
    events = await forum.rows(
        "select id::text from outbox where type = 'user.profile-updated.v1' and key = $1 order by position",
        person["id"].hex,
    )
    assert in_action_log(forum, str(person["id"])) == [row["id"] for row in events]


def in_action_log(forum: Forum, subject: str) -> list[str]:
    with pymongo.MongoClient[dict[str, object]](forum.environment["MONGO_URL"]) as client:
        lines = client[forum.environment["NAMESPACE"]]["action_log"]
        found = lines.find({"action": "user.profile-updated", "subject_id": subject})
        return [str(line["_id"]) for line in sorted(found, key=lambda line: str(line["_id"]))]


async def _updates(forum: Forum, subject: str, number: int) -> bool:
    return len(in_action_log(forum, subject)) == number
