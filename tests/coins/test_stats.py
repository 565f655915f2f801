"""The figures of the whole market."""

from decimal import Decimal

from models import database
from tests.visitor import Visitor

STATS = """
  {
    marketStats {
      totalCoins totalMarkets totalExchanges totalMarketCap total24hVolume bitcoinDominance updatedAt source
      topGainers { symbol change24h sparkline } topLosers { symbol change24h sparkline }
    }
    coins(first: 100) { nodes { symbol marketCap volume24h change24h } }
  }
"""


async def test_the_figures_are_the_sums_of_the_coins(visitor: Visitor) -> None:
    data = await visitor.query(STATS)

    stats, coins = data["marketStats"], data["coins"]["nodes"]
    cap = sum(Decimal(coin["marketCap"]) for coin in coins)
    assert stats["totalCoins"] == len(coins) == 100
    assert Decimal(stats["totalMarketCap"]) == cap
    assert Decimal(stats["total24hVolume"]) == sum(Decimal(coin["volume24h"]) for coin in coins)
    assert Decimal(stats["bitcoinDominance"]) == round(Decimal(coins[0]["marketCap"]) / cap * 100, 4)
    assert stats["totalMarkets"] > 0
    assert stats["totalExchanges"] > 0
    assert stats["source"] == "SIMULATED"


async def test_the_movers_are_those_that_moved_most(visitor: Visitor) -> None:
    data = await visitor.query(STATS)

    ranked = sorted((Decimal(coin["change24h"]), coin["symbol"]) for coin in data["coins"]["nodes"])
    gainers = [Decimal(coin["change24h"]) for coin in data["marketStats"]["topGainers"]]
    losers = [Decimal(coin["change24h"]) for coin in data["marketStats"]["topLosers"]]
    assert gainers == [change for change, _ in reversed(ranked[-5:])]
    assert losers == [change for change, _ in ranked[:5]]


async def test_the_stats_cost_a_read_for_each_list(visitor: Visitor, reads: list[str]) -> None:
    await visitor.query("{ marketStats { source topGainers { symbol sparkline } topLosers { symbol } } }")

    assert len(reads) == 4, reads


async def test_a_market_without_prices_says_to_try_again(visitor: Visitor) -> None:
    async with database.transaction():
        await database.execute("delete from market_stats")

    body = await visitor.answer("{ marketStats { source } }")

    assert [error["extensions"]["code"] for error in body["errors"]] == ["UNAVAILABLE"]
