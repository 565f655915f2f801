"""Prices and the market's figures as they move."""

import asyncio
import math

import pytest

from tests.live.asking import PRICES, coin_ids, record
from tests.live.watching import Process, Watcher
from tests.visitor import Visitor

STATS = "totalCoins totalMarketCap bitcoinDominance source updatedAt"
WATCH_STATS = f"subscription {{ marketStatsUpdated {{ {STATS} }} }}"


def ticks(watcher: Watcher) -> list[dict[str, str]]:
    """Each event's prices by symbol."""
    events = [event for event in watcher.events if event["__typename"] == "PricesUpdated"]
    return [{tick["symbol"]: tick["price"] for tick in event["ticks"]} for event in events]


async def test_all_prices_of_one_moment_come_in_one_event(here: Process) -> None:
    bitcoin, ether = await coin_ids("bitcoin", "ethereum")
    watcher = await here.watch(PRICES)

    await record({bitcoin: "100000.00000001", ether: "4000"})
    await record({ether: "4001.5"})
    await here.settle()

    assert ticks(watcher) == [{"BTC": "100000.00000001", "ETH": "4000"}, {"ETH": "4001.5"}]
    assert watcher.events[1]["ticks"][0]["coinId"] in {f"coin_{bitcoin.hex}", f"coin_{ether.hex}"}


async def test_of_the_coins_named_alone(here: Process) -> None:
    bitcoin, ether = await coin_ids("bitcoin", "ethereum")
    watcher = await here.watch(PRICES, coins=[f"coin_{ether.hex}"])

    await record({bitcoin: "1", ether: "2"})
    await record({bitcoin: "3"})
    await record({ether: "4"})
    await here.settle()

    assert ticks(watcher) == [{"ETH": "2"}, {"ETH": "4"}]


async def test_a_rate_makes_one_event_of_what_came_meanwhile_each_coins_newest_price_winning(here: Process) -> None:
    bitcoin, ether = await coin_ids("bitcoin", "ethereum")
    watcher = await here.watch(PRICES, maxRate=1)
    every = await here.watch(PRICES)

    await record({bitcoin: "1", ether: "1"})
    await here.settle_feeds()
    await asyncio.sleep(0.1)
    for price in range(2, 7):
        await record({bitcoin: str(price)} if price % 2 else {ether: str(price)})
    await here.settle()

    assert ticks(watcher) == [{"BTC": "1", "ETH": "1"}, {"BTC": "5", "ETH": "6"}]
    assert len(ticks(every)) == 6
    assert watcher.events[-1]["at"] == every.events[-1]["at"]
    assert watcher.cursor == every.cursor


async def test_what_was_missed_at_a_rate_comes_as_one_event(here: Process) -> None:
    bitcoin, ether = await coin_ids("bitcoin", "ethereum")
    cursor = (await here.watch(PRICES)).cursor
    for price in range(1, 6):
        await record({bitcoin: str(price)} if price % 2 else {ether: str(price)})
    await here.settle()

    at_a_rate = await here.watch(PRICES, maxRate=1, after=cursor)
    every = await here.watch(PRICES, after=cursor)
    await here.settle()

    assert ticks(at_a_rate) == [{"BTC": "5", "ETH": "4"}]
    assert len(ticks(every)) == 5


@pytest.mark.parametrize("rate", [0, -1, 0.001, 51, 1e300, math.nan, math.inf, -math.inf])
async def test_a_rate_that_is_none_is_refused(here: Process, rate: float) -> None:
    assert await here.refusal(PRICES, maxRate=rate)


async def test_ids_of_coins_are_held_to_their_kind_and_number(here: Process) -> None:
    ids = [f"coin_{number:032x}" for number in range(501)]

    assert await here.refusal(PRICES, coins=[]) == "`coinIds` has 0 ids: 1 to 500."
    assert await here.refusal(PRICES, coins=ids) == "`coinIds` has 501 ids: 1 to 500."
    assert "is not the id of a Coin" in await here.refusal(PRICES, coins=["post_" + "0" * 32])
    assert (await here.watch(PRICES, coins=ids[:500])).kinds == ["Subscribed"]


async def test_the_stats_come_as_they_are_and_then_at_each_change(visitor: Visitor, here: Process) -> None:
    (bitcoin,) = await coin_ids("bitcoin")

    watcher = await here.watch(WATCH_STATS)
    as_they_were = (await visitor.query(f"{{ marketStats {{ {STATS} }} }}"))["marketStats"]
    await record({bitcoin: "123456"})
    await here.settle()
    as_they_are = (await visitor.query(f"{{ marketStats {{ {STATS} }} }}"))["marketStats"]

    assert watcher.events == [as_they_were, as_they_are]
    assert as_they_were != as_they_are


async def test_of_stats_that_somebody_is_too_slow_for_the_newest_are_kept(here: Process) -> None:
    (bitcoin,) = await coin_ids("bitcoin")
    watcher = await here.watch(WATCH_STATS, room=1)

    for price in ("10", "20", "30"):
        await record({bitcoin: price})
        await here.settle()
    everybody = await here.watch(WATCH_STATS)

    assert watcher.events == everybody.events
    assert not watcher.has_given_up
