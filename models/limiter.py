"""How often something may be tried."""

from tortoise import fields
from tortoise.models import Model


class LimitCount(Model):
    """The limiter's fallback while Redis is away: how often within the window that ends then."""

    key = fields.CharField(max_length=120, primary_key=True)
    count = fields.IntField()
    ends_at = fields.DatetimeField()

    class Meta:
        table = "limit_count"
