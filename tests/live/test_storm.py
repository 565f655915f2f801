"""Many who write at once, and many who watch."""

import asyncio

from models import database
from models.database import Row
from models.settings import Settings
from resolvers import ids
from tests.comments.threads import ADD
from tests.live.asking import ACTIVITY
from tests.live.watching import Process, numbering
from tests.people import signed_in
from tests.posts.writing import written
from tests.visitor import Visitor

WRITERS, POSTS, COMMENTS, WATCHERS = 5, 3, 300, 20


async def test_three_hundred_comments_at_once_are_seen_by_all_once_and_in_order(
    forum: Settings, ada: Visitor, here: Process
) -> None:
    posts = [(await written(ada))["id"] for _ in range(POSTS)]
    watchers = {post: [await here.watch(ACTIVITY, post=post) for _ in range(WATCHERS)] for post in posts}

    async def write(name: str, numbers: range) -> None:
        async with signed_in(forum, name) as writer:
            for number in numbers:
                await writer.mutate(ADD, postId=posts[number % POSTS], body=f"Number {number}")

    async with numbering(), asyncio.TaskGroup() as writing:
        for writer in range(WRITERS):
            writing.create_task(write(f"writer_{writer}", range(writer, COMMENTS, WRITERS)))
    await here.settle()

    for post in posts:
        sql = "select id from comment where post_id = $1 order by created_at, id"
        there = {ids.encode("Comment", row.id) for row in await database.fetch(Row, sql, ids.decode(post)[1])}
        added = [
            [(event["comment"]["id"], event["commentCount"]) for event in watcher.events[1:]]
            for watcher in watchers[post]
        ]
        assert all(told == added[0] for told in added)
        assert {id for id, _ in added[0]} == there
        assert [count for _, count in added[0]] == [*range(1, COMMENTS // POSTS + 1)]
