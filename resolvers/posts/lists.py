"""Lists of posts that hang below others: a person's, a coin's, one's own."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from models.pages import Cut
from models.posts import queries
from models.posts.queries import Of
from resolvers.connections import NODES, Connection, connection, connections, cut, is_page_selected
from resolvers.context import Info, signed_in
from resolvers.posts.types import Post
from resolvers.scalars import Cursor
from resolvers.selection import columns


async def posts_of(of: Of, parents: Sequence[UUID], info: Info, page: Cut) -> list[Connection[Any]]:
    """The posts of each of these people, or coins: those that everybody may read, the newest first."""
    wanted = columns(info, Post, *NODES)
    pages = await queries.pages_of(of, parents, page, wanted) if is_page_selected(info) else None
    return connections(pages, parents, partial(queries.count_of, of, parents))


async def drafts(info: Info, first: int | None, after: Cursor | None) -> Connection[Post]:
    person_id = signed_in(info).person_id
    assert person_id is not None
    page = cut(first, after, None, None)
    return await connection(
        info, Post, partial(queries.drafts_page, person_id, page), partial(queries.count_drafts, person_id)
    )


async def bookmarks(info: Info, first: int | None, after: Cursor | None) -> Connection[Post]:
    actor, page = signed_in(info), cut(first, after, None, None)
    return await connection(
        info, Post, partial(queries.bookmarks_page, actor, page), partial(queries.count_bookmarks, actor)
    )
