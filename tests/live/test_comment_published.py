"""New comments anywhere, to whoever watches some of them or all."""

from typing import Any

import pytest

from tests.comments.threads import ADD, DELETE, EDIT
from tests.live.asking import PUBLISHED, bodies, coin_ids, comment
from tests.live.watching import Process
from tests.posts.writing import SET_STATUS, new_word, written
from tests.visitor import Visitor


async def test_comments_under_every_post_are_told_when_they_come_and_go(
    ada: Visitor, bob: Visitor, here: Process
) -> None:
    watcher = await here.watch(PUBLISHED)

    first = await comment(bob, (await written(ada))["id"], "one")
    await comment(ada, (await written(ada))["id"], "two", clientMutationId="ada-2")
    await here.settle()
    await bob.mutate(EDIT, id=first, body="one!")
    await bob.mutate(DELETE, id=first)
    await here.settle()

    assert watcher.kinds == ["Subscribed", "CommentAdded", "CommentAdded", "CommentDeleted"]
    assert bodies(watcher) == ["one", "two"]
    assert [event.get("clientMutationId") for event in watcher.events[1:]] == [None, "ada-2", None]
    assert watcher.events[3]["commentId"] == first


async def test_a_filter_says_whose_and_under_which_posts(ada: Visitor, bob: Visitor, here: Process) -> None:
    tag = new_word()
    tagged = (await written(ada, tags=[tag, "news"]))["id"]
    on_bitcoin = (await written(ada, body="All in on $BTC."))["id"]
    watchers = {
        name: await here.watch(PUBLISHED, filter=filter)
        for name, filter in {
            "bob's": {"author": "BOB"},
            "tagged": {"tags": [f"#{tag.upper()}"]},
            "both tags": {"tags": [tag, "news"]},
            "another tag": {"tags": [tag, "olds"]},
            "bitcoin": {"coin": "bitcoin"},
            "no coin": {"coin": "nocoin"},
            "nobody's": {"author": "nobody_at_all"},
            "bob's on bitcoin": {"author": "bob", "coin": "bitcoin"},
        }.items()
    }

    await comment(ada, tagged, "ada, tagged")
    await comment(bob, tagged, "bob, tagged")
    await comment(ada, on_bitcoin, "ada, bitcoin")
    last = await comment(bob, on_bitcoin, "bob, bitcoin")
    await here.settle()
    await bob.mutate(DELETE, id=last)
    await here.settle()

    heard = {name: bodies(watcher) for name, watcher in watchers.items()}
    assert heard == {
        "bob's": ["bob, tagged", "bob, bitcoin"],
        "tagged": ["ada, tagged", "bob, tagged"],
        "both tags": ["ada, tagged", "bob, tagged"],
        "another tag": [],
        "bitcoin": ["ada, bitcoin", "bob, bitcoin"],
        "no coin": [],
        "nobody's": [],
        "bob's on bitcoin": ["bob, bitcoin"],
    }
    gone = {name for name, watcher in watchers.items() if watcher.kinds[-1] == "CommentDeleted"}
    assert gone == {"bob's", "bitcoin", "bob's on bitcoin"}


async def test_what_is_gone_before_it_is_told_was_never_there(ada: Visitor, bob: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    watcher = await here.watch(PUBLISHED)

    said = (await bob.mutate(ADD, postId=post, body="Never mind."))["comment"]["id"]
    await bob.mutate(DELETE, id=said)
    await here.settle()

    assert watcher.kinds == ["Subscribed", "CommentDeleted"]


async def test_nothing_is_told_of_what_is_said_under_a_hidden_post(
    ada: Visitor, bob: Visitor, mod: Visitor, here: Process
) -> None:
    post = (await written(ada))["id"]
    watcher = await here.watch(PUBLISHED)

    said = (await bob.mutate(ADD, postId=post, body="In between."))["comment"]["id"]
    await mod.mutate(SET_STATUS, id=post, status="HIDDEN")
    await here.settle()
    await mod.mutate(DELETE, id=said)
    await here.settle()

    assert watcher.kinds == ["Subscribed"]


@pytest.mark.parametrize("filter", [{"author": "x" * 201}, {"coin": "x" * 201}, {"tags": ["a"] * 11}])
async def test_a_filter_that_can_mean_nothing_is_refused(here: Process, filter: dict[str, Any]) -> None:
    assert "at most" in await here.refusal(PUBLISHED, filter=filter)


async def test_a_coin_that_the_words_name_counts(ada: Visitor, here: Process) -> None:
    post = await written(ada, coinIds=[f"coin_{(await coin_ids('ethereum'))[0].hex}"])
    watcher = await here.watch(PUBLISHED, filter={"coin": "ethereum"})

    await comment(ada, post["id"], "on ether")
    await here.settle()

    assert bodies(watcher) == ["on ether"]
