"""Prices and the market's figures as they move."""

from collections.abc import AsyncIterable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from math import isfinite
from typing import Annotated, Any
from uuid import UUID

import strawberry

from models.coins import queries
from models.coins.queries import MarketRow
from models.feeds import News
from resolvers import ids
from resolvers.coins.types import Coin, MarketStats
from resolvers.context import Context
from resolvers.errors import BadUserInput, NotAvailable
from resolvers.live import Resync, Source, Subscribed, place_of
from resolvers.scalars import Cursor

MOST_COINS = 500
FASTEST = 50.0
SLOWEST = 1 / 60
"""Whoever waits longer holds all that has come meanwhile."""


@strawberry.type(description="What a coin costs now.")
class PriceTick:
    coin_id: strawberry.ID
    symbol: str
    price: Decimal
    change_24h: Decimal = strawberry.field(description="Percent over the last 24 hours.")


@strawberry.type(description="All prices that changed at one moment.")
class PricesUpdated:
    cursor: Cursor
    at: datetime
    ticks: list[PriceTick]


PriceActivity = Annotated[Subscribed | PricesUpdated | Resync, strawberry.union("PriceActivity")]


@strawberry.type
class CoinSubscriptions:
    @strawberry.subscription(
        description="All prices that changed at one moment in one event; of the coins named, or of every coin. "
        "`maxRate`: at most so many events a second, each coin's newest price winning."
    )
    @staticmethod
    async def prices_updated(
        coin_ids: list[strawberry.ID] | None = None, after: Cursor | None = None, max_rate: float | None = None
    ) -> AsyncIterable[PriceActivity]:
        if coin_ids is not None and not 0 < len(coin_ids) <= MOST_COINS:
            raise BadUserInput(f"`coinIds` has {len(coin_ids)} ids: 1 to {MOST_COINS}.")
        if max_rate is not None and not (isfinite(max_rate) and SLOWEST <= max_rate <= FASTEST):
            raise BadUserInput(f"`maxRate` is {max_rate:g}: {SLOWEST:.4f} to {FASTEST:g}, once a minute at least.")
        wanted = None if coin_ids is None else frozenset(ids.of(Coin, id) for id in coin_ids)
        apart = 1 / max_rate if max_rate else 0.0
        tell = partial(_prices, wanted)
        return Source("prices", tell, None, place_of(after), seconds_apart=apart, together=_newest)

    @strawberry.subscription(description="The stats as they are, at once, and then at each change.")
    @staticmethod
    async def market_stats_updated() -> AsyncIterable[MarketStats]:
        return Source("prices", _stats, now=_stats_now)


async def _prices(wanted: frozenset[UUID] | None, news: News, cursor: Cursor, context: Context) -> Sequence[object]:
    ticks = [
        PriceTick(
            coin_id=strawberry.ID(ids.encode("Coin", id)),
            symbol=tick["symbol"],
            price=Decimal(tick["price"]),
            change_24h=Decimal(tick["change_24h"]),
        )
        for tick in news.payload["ticks"]
        if (id := UUID(tick["coin_id"])) and (wanted is None or id in wanted)
    ]
    return [PricesUpdated(cursor=cursor, at=datetime.fromisoformat(news.payload["at"]), ticks=ticks)] if ticks else []


def _newest(earlier: Any, later: Any) -> PricesUpdated:
    """One event of two: each coin's newest price, and the later moment."""
    ticks = {tick.coin_id: tick for tick in [*earlier.ticks, *later.ticks]}
    return PricesUpdated(cursor=later.cursor, at=later.at, ticks=[*ticks.values()])


async def _stats(news: News, cursor: Cursor, context: Context) -> Sequence[object]:
    return [await _stats_now(context)]


async def _stats_now(context: Context) -> MarketRow:
    stats = await queries.market_stats()
    if stats is None:
        raise NotAvailable("The market has no prices yet; try again in a moment.")
    return stats
