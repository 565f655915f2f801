"""The market's update takes the same road as everything: one event for all that changed at one moment."""

from decimal import Decimal

from models import clock, database, feeds
from models.coins.events import MarketUpdated
from models.database import Row
from models.settings import Settings
from tests.events.telling import number, undone
from workers.market import simulated


async def test_a_move_is_one_event_with_every_coin_and_the_sums(forum: Settings) -> None:
    await number()
    before, at = await feeds.last_position("prices"), clock.now()

    async with database.transaction():
        await simulated.move(1, at)
    await number()

    (news,) = await feeds.read("prices", before, 100)
    event = news.event
    assert isinstance(event, MarketUpdated)
    coins = await database.fetch(Row, "select id, symbol, price, change_24h from coin")
    assert (news.key, event.at, len(event.ticks)) == ("market", at, len(coins))
    assert {(tick.coin_id, tick.symbol, tick.price, tick.change_24h) for tick in event.ticks} == {*map(tuple, coins)}
    sums = await database.fetch_one(Row, "select * from market_stats")
    assert sums is not None
    assert {name: sums[name] for name in type(event.stats).model_fields} == dict(event.stats)


async def test_figures_are_plain_strings_of_every_digit(forum: Settings) -> None:
    await number()
    payload = (await feeds.read("prices", 0, 1))[0].payload

    figures = [tick[name] for tick in payload["ticks"] for name in ("price", "change_24h")]
    assert all(isinstance(figure, str) and "E" not in figure for figure in figures)
    assert Decimal(payload["stats"]["total_market_cap"]) > 0


async def test_a_move_that_is_undone_is_no_news(forum: Settings) -> None:
    await number()
    before = await feeds.last_position("prices")

    async with undone():
        await simulated.move(1, clock.now())
    await number()

    assert await feeds.last_position("prices") == before
