"""What the tests of comments send, and the posts and threads that they find there already."""

from collections.abc import Sequence
from itertools import count
from typing import Any
from uuid import UUID

from models import clock, database
from models.database import Row
from models.posts.events import PostStatus
from resolvers import ids
from tests.people import ERRORS, person
from tests.visitor import Visitor

COMMENT = """
    id url version status statusReason body bodyHtml depth createdAt editedAt replyCount viewerCanEdit
    author { username } post { slug } parent { id } ancestors { id } rating { score upvotes downvotes }
"""
ADD = f"""
    mutation ($input: AddCommentInput!) {{
      addComment(input: $input) {{ comment {{ {COMMENT} }} clientMutationId {ERRORS} }}
    }}
"""
EDIT = f"mutation ($input: EditCommentInput!) {{ editComment(input: $input) {{ comment {{ {COMMENT} }} {ERRORS} }} }}"
DELETE = (
    f"mutation ($input: DeleteCommentInput!) {{ deleteComment(input: $input) {{ comment {{ {COMMENT} }} {ERRORS} }} }}"
)
NODE = f"query ($id: ID!) {{ node(id: $id) {{ ... on Comment {{ {COMMENT} }} }} }}"
POST = """
    query ($id: ID!) {
      node(id: $id) {
        ... on Post { commentCount participantCount lastActivityAt participants { commentCount user { username } } }
      }
    }
"""

_numbers = count(1)


async def write(sql: str, *values: object) -> list[dict[str, Any]]:
    async with database.transaction():
        return await database.execute(sql, *values)


async def rows(sql: str, *values: object) -> Sequence[Row]:
    return await database.fetch(Row, sql, *values)


async def new_post(
    author: str = "author",
    status: PostStatus = PostStatus.PUBLISHED,
    tags: Sequence[str] = (),
    coins: Sequence[UUID] = (),
) -> UUID:
    (post,) = await write(
        """
        insert into post (author_id, slug, status, title, body, body_html, excerpt, tag_names, given_coin_ids,
          named_coin_ids, created_at, last_activity_at)
        values ($1, $2, $3, 'A post', 'Words', '<p>Words</p>', 'Words', $4, $5, '{}', $6, $6) returning id
        """,
        *(await person(author), f"post-{next(_numbers)}", status.value, list(tags), list(coins), clock.now()),
    )
    id: UUID = post["id"]
    return id


async def set_post(id: UUID, status: PostStatus) -> None:
    await write("update post set status = $2 where id = $1", id, status.value)


async def set_comment(id: str, status: str, reason: str | None = None) -> None:
    """As a moderator would, without anybody counting."""
    await write("update comment set status = $2, status_reason = $3 where id = $1", row_id(id), status, reason)


def post_id(id: UUID) -> str:
    return ids.encode("Post", id)


def row_id(id: str) -> UUID:
    return ids.decode(id)[1]


async def say(somebody: Visitor, post: UUID, body: str = "Well said.", parent: str | None = None) -> str:
    """The id of a new comment."""
    id: str = (await somebody.mutate(ADD, postId=post_id(post), parentId=parent, body=body))["comment"]["id"]
    return id


async def shown(somebody: Visitor, id: str) -> Any:
    return (await somebody.query(NODE, id=id))["node"]


async def many(post: UUID, author: str, number: int, parent: UUID | None = None) -> None:
    """So many comments, a second apart, as if they had always been there; the post's counts are not kept."""
    await write(
        """
        insert into comment (post_id, author_id, parent_id, ancestor_ids, depth, body, body_html, created_at, upvotes)
        select $1, $2, $3::uuid, case when $3 is null then '{}' else array[$3::uuid] end, ($3 is not null)::int,
          'Number ' || n, '<p>Number ' || n || '</p>', $4::timestamptz - ($5 - n) * interval '1 second', n * 7 % 10
        from generate_series(1, $5::int) as n
        """,
        *(post, await person(author), parent, clock.now(), number),
    )
    await write("update comment set reply_count = reply_count + $2 where id = $1::uuid", parent, number)
