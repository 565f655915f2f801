"""The questions about posts and tags that stand at the root."""

from functools import partial

import strawberry

from models import prose
from models.coins.queries import CoinRow, coins_by_id
from models.people.queries import PersonRow, people_by_id
from models.posts import queries, rules
from models.posts.queries import PostRow, TagRow
from models.prose import Prose
from resolvers.coins.types import Coin
from resolvers.connections import Connection, OrderDirection, connection, cut
from resolvers.context import Info
from resolvers.errors import BadUserInput
from resolvers.people.types import User
from resolvers.posts.types import Post, PostFilter, PostOrder, Tag
from resolvers.scalars import Cursor
from resolvers.selection import columns

MOST_TAGS = 100


@strawberry.type(description="What some words would look like, and whom and what they name.")
class MarkdownPreview:
    prose: strawberry.Private[Prose]

    @strawberry.field
    def html(self) -> str:
        return self.prose.html

    @strawberry.field(graphql_type=list[Coin])
    async def coins(self, info: Info) -> list[CoinRow]:
        known = await coins_by_id(self.prose.coin_ids, columns(info, Coin))
        return [known[id] for id in self.prose.coin_ids if id in known]

    @strawberry.field(description="What looks like a coin, and is none that is known here.")
    def unknown_symbols(self) -> list[str]:
        return self.prose.unknown_symbols

    @strawberry.field(graphql_type=list[User])
    async def mentions(self, info: Info) -> list[PersonRow]:
        known = await people_by_id(self.prose.person_ids, columns(info, User))
        return [known[id] for id in self.prose.person_ids if id in known]


@strawberry.type
class PostQueries:
    @strawberry.field(description="A post by its slug; null where there is none for you.", graphql_type=Post | None)
    @staticmethod
    async def post(info: Info, slug: str) -> PostRow | None:
        return await queries.post_by_slug(slug, info.context.actor, columns(info, Post))

    @strawberry.field(description="Those that everybody may read, the newest first where nothing else is said.")
    @staticmethod
    async def posts(
        info: Info,
        first: int | None = None,
        after: Cursor | None = None,
        last: int | None = None,
        before: Cursor | None = None,
        filter: PostFilter | None = None,
        order_by: PostOrder | None = None,
    ) -> Connection[Post]:
        order = order_by.field.order(order_by.direction is OrderDirection.DESC) if order_by else queries.NEWEST
        wanted, page = filter.model() if filter else queries.PostFilter(), cut(first, after, last, before)
        return await connection(
            info, Post, partial(queries.posts_page, order, wanted, page), partial(queries.count_posts, wanted)
        )

    @strawberry.field(description="Those of most posts first; `query` is how they begin.", graphql_type=list[Tag])
    @staticmethod
    async def tags(query: str | None = None, first: int | None = 20) -> list[TagRow]:
        first = 20 if first is None else first
        if not 0 <= first <= MOST_TAGS:
            raise BadUserInput(f"`first` is {first}: 0 to {MOST_TAGS} tags.")
        return await queries.tags(query, first)

    @strawberry.field(
        description="What these words would look like, and whom and what they name.", metadata={"weight": 20}
    )
    @staticmethod
    async def markdown(body: str) -> MarkdownPreview:
        if len(body) > rules.LONGEST_BODY:
            raise BadUserInput(f"`body` has {len(body):,} characters: {rules.LONGEST_BODY:,} at most.")
        return MarkdownPreview(prose=await prose.rendered(body))
