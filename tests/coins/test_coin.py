"""One coin: found by each of its keys, with all that it says of itself."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from models import database
from models.coins.bundle import bundle
from tests.visitor import Visitor

WHOLE = """
  query ($slug: String, $symbol: String, $uuid: String) {
    coin(slug: $slug, symbol: $symbol, uuid: $uuid) {
      id uuid slug symbol name rank tier iconUrl color url websiteUrl coinrankingUrl price priceInBtc change24h
      change marketCap volume24h supply { circulating total max } allTimeHigh { price at } sparkline updatedAt
      hour: change(window: HOUR) week: change(window: WEEK) month: change(window: MONTH) year: change(window: YEAR)
    }
  }
"""


async def test_a_coin_is_found_by_each_of_its_keys(visitor: Visitor) -> None:
    by_slug = (await visitor.query(WHOLE, slug="ethereum"))["coin"]
    by_symbol = (await visitor.query(WHOLE, symbol="eth"))["coin"]
    by_uuid = (await visitor.query(WHOLE, uuid=by_slug["uuid"]))["coin"]

    assert by_slug["name"] == "Ethereum"
    assert by_slug == by_symbol == by_uuid


async def test_a_coin_says_what_it_costs_in_plain_decimals(visitor: Visitor) -> None:
    coin = (await visitor.query(WHOLE, slug="pepe"))["coin"]

    decimals = [coin["price"], coin["priceInBtc"], coin["change24h"], coin["marketCap"], coin["volume24h"]]
    decimals += [
        coin["hour"],
        coin["week"],
        coin["month"],
        coin["year"],
        coin["allTimeHigh"]["price"],
        *coin["sparkline"],
    ]
    assert all(re.fullmatch(r"-?\d+(\.\d+)?", decimal) for decimal in decimals), decimals
    assert Decimal(coin["price"]) < Decimal("0.001")
    assert coin["change"] == coin["change24h"]
    assert 24 <= len(coin["sparkline"]) <= 25
    assert coin["sparkline"][-1] == coin["price"]
    assert datetime.fromisoformat(coin["updatedAt"]).tzinfo is not None


async def test_a_coin_points_into_this_site(visitor: Visitor) -> None:
    bitcoin = (await visitor.query(WHOLE, slug="bitcoin"))["coin"]

    assert bitcoin["url"] == "http://127.0.0.1:8000/coins/bitcoin"
    assert bitcoin["iconUrl"] == "http://127.0.0.1:8000/icons/btc.svg"
    assert bitcoin["supply"]["max"] == "21000000"
    assert re.fullmatch("coin_[0-9a-f]{32}", bitcoin["id"])


async def test_of_coins_that_share_a_symbol_the_highest_ranked_answers(visitor: Visitor) -> None:
    async with database.transaction():
        await database.execute("update coin set symbol = 'SAME' where slug in ('solana', 'dogecoin', 'bitcoin-cash')")

    assert (await visitor.query(WHOLE, symbol="same"))["coin"]["slug"] == "solana"


@pytest.mark.parametrize("key", ["slug", "symbol", "uuid"])
@pytest.mark.parametrize("value", ["", "nothing-like-it", "x" * 5000, "' or 1=1 --", "💎", "%"])
async def test_a_coin_that_is_not_here_is_null(visitor: Visitor, key: str, value: str) -> None:
    assert await visitor.query(WHOLE, **{key: value}) == {"coin": None}


@pytest.mark.parametrize("keys", [{}, {"slug": "bitcoin", "symbol": "BTC"}, {"slug": None}])
async def test_a_coin_is_asked_for_by_exactly_one_key(visitor: Visitor, keys: dict[str, Any]) -> None:
    assert "exactly one" in await visitor.refusal(WHOLE, **keys)


async def test_a_forum_begins_with_every_bundled_coin(visitor: Visitor) -> None:
    coins = bundle().coins

    assert len(coins) == 100
    for coin in (coins[0], coins[57], coins[99]):
        found = (await visitor.query(WHOLE, slug=coin.slug))["coin"]
        assert (found["symbol"], found["name"], found["uuid"]) == (coin.symbol, coin.name, coin.uuid)


async def test_the_whole_coin_costs_two_reads(visitor: Visitor, reads: list[str]) -> None:
    await visitor.query(WHOLE, slug="bitcoin")

    assert len(reads) == 2, reads
