"""What happens to the market."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, PlainSerializer

from models.events import Event

Figure = Annotated[Decimal, PlainSerializer(lambda figure: format(figure, "f"), return_type=str)]


class Tick(BaseModel):
    """What a coin costs now, in US dollars, and its change in a day, in percent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    coin_id: UUID
    symbol: str
    price: Figure
    change_24h: Figure


class Sums(BaseModel):
    """The figures of the whole market."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total_coins: int
    total_markets: int
    total_exchanges: int
    total_market_cap: Figure
    total_24h_volume: Figure
    bitcoin_dominance: Figure
    source: str


class MarketUpdated(Event, type="market.updated.v1", topic="prices", key="whole"):
    """All prices that changed at one moment, and the sums as they are then. Figures are strings: none loses a digit."""

    whole: ClassVar[str] = "market"

    at: datetime
    ticks: list[Tick]
    stats: Sums
