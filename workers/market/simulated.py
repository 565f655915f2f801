"""The simulated market: where no provider is set, a seeded walk moves the bundled coins, and gives them a past."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from models import clock, database
from models.coins import actions
from models.coins.actions import Quote
from models.coins.bundle import bundle
from models.coins.rules import DAY, HOUR, MINUTE, MarketSource
from workers.market.walk import Nature, bins, digits, instants, prices, rounded, steps

PAST = {DAY: timedelta(days=367), HOUR: timedelta(days=31), MINUTE: timedelta(hours=25)}
"""How far back the candles of each unit, in minutes, go when the market begins."""
LONGEST_STEP = timedelta(minutes=1)
"""A longer time without a move was a standstill: its candles are made up for."""

_COINS = """
    select id, slug, price, volume_24h, coalesce(circulating_supply, 0) as supply, updated_at from coin order by slug
"""
_NATURES = {
    coin.slug: Nature(coin.volatility, None if coin.peg is None else float(coin.peg)) for coin in bundle().coins
}


async def begin(seed: int) -> int:
    """Take in the bundled coins with a year behind them, in the transaction that is open: how many are new here."""
    known = {coin["slug"] for coin in await database.execute(_COINS)}
    await actions.adopt_bundle(bundle())
    new = [coin for coin in await database.execute(_COINS) if coin["slug"] not in known]
    if new:
        now = clock.now()
        await _walk(seed, new, now - PAST[DAY], now, arriving=True)
    return len(new)


async def move(seed: int, at: datetime) -> None:
    """Move every coin to where it stands at that moment, in the transaction that is open."""
    coins = await database.execute(_COINS)
    if not coins:
        return
    last = max(coin["updated_at"] for coin in coins)
    if at - last > LONGEST_STEP:
        await _walk(seed, coins, max(last, at - PAST[DAY]), at, arriving=False)
        return
    rng = Random(f"{seed} {at.timestamp():.3f}")
    (step,) = steps([max((at - last).total_seconds(), 0.001)], rng)
    ends = [prices(_nature(coin), float(coin["price"]), [step], rng)[-1] for coin in coins]
    await actions.record_prices(at, MarketSource.SIMULATED, _quotes(coins, ends, step.seconds, rng))


async def _walk(seed: int, coins: Sequence[dict[str, Any]], since: datetime, until: datetime, arriving: bool) -> None:
    """Let the coins walk from `since` to `until` and keep the candles: from their prices, or (arriving) to them."""
    at = instants(since, until)
    whole = steps([(b - a).total_seconds() for a, b in zip([since, *at], at, strict=False)], Random(f"{seed} whole"))
    ends = []

    async def lines() -> AsyncIterator[bytes]:
        units = {unit: [bin for bin in bins(at, unit) if bin[0] >= until - PAST[unit]] for unit in PAST}
        for coin in coins:
            nature, rng, price = _nature(coin), Random(f"{seed} {coin['slug']}"), float(coin["price"])
            walked = prices(nature, nature.peg or price, whole, rng)
            if arriving and nature.peg is None:
                scale = price / walked[-1]
                walked = [scale * there for there in walked]
            ends.append(walked[-1])
            yield _candles(coin, [walked[0] if arriving else price, *walked], units, rng).encode()

    await actions.record_candles(lines())
    quotes = _quotes(coins, ends, 0, Random(f"{seed} {until.timestamp():.3f}"))
    await actions.record_prices(until, MarketSource.SIMULATED, quotes)


def _candles(
    coin: dict[str, Any], walked: list[float], units: dict[int, list[tuple[datetime, int, int]]], rng: Random
) -> str:
    """A coin's candles as CSV; `walked` has one price more than the bins count: the one before the first."""
    lines, point = [], digits(walked[-1])
    for minutes, unit in units.items():
        traded = float(coin["volume_24h"]) * minutes / DAY
        for start, begin, end in unit:
            seen = walked[begin : end + 1]
            figures = ",".join(f"{figure:.{point}f}" for figure in (seen[0], max(seen), min(seen), seen[-1]))
            lines.append(f"{coin['id']},{minutes},{start.isoformat()},{figures},{traded * (0.5 + rng.random()):.2f}\n")
    return "".join(lines)


def _nature(coin: dict[str, Any]) -> Nature:
    return _NATURES.get(coin["slug"], Nature())


def _quotes(coins: Sequence[dict[str, Any]], ends: Sequence[float], seconds: float, rng: Random) -> list[Quote]:
    """What is written down at the end of a step; the rank is by what all of a coin's supply costs."""
    costs = [rounded(price) for price in ends]
    caps = sorted(range(len(coins)), key=lambda i: (-costs[i] * coins[i]["supply"], coins[i]["slug"]))
    ranks = {i: rank for rank, i in enumerate(caps, start=1)}
    return [
        Quote(
            coin["id"],
            costs[i],
            volume,
            Decimal(round(float(volume) * seconds / 86400 * (0.5 + rng.random()), 2)),
            ranks[i],
        )
        for i, coin in enumerate(coins)
        for volume in [round(coin["volume_24h"] * Decimal(1 + rng.gauss() * 0.0002), 2)]
    ]
