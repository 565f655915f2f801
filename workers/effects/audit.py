"""The action log takes all news but prices and ratings."""

from models.audit.actions import record
from models.feeds import News
from workers.effects import on_all


@on_all(group="audit")
async def action_log(many: list[News]) -> None:
    await record(many)
