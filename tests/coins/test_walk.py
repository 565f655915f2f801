"""The walk by itself: seeded, and like a market."""

import itertools
import math
import statistics
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from workers.market.walk import Nature, bins, digits, instants, prices, rounded, steps

NOW = datetime(2026, 3, 9, 10, 14, 7, tzinfo=UTC)
HOURS = [3600.0] * 24 * 365


def test_the_same_seed_tells_the_same_story() -> None:
    stories = [prices(Nature(), 100.0, steps(HOURS[:500], Random("7")), Random("7 bitcoin")) for _ in range(2)]
    other = prices(Nature(), 100.0, steps(HOURS[:500], Random("8")), Random("8 bitcoin"))

    assert stories[0] == stories[1]
    assert stories[0] != other


@pytest.mark.parametrize("volatility", [0.5, 1.2])
def test_a_year_is_about_as_wild_as_it_should_be(volatility: float) -> None:
    walked = prices(Nature(volatility), 100.0, steps(HOURS, Random("1")), Random("1 coin"))

    moves = [math.log(b / a) for a, b in itertools.pairwise(walked)]
    assert statistics.stdev(moves) * math.sqrt(24 * 365) == pytest.approx(volatility, rel=0.25)


def test_coins_move_together_and_by_themselves() -> None:
    whole = steps(HOURS, Random("1"))
    one, other = (prices(Nature(), 100.0, whole, Random(f"1 {slug}")) for slug in ("one", "other"))

    moves = [[math.log(b / a) for a, b in itertools.pairwise(walk)] for walk in (one, other)]
    assert 0.3 < statistics.correlation(*moves) < 0.6


def test_a_pegged_coin_returns_to_its_peg() -> None:
    walked = prices(Nature(0.004, peg=1.0), 0.97, steps(HOURS, Random("1")), Random("1 dollar"))

    assert all(abs(price - 1) < 0.003 for price in walked[24:])


def test_the_walk_is_looked_at_often_in_the_last_day_and_ends_now() -> None:
    at = instants(NOW - timedelta(days=367), NOW)

    assert at[-1] == NOW
    assert at == sorted(set(at))
    assert len({moment.replace(second=0) for moment in at if moment > NOW - timedelta(hours=24)}) >= 1440
    assert len({moment.date() for moment in at}) == 368


def test_bins_hold_every_instant_once() -> None:
    at = instants(NOW - timedelta(days=40), NOW)

    for minutes in (1, 60, 1440):
        parts = list(bins(at, minutes))
        assert [moment for _, begin, end in parts for moment in at[begin:end]] == at
        assert all(
            start <= at[begin] and at[end - 1] < start + timedelta(minutes=minutes) for start, begin, end in parts
        )


@pytest.mark.parametrize(
    ("price", "quoted"),
    [
        (97412.0812, "97412.08"),
        (3518.4, "3518.40"),
        (214.9137, "214.914"),
        (1.0003, "1.00030"),
        (0.3946123, "0.394612"),
        (0.0000071144, "0.00000711440"),
        (1e-15, "0.000000000000001000"),
        (1e-30, "0.000000000000000000"),
    ],
)
def test_a_price_is_quoted_with_its_digits(price: float, quoted: str) -> None:
    assert format(rounded(price), "f") == quoted
    assert isinstance(rounded(price), Decimal)
    assert 2 <= digits(price) <= 18
