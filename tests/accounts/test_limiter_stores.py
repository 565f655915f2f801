"""Redis away, hanging and back, PostgreSQL away as well, and which figures count."""

import pytest

from models import database, limiter
from models.errors import Unavailable
from models.limits import Limit
from models.settings import Environment, Settings
from tests.accounts.limiting import (
    AWAY,
    HOUR,
    QUARTER,
    blocked_road,
    counting,
    everywhere,
    in_postgresql,
    many,
    move,
    somebody,
    with_redis,
)


@pytest.fixture
def ada() -> str:
    return somebody("ada")


@pytest.mark.parametrize(
    ("change", "most"),
    [({}, 200), ({"strict_limits": True}, 10), ({"environment": Environment.PRODUCTION}, 10)],
    ids=["relaxed", "strict where it is wanted", "strict in production"],
)
async def test_signing_up_is_relaxed_outside_production(
    forum: Settings, ada: str, change: dict[str, object], most: int
) -> None:
    async with counting(with_redis(forum.model_copy(update=change), "")):
        assert (await many(Limit.SIGN_UP_ADDRESS, ada, most + 1)).index(HOUR) == most
        assert (await many(Limit.CONFIRMATION_MAIL_ACCOUNT, ada, 4)).index(HOUR) == 3


async def test_a_redis_that_hangs_is_left_alone_for_a_while(
    forum: Settings, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "QUIET_SECONDS", 60)

    async with blocked_road(forum) as road, counting(road.settings):
        waits = await many(Limit.CONFIRMATION_MAIL_ACCOUNT, ada, 4)

    assert [wait > 0 for wait in waits] == [False, False, False, True]
    assert road.arrivals == 1


async def test_a_redis_that_is_back_counts_again(forum: Settings, ada: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "QUIET_SECONDS", 0)

    async with blocked_road(forum) as road, counting(road.settings):
        await many(Limit.SIGN_IN_ADDRESS, ada, 2)
        monkeypatch.setattr(limiter, "ANSWER_SECONDS", 30)
        road.is_open = True
        before = await everywhere(forum)
        await many(Limit.SIGN_IN_ADDRESS, ada, 2)

    after = await everywhere(forum)
    assert after["PostgreSQL"] == before["PostgreSQL"]
    assert len(after["Redis"]) == len(before["Redis"]) + 1


async def test_with_both_stores_away_nothing_may_be_tried(forum: Settings, ada: str) -> None:
    nowhere = type(forum.database_url)("postgres://forum:secret@127.0.0.1:1/forum")
    await database.disconnect()
    await database.connect(forum.model_copy(update={"database_url": nowhere}))
    try:
        async with counting(with_redis(forum, AWAY)):
            for asked in (limiter.take, limiter.give_back, limiter.clear):
                with pytest.raises(Unavailable, match="PostgreSQL"):
                    await asked(Limit.SIGN_IN_ACCOUNT, ada)
    finally:
        await database.disconnect()
        await database.connect(forum)


async def test_a_process_that_does_not_count_lets_nobody_try(forum: Settings, ada: str) -> None:
    with pytest.raises(Unavailable):
        await limiter.take(Limit.SIGN_IN_ACCOUNT, ada)


async def test_what_is_over_is_forgotten_and_the_rest_stays(forum: Settings, ada: str) -> None:
    async with counting(with_redis(forum, "")):
        await many(Limit.CONFIRM_ADDRESS, ada, 1)
        move(60)
        old = (await in_postgresql()).keys()
        await many(Limit.CONFIRM_ADDRESS, somebody("bob"), 1)
        new = (await in_postgresql()).keys() - old
        move(QUARTER - 60)

        async with database.transaction():
            await limiter.forget()

    left = (await in_postgresql()).keys()
    assert old
    assert len(new) == 1
    assert {key for key in left if key.startswith("confirm_address")} == new
