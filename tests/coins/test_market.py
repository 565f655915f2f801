"""The market as it moves: prices, candles and sums in one transaction, by one process at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal

from models import clock, database, lease
from models.coins import actions, rules
from models.coins.actions import Quote
from models.coins.bundle import bundle
from models.coins.rules import MarketSource
from models.database import Row
from models.settings import Settings
from tests.visitor import Visitor
from workers.market import loop, simulated

COINS = "{ coins(first: 100) { nodes { symbol rank price marketCap change24h updatedAt } } marketStats { updatedAt } }"


async def move(by: timedelta = timedelta()) -> None:
    clock.move(by)
    async with database.transaction():
        await simulated.move(1, clock.now())


async def candle_counts() -> dict[int, int]:
    sql = (
        "select minutes, count(*) as count from candle join coin on coin.id = coin_id where slug = 'bitcoin' group by 1"
    )
    return {row.minutes: row[1] for row in await database.fetch(Row, sql)}


async def test_a_move_changes_prices_and_all_that_hangs_on_them(visitor: Visitor) -> None:
    before = await visitor.query(COINS)

    await move(timedelta(seconds=2))
    after = await visitor.query(COINS)

    moved = [a["price"] != b["price"] for a, b in zip(after["coins"]["nodes"], before["coins"]["nodes"], strict=True)]
    assert sum(moved) > 60
    assert after["marketStats"]["updatedAt"] > before["marketStats"]["updatedAt"]
    assert {coin["updatedAt"] for coin in after["coins"]["nodes"]} == {after["marketStats"]["updatedAt"]}
    caps = [Decimal(coin["marketCap"]) for coin in after["coins"]["nodes"]]
    assert caps == sorted(caps, reverse=True)
    assert [coin["rank"] for coin in after["coins"]["nodes"]] == list(range(1, 101))


async def test_a_small_step_is_a_small_move(visitor: Visitor) -> None:
    before = await visitor.query(COINS)

    await move(timedelta(seconds=2))
    after = await visitor.query(COINS)

    prices = [{coin["symbol"]: Decimal(coin["price"]) for coin in data["coins"]["nodes"]} for data in (before, after)]
    assert all(abs(prices[1][symbol] / price - 1) < Decimal("0.01") for symbol, price in prices[0].items())


async def test_moves_of_one_minute_make_one_candle_of_each_unit(forum: Settings) -> None:
    seconds_left = 60 - clock.now().timestamp() % 60
    await move(timedelta(seconds=seconds_left + 1))
    before = await candle_counts()

    for _ in range(5):
        await move(timedelta(seconds=2))

    assert await candle_counts() == before
    candle = await database.fetch_one(
        Row,
        """
        select open, high, low, close, price from candle join coin on coin.id = coin_id
        where slug = 'bitcoin' and minutes = 1 order by start desc limit 1
        """,
    )
    assert candle is not None
    assert candle.low <= min(candle.open, candle.close) <= max(candle.open, candle.close) <= candle.high
    assert candle.close == candle.price


async def test_a_standstill_is_made_up_for(visitor: Visitor) -> None:
    await move()
    standing = await visitor.query(COINS)
    before = await candle_counts()

    await move(timedelta(hours=5))

    after = await candle_counts()
    assert after[rules.MINUTE] - before[rules.MINUTE] in (299, 300, 301)
    assert after[rules.HOUR] - before[rules.HOUR] in (5, 6)
    first = await database.fetch_one(
        Row,
        """
        select open from candle join coin on coin.id = coin_id
        where symbol = 'BTC' and minutes = 1 and start >= $1 order by start limit 1
        """,
        clock.now() - timedelta(hours=5) + timedelta(minutes=1),
    )
    assert first is not None
    was = Decimal(next(coin["price"] for coin in standing["coins"]["nodes"] if coin["symbol"] == "BTC"))
    assert abs(first.open / was - 1) < Decimal("0.02")


async def test_changes_are_measured_against_the_price_of_then(visitor: Visitor) -> None:
    at = clock.now() + timedelta(days=8)
    coin = await database.fetch_one(Row, "select id, price, volume_24h from coin where slug = 'bitcoin'")
    assert coin is not None

    async with database.transaction():
        for ago, price in (
            (timedelta(days=7), 50),
            (timedelta(days=1), 80),
            (timedelta(hours=1), 200),
            (timedelta(), 100),
        ):
            quote = Quote(coin.id, Decimal(price), Decimal(1000), Decimal(1), 1)
            await actions.record_prices(at - ago, MarketSource.SIMULATED, [quote])

    asked = '{ coin(slug: "bitcoin") { h: change(window: HOUR) d: change24h w: change(window: WEEK) priceInBtc } }'
    found = (await visitor.query(asked))["coin"]
    assert {name: Decimal(value) for name, value in found.items()} == {"h": -50, "d": 25, "w": 100, "priceInBtc": 1}


async def test_a_change_without_a_history_so_old_is_null(visitor: Visitor) -> None:
    async with database.transaction():
        await database.execute("delete from candle where minutes = 1440")
    await move(timedelta(seconds=2))

    coin = (await visitor.query('{ coin(slug: "solana") { change(window: YEAR) week: change(window: WEEK) } }'))["coin"]

    assert coin["change"] is None
    assert coin["week"] is not None


async def test_an_all_time_high_is_kept_and_surpassed(visitor: Visitor) -> None:
    asked = '{ coin(slug: "solana") { allTimeHigh { price at } } }'
    coin = await database.fetch_one(Row, "select id, all_time_high from coin where slug = 'solana'")
    assert coin is not None

    at = clock.now()
    for price in (coin.all_time_high + 5, coin.all_time_high - 5):
        async with database.transaction():
            quote = Quote(coin.id, price, Decimal(1000), Decimal(1), 7)
            await actions.record_prices(at, MarketSource.SIMULATED, [quote])
        at += timedelta(seconds=2)

    high = (await visitor.query(asked))["coin"]["allTimeHigh"]
    assert Decimal(high["price"]) == coin.all_time_high + 5


async def test_a_year_of_days_a_month_of_hours_and_a_day_of_minutes_lie_behind(forum: Settings) -> None:
    sql = "select minutes, count(distinct start) as count, count(distinct coin_id) as coins from candle group by 1"
    async with database.transaction():
        await simulated.begin(1)
    counts = {row.minutes: (row.count, row.coins) for row in await database.fetch(Row, sql)}

    assert counts[rules.HOUR][0] >= 31 * 24
    assert counts[rules.MINUTE][0] >= 24 * 60
    assert {coins for _, coins in counts.values()} == {len(bundle().coins)}


async def test_old_short_candles_are_forgotten_and_days_kept(forum: Settings) -> None:
    clock.move(timedelta(days=400))

    async with database.transaction():
        await actions.forget_old_candles()

    assert set(await candle_counts()) == {rules.DAY}


async def test_of_two_loops_one_moves_the_market_until_it_gives_the_lease_back(forum: Settings) -> None:
    fast = forum.model_copy(update={"market_interval": 0.05})
    stops = [asyncio.Event(), asyncio.Event()]
    first = asyncio.create_task(loop.run(fast, stops[0]))
    await until(held)

    assert await lease.take("market", "another process", 5) is None
    stops[0].set()
    await first

    assert await lease.take("market", "another process", 5) is not None
    await lease.give_back("market", "another process")


async def test_a_move_under_an_old_lease_writes_nothing(visitor: Visitor, forum: Settings) -> None:
    epoch = await lease.take("market", "one", 5)
    assert epoch is not None
    before = await visitor.query(COINS)

    clock.move(timedelta(seconds=6))
    newer = await lease.take("market", "two", 5)
    await loop.move(forum, epoch)

    assert newer == epoch + 1
    assert await visitor.query(COINS) == before


async def held() -> bool:
    return bool(await database.fetch_value("select 1 from lease where name = 'market' and expires_at > now()"))


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(200):
        if await true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came")
