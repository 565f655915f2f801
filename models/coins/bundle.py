"""The coins that a new forum begins with: a hundred real ones, as they stood on the bundle's day."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class _Bundled(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


class AllTimeHigh(_Bundled):
    price: Decimal
    at: datetime


class BundledCoin(_Bundled):
    slug: str
    symbol: str
    name: str
    rank: int
    tier: int | None
    icon: str | None
    color: str | None
    website: str | None
    price: Decimal
    volume24h: Decimal = Field(alias="volume24h")
    circulating: Decimal
    total: Decimal | None
    max: Decimal | None
    all_time_high: AllTimeHigh | None
    peg: Decimal | None = None
    volatility: float

    @property
    def uuid(self) -> str:
        """Stands in for the provider's id until a provider gives its own."""
        return str(uuid5(NAMESPACE_URL, self.slug))


class BundledMarket(_Bundled):
    total_markets: int
    total_exchanges: int
    total_coins: int


class Bundle(_Bundled):
    as_of: date
    source: str
    market: BundledMarket
    coins: tuple[BundledCoin, ...]


@cache
def bundle() -> Bundle:
    return Bundle.model_validate_json((Path(__file__).parent / "bundle.json").read_bytes())
