"""What may be asked of coins: ranges and candles, and how they fit."""

from datetime import timedelta
from enum import Enum, StrEnum

from models.errors import Malformed

MOST_CANDLES = 500
LONGEST_SEARCH = 100
MINUTE, HOUR, DAY = 1, 60, 1440
"""The units that candles are kept in, in minutes; how long the shorter ones are kept stands in KEPT."""
KEPT = {MINUTE: timedelta(days=2), HOUR: timedelta(days=45)}


class MarketSource(StrEnum):
    COINRANKING = "COINRANKING"
    COINGECKO = "COINGECKO"
    SIMULATED = "SIMULATED"


class PriceRange(Enum):
    HOUR = timedelta(hours=1)
    DAY = timedelta(days=1)
    WEEK = timedelta(days=7)
    MONTH = timedelta(days=30)
    YEAR = timedelta(days=365)
    ALL = timedelta.max


class CandleInterval(Enum):
    MINUTE = timedelta(minutes=1)
    FIVE_MINUTES = timedelta(minutes=5)
    FIFTEEN_MINUTES = timedelta(minutes=15)
    HOUR = timedelta(hours=1)
    FOUR_HOURS = timedelta(hours=4)
    DAY = timedelta(days=1)
    WEEK = timedelta(days=7)

    @property
    def unit(self) -> int:
        """The kept unit, in minutes, that candles of this interval are put together from."""
        return MINUTE if self.value < timedelta(hours=1) else HOUR if self.value < timedelta(days=1) else DAY


class ChangeWindow(StrEnum):
    """The columns that hold a coin's change over each window."""

    HOUR = "change_1h"
    DAY = "change_24h"
    WEEK = "change_7d"
    MONTH = "change_30d"
    YEAR = "change_1y"


_FITTING = {
    PriceRange.HOUR: CandleInterval.MINUTE,
    PriceRange.DAY: CandleInterval.FIVE_MINUTES,
    PriceRange.WEEK: CandleInterval.HOUR,
    PriceRange.MONTH: CandleInterval.FOUR_HOURS,
    PriceRange.YEAR: CandleInterval.DAY,
}


def fitting_interval(range: PriceRange, interval: CandleInterval | None, age: timedelta) -> CandleInterval:
    """The interval for a range of a history that is so old. Raises Malformed where it needs too many candles."""
    span = min(range.value, age) if range is PriceRange.ALL else range.value
    if interval is None:
        fitting = CandleInterval.DAY if span / CandleInterval.DAY.value <= MOST_CANDLES else CandleInterval.WEEK
        return _FITTING.get(range, fitting)
    if span / interval.value > MOST_CANDLES:
        raise Malformed(
            f"{range.name} in candles of {interval.name} are {-(-span // interval.value)}: {MOST_CANDLES} at most."
        )
    return interval


def search_words(query: str | None) -> str | None:
    """What is looked for in names and symbols; None where nothing is. Raises Malformed where it is too long."""
    words = (query or "").strip()
    if len(words) > LONGEST_SEARCH:
        raise Malformed(f"`query` has {len(words)} characters: {LONGEST_SEARCH} at most.")
    return words or None
