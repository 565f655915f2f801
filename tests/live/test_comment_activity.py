"""Comments of a post as they are written, to whoever watches."""

import pytest

from models.actor import NOBODY, Role
from tests.comments.threads import ADD, DELETE, EDIT, set_comment
from tests.live.asking import ACTIVITY, bodies, comment
from tests.live.watching import Process, acting, number, until
from tests.posts.writing import DELETE as DELETE_POST
from tests.posts.writing import SET_STATUS, written
from tests.visitor import Visitor


async def test_a_comment_is_told_as_it_is_written_edited_and_deleted(ada: Visitor, bob: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    watcher = await here.watch(ACTIVITY, post=post)

    said = await comment(bob, post, "First.", clientMutationId="bob-1")
    await bob.mutate(EDIT, id=said, body="First!")
    await number()
    await until(lambda: len(watcher.got) == 3)
    await bob.mutate(DELETE, id=said)
    await number()
    await until(lambda: len(watcher.got) == 4)

    assert watcher.kinds == ["Subscribed", "CommentAdded", "CommentEdited", "CommentDeleted"]
    added, edited, deleted = watcher.events[1:]
    assert (added["commentCount"], added["clientMutationId"]) == (1, "bob-1")
    assert added["comment"]["author"] == {"username": "bob"}
    assert (edited["comment"]["version"], edited["comment"]["body"]) == (2, "First!")
    assert (deleted["commentId"], deleted["commentCount"]) == (said, 0)


async def test_comments_of_other_posts_are_not_heard(ada: Visitor, bob: Visitor, here: Process) -> None:
    one, other = (await written(ada))["id"], (await written(ada))["id"]
    watcher = await here.watch(ACTIVITY, post=one)

    await comment(bob, other, "elsewhere")
    await comment(bob, one, "here")
    await here.settle()

    assert bodies(watcher) == ["here"]


async def test_what_is_gone_before_it_is_told_is_told_without_its_words(
    ada: Visitor, bob: Visitor, here: Process
) -> None:
    post = (await written(ada))["id"]
    watcher = await here.watch(ACTIVITY, post=post)

    said = (await bob.mutate(ADD, postId=post, body="Never mind."))["comment"]["id"]
    await bob.mutate(DELETE, id=said)
    await here.settle()

    assert watcher.kinds == ["Subscribed", "CommentAdded", "CommentDeleted"]
    assert watcher.events[1]["comment"] == {"id": said, "body": None, "author": None}


async def test_under_a_post_that_is_hidden_meanwhile_only_moderators_hear_more(
    ada: Visitor, bob: Visitor, mod: Visitor, here: Process
) -> None:
    post = (await written(ada))["id"]
    said = await comment(bob, post)
    anybody = await here.watch(ACTIVITY, post=post)
    member = await here.watch(ACTIVITY, acting(bob), post=post)
    moderator = await here.watch(ACTIVITY, acting(mod, Role.MODERATOR), post=post)

    await mod.mutate(SET_STATUS, id=post, status="HIDDEN")
    await mod.mutate(DELETE, id=said)
    await here.settle()
    await mod.mutate(SET_STATUS, id=post, status="PUBLISHED")
    await comment(bob, post, "Here again.")
    await here.settle()

    assert moderator.kinds == ["Subscribed", "CommentDeleted", "CommentAdded"]
    assert anybody.kinds == member.kinds == ["Subscribed", *["CommentDeleted"] * 2, "CommentAdded"]
    assert {event["commentId"] for event in anybody.events[1:3]} == {said}


async def test_a_thread_goes_and_comes_with_its_post_to_those_who_do_not_read_what_is_hidden(
    ada: Visitor, bob: Visitor, mod: Visitor, here: Process
) -> None:
    post = (await written(ada))["id"]
    said = [await comment(bob, post, "First."), await comment(mod, post, "Second.")]
    document = ACTIVITY.replace("id body", "id body rating { viewerVote }")
    anybody = await here.watch(document, post=post)
    member = await here.watch(document, acting(bob), post=post)
    moderator = await here.watch(document, acting(mod, Role.MODERATOR), post=post)
    author = await here.watch(document, acting(ada), post=post)

    await mod.mutate(SET_STATUS, id=post, status="HIDDEN")
    await here.settle()
    await mod.mutate(EDIT, id=said[1], body="Second, better said.")
    await here.settle()
    await mod.mutate(SET_STATUS, id=post, status="PUBLISHED")
    await here.settle()

    for reader in (moderator, author):
        assert reader.kinds == ["Subscribed", "CommentEdited"]
    for watcher in (anybody, member):
        assert watcher.kinds == ["Subscribed", *["CommentDeleted"] * 2, *["CommentAdded"] * 2]
        assert [event["commentId"] for event in watcher.events[1:3]] == said
        assert [event["commentCount"] for event in watcher.events[1:]] == [0, 0, 2, 2]
        assert bodies(watcher) == ["First.", "Second, better said."]


@pytest.mark.parametrize("status", ["PUBLISHED", "HIDDEN"])
async def test_a_thread_that_goes_for_good_is_told_to_all_who_watch_it(
    ada: Visitor, bob: Visitor, mod: Visitor, here: Process, status: str
) -> None:
    post = (await written(ada))["id"]
    said = [await comment(bob, post), await comment(bob, post)]
    await set_comment(said[1], "HIDDEN")
    anybody = await here.watch(ACTIVITY, post=post)
    moderator = await here.watch(ACTIVITY, acting(mod, Role.MODERATOR), post=post)
    await mod.mutate(SET_STATUS, id=post, status=status)

    await ada.mutate(DELETE_POST, id=post)
    await here.settle()

    for watcher in (anybody, moderator):
        gone = [(event["commentId"], event["commentCount"]) for event in watcher.events[-2:]]
        assert gone == [(id, 0) for id in said]
        assert {*watcher.kinds} == {"Subscribed", "CommentDeleted"}


async def test_under_a_locked_post_a_moderator_is_heard_by_all(ada: Visitor, mod: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    watcher = await here.watch(ACTIVITY, post=post)

    await mod.mutate(SET_STATUS, id=post, status="LOCKED")
    await comment(mod, post, "Closed for the night.")
    await here.settle()

    assert bodies(watcher) == ["Closed for the night."]


async def test_what_one_may_not_read_one_may_not_watch(ada: Visitor, bob: Visitor, mod: Visitor, here: Process) -> None:
    draft = (await written(ada, draft=True))["id"]
    hidden = (await written(ada))["id"]
    await mod.mutate(SET_STATUS, id=hidden, status="HIDDEN")

    for post in (draft, hidden, "post_" + "0" * 32):
        for actor in (NOBODY, acting(bob)):
            assert await here.refusal(ACTIVITY, actor, post=post) == "There is no such post."
    assert await here.refusal(ACTIVITY, acting(mod, Role.MODERATOR), post=draft) == "There is no such post."

    assert (await here.watch(ACTIVITY, acting(mod, Role.MODERATOR), post=hidden)).kinds == ["Subscribed"]
    for post in (draft, hidden):
        assert (await here.watch(ACTIVITY, acting(ada), post=post)).kinds == ["Subscribed"]


@pytest.mark.parametrize("id", ["", "post", "post_1", "coin_" + "0" * 32, "post_" + "0" * 33, "☃"])
async def test_an_id_that_is_none_is_refused(here: Process, id: str) -> None:
    assert "id" in await here.refusal(ACTIVITY, post=id)
