"""What may be done to coins: take them in, and write down what they cost.

Every source of prices, simulated or real, takes the same road: `record_prices`.
"""

import dataclasses
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from models import clock, database
from models.coins.bundle import Bundle
from models.coins.events import MarketUpdated, Sums, Tick
from models.coins.rules import KEPT, MarketSource
from models.coins.tables import Coin, MarketStats
from models.outbox import announce


@dataclass(frozen=True, slots=True)
class Quote:
    """What a coin costs at a moment, in US dollars; `traded` since the quote before."""

    coin_id: UUID
    price: Decimal
    volume_24h: Decimal
    traded: Decimal
    rank: int


async def adopt_bundle(bundle: Bundle) -> None:
    """Take in the bundled coins that are not here yet."""
    now, known = clock.now(), {coin.slug for coin in await Coin.all().only("slug")}
    for coin in bundle.coins:
        if coin.slug not in known:
            high = coin.all_time_high
            await Coin.create(
                **coin.model_dump(include={"uuid", "slug", "symbol", "name", "rank", "tier", "icon", "color", "price"}),
                uuid=coin.uuid,
                website_url=coin.website,
                circulating_supply=coin.circulating,
                total_supply=coin.total,
                max_supply=coin.max,
                all_time_high=high and high.price,
                all_time_high_at=high and high.at,
                market_cap=round(coin.price * coin.circulating, 2),
                volume_24h=coin.volume24h,
                change_24h=Decimal(),
                updated_at=now,
            )
    market = {"total_markets": bundle.market.total_markets, "total_exchanges": bundle.market.total_exchanges}
    sums = dict.fromkeys(("total_coins", "total_market_cap", "total_24h_volume", "bitcoin_dominance"), 0)
    await MarketStats.get_or_create(market | sums | {"source": MarketSource.SIMULATED, "updated_at": now}, name="whole")


_QUOTED = """
    unnest($1::uuid[], $2::numeric[], $3::numeric[], $4::numeric[], $5::int[])
      as quote (coin_id, price, volume_24h, traded, rank)
"""

_MERGE = """
    on conflict (coin_id, minutes, start) do update set high = greatest(candle.high, excluded.high),
      low = least(candle.low, excluded.low), close = excluded.close,
      volume = coalesce(candle.volume, 0) + coalesce(excluded.volume, 0)
"""

_KEEP_CANDLES = f"""
    insert into candle (coin_id, minutes, start, open, high, low, close, volume)
    select coin_id, minutes, date_bin(make_interval(mins => minutes), $6::timestamptz, '2001-01-01 00:00+00'),
      price, price, price, price, traded
    from {_QUOTED}, (values (1), (60), (1440)) as unit (minutes)
    {_MERGE}
"""

# The price so long ago is the close of the candle of that instant; one far older than asked for says nothing.
_MOVE_PRICES = f"""
    with quote as (
      select * from {_QUOTED}
    ), bitcoin as (
      select coalesce((select price from quote where coin_id = id), price) as price from coin where slug = 'bitcoin'
    ), change as (
      select coin_id, jsonb_object_agg(name, round((price / before - 1) * 100, 4)) as of
      from quote, (values
        ('1h', interval '1 hour', 1), ('24h', interval '24 hours', 1), ('7d', interval '7 days', 60),
        ('30d', interval '30 days', 60), ('1y', interval '365 days', 1440)) as span (name, span, minutes),
        lateral (
          select nullif(close, 0) as before from candle where candle.coin_id = quote.coin_id
            and candle.minutes = span.minutes
            and start > $6::timestamptz - span.span * 1.25 and start <= $6::timestamptz - span.span
          order by start desc limit 1) as earlier
      group by coin_id
    )
    update coin set price = quote.price, rank = quote.rank, volume_24h = quote.volume_24h, updated_at = $6::timestamptz,
      market_cap = round(quote.price * coalesce(circulating_supply, 0), 2),
      price_in_btc = trim_scale(round(quote.price / (select price from bitcoin), 18)),
      change_1h = (change.of ->> '1h')::numeric, change_24h = coalesce((change.of ->> '24h')::numeric, 0),
      change_7d = (change.of ->> '7d')::numeric, change_30d = (change.of ->> '30d')::numeric,
      change_1y = (change.of ->> '1y')::numeric, all_time_high = greatest(all_time_high, quote.price),
      all_time_high_at =
        case when quote.price > coalesce(all_time_high, 0) then $6::timestamptz else all_time_high_at end
    from quote left join change using (coin_id) where coin.id = quote.coin_id
    returning coin.id as coin_id, coin.symbol, coin.price, coin.change_24h
"""

_SUM_UP = """
    update market_stats set source = $1, updated_at = $2, total_coins = sums.coins, total_market_cap = sums.cap,
      total_24h_volume = sums.volume,
      bitcoin_dominance = round(coalesce(sums.bitcoin / nullif(sums.cap, 0), 0) * 100, 4)
    from (
      select count(*) as coins, sum(market_cap) as cap, sum(volume_24h) as volume,
        max(market_cap) filter (where slug = 'bitcoin') as bitcoin from coin
    ) as sums where name = 'whole'
    returning market_stats.total_coins, total_markets, total_exchanges, total_market_cap, total_24h_volume,
      bitcoin_dominance, source
"""


async def record_prices(at: datetime, source: MarketSource, quotes: Sequence[Quote]) -> None:
    """Write down what coins cost at a moment: prices and changes, candles, the market's sums; and say so, once."""
    values = [[getattr(quote, field.name) for quote in quotes] for field in dataclasses.fields(Quote)]
    await database.execute(_KEEP_CANDLES, *values, at)
    moved = await database.execute(_MOVE_PRICES, *values, at)
    sums = await database.execute(_SUM_UP, source.value, at)
    if moved and sums:
        ticks = [Tick.model_construct(**coin) for coin in moved]
        await announce(MarketUpdated.model_construct(at=at, ticks=ticks, stats=Sums.model_construct(**sums[0])))


CANDLE_COLUMNS = ("coin_id", "minutes", "start", "open", "high", "low", "close", "volume")


async def record_candles(lines: AsyncIterator[bytes]) -> None:
    """Write down candles of the past, as CSV lines of CANDLE_COLUMNS; those begun already are merged."""
    await database.execute("create temp table past (like candle) on commit drop")
    await database.copy("past", CANDLE_COLUMNS, lines)
    await database.execute(f"insert into candle select * from past {_MERGE}")
    await database.execute(
        """
        update coin set all_time_high = top.high, all_time_high_at = top.start
        from (select distinct on (coin_id) coin_id, high, start from past order by coin_id, high desc) as top
        where coin.id = top.coin_id and top.high > coalesce(all_time_high, 0)
        """
    )


async def forget_old_candles() -> None:
    """Drop the short candles that no range needs any more."""
    for minutes, kept in KEPT.items():
        await database.execute("delete from candle where minutes = $1 and start < $2", minutes, clock.now() - kept)
