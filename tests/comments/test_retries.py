"""A client's retry makes one comment, however often and however soon it comes again."""

import asyncio
from datetime import timedelta
from uuid import UUID

from models import clock
from models.posts.events import PostStatus
from tests.comments.threads import ADD, DELETE, new_post, post_id, rows, say, set_post
from tests.people import sign_in
from tests.visitor import Visitor


async def number_of(post: UUID) -> int:
    number: int = (await rows("select count(*) from comment where post_id = $1", post))[0][0]
    return number


async def test_a_retry_answers_the_comment_that_was_made(ada: Visitor) -> None:
    post = await new_post()
    input = {"postId": post_id(post), "body": "Once.", "clientMutationId": "retry"}

    first = await ada.mutate(ADD, **input)
    second = await ada.mutate(ADD, **input, parentId=None)

    assert second == first
    assert first["clientMutationId"] == "retry"
    assert await number_of(post) == 1
    assert len(await rows("select 1 from outbox where type = 'comment.added.v1' and key = $1", post.hex)) == 1


async def test_a_retry_answers_also_where_it_could_not_be_said_any_more(ada: Visitor) -> None:
    post = await new_post()
    input = {"postId": post_id(post), "body": "Once.", "clientMutationId": "late retry"}
    first = (await ada.mutate(ADD, **input))["comment"]
    await set_post(post, PostStatus.LOCKED)

    assert (await ada.mutate(ADD, **input))["comment"] == first | {"viewerCanEdit": False}
    await set_post(post, PostStatus.PUBLISHED)
    await ada.mutate(DELETE, id=first["id"])
    again = (await ada.mutate(ADD, **input))["comment"]

    assert (again["id"], again["status"], again["body"]) == (first["id"], "DELETED", None)


async def test_fifty_at_once_make_one(ada: Visitor) -> None:
    post = await new_post()
    input = {"postId": post_id(post), "body": "Once.", "clientMutationId": "fifty"}

    payloads = await asyncio.gather(*(ada.mutate(ADD, **input) for _ in range(50)))

    assert len({payload["comment"]["id"] for payload in payloads}) == 1
    assert await number_of(post) == 1
    assert (await rows("select comment_count from post where id = $1", post))[0][0] == 1


async def test_the_same_id_with_another_input_is_a_conflict(ada: Visitor) -> None:
    post = await new_post()
    parent = await say(ada, post)
    input = {"postId": post_id(post), "body": "Once.", "clientMutationId": "other"}
    await ada.mutate(ADD, **input)

    for other in ({"body": "Twice."}, {"parentId": parent}, {"postId": post_id(await new_post())}):
        assert await ada.refused(ADD, **input | other) == [("CONFLICT", "clientMutationId")]
    assert await number_of(post) == 2


async def test_others_have_their_own_ids_and_without_one_nothing_is_remembered(ada: Visitor, bob: Visitor) -> None:
    post = await new_post()
    input = {"postId": post_id(post), "body": "Once.", "clientMutationId": "shared"}

    await ada.mutate(ADD, **input)
    await bob.mutate(ADD, **input)
    for absent in ({}, {"clientMutationId": None}):
        payload = await ada.mutate(ADD, postId=post_id(post), body="Once.", **absent)
        assert payload["clientMutationId"] is None

    assert await number_of(post) == 4


async def test_after_a_day_it_is_forgotten(ada: Visitor) -> None:
    post = await new_post()
    input = {"postId": post_id(post), "body": "Once.", "clientMutationId": "yesterday"}
    first = await ada.mutate(ADD, **input)

    clock.move(timedelta(hours=24))
    del ada.http.headers["authorization"]
    await sign_in(ada, "ada")
    second = await ada.mutate(ADD, **input)

    assert first["comment"]["id"] != second["comment"]["id"]
    assert await number_of(post) == 2


async def test_an_id_is_1_to_100_characters(ada: Visitor) -> None:
    post = await new_post()

    for id in ("", "x" * 101):
        refused = await ada.refused(ADD, postId=post_id(post), body="Once.", clientMutationId=id)
        assert refused == [("INVALID", "clientMutationId")]
    assert (await ada.mutate(ADD, postId=post_id(post), body="Once.", clientMutationId="x" * 100))["comment"]
