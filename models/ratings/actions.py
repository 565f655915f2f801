"""What may be done to ratings: vote, vote otherwise, take a vote back.

What is voted on is locked first, so that votes on it follow one another and each is held to the rules as they stand.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from models import clock, database
from models.actor import Actor
from models.errors import Refusal, RefusalCode
from models.outbox import announce
from models.posts.rules import moderates
from models.ratings import rules
from models.ratings.events import CommentRated, PostRated
from models.ratings.rules import Vote

_OPEN = f"select author_id, status from post where id = $1 and {rules.votable('$2', '$3')}"

_CAST = """
    insert into {subject}_vote as vote ({subject}_id, person_id, value, cast_at) values ($1, $2, $3, $4)
    on conflict ({subject}_id, person_id) do update set value = excluded.value, cast_at = excluded.cast_at
    where vote.value <> excluded.value
    returning old.value as before, new.value as after
"""
_TAKE_BACK = """
    delete from {subject}_vote where {subject}_id = $1 and person_id = $2
    returning old.value as before, new.value as after
"""
_COUNT = """
    with changed as ({change})
    update {subject} set
      upvotes = upvotes - (before is not distinct from 1)::int + (after is not distinct from 1)::int,
      downvotes = downvotes - (before is not distinct from -1)::int + (after is not distinct from -1)::int
    from changed where id = $1 returning score, upvotes, downvotes
"""


async def rate_post(actor: Actor, id: UUID, vote: Vote | None) -> None:
    """Vote on a post, or take the vote back. Raises Refusal. Done already is done, and no news."""
    locked = f"{_OPEN} for no key update"
    found = await database.execute(locked, id, actor.person_id, moderates(actor))
    if not found:
        raise Refusal(RefusalCode.NOT_FOUND, "There is no such post.", "id")
    (post,) = found
    rules.hold(actor, post["author_id"], post["status"])
    if rating := await _count("post", id, actor, vote):
        await announce(PostRated(post_id=id, author_id=post["author_id"], **rating), actor)


async def rate_comment(actor: Actor, id: UUID, vote: Vote | None) -> None:
    """Vote on a comment, or take the vote back. Raises Refusal. Its post stays free for others' votes."""
    sql = "select author_id, post_id from comment where id = $1 and status = 'VISIBLE' for no key update"
    comments = await database.execute(sql, id)
    # Read once the comment is held: a lock is waited for, and the post may have been closed meanwhile.
    posts = comments and await database.execute(_OPEN, comments[0]["post_id"], actor.person_id, moderates(actor))
    if not posts:
        raise Refusal(RefusalCode.NOT_FOUND, "There is no such comment.", "id")
    comment, post = comments[0], posts[0]
    rules.hold(actor, comment["author_id"], post["status"])
    if rating := await _count("comment", id, actor, vote):
        post_id, author_id = comment["post_id"], comment["author_id"]
        await announce(CommentRated(comment_id=id, post_id=post_id, author_id=author_id, **rating), actor)


async def take_in(subject: str, id: UUID, votes: Mapping[UUID, Vote], at: datetime) -> None:
    """Put in the votes that a post, or a comment, got elsewhere. No news is made of it."""
    people, values = list(votes), [vote.value for vote in votes.values()]
    sql = f"insert into {subject}_vote select $1, person_id, value, $4 from unnest($2::uuid[], $3::int[])"
    await database.execute(f"{sql} as cast_vote (person_id, value)", id, people, values, at)
    up, down = values.count(Vote.UP.value), values.count(Vote.DOWN.value)
    await database.execute(f"update {subject} set upvotes = $2, downvotes = $3 where id = $1", id, up, down)


async def _count(subject: str, id: UUID, actor: Actor, vote: Vote | None) -> dict[str, Any] | None:
    """Keep the vote and count it, in one statement: the rating as it is now, or None where nothing changed."""
    change, values = (_CAST, [vote.value, clock.now()]) if vote else (_TAKE_BACK, [])
    sql = _COUNT.format(subject=subject, change=change.format(subject=subject))
    counted = await database.execute(sql, id, actor.person_id, *values)
    return counted[0] if counted else None
