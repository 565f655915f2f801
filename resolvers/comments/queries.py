"""The question about comments that stands at the root."""

from functools import partial

import strawberry

from models.comments import queries
from resolvers.comments.inputs import CommentFilter
from resolvers.comments.types import Comment
from resolvers.connections import Connection, connection, cut
from resolvers.context import Info
from resolvers.scalars import Cursor


@strawberry.type
class CommentQueries:
    @strawberry.field(description="Comments anywhere, the newest first.")
    @staticmethod
    async def comments(
        info: Info, first: int | None = None, after: Cursor | None = None, filter: CommentFilter | None = None
    ) -> Connection[Comment]:
        wanted, page = filter.model() if filter else queries.CommentFilter(), cut(first, after, None, None)
        return await connection(
            info, Comment, partial(queries.comments_page, wanted, page), partial(queries.count_comments, wanted)
        )
