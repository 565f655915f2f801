"""Posts as they are published, edited and taken away."""

from collections.abc import AsyncIterable, Sequence
from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry

from models.feeds import News
from models.posts import queries
from models.posts.queries import PostFilter as Wanted
from models.posts.queries import PostRow
from resolvers import ids
from resolvers.context import Context, Info
from resolvers.live import Gone, Resync, Source, Subscribed, place_of
from resolvers.posts.types import Post, PostFilter
from resolvers.scalars import Cursor
from resolvers.selection import columns


@strawberry.type
class _WithPost:
    cursor: Cursor
    row_id: strawberry.Private[UUID]

    @strawberry.field(graphql_type=Post)
    async def post(self, info: Info) -> PostRow:
        found = await queries.posts_by_id([self.row_id], info.context.actor, columns(info, Post))
        if self.row_id not in found:
            raise Gone
        return found[self.row_id]


@strawberry.type(description="Also one that is shown again, or that an edit has brought into the filter.")
class PostPublished(_WithPost):
    pass


@strawberry.type(description="Also one that is locked, or open again.")
class PostEdited(_WithPost):
    pass


@strawberry.type(description="Deleted or hidden, or taken out of the filter by an edit.")
class PostRemoved:
    cursor: Cursor
    post_id: strawberry.ID


PostActivity = Annotated[
    Subscribed | PostPublished | PostEdited | PostRemoved | Resync, strawberry.union("PostActivity")
]


@strawberry.type
class PostSubscriptions:
    @strawberry.subscription(
        description="Posts as they are published, edited and removed; the filter is the one that `posts` takes."
    )
    @staticmethod
    async def post_activity(
        filter: PostFilter | None = None, after: Cursor | None = None
    ) -> AsyncIterable[PostActivity]:
        wanted = filter.model() if filter else Wanted()
        return Source("posts", partial(_activity, wanted), None, place_of(after))


async def _activity(wanted: Wanted, news: News, cursor: Cursor, context: Context) -> Sequence[object]:
    said, id = news.payload, UUID(news.payload["post_id"])
    published = PostPublished(cursor=cursor, row_id=id)
    edited = PostEdited(cursor=cursor, row_id=id)
    removed = PostRemoved(cursor=cursor, post_id=strawberry.ID(ids.encode("Post", id)))
    match news.type:
        case "post.published.v1":
            return [published] if await queries.is_wanted(id, wanted) else []
        case "post.edited.v1":
            tags, coins = said["tags_before"], [UUID(coin) for coin in said["coins_before"]]
            before = await queries.may_have_been_wanted(id, wanted, tags, coins)
            if await queries.is_wanted(id, wanted):
                return [edited if before else published]
            return [removed] if before else []
        case "post.deleted.v1":
            return [removed] if said["was"] != "DRAFT" else []
        case "post.status-changed.v1":
            if said["status"] == "HIDDEN":
                return [removed]
            if await queries.is_wanted(id, wanted):
                return [published if said["was"] == "HIDDEN" else edited]
    return []
