"""Coins and the market as they are now. Candles, whose key is composite, are made by the migration itself."""

from tortoise import fields
from tortoise.fields.db_defaults import SqlDefault
from tortoise.models import Model

from models.fields import NumericField


class Coin(Model):
    """What a coin is and what it costs; prices in US dollars, changes in percent."""

    id = fields.UUIDField(primary_key=True, default=None, db_default=SqlDefault("uuidv7()"))
    uuid = fields.CharField(max_length=64, unique=True, description="the price provider's own id")
    slug = fields.CharField(max_length=80, unique=True)
    symbol = fields.CharField(max_length=20, db_index=True)
    name = fields.CharField(max_length=80)
    rank = fields.IntField()
    tier = fields.SmallIntField(null=True)
    icon = fields.CharField(max_length=40, null=True)
    color = fields.CharField(max_length=9, null=True)
    website_url = fields.CharField(max_length=300, null=True)
    coinranking_url = fields.CharField(max_length=300, null=True)
    circulating_supply = NumericField(null=True)
    total_supply = NumericField(null=True)
    max_supply = NumericField(null=True)
    all_time_high = NumericField(null=True)
    all_time_high_at = fields.DatetimeField(null=True)
    price = NumericField()
    price_in_btc = NumericField(null=True)
    market_cap = NumericField()
    volume_24h = NumericField()
    change_1h = NumericField(null=True)
    change_24h = NumericField()
    change_7d = NumericField(null=True)
    change_30d = NumericField(null=True)
    change_1y = NumericField(null=True)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "coin"


class MarketStats(Model):
    """The one row of the whole market."""

    name = fields.CharField(max_length=10, primary_key=True, default="whole")
    total_coins = fields.IntField()
    total_markets = fields.IntField()
    total_exchanges = fields.IntField()
    total_market_cap = NumericField()
    total_24h_volume = NumericField()
    bitcoin_dominance = NumericField()
    source = fields.CharField(max_length=20)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "market_stats"
