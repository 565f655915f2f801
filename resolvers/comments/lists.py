"""What hangs below posts and people: comments, and those who take part in the talk."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import strawberry

from models.comments import queries
from models.comments.queries import CommentOrder
from models.pages import Cut
from models.people.queries import PersonRow, people_by_id
from models.posts.queries import PostRow
from resolvers.comments.types import Comment
from resolvers.connections import NODES, Connection, connections, is_page_selected
from resolvers.context import Info
from resolvers.errors import BadUserInput
from resolvers.people.types import User
from resolvers.selection import columns

USUAL_PARTICIPANTS, MOST_PARTICIPANTS = 5, 50


@strawberry.type(description="Somebody who takes part in a post's talk, and by how many comments.")
class Participant:
    user: User
    comment_count: int


async def comments_of_posts(
    posts: Sequence[PostRow], info: Info, page: Cut, order: CommentOrder
) -> list[Connection[Any]]:
    """Top-level comments; replies hang below each."""
    own = [post.id for post in posts]
    wanted, actor = columns(info, Comment, *NODES), info.context.actor
    pages = await queries.thread_pages(own, order, page, actor, wanted) if is_page_selected(info) else None
    return connections(pages, own, partial(queries.count_of_posts, own))


async def comments_of_people(people: Sequence[PersonRow], info: Info, page: Cut) -> list[Connection[Any]]:
    """Those that everybody may read, the newest first."""
    own = [person.id for person in people]
    wanted = columns(info, Comment, *NODES)
    pages = await queries.comments_of_people(own, page, wanted) if is_page_selected(info) else None
    return connections(pages, own, partial(queries.count_of_people, own))


async def participants_of(
    posts: Sequence[PostRow], info: Info, first: int | None = USUAL_PARTICIPANTS
) -> list[list[Participant]]:
    """Those who said most, first."""
    first = USUAL_PARTICIPANTS if first is None else first
    if not 1 <= first <= MOST_PARTICIPANTS:
        raise BadUserInput(f"`first` is {first}: 1 to {MOST_PARTICIPANTS} participants.")
    found = await queries.participants([post.id for post in posts], first)
    ids = {participant.person_id for own in found.values() for participant in own}
    people: dict[Any, Any] = {**await people_by_id(ids, columns(info, User, ("user",)))}
    return [
        [
            Participant(user=people[row.person_id], comment_count=row.comment_count)
            for row in found[post.id]
            if row.person_id in people
        ]
        for post in posts
    ]
