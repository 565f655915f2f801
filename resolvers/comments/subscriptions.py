"""Comments as they come, are edited and go, by themselves or with their post: under one post, or anywhere."""

from collections.abc import AsyncIterable, Sequence
from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry

from models.comments import queries
from models.comments.queries import CommentFilter as Wanted
from models.comments.queries import CommentRow
from models.feeds import News
from models.posts.queries import is_readable, reads_while_hidden
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
    post_id = UUID(news.payload["post_id"])
    if news.type == "comment.status-changed.v1" and await reads_while_hidden(post_id, context.actor):
        return []
    if _is_gone(news):
        return [await _deleted(news, cursor, context)]
    return _told(news, cursor) if await is_readable(post_id, context.actor) else []


async def _published(wanted: Wanted, news: News, cursor: Cursor, context: Context) -> Sequence[object]:
    if news.type == "comment.edited.v1":
        return []
    if _is_gone(news):
        # Whatever tags and coins its post has now: it had others when the comment was told, or has lost them.
        known = await queries.may_have_been_wanted(UUID(news.payload["author_id"]), wanted)
        return [await _deleted(news, cursor, context)] if known else []
    return _told(news, cursor) if await queries.is_wanted(UUID(news.payload["comment_id"]), wanted) else []


def _is_gone(news: News) -> bool:
    return news.type == "comment.deleted.v1" or news.payload.get("status") == "HIDDEN"


async def _deleted(news: News, cursor: Cursor, context: Context) -> CommentDeleted:
    """To be said whatever has become of its post since; how many others that has is for those who may read it."""
    said = news.payload
    id, count = strawberry.ID(ids.encode("Comment", UUID(said["comment_id"]))), said["comment_count"]
    if count and not await is_readable(UUID(said["post_id"]), context.actor):
        count = 0
    return CommentDeleted(cursor=cursor, comment_id=id, comment_count=count)


def _told(news: News, cursor: Cursor) -> Sequence[object]:
    said = news.payload
    id = UUID(said["comment_id"])
    match news.type:
        case "comment.added.v1" | "comment.status-changed.v1":
            count, known_as = said["comment_count"], said.get("client_mutation_id")
            return [CommentAdded(cursor=cursor, row_id=id, comment_count=count, client_mutation_id=known_as)]
        case "comment.edited.v1":
            return [CommentEdited(cursor=cursor, row_id=id)]
    return []
