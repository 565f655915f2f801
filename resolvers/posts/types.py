"""Post and Tag."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from models.coins.queries import CoinRow, coins_by_id
from models.comments.queries import CommentOrder
from models.people.queries import PersonRow, people_by_id
from models.posts import queries
from models.posts.events import PostStatus
from models.posts.queries import PostOrderField, PostRow, TagRow
from models.posts.rules import may_edit
from models.ratings.rules import Vote
from models.settings import settings
from resolvers.batch import batch
from resolvers.coins.types import Coin
from resolvers.comments.lists import Participant, comments_of_posts, participants_of
from resolvers.comments.types import Comment
from resolvers.connections import Connection, OrderDirection, cut
from resolvers.context import Info
from resolvers.nodes import Node, found_by
from resolvers.people.types import User
from resolvers.ratings.types import Rating, voters_of
from resolvers.scalars import Cursor
from resolvers.selection import columns

strawberry.enum(PostStatus, description="A locked post takes no comments, votes and edits; a hidden one is not listed.")
strawberry.enum(PostOrderField, description="HOT weighs votes and comments against age.")


@strawberry.input
class PostOrder:
    field: PostOrderField
    direction: OrderDirection = OrderDirection.DESC


@strawberry.input
class PostFilter:
    query: str | None = strawberry.field(
        default=strawberry.UNSET, description="Full-text search over title, tags and body."
    )
    author: str | None = strawberry.field(default=strawberry.UNSET, description="The username.")
    tags: list[str] | None = strawberry.field(default=strawberry.UNSET, description="A post must carry all of them.")
    coin: str | None = strawberry.field(default=strawberry.UNSET, description="The coin's slug.")
    since: datetime | None = strawberry.UNSET

    def model(self) -> queries.PostFilter:
        return queries.PostFilter(
            self.query or None, self.author or None, self.tags or (), self.coin or None, self.since or None
        )


@strawberry.type(description="What posts are about, in a word.")
class Tag(Node):
    row = TagRow

    name: str
    post_count: int = strawberry.field(description="How many posts carry it that everybody may list.")


@found_by(Tag)
async def tags_by_id(ids: Collection[UUID], info: Info) -> dict[UUID, TagRow]:
    return await queries.tags_by_id(ids)


@strawberry.type(description="What somebody wrote, and what is said under it.")
class Post(Node):
    row = PostRow

    slug: str = strawberry.field(description="Stays as it is when the title changes.")
    version: int = strawberry.field(
        description="Counts the edits of this post's own words; what `expectedVersion` guards."
    )
    title: str
    body: str = strawberry.field(description="Markdown, as written.")
    body_html: str = strawberry.field(
        description="Safe HTML, rendered from `body`; coins and mentions carry `data-coin` and `data-user`."
    )
    status: PostStatus
    status_reason: str | None = strawberry.field(description="Why it is locked or hidden, where a moderator said so.")
    created_at: datetime = strawberry.field(description="When it was published; of a draft, when it was begun.")
    edited_at: datetime | None
    last_activity_at: datetime = strawberry.field(description="Of the post itself, or of its newest comment.")
    comment_count: int = strawberry.field(description="Those that can be read.")
    participant_count: int = strawberry.field(description="How many people wrote them.")

    @strawberry.field(description="The post's page.", metadata={"needs": ("slug",)})
    @staticmethod
    def url(root: strawberry.Parent[PostRow]) -> str:
        return f"{settings().base_url}/posts/{root.slug}"

    @strawberry.field(
        description="The author's own summary, or the beginning of the body where there is none.",
        metadata={"needs": ("preview", "excerpt")},
    )
    @staticmethod
    def preview(root: strawberry.Parent[PostRow]) -> str:
        return root.preview or root.excerpt

    @strawberry.field(metadata={"needs": ("author_id", "status"), "viewer": True})
    @staticmethod
    def viewer_can_edit(root: strawberry.Parent[PostRow], info: Info) -> bool:
        return may_edit(info.context.actor, root.author_id, PostStatus(root.status))

    @strawberry.field(metadata={"needs": ("score", "upvotes", "downvotes")}, graphql_type=Rating)
    @staticmethod
    def rating(root: strawberry.Parent[PostRow]) -> PostRow:
        return root

    @batch(User, needs=("author_id",))
    async def author(posts: Sequence[PostRow], info: Info) -> list[PersonRow]:
        people = await people_by_id({post.author_id for post in posts}, columns(info, User))
        return [people[post.author_id] for post in posts]

    @batch(list[Tag], needs=("tag_names",), size=5)
    async def tags(posts: Sequence[PostRow], info: Info) -> list[list[TagRow]]:
        """In the order that its author gave them."""
        known = await queries.tags_by_name({name for post in posts for name in post.tag_names})
        return [[known[name] for name in post.tag_names if name in known] for post in posts]

    @batch(list[Coin], needs=("coin_ids",), size=5)
    async def coins(posts: Sequence[PostRow], info: Info) -> list[list[CoinRow]]:
        """Those that its author put beside it, and those that its words name."""
        known = await coins_by_id({id for post in posts for id in post.coin_ids}, columns(info, Coin))
        return [[known[id] for id in post.coin_ids if id in known] for post in posts]

    @batch(bool, viewer=True)
    async def viewer_has_bookmarked(posts: Sequence[PostRow], info: Info) -> list[bool]:
        """Whether you keep it for later."""
        person_id = info.context.actor.person_id
        kept = await queries.bookmarked(person_id, [post.id for post in posts]) if person_id else set()
        return [post.id in kept for post in posts]

    @batch(Connection[Comment])
    async def comments(
        posts: Sequence[PostRow],
        info: Info,
        first: int | None = None,
        after: Cursor | None = None,
        last: int | None = None,
        before: Cursor | None = None,
        order_by: CommentOrder | None = CommentOrder.OLDEST,
    ) -> list[Connection[Any]]:
        """Top-level comments; replies hang below each."""
        return await comments_of_posts(posts, info, cut(first, after, last, before), order_by or CommentOrder.OLDEST)

    @batch(list[Participant], size=5)
    async def participants(posts: Sequence[PostRow], info: Info, first: int | None = 5) -> list[list[Participant]]:
        """Those who said most, first."""
        return await participants_of(posts, info, first)

    @batch(Connection[User] | None)
    async def voters(
        posts: Sequence[PostRow],
        info: Info,
        vote: Vote | None = None,
        first: int | None = None,
        after: Cursor | None = None,
    ) -> Sequence[Connection[User] | None]:
        """Moderators only; null for others."""
        return await voters_of(posts, info, vote, first, after)


@found_by(Post)
async def posts_by_id(ids: Collection[UUID], info: Info) -> dict[UUID, PostRow]:
    return await queries.posts_by_id(ids, info.context.actor, columns(info, Post))
