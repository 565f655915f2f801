"""Old lines go by themselves, after as many days as the settings say now."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pymongo

from models.audit.actions import record
from models.audit.queries import Sought, count_audit
from models.settings import Settings
from tests.audit_log.recording import by, connected, days_ago, happened, signed_in

DAY = 86_400


async def kept(settings: Settings) -> list[Any]:
    """After how many seconds lines go: of each index that lets any go."""
    client: pymongo.AsyncMongoClient[dict[str, Any]] = pymongo.AsyncMongoClient(settings.mongo_url.get_secret_value())
    async with client:
        indexes = await client[settings.namespace]["action_log"].index_information()
        return [index["expireAfterSeconds"] for index in indexes.values() if "expireAfterSeconds" in index]


async def test_lines_stay_for_as_long_as_the_settings_say_also_when_they_change(own: Settings) -> None:
    who = uuid4()
    ages = (0.5, 1.5, 20, 89, 91)
    news = await happened(by(who), *(signed_in(who) for _ in range(len(ages) + 2)))
    old = [replace(one, at=days_ago(age)) for one, age in zip(news, ages, strict=False)]
    left = {}

    for days in (90, 30, 1, 60):
        settings = own.model_copy(update={"action_log_days": days})
        async with connected(settings, own):
            await record(old[:1])
            if days == 90:
                await record(old)
            left[days] = await count_audit(Sought(person_id=who))
            assert await kept(settings) == [days * DAY]

    assert left == {90: 4, 30: 3, 1: 1, 60: 1}
