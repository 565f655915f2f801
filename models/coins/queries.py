"""Questions about coins, each one read of the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from models import clock, database
from models.coins import rules
from models.coins.rules import CandleInterval, PriceRange
from models.database import Row
from models.pages import Cut, Keyset, Order, Page


class CoinRow(Row):
    id: UUID
    uuid: str
    slug: str
    symbol: str
    name: str
    rank: int
    tier: int | None
    icon: str | None
    color: str | None
    website_url: str | None
    coinranking_url: str | None
    circulating_supply: Decimal | None
    total_supply: Decimal | None
    max_supply: Decimal | None
    all_time_high: Decimal | None
    all_time_high_at: datetime | None
    price: Decimal
    price_in_btc: Decimal | None
    market_cap: Decimal
    volume_24h: Decimal
    change_1h: Decimal | None
    change_24h: Decimal
    change_7d: Decimal | None
    change_30d: Decimal | None
    change_1y: Decimal | None
    updated_at: datetime


class CandleRow(Row):
    coin_id: UUID
    start: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal | None


class MarketRow(Row):
    total_coins: int
    total_markets: int
    total_exchanges: int
    total_market_cap: Decimal
    total_24h_volume: Decimal
    bitcoin_dominance: Decimal
    source: str
    updated_at: datetime


class CoinOrderField(StrEnum):
    """The SQL of each order's key; coins without a change come last in both directions."""

    RANK = "rank"
    PRICE = "price"
    MARKET_CAP = "market_cap"
    VOLUME_24H = "volume_24h"
    CHANGE_1H = "coalesce(change_1h, {last})"
    CHANGE_24H = "change_24h"
    CHANGE_7D = "coalesce(change_7d, {last})"
    NAME = 'lower(name) collate "C"'

    def order(self, descending: bool) -> Order:
        type = {CoinOrderField.RANK: "int", CoinOrderField.NAME: "text"}.get(self, "numeric")
        last = "'-infinity'::numeric" if descending else "'infinity'::numeric"
        return Order(f"coins by {self.name}", self.value.format(last=last), type, descending)


class CoinKey(StrEnum):
    """The columns that a coin can be found by."""

    UUID = "uuid"
    SYMBOL = "upper(symbol)"
    SLUG = "slug"


def _columns(wanted: Iterable[str]) -> str:
    return ", ".join(sorted({"id", *wanted} & CoinRow.__annotations__.keys()))


_SEARCH = "($1::text is null or strpos(lower(name), lower($1)) > 0 or strpos(lower(symbol), lower($1)) > 0)"


async def coin_by(key: CoinKey, value: str, columns: Iterable[str]) -> CoinRow | None:
    """The coin of this key; of several with one symbol the highest ranked."""
    value = value.upper() if key is CoinKey.SYMBOL else value
    sql = f"select {_columns(columns)} from coin where {key.value} = $1 order by rank, id limit 1"
    return await database.fetch_one(CoinRow, sql, value)


async def coins_by_id(ids: Collection[UUID], columns: Iterable[str]) -> dict[UUID, CoinRow]:
    sql = f"select {_columns(columns)} from coin where id = any($1)"
    return {row.id: row for row in await database.fetch(CoinRow, sql, list(ids))}


async def coins_by_symbol(symbols: Collection[str]) -> dict[str, CoinRow]:
    """The highest ranked coin of each symbol, which is in upper case: its id and slug."""
    sql = "select distinct on (upper(symbol)) upper(symbol) as symbol, id, slug from coin where upper(symbol) = any($1)"
    rows = await database.fetch(CoinRow, f"{sql} order by upper(symbol), rank, id", list(symbols))
    return {row.symbol: row for row in rows}


async def coins_page(order: Order, query: str | None, cut: Cut, columns: Iterable[str]) -> Page[CoinRow]:
    keyset = Keyset(cut, order, start=2)
    sql = f"select {_columns(columns)}, {keyset.columns} from coin where {_SEARCH} and {keyset.condition} {keyset.tail}"
    return keyset.page(await database.fetch(CoinRow, sql, rules.search_words(query), *keyset.values))


async def count_coins(query: str | None) -> int:
    count: int = await database.fetch_value(f"select count(*) from coin where {_SEARCH}", rules.search_words(query))
    return count


async def market_stats() -> MarketRow | None:
    columns = ", ".join(MarketRow.__annotations__)
    return await database.fetch_one(MarketRow, f"select {columns} from market_stats")


async def movers(falling: bool, count: int, columns: Iterable[str]) -> list[CoinRow]:
    """The coins that rose, or fell, most within 24 hours."""
    test, direction = ("<", "asc") if falling else (">", "desc")
    sql = f"select {_columns(columns)} from coin where change_24h {test} 0 order by change_24h {direction}, id limit $1"
    return await database.fetch(CoinRow, sql, count)


async def sparklines(ids: Sequence[UUID]) -> dict[UUID, list[Decimal]]:
    """The closes of each coin's last 24 hours, the oldest first, in US dollars."""
    since = clock.now() - timedelta(hours=24)
    sql = "select coin_id, close from candle where coin_id = any($1) and minutes = 60 and start > $2 order by start"
    closes: dict[UUID, list[Decimal]] = defaultdict(list)
    for row in await database.fetch(CandleRow, sql, ids, since):
        closes[row.coin_id].append(row.close)
    return closes


_MONDAY = datetime(2001, 1, 1, tzinfo=UTC)
_CANDLES = """
    select coin_id, date_bin($3, start, $4) as start, (array_agg(open order by start))[1] as open, max(high) as high,
      min(low) as low, (array_agg(close order by start desc))[1] as close, sum(volume) as volume
    from candle where coin_id = any($1) and minutes = $2 and start >= $5 and start <= $6
    group by 1, 2 order by 2
"""


async def histories(
    ids: Sequence[UUID], range: PriceRange, interval: CandleInterval | None
) -> dict[UUID, list[CandleRow]]:
    """Each coin's candles over the range, the oldest first. Raises Malformed where they would be too many."""
    now = clock.now()
    oldest = now
    if range is PriceRange.ALL:
        sql = "select min(start) from candle where coin_id = any($1) and minutes = 1440"
        oldest = await database.fetch_value(sql, ids) or now
    interval = rules.fitting_interval(range, interval, now - oldest)
    since = oldest if range is PriceRange.ALL else now - max(range.value - interval.value, timedelta())
    # The first candle is a whole one: the range begins where the candle does that holds its first instant.
    since -= (since - _MONDAY) % interval.value
    candles: dict[UUID, list[CandleRow]] = defaultdict(list)
    for row in await database.fetch(CandleRow, _CANDLES, ids, interval.unit, interval.value, _MONDAY, since, now):
        candles[row.coin_id].append(row)
    return candles
