"""Coin, its candles, and the market's figures."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from models.coins import queries
from models.coins.queries import CandleRow, CoinOrderField, CoinRow
from models.coins.rules import CandleInterval, ChangeWindow, MarketSource, PriceRange
from models.posts.queries import Of
from models.settings import settings
from resolvers.batch import batch
from resolvers.connections import Connection, OrderDirection, cut
from resolvers.context import Info
from resolvers.nodes import Node
from resolvers.scalars import Cursor
from resolvers.selection import columns

if TYPE_CHECKING:
    from resolvers.posts.types import Post

MOVERS = 5

strawberry.enum(PriceRange, description="How far back.")
strawberry.enum(CandleInterval, description="How long one candle is.")
strawberry.enum(ChangeWindow, description="Over how long a price has changed.")
strawberry.enum(CoinOrderField, description="Coins without the change that is asked for come last.")
strawberry.enum(MarketSource, description="Who says what coins cost.")


@strawberry.input
class CoinOrder:
    field: CoinOrderField
    direction: OrderDirection = OrderDirection.ASC


@strawberry.type(description="How many there are; null where nobody knows, or where there is no limit.")
class CoinSupply:
    circulating: Decimal | None
    total: Decimal | None
    max: Decimal | None


@strawberry.type(description="A price and the moment of it.")
class PricePoint:
    price: Decimal
    at: datetime


@strawberry.type(description="How the price went in one interval, in US dollars.")
class Candle:
    start: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal | None


@strawberry.type(description="A cryptocurrency. Prices are in US dollars, changes in percent.")
class Coin(Node):
    row = CoinRow

    uuid: str = strawberry.field(description="Coinranking's own id, as its API gives it.")
    symbol: str
    name: str
    slug: str
    rank: int = strawberry.field(description="By market cap; 1 is the largest.")
    tier: int | None = strawberry.field(description="Coinranking's own: 1 is the most trusted.")
    color: str | None = strawberry.field(description="The brand's, as `#rrggbb`.")
    website_url: str | None
    coinranking_url: str | None
    price: Decimal
    price_in_btc: Decimal | None
    change_24h: Decimal = strawberry.field(description="Percent over the last 24 hours.")
    market_cap: Decimal
    volume_24h: Decimal
    updated_at: datetime

    @strawberry.field(description="The coin's page.", metadata={"needs": ("slug",)})
    @staticmethod
    def url(root: strawberry.Parent[CoinRow]) -> str:
        return f"{settings().base_url}/coins/{root.slug}"

    @strawberry.field(description="On this site's own origin.", metadata={"needs": ("icon",)})
    @staticmethod
    def icon_url(root: strawberry.Parent[CoinRow]) -> str | None:
        return root.icon and f"{settings().base_url}/icons/{root.icon}.svg"

    @strawberry.field(
        description="Percent over another window; null while there is no history so old.",
        metadata={"needs": tuple(ChangeWindow)},
    )
    @staticmethod
    def change(root: strawberry.Parent[CoinRow], window: ChangeWindow = ChangeWindow.DAY) -> Decimal | None:
        change: Decimal | None = root[window]
        return change

    @strawberry.field(metadata={"needs": ("circulating_supply", "total_supply", "max_supply")})
    @staticmethod
    def supply(root: strawberry.Parent[CoinRow]) -> CoinSupply | None:
        return CoinSupply(circulating=root.circulating_supply, total=root.total_supply, max=root.max_supply)

    @strawberry.field(metadata={"needs": ("all_time_high", "all_time_high_at")})
    @staticmethod
    def all_time_high(root: strawberry.Parent[CoinRow]) -> PricePoint | None:
        if root.all_time_high is None or root.all_time_high_at is None:
            return None
        return PricePoint(price=root.all_time_high, at=root.all_time_high_at)

    @batch(list[Decimal])
    async def sparkline(coins: Sequence[CoinRow], info: Info) -> list[list[Decimal]]:
        """The last 24 hours, an hour a point, the newest last."""
        closes = await queries.sparklines([coin.id for coin in coins])
        return [closes[coin.id] for coin in coins]

    @batch(list[Candle], size=100)
    async def history(
        coins: Sequence[CoinRow],
        info: Info,
        range: PriceRange = PriceRange.DAY,
        interval: CandleInterval | None = None,
    ) -> list[list[CandleRow]]:
        """At most 500 candles, the interval chosen to fit the range; one given that needs more is BAD_USER_INPUT."""
        candles = await queries.histories([coin.id for coin in coins], range, interval)
        return [candles[coin.id] for coin in coins]

    @batch(Connection[Annotated["Post", strawberry.lazy("resolvers.posts.types")]])
    async def posts(
        coins: Sequence[CoinRow], info: Info, first: int | None = None, after: Cursor | None = None
    ) -> list[Connection[Any]]:
        """Those that name it, the newest first."""
        from resolvers.posts.lists import posts_of

        return await posts_of(Of.COIN, [coin.id for coin in coins], info, cut(first, after, None, None))


@strawberry.type(description="The whole market, in US dollars.")
class MarketStats:
    total_coins: int
    total_markets: int
    total_exchanges: int
    total_market_cap: Decimal
    total_24h_volume: Decimal
    bitcoin_dominance: Decimal = strawberry.field(description="Bitcoin's part of the market cap, in percent.")
    updated_at: datetime
    source: MarketSource = strawberry.field(
        description="Where the figures come from: COINRANKING, COINGECKO or SIMULATED. The page shows it."
    )

    @strawberry.field(
        description="The coins that rose most within 24 hours.", metadata={"size": MOVERS}, graphql_type=list[Coin]
    )
    @staticmethod
    async def top_gainers(info: Info) -> list[CoinRow]:
        return await queries.movers(False, MOVERS, columns(info, Coin))

    @strawberry.field(
        description="The coins that fell most within 24 hours.", metadata={"size": MOVERS}, graphql_type=list[Coin]
    )
    @staticmethod
    async def top_losers(info: Info) -> list[CoinRow]:
        return await queries.movers(True, MOVERS, columns(info, Coin))
