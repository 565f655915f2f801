"""The limiter counts exactly, in Redis and in PostgreSQL alike."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from models import clock, limiter
from models.limits import Limit
from models.settings import Settings
from tests.accounts.limiting import (
    AWAY,
    HOUR,
    QUARTER,
    at_once,
    counting,
    everywhere,
    many,
    move,
    somebody,
    tried,
    with_redis,
)
from tests.events.telling import undone

STRICT = {
    Limit.SIGN_IN_ADDRESS: (100, QUARTER),
    Limit.SIGN_UP_ADDRESS: (10, HOUR),
    Limit.CONFIRMATION_MAIL_ACCOUNT: (3, HOUR),
    Limit.CONFIRMATION_MAIL_ADDRESS: (30, HOUR),
    Limit.CONFIRM_ADDRESS: (60, QUARTER),
    Limit.REFRESH_SESSION: (60, QUARTER),
    Limit.REFRESH_ADDRESS: (600, QUARTER),
}


@pytest_asyncio.fixture(params=["Redis", "PostgreSQL"])
async def store(forum: Settings, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """Where it is counted; a slow machine is no reason to count elsewhere."""
    monkeypatch.setattr(limiter, "ANSWER_SECONDS", 30)
    name: str = request.param
    own = forum if name == "Redis" else with_redis(forum, AWAY)
    async with counting(own.model_copy(update={"strict_limits": True})):
        yield name


@pytest.fixture
def ada() -> str:
    return somebody("ada")


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands, until it is moved."""
    begun = datetime.now(UTC)
    monkeypatch.setattr(clock, "now", lambda: begun + clock._ahead)


def test_every_limit_is_held_to_its_figures() -> None:
    assert {*STRICT, Limit.SIGN_IN_ACCOUNT} == set(Limit)
    assert len(Limit.__members__) == len(Limit)


@pytest.mark.parametrize("limit", STRICT, ids=lambda limit: limit.name)
async def test_the_last_try_is_taken_and_the_next_waits_for_the_window(
    store: str, still: None, ada: str, limit: Limit
) -> None:
    most, seconds = STRICT[limit]

    waits = await many(limit, ada, most + 2)

    assert waits == [0] * most + [seconds] * 2


async def test_a_window_begins_with_its_first_try_and_ends_by_itself(store: str, still: None, ada: str) -> None:
    await many(Limit.CONFIRMATION_MAIL_ACCOUNT, ada, 1)
    move(1000)
    assert await many(Limit.CONFIRMATION_MAIL_ACCOUNT, ada, 3) == [0, 0, HOUR - 1000]

    move(HOUR - 1000 - 0.5)
    assert await tried(Limit.CONFIRMATION_MAIL_ACCOUNT, ada) == 1
    move(0.5)

    assert await many(Limit.CONFIRMATION_MAIL_ACCOUNT, ada, 4) == [0, 0, 0, HOUR]


async def test_signing_in_waits_longer_after_each_wrong_try(store: str, still: None, ada: str) -> None:
    waits = await many(Limit.SIGN_IN_ACCOUNT, ada, 5)
    assert waits == [0, 0, 0, 0, 1]

    while waits[-1] < 60:
        move(waits[-1])
        waits += await many(Limit.SIGN_IN_ACCOUNT, ada, 2)

    assert waits[5:] == [0, 2, 0, 4, 0, 8, 0, 16, 0, 32, 0, QUARTER - 63]
    move(QUARTER - 63)
    assert await many(Limit.SIGN_IN_ACCOUNT, ada, 5) == [0, 0, 0, 0, 1]


async def test_a_refused_try_makes_nobody_wait_longer(store: str, still: None, ada: str) -> None:
    await many(Limit.SIGN_IN_ACCOUNT, ada, 4)

    refused = await many(Limit.SIGN_IN_ACCOUNT, ada, 30)
    move(1)

    assert set(refused) == {1}
    assert await many(Limit.SIGN_IN_ACCOUNT, ada, 2) == [0, 2]


async def test_no_wait_is_longer_than_its_window(store: str, still: None, ada: str) -> None:
    for wait in (0, 0, 0, 0, 1, 2, 4, 8):
        move(wait)
        assert await tried(Limit.SIGN_IN_ACCOUNT, ada) == 0
    move(QUARTER - 15 - 5)

    assert await many(Limit.SIGN_IN_ACCOUNT, ada, 2) == [0, 5]
    move(5)
    assert await tried(Limit.SIGN_IN_ACCOUNT, ada) == 0


async def test_of_parallel_guesses_no_more_are_taken_than_one_after_the_other(store: str, ada: str) -> None:
    assert await at_once(Limit.SIGN_IN_ACCOUNT, ada, 50) == 4
    assert await at_once(Limit.SIGN_IN_ADDRESS, ada, 150) == 100


async def test_what_is_given_back_in_parallel_may_be_taken_again_and_no_more(store: str, ada: str) -> None:
    limit = Limit.SIGN_IN_ADDRESS
    assert await at_once(limit, ada, 40) == 40

    taken, *_ = await asyncio.gather(at_once(limit, ada, 30), *(limiter.give_back(limit, ada) for _ in range(25)))

    assert taken == 30
    assert await at_once(limit, ada, 80) == 100 - 40 - 30 + 25


async def test_a_clock_that_is_a_little_behind_is_no_reason_to_wait(store: str, still: None, ada: str) -> None:
    assert await tried(Limit.SIGN_IN_ACCOUNT, ada) == 0
    move(-0.01)
    assert await tried(Limit.SIGN_IN_ACCOUNT, ada) == 0

    await limiter.give_back(Limit.SIGN_IN_ACCOUNT, ada)
    move(-0.01)

    assert await many(Limit.SIGN_IN_ACCOUNT, ada, 3) == [0, 0, 0]


async def test_what_was_no_wrong_try_is_given_back_with_its_wait(store: str, still: None, ada: str) -> None:
    assert await many(Limit.SIGN_IN_ACCOUNT, ada, 5) == [0, 0, 0, 0, 1]

    await limiter.give_back(Limit.SIGN_IN_ACCOUNT, ada)

    assert await many(Limit.SIGN_IN_ACCOUNT, ada, 2) == [0, 1]


async def test_nothing_is_given_back_that_was_not_counted(store: str, still: None, ada: str) -> None:
    bob = somebody("bob")
    await limiter.give_back(Limit.CONFIRMATION_MAIL_ACCOUNT, ada)
    await many(Limit.CONFIRMATION_MAIL_ACCOUNT, bob, 1)
    for _ in range(3):
        await limiter.give_back(Limit.CONFIRMATION_MAIL_ACCOUNT, bob)

    assert await many(Limit.CONFIRMATION_MAIL_ACCOUNT, ada, 4) == [0, 0, 0, HOUR]
    assert await many(Limit.CONFIRMATION_MAIL_ACCOUNT, bob, 4) == [0, 0, 0, HOUR]


async def test_who_has_proved_themselves_begins_anew(store: str, still: None, ada: str) -> None:
    for wait in (0, 0, 0, 0, 1, 2, 4, 8, 16, 32):
        move(wait)
        assert await tried(Limit.SIGN_IN_ACCOUNT, ada) == 0
    assert await tried(Limit.SIGN_IN_ACCOUNT, ada) == QUARTER - 63

    await limiter.clear(Limit.SIGN_IN_ACCOUNT, ada)

    assert await many(Limit.SIGN_IN_ACCOUNT, ada, 5) == [0, 0, 0, 0, 1]


async def test_every_key_and_every_limit_is_counted_by_itself(store: str, ada: str) -> None:
    await many(Limit.CONFIRM_ADDRESS, ada, 61)

    assert await tried(Limit.CONFIRM_ADDRESS, ada) > 0
    assert await tried(Limit.CONFIRM_ADDRESS, somebody("bob")) == 0
    assert await tried(Limit.REFRESH_SESSION, ada) == 0


async def test_it_is_counted_in_one_store_where_nobody_is_named(forum: Settings, store: str, ada: str) -> None:
    before = await everywhere(forum)

    await many(Limit.SIGN_IN_ACCOUNT, ada, 5)
    await many(Limit.SIGN_IN_ADDRESS, "203.0.113.77", 5)

    after = await everywhere(forum)
    new = {name: after[name].keys() - before[name].keys() for name in after}
    assert {name: len(keys) for name, keys in new.items()} == {"Redis": 0, "PostgreSQL": 0} | {store: 2}
    assert "sign_in_account" in str(after[store])
    assert "ada-" not in str(after)
    assert "203.0.113.77" not in str(after)


async def test_what_was_counted_stands_though_the_callers_transaction_is_undone(store: str, ada: str) -> None:
    async with undone():
        await many(Limit.CONFIRMATION_MAIL_ACCOUNT, ada, 2)

    assert (await many(Limit.CONFIRMATION_MAIL_ACCOUNT, ada, 2)).count(0) == 1
