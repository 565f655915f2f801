"""Questions about comments, each one read of the database: no words and no author that are not to be seen."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from models import database
from models.accounts.rules import fold
from models.actor import Actor
from models.comments.rules import LISTED, shown
from models.database import Row
from models.errors import Malformed
from models.pages import Cut, Keyset, Order, Page
from models.people.rules import VISIBLE
from models.posts.queries import PostFilter
from models.posts.rules import LONGEST_SEARCH, moderates, readable


class CommentRow(Row):
    """`reply_to` is the comment's own parent; `parent_id` is whose list it was read of."""

    id: UUID
    post_id: UUID
    post_slug: str
    post_status: str
    author_id: UUID | None
    reply_to: UUID | None
    ancestor_ids: list[UUID]
    depth: int
    status: str
    status_reason: str | None
    version: int
    body: str | None
    body_html: str | None
    created_at: datetime
    edited_at: datetime | None
    score: int
    upvotes: int
    downvotes: int
    reply_count: int


class ParticipantRow(Row):
    """`parent_id` is the post."""

    parent_id: UUID
    person_id: UUID
    comment_count: int


class CommentOrder(Enum):
    OLDEST = "OLDEST"
    NEWEST = "NEWEST"
    TOP = "TOP"

    def of(self, list: str) -> Order:
        if self is CommentOrder.TOP:
            return Order(f"{list} by score", "comment.score", "int", descending=True)
        return Order(f"{list} by time", "comment.created_at", "timestamptz", descending=self is CommentOrder.NEWEST)


@dataclass(frozen=True)
class CommentFilter:
    """Whose comments, by username, and under which posts."""

    author: str | None = None
    posts: PostFilter = field(default_factory=PostFilter)

    def __post_init__(self) -> None:
        if self.author and len(self.author) > LONGEST_SEARCH:
            raise Malformed(f"`author` has {len(self.author)} characters: {LONGEST_SEARCH} at most.")

    @property
    def sql(self) -> str:
        """Over `comment` and its `post`; its parameters are $1 to $6."""
        own = f"comment.author_id = (select id from person where username_key = $6 and {VISIBLE})"
        return f"{LISTED} and {self.posts.sql} and {own if self.author else '$6::text is null'}"

    @property
    def values(self) -> list[object]:
        return [*self.posts.values, self.author and fold(self.author)]


ANYWHERE = CommentOrder.NEWEST.of("comments")
_OF_A_PERSON = CommentOrder.NEWEST.of("a person's comments")

_FROM = "from comment join post on post.id = comment.post_id"
_HIDING = {"author_id", "body", "body_html"}
_ELSEWHERE = {"post_slug": "post.slug", "post_status": "post.status", "reply_to": "comment.parent_id"}


def _columns(wanted: Iterable[str], moderates: str = "false") -> str:
    """The SQL of these columns. It is the one place where what is not to be seen becomes null."""
    columns = []
    for name in sorted({"id", *wanted} & CommentRow.__annotations__.keys()):
        column = _ELSEWHERE.get(name, f"comment.{name}")
        column = f"case when {shown(moderates)} then {column} end" if name in _HIDING else column
        columns.append(f"{column} as {name}")
    return ", ".join(columns)


async def comments_by_id(ids: Collection[UUID], actor: Actor, columns: Iterable[str]) -> dict[UUID, CommentRow]:
    """Those of these whose posts this person may read."""
    sql = f"select {_columns(columns, '$3')} {_FROM} where comment.id = any($1) and {readable('$2', '$3')}"
    rows = await database.fetch(CommentRow, sql, list(ids), actor.person_id, moderates(actor))
    return {row.id: row for row in rows}


async def comments_page(filter: CommentFilter, cut: Cut, columns: Iterable[str]) -> Page[CommentRow]:
    """Comments anywhere, the newest first."""
    keyset = Keyset(cut, ANYWHERE, start=7, id="comment.id")
    sql = f"""
        select {_columns(columns)}, {keyset.columns} {_FROM} where {filter.sql} and {keyset.condition} {keyset.tail}
    """
    return keyset.page(await database.fetch(CommentRow, sql, *filter.values, *keyset.values))


async def count_comments(filter: CommentFilter) -> int:
    count: int = await database.fetch_value(f"select count(*) {_FROM} where {filter.sql}", *filter.values)
    return count


async def is_wanted(id: UUID, filter: CommentFilter) -> bool:
    """Whether a comment stands in the list of this filter now."""
    sql = f"select exists (select {_FROM} where {filter.sql} and comment.id = $7)"
    found: bool = await database.fetch_value(sql, *filter.values, id)
    return found


async def may_have_been_wanted(author_id: UUID, filter: CommentFilter) -> bool:
    """Whether a comment of this author may have stood in the list of this filter; what its post was is not known."""
    sql = "select exists (select from person where id = $1 and username_key = $2)"
    return not filter.author or bool(await database.fetch_value(sql, author_id, fold(filter.author)))


async def thread_pages(
    post_ids: Sequence[UUID], order: CommentOrder, cut: Cut, actor: Actor, columns: Iterable[str]
) -> dict[UUID, Page[CommentRow]]:
    """The top-level comments of each of these posts."""
    below = "comment.post_id = of.id and comment.parent_id is null"
    return await _pages_below(below, post_ids, order.of("comments of a post"), cut, actor, columns)


async def reply_pages(
    comment_ids: Sequence[UUID], order: CommentOrder, cut: Cut, actor: Actor, columns: Iterable[str]
) -> dict[UUID, Page[CommentRow]]:
    """The replies to each of these comments."""
    return await _pages_below("comment.parent_id = of.id", comment_ids, order.of("replies"), cut, actor, columns)


async def _pages_below(
    below: str, parents: Sequence[UUID], order: Order, cut: Cut, actor: Actor, columns: Iterable[str]
) -> dict[UUID, Page[CommentRow]]:
    keyset = Keyset(cut, order, start=4, id="comment.id")
    select = f"select {_columns(columns, '$3')}, {keyset.columns} {_FROM} where {below} and {readable('$2', '$3')}"
    values = ([*{*parents}], actor.person_id, moderates(actor), *keyset.values)
    return keyset.pages(parents, await database.fetch(CommentRow, keyset.of_each("$1", select), *values))


async def comments_of_people(
    person_ids: Sequence[UUID], cut: Cut, columns: Iterable[str]
) -> dict[UUID, Page[CommentRow]]:
    """What each of these people said that everybody may list, the newest first."""
    keyset = Keyset(cut, _OF_A_PERSON, start=2, id="comment.id")
    select = f"select {_columns(columns)}, {keyset.columns} {_FROM} where comment.author_id = of.id and {LISTED}"
    rows = await database.fetch(CommentRow, keyset.of_each("$1", select), [*{*person_ids}], *keyset.values)
    return keyset.pages(person_ids, rows)


async def count_of_posts(post_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many top-level comments each of these posts has, whatever became of them."""
    return await _count("post_id", "post_id = any($1) and parent_id is null", post_ids)


async def count_of_comments(comment_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many replies each of these comments has, whatever became of them."""
    sql = "select id, reply_count as count from comment where id = any($1)"
    return {row.id: row["count"] for row in await database.fetch(Row, sql, list(comment_ids))}


async def count_of_people(person_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many comments of each of these people everybody may list."""
    return await _count("comment.author_id", f"comment.author_id = any($1) and {LISTED}", person_ids, _FROM)


async def _count(by: str, where: str, parents: Sequence[UUID], tables: str = "from comment") -> dict[UUID, int]:
    sql = f"select {by} as id, count(*) as count {tables} where {where} group by 1"
    return {row.id: row["count"] for row in await database.fetch(Row, sql, list(parents))}


async def participants(post_ids: Sequence[UUID], first: int) -> dict[UUID, list[ParticipantRow]]:
    """Those who said most under each of these posts, first."""
    sql = """
        select of.id as parent_id, list.* from unnest($1::uuid[]) as of (id) cross join lateral (
          select person_id, comment_count from participant where post_id = of.id
          order by comment_count desc, person_id limit $2) as list
    """
    found: dict[UUID, list[ParticipantRow]] = {id: [] for id in post_ids}
    for row in await database.fetch(ParticipantRow, sql, [*{*post_ids}], first):
        found[row.parent_id].append(row)
    return found
