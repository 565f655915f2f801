"""What is not to be seen is seen by no way that leads to it."""

from collections.abc import AsyncIterator
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from models.posts.events import PostStatus
from models.settings import Settings
from tests.comments.threads import COMMENT, new_post, post_id, say, set_comment, set_post, write
from tests.people import signed_in
from tests.visitor import Visitor

EVERY_WAY = f"""
    query ($post: ID!, $id: ID!, $reply: ID!, $author: String!) {{
      node(id: $id) {{ ...all }}
      nodes(ids: [$id]) {{ ...all }}
      reply: node(id: $reply) {{ ... on Comment {{ parent {{ ...words }} ancestors {{ ...words }} }} }}
      post: node(id: $post) {{
        ... on Post {{
          participants {{ user {{ username }} }}
          oldest: comments {{
            nodes {{ ...all replies {{ nodes {{ parent {{ ...words }} }} }} }}
            edges {{ node {{ ...words }} }}
          }}
          newest: comments(orderBy: NEWEST) {{ nodes {{ ...all }} }}
          top: comments(orderBy: TOP, last: 5) {{ nodes {{ ...all }} }}
        }}
      }}
      anywhere: comments {{ nodes {{ ...all }} }}
      theirs: comments(filter: {{ author: $author }}) {{ totalCount nodes {{ ...all }} }}
      user(username: $author) {{ comments {{ totalCount nodes {{ ...all }} }} }}
    }}
    fragment words on Comment {{ status body bodyHtml author {{ id username }} }}
    fragment all on Comment {{ {COMMENT} }}
"""
SECRET = "A secret of the author."
_numbers = count(1)


class Thread:
    """A comment with a reply under somebody else's post, its author new here."""

    def __init__(self, author: Visitor, post: UUID, id: str, reply: str) -> None:
        self.author, self.post, self.id, self.reply = author, post, id, reply

    async def through_every_way(self, somebody: Visitor) -> Any:
        places = {"post": post_id(self.post), "id": self.id, "reply": self.reply}
        return await somebody.query(EVERY_WAY, **places, author=self.author.username)


@pytest.fixture
async def thread(forum: Settings, bob: Visitor) -> AsyncIterator[Thread]:
    post = await new_post("poster")
    async with signed_in(forum, f"secretive_{next(_numbers)}") as author:
        id = await say(author, post, SECRET)
        yield Thread(author, post, id, await say(bob, post, "Oh.", id))


@pytest.mark.parametrize("status", ["DELETED", "HIDDEN"])
async def test_what_is_deleted_or_hidden_shows_no_words_and_no_author(
    bob: Visitor, visitor: Visitor, thread: Thread, status: str
) -> None:
    everywhere = str(await thread.through_every_way(visitor))
    assert (everywhere.count(SECRET), everywhere.count("secretive")) == (24, 13)
    await write("delete from participant where person_id = $1", thread.author.id)

    await set_comment(thread.id, status)

    for somebody in (thread.author, bob, visitor):
        answer = await thread.through_every_way(somebody)
        assert SECRET not in str(answer)
        assert "secretive" not in str(answer)
        assert answer["node"]["status"] == answer["reply"]["parent"]["status"] == status
        assert answer["theirs"] == answer["user"]["comments"] == {"totalCount": 0, "nodes": []}
        assert len(answer["post"]["oldest"]["nodes"]) == 1
        assert thread.id not in [seen["id"] for seen in answer["anywhere"]["nodes"]]


async def test_moderators_see_what_is_hidden_in_its_place_and_not_in_lists(mod: Visitor, thread: Thread) -> None:
    await set_comment(thread.id, "HIDDEN", "Off topic")

    answer = await thread.through_every_way(mod)

    for seen in (answer["node"], answer["reply"]["parent"], answer["post"]["oldest"]["nodes"][0]):
        assert (seen["body"], seen["author"]["username"]) == (SECRET, thread.author.username)
        assert seen["status"] == "HIDDEN"
    assert answer["node"]["statusReason"] == "Off topic"
    assert answer["theirs"]["totalCount"] == answer["user"]["comments"]["totalCount"] == 0


async def test_what_was_deleted_with_its_words_left_shows_them_to_nobody(mod: Visitor, thread: Thread) -> None:
    await set_comment(thread.id, "DELETED")

    assert SECRET not in str(await thread.through_every_way(mod))


@pytest.mark.parametrize("how", ["hidden", "draft", "deleted"])
async def test_below_a_post_that_is_not_to_be_read_nothing_is(
    bob: Visitor, visitor: Visitor, thread: Thread, how: str
) -> None:
    if how == "deleted":
        await write("update post set deleted_at = now() where id = $1", thread.post)
    else:
        await set_post(thread.post, PostStatus[how.upper()])

    for somebody in (bob, visitor):
        answer = await thread.through_every_way(somebody)
        assert SECRET not in str(answer)
        assert (answer["node"], answer["reply"], answer["post"], answer["nodes"]) == (None, None, None, [None])
        assert answer["theirs"] == answer["user"]["comments"] == {"totalCount": 0, "nodes": []}


async def test_a_hidden_post_shows_its_talk_to_moderators_in_its_place_alone(mod: Visitor, thread: Thread) -> None:
    await set_post(thread.post, PostStatus.HIDDEN)

    answer = await thread.through_every_way(mod)

    assert answer["node"]["body"] == answer["post"]["oldest"]["nodes"][0]["body"] == SECRET
    assert answer["theirs"]["nodes"] == answer["user"]["comments"]["nodes"] == []
    assert SECRET not in str(answer["anywhere"])
