"""A seeded random walk that looks like a market: coins move together and by themselves, in calm and in wild hours.

Floats live here alone: what leaves is rounded to the digits that a price is quoted in.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

YEAR = 365 * 86400.0
TOGETHER = 0.65
"""How much of a coin's move is the whole market's."""
PULL = 1 / 1800
"""How quickly a pegged coin returns to its peg: this part of the distance a second."""


@dataclass(frozen=True, slots=True)
class Nature:
    """How a coin moves: the standard deviation of its logarithm in a year, and what it is pegged to, if anything."""

    volatility: float = 0.9
    peg: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the whole market: its length in seconds, how wild it is, and where the whole goes."""

    seconds: float
    wildness: float
    whole: float


def steps(seconds: Sequence[float], rng: Random) -> list[Step]:
    """The whole market's steps of these lengths; wildness comes in spells, as it does."""
    wildness, made = 0.0, []
    for length in seconds:
        kept = math.exp(-length / 14400)
        wildness = kept * wildness + math.sqrt(1 - kept * kept) * rng.gauss(0, 0.45)
        made.append(Step(length, math.exp(wildness - 0.1) * math.sqrt(length / YEAR), rng.gauss()))
    return made


def prices(nature: Nature, start: float, steps: Sequence[Step], rng: Random) -> list[float]:
    """The price after each step."""
    alone, price, walked = math.sqrt(1 - TOGETHER * TOGETHER), start, []
    for step in steps:
        move = nature.volatility * step.wildness
        if nature.peg is None:
            price *= math.exp(move * (TOGETHER * step.whole + alone * rng.gauss()))
        else:
            price += (nature.peg - price) * min(1.0, step.seconds * PULL) + nature.peg * move * rng.gauss()
        walked.append(price)
    return walked


def instants(since: datetime, until: datetime) -> list[datetime]:
    """When the walk is looked at, `until` included: rarely long ago, often in the last day, as candles need it."""
    found, at = [], since
    while at < until:
        age = until - at
        pace = 28800 if age > timedelta(days=32) else 1200 if age > timedelta(hours=25) else 20
        at = datetime.fromtimestamp((at.timestamp() // pace + 1) * pace, tz=at.tzinfo)
        found.append(min(at, until))
    return found


def bins(instants: Sequence[datetime], minutes: int) -> Iterator[tuple[datetime, int, int]]:
    """Which instants, as a slice, fall into each candle of so many minutes."""
    width, begin = minutes * 60, 0
    numbers = [int(at.timestamp() // width) for at in instants]
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end] != numbers[begin]:
            yield datetime.fromtimestamp(numbers[begin] * width, tz=instants[begin].tzinfo), begin, end
            begin = end


def digits(price: float) -> int:
    """How many digits behind the point such a price is quoted with: two from 1,000 up, six significant ones below."""
    return min(max(5 - math.floor(math.log10(price)), 2), 18) if price > 0 else 2


def rounded(price: float) -> Decimal:
    return Decimal(f"{price:.{digits(price)}f}")
