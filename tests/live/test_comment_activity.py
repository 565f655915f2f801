"""Comments of a post as they are written, to whoever watches."""

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio

from models.settings import Settings
from tests.live.watching import Process, number, process, until
from tests.visitor import Visitor

ACTIVITY = """
    subscription ($post: ID!, $after: Cursor) {
      commentActivity(postId: $post, after: $after) {
        __typename
        ... on Subscribed { cursor }
        ... on CommentAdded { cursor commentCount clientMutationId comment { id body author { username } } }
        ... on CommentEdited { cursor comment { id version body } }
        ... on CommentDeleted { cursor commentId commentCount }
        ... on Resync { reason cursor }
      }
    }
"""
POST = "mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } errors { code } } }"
ADD = "mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { code } } }"
EDIT = "mutation ($input: EditCommentInput!) { editComment(input: $input) { comment { id } errors { code } } }"
DELETE = "mutation ($input: DeleteCommentInput!) { deleteComment(input: $input) { comment { id } errors { code } } }"


@pytest_asyncio.fixture
async def here(forum: Settings) -> AsyncIterator[Process]:
    async with process(forum) as here:
        yield here


async def a_post(author: Visitor) -> str:
    made = await author.mutate(POST, title="What now?", body="Something to talk about.", tags=[])
    id: str = made["post"]["id"]
    return id


async def add(author: Visitor, post: str, body: str, **more: str) -> str:
    id: str = (await author.mutate(ADD, postId=post, body=body, **more))["comment"]["id"]
    await number()
    return id


async def test_a_comment_is_told_as_it_is_written_edited_and_deleted(ada: Visitor, bob: Visitor, here: Process) -> None:
    post = await a_post(ada)
    watcher = await here.watch(ACTIVITY, post=post)

    comment = await add(bob, post, "First.", clientMutationId="bob-1")
    await bob.mutate(EDIT, id=comment, body="First!")
    await number()
    await until(lambda: len(watcher.got) == 3)
    await bob.mutate(DELETE, id=comment)
    await number()
    await until(lambda: len(watcher.got) == 4)

    assert watcher.kinds == ["Subscribed", "CommentAdded", "CommentEdited", "CommentDeleted"]
    added, edited, deleted = watcher.events[1:]
    assert (added["commentCount"], added["clientMutationId"]) == (1, "bob-1")
    assert added["comment"]["author"] == {"username": "bob"}
    assert (edited["comment"]["version"], edited["comment"]["body"]) == (2, "First!")
    assert (deleted["commentId"], deleted["commentCount"]) == (comment, 0)


async def test_who_comes_again_with_a_cursor_misses_nothing_and_sees_nothing_twice(
    ada: Visitor, bob: Visitor, here: Process
) -> None:
    post = await a_post(ada)
    first = await here.watch(ACTIVITY, post=post)
    await add(bob, post, "1")
    await until(lambda: len(first.got) == 2)
    first.end()
    for body in ("2", "3"):
        await add(bob, post, body)

    again = await here.watch(ACTIVITY, post=post, after=first.cursor)
    await add(bob, post, "4")
    await until(lambda: len(again.got) == 4)

    assert [event["comment"]["body"] for event in again.events[1:]] == ["2", "3", "4"]
    assert len(first.got) == 2


async def test_comments_of_other_posts_are_not_heard(ada: Visitor, bob: Visitor, here: Process) -> None:
    one, other = await a_post(ada), await a_post(ada)
    watcher = await here.watch(ACTIVITY, post=one)

    await add(bob, other, "elsewhere")
    await add(bob, one, "here")
    await until(lambda: len(watcher.got) == 2)
    await asyncio.sleep(0.2)

    assert [event["comment"]["body"] for event in watcher.events[1:]] == ["here"]
