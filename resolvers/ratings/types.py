"""Rating, which posts and comments show, and who voted."""

from collections.abc import Sequence
from functools import partial

import strawberry

from models.database import Row
from models.posts.queries import PostRow
from models.posts.rules import moderates
from models.ratings import queries
from models.ratings.rules import Vote
from resolvers.batch import batch
from resolvers.connections import NODES, Connection, connections, cut, is_page_selected
from resolvers.context import Info
from resolvers.people.types import User
from resolvers.scalars import Cursor
from resolvers.selection import columns

strawberry.enum(Vote, description="Which way somebody votes.")


@strawberry.type(description="Up and down votes on a post or a comment.")
class Rating:
    score: int = strawberry.field(description="Upvotes less downvotes.")
    upvotes: int
    downvotes: int

    @batch(Vote | None, viewer=True)
    async def viewer_vote(rated: Sequence[Row], info: Info) -> list[Vote | None]:
        """How you voted; null where you did not."""
        person_id = info.context.actor.person_id
        if person_id is None:
            return [None] * len(rated)
        posts = {row.id for row in rated if isinstance(row, PostRow)}
        comments = {row.id for row in rated} - posts
        votes = (await queries.votes_on_posts(person_id, posts) if posts else {}) | (
            await queries.votes_on_comments(person_id, comments) if comments else {}
        )
        return [votes.get(row.id) for row in rated]


async def voters_of(
    posts: Sequence[PostRow], info: Info, vote: Vote | None, first: int | None, after: Cursor | None
) -> Sequence[Connection[User] | None]:
    """Who voted on each of these posts, for moderators; None for others."""
    page = cut(first, after, None, None)
    if not moderates(info.context.actor):
        return [None] * len(posts)
    ids, wanted = [post.id for post in posts], columns(info, User, *NODES)
    pages = await queries.voters_pages(ids, vote, page, wanted) if is_page_selected(info) else None
    return connections(pages, ids, partial(queries.count_voters, ids, vote))
