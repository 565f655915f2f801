"""Comments as they are written, edited and deleted: under one post, or anywhere."""

from collections.abc import AsyncIterable, Sequence
from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry

from models.comments import queries
from models.comments.queries import CommentFilter as Wanted
from models.comments.queries import CommentRow
from models.feeds import News
from models.posts.queries import is_readable
from resolvers import ids
from resolvers.comments.inputs import CommentFilter
from resolvers.comments.types import Comment
from resolvers.context import Context, Info
from resolvers.errors import BadUserInput
from resolvers.live import Gone, Resync, Source, Subscribed, place_of
from resolvers.posts.types import Post
from resolvers.scalars import Cursor
from resolvers.selection import columns


@strawberry.type
class _WithComment:
    cursor: Cursor
    row_id: strawberry.Private[UUID]

    @strawberry.field(graphql_type=Comment)
    async def comment(self, info: Info) -> CommentRow:
        found = await queries.comments_by_id([self.row_id], info.context.actor, columns(info, Comment))
        if self.row_id not in found:
            raise Gone
        return found[self.row_id]


@strawberry.type(
    description="`clientMutationId` as the author's client gave it, so that an optimistic comment is not shown twice."
)
class CommentAdded(_WithComment):
    comment_count: int = strawberry.field(description="The post's, with this one.")
    client_mutation_id: str | None


@strawberry.type
class CommentEdited(_WithComment):
    pass


@strawberry.type
class CommentDeleted:
    cursor: Cursor
    comment_id: strawberry.ID
    comment_count: int = strawberry.field(description="The post's, without this one.")


CommentActivity = Annotated[
    Subscribed | CommentAdded | CommentEdited | CommentDeleted | Resync, strawberry.union("CommentActivity")
]
CommentStream = Annotated[Subscribed | CommentAdded | CommentDeleted | Resync, strawberry.union("CommentStream")]


@strawberry.type
class CommentSubscriptions:
    @strawberry.subscription(description="Comments on one post, as they are written, edited or deleted.")
    @staticmethod
    async def comment_activity(
        info: Info, post_id: strawberry.ID, after: Cursor | None = None
    ) -> AsyncIterable[CommentActivity]:
        id = ids.of(Post, post_id)
        if not await is_readable(id, info.context.actor):
            raise BadUserInput("There is no such post.")
        return Source("comments", _activity, frozenset({id.hex}), place_of(after))

    @strawberry.subscription(description="New comments anywhere, for front pages and dashboards.")
    @staticmethod
    async def comment_published(
        filter: CommentFilter | None = None, after: Cursor | None = None
    ) -> AsyncIterable[CommentStream]:
        wanted = filter.model() if filter else Wanted()
        return Source("comments", partial(_published, wanted), None, place_of(after))


async def _activity(news: News, cursor: Cursor, context: Context) -> Sequence[object]:
    if not await is_readable(UUID(news.payload["post_id"]), context.actor):
        return []
    return _told(news, cursor)


async def _published(wanted: Wanted, news: News, cursor: Cursor, context: Context) -> Sequence[object]:
    if news.type == "comment.edited.v1":
        return []
    id, gone = UUID(news.payload["comment_id"]), news.type == "comment.deleted.v1"
    return _told(news, cursor) if await queries.is_wanted(id, wanted, whatever_became_of_it=gone) else []


def _told(news: News, cursor: Cursor) -> Sequence[object]:
    said = news.payload
    id = UUID(said["comment_id"])
    match news.type:
        case "comment.added.v1":
            known_as = said["client_mutation_id"]
            return [
                CommentAdded(cursor=cursor, row_id=id, comment_count=said["comment_count"], client_mutation_id=known_as)
            ]
        case "comment.edited.v1":
            return [CommentEdited(cursor=cursor, row_id=id)]
        case "comment.deleted.v1":
            gone = strawberry.ID(ids.encode("Comment", id))
            return [CommentDeleted(cursor=cursor, comment_id=gone, comment_count=said["comment_count"])]
    return []
