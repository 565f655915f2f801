"""Ratings as votes change them."""

from collections.abc import AsyncIterable, Sequence
from typing import Annotated
from uuid import UUID

import strawberry

from models.feeds import News
from models.posts.queries import listed
from resolvers import ids
from resolvers.context import Context
from resolvers.errors import BadUserInput
from resolvers.live import Resync, Source, Subscribed, place_of
from resolvers.posts.types import Post
from resolvers.scalars import Cursor

MOST_POSTS = 100


@strawberry.type
class PostRated:
    cursor: Cursor
    post_id: strawberry.ID
    score: int
    upvotes: int
    downvotes: int


@strawberry.type
class CommentRated:
    cursor: Cursor
    comment_id: strawberry.ID
    score: int
    upvotes: int
    downvotes: int


RatingActivity = Annotated[Subscribed | PostRated | CommentRated | Resync, strawberry.union("RatingActivity")]


@strawberry.type
class RatingSubscriptions:
    @strawberry.subscription(description="The ratings of these posts, at most 100, and of their comments.")
    @staticmethod
    async def rating_changed(
        post_ids: list[strawberry.ID], after: Cursor | None = None
    ) -> AsyncIterable[RatingActivity]:
        if not 0 < len(post_ids) <= MOST_POSTS:
            raise BadUserInput(f"`postIds` has {len(post_ids)} ids: 1 to {MOST_POSTS}.")
        keys = frozenset(ids.of(Post, id).hex for id in post_ids)
        return Source("ratings", _rated, keys, place_of(after))


async def _rated(news: News, cursor: Cursor, context: Context) -> Sequence[object]:
    said, post_id = news.payload, UUID(news.payload["post_id"])
    if not await listed([post_id]):
        return []
    figures = {name: said[name] for name in ("score", "upvotes", "downvotes")}
    if news.type == "post.rated.v1":
        return [PostRated(cursor=cursor, post_id=strawberry.ID(ids.encode("Post", post_id)), **figures)]
    comment_id = strawberry.ID(ids.encode("Comment", UUID(said["comment_id"])))
    return [CommentRated(cursor=cursor, comment_id=comment_id, **figures)]
