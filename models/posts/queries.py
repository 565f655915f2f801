"""Questions about posts and tags, each one read of the database."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from models import database
from models.accounts.rules import fold
from models.actor import Actor
from models.database import Row
from models.errors import Malformed
from models.pages import Cut, Keyset, Order, Page
from models.posts.rules import LISTED, LONGEST_SEARCH, moderates, readable, tag_key


class PostRow(Row):
    """`parent_id` is whose list it was read of, where many were read at once."""

    id: UUID
    author_id: UUID
    slug: str
    status: str
    status_reason: str | None
    version: int
    title: str
    body: str
    body_html: str
    preview: str | None
    excerpt: str
    tag_names: list[str]
    coin_ids: list[UUID]
    created_at: datetime
    edited_at: datetime | None
    last_activity_at: datetime
    score: int
    upvotes: int
    downvotes: int
    comment_count: int
    participant_count: int


class TagRow(Row):
    id: UUID
    name: str
    post_count: int


class PostOrderField(StrEnum):
    """The SQL of each order's key."""

    CREATED_AT = "post.created_at"
    RATING = "post.score"
    COMMENT_COUNT = "post.comment_count"
    TITLE = 'lower(post.title) collate "C"'
    HOT = "post.hot"
    LAST_ACTIVITY = "post.last_activity_at"

    def order(self, descending: bool) -> Order:
        types = {PostOrderField.TITLE: "text", PostOrderField.HOT: "float8"}
        type = "timestamptz" if self.value.endswith("_at") else types.get(self, "int")
        return Order(f"posts by {self.name}", self.value, type, descending)


NEWEST = PostOrderField.CREATED_AT.order(descending=True)
BOOKMARKED = Order("bookmarks", "bookmark.created_at", "timestamptz", descending=True)


@dataclass(frozen=True)
class PostFilter:
    """Which posts: all that is given must be true of them."""

    query: str | None = None
    author: str | None = None
    tags: Sequence[str] = ()
    coin: str | None = None
    since: datetime | None = None

    def __post_init__(self) -> None:
        for name, text in (("query", self.query), ("author", self.author), ("coin", self.coin)):
            if text and len(text) > LONGEST_SEARCH:
                raise Malformed(f"`{name}` has {len(text)} characters: {LONGEST_SEARCH} at most.")
        if len(self.tags) > 10:
            raise Malformed(f"`tags` has {len(self.tags)} tags: 10 at most.")

    @property
    def sql(self) -> str:
        """Over `post`; its parameters are $1 to $5."""
        return f"""
            {LISTED}
            and ($1::text is null or post.document @@ websearch_to_tsquery('forum', $1))
            and ($2::text is null or post.author_id = (
              select id from person where username_key = $2 and confirmed_at is not null))
            and ($3::text[] is null or post.tag_names @> $3)
            and ($4::text is null or post.coin_ids @> array(select id from coin where slug = $4)
              and exists (select from coin where slug = $4))
            and ($5::timestamptz is null or post.created_at >= $5)
        """

    @property
    def values(self) -> list[object]:
        words = (self.query or "").strip()
        tags = [*map(tag_key, self.tags)]
        return [words or None, self.author and fold(self.author), tags or None, self.coin, self.since]


def _columns(wanted: Iterable[str]) -> str:
    return ", ".join(f"post.{name}" for name in sorted({"id", *wanted} & PostRow.__annotations__.keys()))


async def posts_by_id(ids: Collection[UUID], actor: Actor, columns: Iterable[str]) -> dict[UUID, PostRow]:
    """Those of these that this person may read."""
    sql = f"select {_columns(columns)} from post where id = any($1) and {readable('$2', '$3')}"
    rows = await database.fetch(PostRow, sql, list(ids), actor.person_id, moderates(actor))
    return {row.id: row for row in rows}


async def post_by_slug(slug: str, actor: Actor, columns: Iterable[str]) -> PostRow | None:
    sql = f"select {_columns(columns)} from post where slug = $1 and {readable('$2', '$3')}"
    return await database.fetch_one(PostRow, sql, slug, actor.person_id, moderates(actor))


async def is_readable(id: UUID, actor: Actor) -> bool:
    sql = f"select exists (select from post where id = $1 and {readable('$2', '$3')})"
    found: bool = await database.fetch_value(sql, id, actor.person_id, moderates(actor))
    return found


async def reads_while_hidden(id: UUID, actor: Actor) -> bool:
    """Whether hiding this post, or showing it again, makes no difference to this person."""
    if moderates(actor) or actor.person_id is None:
        return moderates(actor)
    own: bool = await database.fetch_value(
        "select exists (select from post where id = $1 and author_id = $2)", id, actor.person_id
    )
    return own


async def listed(ids: Collection[UUID]) -> set[UUID]:
    """Those of these posts that everybody may read."""
    rows = await database.fetch(Row, f"select id from post where id = any($1) and {LISTED}", list(ids))
    return {row.id for row in rows}


async def is_wanted(id: UUID, filter: "PostFilter") -> bool:
    """Whether a post stands in the list of this filter now."""
    sql = f"select exists (select from post where {filter.sql} and post.id = $6)"
    found: bool = await database.fetch_value(sql, *filter.values, id)
    return found


async def may_have_been_wanted(id: UUID, filter: "PostFilter", tags: Sequence[str], coins: Sequence[UUID]) -> bool:
    """Whether a post stood in the list of this filter with these tags and coins; its words then are not known."""
    wanted = [*map(tag_key, filter.tags)]
    if not {*wanted} <= {*tags}:
        return False
    unlike_now = PostFilter(author=filter.author, since=filter.since)
    if not await is_wanted(id, unlike_now):
        return False
    sql = "select id from coin where slug = $1"
    return not filter.coin or await database.fetch_value(sql, filter.coin) in coins


async def posts_page(order: Order, filter: PostFilter, cut: Cut, columns: Iterable[str]) -> Page[PostRow]:
    keyset = Keyset(cut, order, start=6, id="post.id")
    sql = f"""
        select {_columns(columns)}, {keyset.columns} from post where {filter.sql} and {keyset.condition} {keyset.tail}
    """
    return keyset.page(await database.fetch(PostRow, sql, *filter.values, *keyset.values))


async def count_posts(filter: PostFilter) -> int:
    count: int = await database.fetch_value(f"select count(*) from post where {filter.sql}", *filter.values)
    return count


class Of(StrEnum):
    """Whose lists of posts can be read at once: the SQL that ties a post to its parent."""

    PERSON = "post.author_id = of.id"
    COIN = "post.coin_ids @> array[of.id]"


async def pages_of(of: Of, parents: Sequence[UUID], cut: Cut, columns: Iterable[str]) -> dict[UUID, Page[PostRow]]:
    """The newest posts of each of these people, or coins."""
    keyset = Keyset(cut, NEWEST, start=2, id="post.id")
    select = f"select {_columns(columns)}, {keyset.columns} from post where {of.value} and {LISTED}"
    rows = await database.fetch(PostRow, keyset.of_each("$1", select), list(parents), *keyset.values)
    return keyset.pages(parents, rows)


async def count_of(of: Of, parents: Sequence[UUID]) -> dict[UUID, int]:
    rows = await database.fetch(
        Row,
        f"""
        select of.id, count(*) as count from (select distinct unnest($1::uuid[]) as id) as of
        join post on {of.value} and {LISTED} group by of.id
        """,
        list(parents),
    )
    return {row.id: row["count"] for row in rows}


_DRAFTS = "post.author_id = $1 and post.status = 'DRAFT' and post.deleted_at is null"


async def drafts_page(person_id: UUID, cut: Cut, columns: Iterable[str]) -> Page[PostRow]:
    """One's own drafts, the newest first."""
    keyset = Keyset(cut, Order("drafts", "post.created_at", "timestamptz", descending=True), start=2, id="post.id")
    sql = f"select {_columns(columns)}, {keyset.columns} from post where {_DRAFTS} and {keyset.condition} {keyset.tail}"
    return keyset.page(await database.fetch(PostRow, sql, person_id, *keyset.values))


async def count_drafts(person_id: UUID) -> int:
    count: int = await database.fetch_value(f"select count(*) from post where {_DRAFTS}", person_id)
    return count


def _bookmarks(actor: Actor) -> tuple[str, list[object]]:
    rule = readable("$1", "$2")
    sql = f"from bookmark join post on post.id = bookmark.post_id where bookmark.person_id = $1 and {rule}"
    return sql, [actor.person_id, moderates(actor)]


async def bookmarks_page(actor: Actor, cut: Cut, columns: Iterable[str]) -> Page[PostRow]:
    """What one keeps for later, the last kept first."""
    keyset = Keyset(cut, BOOKMARKED, start=3, id="post.id")
    tables, values = _bookmarks(actor)
    sql = f"select {_columns(columns)}, {keyset.columns} {tables} and {keyset.condition} {keyset.tail}"
    return keyset.page(await database.fetch(PostRow, sql, *values, *keyset.values))


async def count_bookmarks(actor: Actor) -> int:
    tables, values = _bookmarks(actor)
    count: int = await database.fetch_value(f"select count(*) {tables}", *values)
    return count


async def bookmarked(person_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Those of these posts that the person keeps for later."""
    sql = "select post_id from bookmark where person_id = $1 and post_id = any($2)"
    return {row.post_id for row in await database.fetch(Row, sql, person_id, list(ids))}


async def tags(query: str | None, first: int) -> list[TagRow]:
    """Tags that posts carry, those of most posts first; `query` is how they begin."""
    sql = """
        select id, name, post_count from tag where post_count > 0 and ($1::text is null or starts_with(name, $1))
        order by post_count desc, name limit $2
    """
    return await database.fetch(TagRow, sql, (query and tag_key(query)) or None, first)


async def tags_by_name(names: Collection[str]) -> dict[str, TagRow]:
    sql = "select id, name, post_count from tag where name = any($1)"
    return {row.name: row for row in await database.fetch(TagRow, sql, list(names))}


async def tags_by_id(ids: Collection[UUID]) -> dict[UUID, TagRow]:
    sql = "select id, name, post_count from tag where id = any($1) and post_count > 0"
    return {row.id: row for row in await database.fetch(TagRow, sql, list(ids))}
