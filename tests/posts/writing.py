"""What the tests of posts send, and what they look up behind the API."""

from collections.abc import Sequence
from itertools import count
from typing import Any
from uuid import UUID

from models import clock, database
from models.database import Row
from tests.people import ERRORS
from tests.visitor import Visitor

POST = """
    id slug url version title body bodyHtml preview tags { name postCount } author { username } coins { slug }
    status statusReason createdAt editedAt lastActivityAt commentCount participantCount viewerCanEdit
    viewerHasBookmarked
"""


def _on_a_post(name: str, answer: str = f"post {{ {POST} }}") -> str:
    input = f"{name[0].upper()}{name[1:]}Input"
    return f"mutation ($input: {input}!) {{ {name}(input: $input) {{ {answer} {ERRORS} }} }}"


CREATE = _on_a_post("createPost", f"post {{ {POST} }} clientMutationId")
UPDATE = _on_a_post("updatePost")
PUBLISH = _on_a_post("publishPost")
DELETE = _on_a_post("deletePost", "deletedId")
BOOKMARK = _on_a_post("bookmarkPost")
SET_STATUS = _on_a_post("setPostStatus")
BY_SLUG = f"query ($slug: String!) {{ post(slug: $slug) {{ {POST} }} }}"
TITLES = """
    query ($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: PostFilter, $orderBy: PostOrder) {
      posts(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
        totalCount
        edges { cursor node { id title } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
"""
TAGS = "query ($query: String, $first: Int) { tags(query: $query, first: $first) { id name postCount } }"

_numbers = count(1)


def new_word() -> str:
    """A word, and a tag, that nobody has written yet in this run."""
    return f"novelty{next(_numbers)}"


async def written(person: Visitor, title: str = "A post", body: str = "Some words.", **given: Any) -> dict[str, Any]:
    """The post that this person writes."""
    payload = await person.mutate(CREATE, **{"title": title, "body": body, "tags": []} | given)
    post: dict[str, Any] = payload["post"]
    return post


async def seen(person: Visitor, post: dict[str, Any]) -> Any:
    """The post as this person sees it, or None."""
    return (await person.query(BY_SLUG, slug=post["slug"]))["post"]


def id_of(thing: dict[str, Any]) -> UUID:
    return UUID(thing["id"].rpartition("_")[2])


async def told(post: dict[str, Any]) -> list[str]:
    """The types of the news about a post, in their order."""
    rows = await database.fetch(Row, "select type from outbox where key = $1 order by seq", id_of(post).hex)
    return [row.type.removesuffix(".v1") for row in rows]


async def payload(post: dict[str, Any], type: str) -> str:
    """What the last news of this type about a post says, as JSON."""
    sql = "select payload::text from outbox where key = $1 and type = $2 order by seq desc limit 1"
    said: str = await database.fetch_value(sql, id_of(post).hex, f"{type}.v1")
    return said


KEPT = ("post", "comment", "tag", "bookmark", "participant", "retry", "outbox")


async def kept() -> Sequence[Row]:
    """All that is kept of posts, and all news: the same before and after where nothing was written."""
    parts = " union all ".join(
        f"select '{table}', count(*), md5(string_agg(one::text, '|' order by one::text)) from {table} as one"
        for table in KEPT
    )
    return await database.fetch(Row, parts)


async def changed(sql: str, *values: object) -> list[dict[str, Any]]:
    """What a statement of a test returns."""
    async with database.transaction():
        return await database.execute(sql, *values)


async def clear() -> None:
    """A forum without posts."""
    await changed("delete from post")
    await changed("delete from tag")


async def put(author_id: UUID | None, title: str, **columns: object) -> UUID:
    """The id of a post that is there without any verb; its tags are not counted."""
    now = clock.now()
    words = {"slug": new_word(), "body": title, "body_html": "", "excerpt": title, "status": "PUBLISHED"}
    lists: dict[str, list[str]] = {name: [] for name in ("tag_names", "given_coin_ids", "named_coin_ids")}
    new: dict[str, object] = {
        "author_id": author_id,
        "title": title,
        "created_at": now,
        "last_activity_at": now,
        **words,
        **lists,
    }
    new |= columns
    places = ", ".join(f"${place}" for place in range(1, len(new) + 1))
    (row,) = await changed(f"insert into post ({', '.join(new)}) values ({places}) returning id", *new.values())
    id: UUID = row["id"]
    return id


async def comment(post: dict[str, Any], author_id: UUID | None, body: str) -> UUID:
    """The id of a comment that is there, and counted, without any verb."""
    (row,) = await changed(
        """
        insert into comment (post_id, author_id, ancestor_ids, depth, body, body_html, created_at)
        values ($1, $2, '{}', 0, $3, $3, $4) returning id
        """,
        *(id_of(post), author_id, body, clock.now()),
    )
    await changed("insert into participant values ($1, $2, 1)", id_of(post), author_id)
    await changed("update post set comment_count = 1, participant_count = 1 where id = $1", id_of(post))
    id: UUID = row["id"]
    return id


async def coin_id(person: Visitor, slug: str) -> str:
    found: str = (await person.query("query ($slug: String) { coin(slug: $slug) { id } }", slug=slug))["coin"]["id"]
    return found


async def tag_counts(*names: str) -> list[int]:
    """How many posts carry each of these tags, as it is kept; 0 where there is no such tag."""
    rows = await database.fetch(Row, "select name, post_count from tag where name = any($1)", list(names))
    counts = {row.name: row.post_count for row in rows}
    return [counts.get(name, 0) for name in names]
