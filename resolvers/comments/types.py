"""Comment, and those who take part in a post's talk."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry

from models.comments import queries, rules
from models.comments.events import CommentStatus
from models.comments.queries import CommentOrder, CommentRow
from models.people.queries import PersonRow, people_by_id
from models.posts.queries import PostRow, posts_by_id
from models.settings import settings
from resolvers import ids
from resolvers.batch import batch
from resolvers.connections import NODES, Connection, connections, cut, is_page_selected
from resolvers.context import Info
from resolvers.nodes import Node, found_by
from resolvers.people.types import User
from resolvers.ratings.types import Rating
from resolvers.scalars import Cursor
from resolvers.selection import columns

if TYPE_CHECKING:
    from resolvers.posts.types import Post

strawberry.enum(CommentStatus, description="What is not VISIBLE keeps its place in the thread.")
strawberry.enum(CommentOrder, description="TOP: the best rated first.")


@strawberry.type(description="What somebody said under a post, or in answer to somebody who did.")
class Comment(Node):
    row = CommentRow

    version: int = strawberry.field(description="Counts the edits of this comment's own words.")
    status: CommentStatus = strawberry.field(
        description="A deleted or hidden comment keeps its place in the thread; author and words are null then."
    )
    status_reason: str | None = strawberry.field(description="Why it is hidden, where a moderator said so.")
    body: str | None = strawberry.field(description="Markdown, as written.")
    body_html: str | None = strawberry.field(
        description="Safe HTML, rendered from `body`; coins and mentions carry `data-coin` and `data-user`."
    )
    depth: int = strawberry.field(description="0 for a top-level comment, 1 for a reply to it, and so on to 8.")
    created_at: datetime
    edited_at: datetime | None
    reply_count: int = strawberry.field(description="Direct replies, whatever became of them.")

    @strawberry.field(
        description="The comment's own link: the post's page, opened there.", metadata={"needs": ("post_slug",)}
    )
    @staticmethod
    def url(root: strawberry.Parent[CommentRow]) -> str:
        return f"{settings().base_url}/posts/{root.post_slug}#{ids.encode('Comment', root.id)}"

    @strawberry.field(metadata={"needs": ("score", "upvotes", "downvotes")}, graphql_type=Rating)
    @staticmethod
    def rating(root: strawberry.Parent[CommentRow]) -> CommentRow:
        return root

    @strawberry.field(
        description="Its author may, for some minutes.",
        metadata={"needs": ("author_id", "status", "created_at", "post_status"), "viewer": True},
    )
    @staticmethod
    def viewer_can_edit(root: strawberry.Parent[CommentRow], info: Info) -> bool:
        return rules.is_editable(root, info.context.actor)

    @batch(Annotated["Post", strawberry.lazy("resolvers.posts.types")], needs=("post_id",))
    async def post(comments: Sequence[CommentRow], info: Info) -> list[PostRow | None]:
        """What it stands under."""
        from resolvers.posts.types import Post

        posts = await posts_by_id({comment.post_id for comment in comments}, info.context.actor, columns(info, Post))
        return [posts.get(comment.post_id) for comment in comments]

    @batch(User | None, needs=("author_id",))
    async def author(comments: Sequence[CommentRow], info: Info) -> list[PersonRow | None]:
        """Null where it is deleted, or hidden and you are no moderator."""
        people = await people_by_id({id for comment in comments if (id := comment.author_id)}, columns(info, User))
        return [people.get(id) if (id := comment.author_id) else None for comment in comments]

    @batch("Comment | None", needs=("reply_to",))
    async def parent(comments: Sequence[CommentRow], info: Info) -> list[CommentRow | None]:
        """What it answers; null for a top-level comment."""
        found = await _comments({id for comment in comments if (id := comment.reply_to)}, info)
        return [found.get(id) if (id := comment.reply_to) else None for comment in comments]

    @batch("list[Comment]", needs=("ancestor_ids",), size=rules.DEEPEST)
    async def ancestors(comments: Sequence[CommentRow], info: Info) -> list[list[CommentRow]]:
        """From the top-level comment down to the parent; empty for a top-level comment."""
        found = await _comments({id for comment in comments for id in comment.ancestor_ids}, info)
        return [[found[id] for id in comment.ancestor_ids if id in found] for comment in comments]

    @batch("Connection[Comment]")
    async def replies(
        comments: Sequence[CommentRow],
        info: Info,
        first: int | None = None,
        after: Cursor | None = None,
        last: int | None = None,
        before: Cursor | None = None,
        order_by: CommentOrder | None = CommentOrder.OLDEST,
    ) -> list[Connection[Any]]:
        """Those that answer it directly; theirs hang below each."""
        own, page = [comment.id for comment in comments], cut(first, after, last, before)
        order = order_by or CommentOrder.OLDEST
        wanted, actor = columns(info, Comment, *NODES), info.context.actor
        pages = await queries.reply_pages(own, order, page, actor, wanted) if is_page_selected(info) else None
        return connections(pages, own, partial(queries.count_of_comments, own))


async def _comments(ids: Collection[UUID], info: Info) -> dict[UUID, CommentRow]:
    return await queries.comments_by_id(ids, info.context.actor, columns(info, Comment)) if ids else {}


found_by(Comment)(_comments)
