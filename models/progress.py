"""How far each effect has come in each topic, and what it could not do."""

from tortoise import fields
from tortoise.models import Model


class DeadLetter(Model):
    """An event that an effect failed at, laid aside so that the next ones go on; sent again by command."""

    id = fields.BigIntField(primary_key=True)
    effect = fields.CharField(max_length=60)
    topic = fields.CharField(max_length=40)
    position = fields.BigIntField()
    event_id = fields.UUIDField()
    type = fields.CharField(max_length=80)
    key = fields.CharField(max_length=100)
    payload: dict[str, object] = fields.JSONField()
    error = fields.TextField()
    attempts = fields.IntField()
    created_at = fields.DatetimeField()
    resolved_at = fields.DatetimeField(null=True)
    resolution = fields.CharField(max_length=20, null=True)

    class Meta:
        table = "dead_letter"
        unique_together = (("effect", "event_id"),)
