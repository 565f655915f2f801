"""Reputation follows the votes on what somebody wrote."""

from models.feeds import News
from models.ratings.events import CommentRated, PostRated
from models.ratings.reputation import follow
from workers.effects import on


@on(PostRated, CommentRated, group="forum")
async def reputation(event: PostRated | CommentRated, news: News) -> None:
    await follow(event.author_id)
