"""What is counted beside posts and comments is right, whatever happens at once, and what is wrong is mended."""

import asyncio
import json
import os
import random
import subprocess
import sys
from typing import Any
from uuid import UUID

from models.comments.recount import Mended, recount
from models.settings import Settings
from tests.comments.threads import ADD, DELETE, EDIT, many, new_post, post_id, rows, say, write
from tests.visitor import Visitor


async def test_a_hundred_things_at_once_leave_every_count_right(ada: Visitor, bob: Visitor, mod: Visitor) -> None:
    posts = [await new_post(), await new_post()]
    said = {post: [await say(somebody, post) for somebody in (ada, bob, mod)] for post in posts}
    chance = random.Random(7)

    async def something() -> str:
        somebody, post = chance.choice((ada, bob, mod)), chance.choice(posts)
        what, id = chance.choice((ADD, ADD, EDIT, DELETE)), chance.choice(said[post])
        if what is ADD:
            parent = chance.choice((None, id))
            input: dict[str, Any] = {"postId": post_id(post), "parentId": parent, "body": "Something."}
        else:
            input = {"id": id} if what is DELETE else {"id": id, "body": f"Otherwise {chance.random()}."}
        (payload,) = (await somebody.query(what, input=input)).values()
        if what is ADD and payload["comment"]:
            said[post].append(payload["comment"]["id"])
        return payload["errors"][0]["code"] if payload["errors"] else "done"

    doing, counting = [something() for _ in range(100)], [recount() for _ in range(5)]
    outcomes, mended = await asyncio.gather(asyncio.gather(*doing), asyncio.gather(*counting))

    assert mended == [[]] * 5
    assert {*outcomes} <= {"done", "NOT_FOUND", "NOT_AUTHOR"}
    assert outcomes.count("done") > 30
    assert await recount() == []
    for post in posts:
        await _counts_of_the_news_follow_one_another(post)


async def _counts_of_the_news_follow_one_another(post: UUID) -> None:
    news = await rows(
        "select type, payload from outbox where key = $1 and type in ('comment.added.v1', 'comment.deleted.v1')"
        " order by seq",
        post.hex,
    )
    count = 0
    for one in news:
        count += 1 if one.type == "comment.added.v1" else -1
        assert json.loads(one.payload)["comment_count"] == count
    assert (await rows("select comment_count from post where id = $1", post))[0][0] == count


async def test_what_is_wrong_is_said_and_mended_and_then_right(ada: Visitor, bob: Visitor) -> None:
    post, other = await new_post(), await new_post()
    top = await say(ada, post)
    await say(bob, post, parent=top)
    await say(bob, other)
    (right,) = await rows("select * from post where id = $1", post)
    comment = UUID(top.removeprefix("comment_"))
    await write("update post set comment_count = 9, participant_count = 8 where id = $1", post)
    await write("update post set last_activity_at = created_at - interval '1 day' where id = $1", post)
    await write("update comment set reply_count = 5 where id = $1", comment)
    await write("update participant set comment_count = 4 where post_id = $1 and person_id = $2", post, ada.id)
    await write("delete from participant where post_id = $1 and person_id = $2", post, bob.id)
    await write("insert into participant values ($1, $2, 3)", other, ada.id)

    mended = await recount()

    figures = [one for one in mended if one.of != "post.last_activity_at"]
    assert sorted(figures) == sorted(
        [
            Mended("post.comment_count", post, "9", "2"),
            Mended("post.participant_count", post, "8", "2"),
            Mended("comment.reply_count", comment, "5", "1"),
            Mended("participant.comment_count", post, "4", "1"),
            Mended("participant.comment_count", post, "0", "1"),
            Mended("participant.comment_count", other, "3", "0"),
        ]
    )
    assert [one.id for one in mended if one not in figures] == [post]
    assert (await rows("select * from post where id = $1", post))[0] == right
    assert await recount() == []


async def test_more_posts_than_are_locked_at_once_are_counted(forum: Settings) -> None:
    posts = [await new_post() for _ in range(45)]
    for post in posts:
        await many(post, "author", 1)

    mended = await recount()

    assert {one.id for one in mended if one.of == "post.comment_count"} == {*posts}
    assert await recount() == []


def command(forum: Settings, word: str = "recount") -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"DATABASE_URL": forum.database_url.get_secret_value()}
    words = [sys.executable, "-m", "models.comments", word]
    return subprocess.run(words, env=environment, check=False, capture_output=True, text=True)


async def test_the_command_says_what_it_mended(forum: Settings, ada: Visitor) -> None:
    post = await new_post()
    await say(ada, post)
    await write("update post set comment_count = 3, participant_count = 2 where id = $1", post)

    first, again = command(forum), command(forum)

    assert (first.returncode, first.stdout.splitlines()) == (
        0,
        [
            f"post.comment_count of {post} was 3, is 1",
            f"post.participant_count of {post} was 2, is 1",
            "Figures that were wrong: 2.",
        ],
    )
    assert (again.returncode, again.stdout) == (0, "Figures that were wrong: 0.\n")
    assert command(forum, "count").returncode == 2
