"""Saying something under a post, and in answer to others."""

import json
from typing import Any
from uuid import uuid4

import pytest

from models.posts.events import PostStatus
from models.settings import settings
from tests.comments.threads import ADD, new_post, post_id, row_id, rows, say, set_comment, set_post, shown, write
from tests.visitor import Visitor


async def test_a_comment_is_there_as_it_was_written_and_safe_to_show(ada: Visitor, visitor: Visitor) -> None:
    post = await new_post()
    (slug,) = await rows("select slug from post where id = $1", post)

    said = (await ada.mutate(ADD, postId=post_id(post), body="I hold $BTC, *and* <b>you</b>, @ada?"))["comment"]

    assert said["body"] == "I hold $BTC, *and* <b>you</b>, @ada?"
    assert 'data-coin="bitcoin"' in said["bodyHtml"]
    assert 'data-user="ada"' in said["bodyHtml"]
    assert "<em>and</em> &lt;b&gt;you" in said["bodyHtml"]
    assert said["url"] == f"{settings().base_url}/posts/{slug['slug']}#{said['id']}"
    assert (said["author"], said["post"]) == ({"username": "ada"}, {"slug": slug["slug"]})
    assert (said["version"], said["status"], said["editedAt"], said["statusReason"]) == (1, "VISIBLE", None, None)
    assert (said["depth"], said["parent"], said["ancestors"], said["replyCount"]) == (0, None, [], 0)
    assert said["rating"] == {"score": 0, "upvotes": 0, "downvotes": 0}
    assert said["viewerCanEdit"] is True
    assert await shown(visitor, said["id"]) == said | {"viewerCanEdit": False}


async def test_it_is_news_with_the_posts_count_and_how_its_client_knows_it(ada: Visitor) -> None:
    post = await new_post()
    first = await say(ada, post)

    payload = await ada.mutate(ADD, postId=post_id(post), parentId=first, body="And more.", clientMutationId="mine")

    news = await rows("select * from outbox where type = 'comment.added.v1' and key = $1 order by seq", post.hex)
    assert payload["clientMutationId"] == "mine"
    assert [one.actor_id for one in news] == [ada.id] * 2
    assert json.loads(news[1].payload) == {
        "comment_id": str(row_id(payload["comment"]["id"])),
        "post_id": str(post),
        "parent_id": str(row_id(first)),
        "author_id": str(ada.id),
        "comment_count": 2,
        "client_mutation_id": "mine",
    }


async def test_threads_are_eight_replies_deep(ada: Visitor, bob: Visitor) -> None:
    post = await new_post()
    thread = [await say(ada, post)]

    for depth in range(1, 9):
        thread.append(await say(ada if depth % 2 else bob, post, f"Depth {depth}", thread[-1]))

    deepest = await shown(bob, thread[8])
    assert deepest["depth"] == 8
    assert deepest["parent"] == {"id": thread[7]}
    assert deepest["ancestors"] == [{"id": id} for id in thread[:8]]
    refused = await bob.refused(ADD, postId=post_id(post), parentId=thread[8], body="Deeper still.")
    assert refused == [("DEPTH_LIMIT", "parentId")]
    assert (await shown(bob, thread[8]))["replyCount"] == 0
    assert [(await shown(bob, id))["replyCount"] for id in thread[:8]] == [1] * 8


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "TOO_SHORT"),
        (" \n\t ", "TOO_SHORT"),
        ("\u200b\ufeff", "TOO_SHORT"),
        ("[]()", "TOO_SHORT"),
        ("[](https://example.org)", None),
        ("👩\u200d🚀", None),
        ("---", "TOO_SHORT"),
        ("x", None),
        ("x" * 10_000, None),
        ("x" * 10_001, "TOO_LONG"),
    ],
)
async def test_a_comment_says_something_and_not_too_much(ada: Visitor, body: str, code: str | None) -> None:
    input = {"postId": post_id(await new_post()), "body": body}

    if code:
        assert await ada.refused(ADD, **input) == [(code, "body")]
    else:
        assert (await ada.mutate(ADD, **input))["comment"]["body"] == body


@pytest.mark.parametrize("status", [PostStatus.DRAFT, PostStatus.HIDDEN])
async def test_what_is_not_published_takes_no_comments_from_anybody(
    ada: Visitor, mod: Visitor, status: PostStatus
) -> None:
    post = await new_post("ada", status)

    for somebody in (ada, mod):
        assert await somebody.refused(ADD, postId=post_id(post), body="Hello?") == [("NOT_FOUND", "postId")]


async def test_a_post_that_is_deleted_or_was_never_there_takes_none(ada: Visitor) -> None:
    deleted = await new_post("ada")
    await write("update post set deleted_at = now() where id = $1", deleted)

    for post in (deleted, uuid4()):
        assert await ada.refused(ADD, postId=post_id(post), body="Hello?") == [("NOT_FOUND", "postId")]


async def test_a_locked_post_takes_comments_of_moderators_alone(ada: Visitor, mod: Visitor) -> None:
    post = await new_post("ada", PostStatus.LOCKED)

    assert await ada.refused(ADD, postId=post_id(post), body="Why?") == [("POST_LOCKED", "postId")]
    assert await say(mod, post, "Because.")


async def test_a_parent_must_be_there_to_be_answered_under_the_same_post(ada: Visitor, mod: Visitor) -> None:
    post = await new_post()
    elsewhere, deleted, hidden = await say(ada, await new_post()), await say(ada, post), await say(ada, post)
    await set_comment(deleted, "DELETED")
    await set_comment(hidden, "HIDDEN")

    for parent in (elsewhere, deleted, hidden, f"comment_{uuid4().hex}"):
        refused = await mod.refused(ADD, postId=post_id(post), parentId=parent, body="Is it?")
        assert refused == [("NOT_FOUND", "parentId")]
    assert (await rows("select comment_count from post where id = $1", post))[0]["comment_count"] == 2


async def test_what_is_refused_leaves_nothing_behind(ada: Visitor) -> None:
    post = await new_post()
    await set_post(post, PostStatus.LOCKED)
    input: dict[str, Any] = {"postId": post_id(post), "body": "Why?", "clientMutationId": "again"}
    await ada.refused(ADD, **input)
    await set_post(post, PostStatus.PUBLISHED)

    comment = (await ada.mutate(ADD, **input))["comment"]

    assert [row.id for row in await rows("select id from comment where post_id = $1", post)] == [row_id(comment["id"])]


async def test_ids_must_be_of_a_post_and_of_a_comment(ada: Visitor) -> None:
    post = await new_post()
    comment = await say(ada, post)

    assert "is not the id of a Post" in await ada.refusal(ADD, input={"postId": comment, "body": "x"})
    assert "is not the id of a Comment" in await ada.refusal(
        ADD, input={"postId": post_id(post), "parentId": post_id(post), "body": "x"}
    )
    assert "is not an id" in await ada.refusal(ADD, input={"postId": post_id(post), "parentId": "", "body": "x"})


async def test_nobody_comments_without_signing_in(visitor: Visitor) -> None:
    post = await new_post()

    assert await visitor.code(ADD, input={"postId": post_id(post), "body": "Hello?"}) == "UNAUTHENTICATED"


async def test_half_a_character_is_refused_in_words(ada: Visitor) -> None:
    post = await new_post()

    refused = await ada.http.post(
        "/graphql",
        content=json.dumps({"query": ADD, "variables": {"input": {"postId": post_id(post), "body": "half \ud83d"}}}),
        headers={"content-type": "application/json"},
    )

    assert [error["extensions"]["code"] for error in refused.json()["errors"]] == ["BAD_USER_INPUT"]


async def test_somebody_else_may_have_said_the_same(ada: Visitor, bob: Visitor) -> None:
    post = await new_post()

    assert await say(ada, post, "The same.") != await say(bob, post, "The same.")
