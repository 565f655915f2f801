"""Candles: each range in its intervals, whole and consistent, and never too many."""

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from models.coins.rules import CandleInterval, PriceRange, fitting_interval
from tests.visitor import Visitor

HISTORY = """
  query ($slug: String = "bitcoin", $range: PriceRange! = DAY, $interval: CandleInterval) {
    coin(slug: $slug) { history(range: $range, interval: $interval) { start open high low close volume } }
  }
"""


async def candles(visitor: Visitor, **arguments: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await visitor.query(HISTORY, **arguments))["coin"]["history"]
    return found


def starts(candles: Iterable[dict[str, Any]]) -> list[datetime]:
    return [datetime.fromisoformat(candle["start"]) for candle in candles]


@pytest.mark.parametrize(
    ("range", "minutes", "count"),
    [("HOUR", 1, 60), ("DAY", 5, 288), ("WEEK", 60, 168), ("MONTH", 240, 180), ("YEAR", 1440, 365), ("ALL", 1440, 368)],
)
async def test_a_range_is_whole_in_the_interval_that_fits(
    visitor: Visitor, range: str, minutes: int, count: int
) -> None:
    found = starts(await candles(visitor, range=range))

    # The candle that has just begun may have no price yet.
    assert count - 1 <= len(found) <= count
    assert {later - earlier for earlier, later in itertools.pairwise(found)} == {timedelta(minutes=minutes)}
    assert all(start.timestamp() % (minutes * 60) == 0 for start in found)


@pytest.mark.parametrize("range", ["HOUR", "DAY", "WEEK", "MONTH", "YEAR", "ALL"])
@pytest.mark.parametrize("slug", ["bitcoin", "tether", "pepe"])
async def test_candles_hold_together(visitor: Visitor, slug: str, range: str) -> None:
    found = await candles(visitor, slug=slug, range=range)

    for candle in found:
        low, high = Decimal(candle["low"]), Decimal(candle["high"])
        assert 0 < low <= Decimal(candle["open"]) <= high
        assert low <= Decimal(candle["close"]) <= high
        assert Decimal(candle["volume"]) > 0


async def test_longer_candles_are_put_together_from_shorter_ones(visitor: Visitor) -> None:
    hours = {candle["start"]: candle for candle in await candles(visitor, range="WEEK", interval="HOUR")}

    longer = (await candles(visitor, range="WEEK", interval="FOUR_HOURS"))[2]

    begin = datetime.fromisoformat(longer["start"])
    parts = [hours[(begin + timedelta(hours=hour)).isoformat().replace("+00:00", "Z")] for hour in range(4)]
    assert longer["open"] == parts[0]["open"]
    assert longer["close"] == parts[3]["close"]
    assert Decimal(longer["high"]) == max(Decimal(part["high"]) for part in parts)
    assert Decimal(longer["low"]) == min(Decimal(part["low"]) for part in parts)
    assert Decimal(longer["volume"]) == sum(Decimal(part["volume"]) for part in parts)


async def test_a_week_begins_on_monday(visitor: Visitor) -> None:
    assert {start.weekday() for start in starts(await candles(visitor, range="YEAR", interval="WEEK"))} == {0}


@pytest.mark.parametrize(
    ("range", "interval"),
    [("DAY", "MINUTE"), ("WEEK", "FIFTEEN_MINUTES"), ("MONTH", "HOUR"), ("YEAR", "FOUR_HOURS"), ("ALL", "HOUR")],
)
async def test_more_than_five_hundred_candles_are_refused(visitor: Visitor, range: str, interval: str) -> None:
    assert "500 at most" in await visitor.refusal(HISTORY, range=range, interval=interval)


@pytest.mark.parametrize("interval", [interval.name for interval in CandleInterval])
async def test_an_interval_as_long_as_the_range_or_longer_is_the_present_candle(
    visitor: Visitor, interval: str
) -> None:
    if CandleInterval[interval].value < timedelta(hours=1):
        return

    assert len(await candles(visitor, range="HOUR", interval=interval)) == 1


@pytest.mark.parametrize(("days", "interval"), [(400, "DAY"), (500, "DAY"), (501, "WEEK"), (3000, "WEEK")])
def test_all_of_a_long_history_comes_in_longer_candles(days: int, interval: str) -> None:
    assert fitting_interval(PriceRange.ALL, None, timedelta(days=days)).name == interval


async def test_histories_of_many_coins_are_one_read(visitor: Visitor, reads: list[str]) -> None:
    await visitor.query(
        "{ coins(first: 20) { nodes { day: history { close } week: history(range: WEEK) { close } sparkline } } }"
    )

    assert len(reads) == 4, reads
