"""New comments anywhere, to whoever watches some of them or all."""

from typing import Any

import pytest

from models.actor import NOBODY, Role
from tests.comments.threads import ADD, DELETE, EDIT, set_comment
from tests.live.asking import ACTIVITY, PUBLISHED, bodies, coin_ids, comment
from tests.live.watching import Process, Watcher, acting
from tests.posts.writing import DELETE as DELETE_POST
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
    # Whatever the tags and coins of its post: they may have been others when the comment was told.
    gone = {name for name, watcher in watchers.items() if watcher.kinds[-1] == "CommentDeleted"}
    assert gone == watchers.keys() - {"nobody's"}
    assert {watcher.events[-1]["commentId"] for name, watcher in watchers.items() if name in gone} == {last}


async def test_what_is_gone_before_it_is_told_was_never_there(ada: Visitor, bob: Visitor, here: Process) -> None:
    post = (await written(ada))["id"]
    watcher = await here.watch(PUBLISHED)

    said = (await bob.mutate(ADD, postId=post, body="Never mind."))["comment"]["id"]
    await bob.mutate(DELETE, id=said)
    await here.settle()

    assert watcher.kinds == ["Subscribed", "CommentDeleted"]


async def test_no_word_is_told_of_what_is_said_under_a_hidden_post(
    ada: Visitor, bob: Visitor, mod: Visitor, here: Process
) -> None:
    post = (await written(ada))["id"]
    await comment(bob, post, "Before.")
    watchers = [await here.watch(PUBLISHED, actor) for actor in (NOBODY, acting(ada), acting(mod, Role.MODERATOR))]

    said = (await bob.mutate(ADD, postId=post, body="In between."))["comment"]["id"]
    await mod.mutate(SET_STATUS, id=post, status="HIDDEN")
    await here.settle()
    await mod.mutate(DELETE, id=said)
    await here.settle()

    for watcher in watchers:
        assert watcher.kinds == ["Subscribed", *["CommentDeleted"] * 3]
        assert watcher.events[3]["commentId"] == said
    counts = [[event["commentCount"] for event in watcher.events[1:]] for watcher in watchers]
    assert counts == [[0, 0, 0], [0, 0, 0], [0, 0, 1]]


async def test_what_is_hidden_with_its_post_is_deleted_and_what_is_shown_again_is_added(
    ada: Visitor, bob: Visitor, mod: Visitor, here: Process
) -> None:
    post = (await written(ada, tags=[tag := new_word()]))["id"]
    said = [await comment(bob, post, body, clientMutationId=body) for body in ("one", "two")]
    own_hidden, own_deleted = await comment(bob, post, "Not for all."), await comment(bob, post, "Never mind.")
    await set_comment(own_hidden, "HIDDEN")
    await bob.mutate(DELETE, id=own_deleted)
    filters: tuple[dict[str, Any], ...] = ({}, {"tags": [tag]}, {"author": "bob"})
    watchers = [await here.watch(PUBLISHED, filter=filter) for filter in filters]
    others = await here.watch(PUBLISHED, filter={"author": "ada"})

    for status in ("HIDDEN", "LOCKED", "PUBLISHED"):
        await mod.mutate(SET_STATUS, id=post, status=status)
        await here.settle()

    count = (await ada.query("query ($id: ID!) { node(id: $id) { ... on Post { commentCount } } }", id=post))["node"]
    for watcher in watchers:
        assert watcher.kinds[1:] == ["CommentDeleted", "CommentDeleted", "CommentAdded", "CommentAdded"]
        assert [event["commentId"] for event in watcher.events[1:3]] == said
        assert [event["commentCount"] for event in watcher.events[1:]] == [0, 0, *[count["commentCount"]] * 2]
        assert bodies(watcher) == ["one", "two"]
        assert [event["clientMutationId"] for event in watcher.events[3:]] == [None, None]
    assert others.kinds == ["Subscribed"]


async def test_what_is_deleted_with_its_post_is_told_though_the_post_has_lost_its_tags(
    ada: Visitor, bob: Visitor, here: Process
) -> None:
    post = (await written(ada, tags=[tag := new_word()], body="All in on $BTC."))["id"]
    said = [await comment(bob, post), await comment(ada, post)]
    filters: tuple[dict[str, Any], ...] = ({}, {"tags": [tag]}, {"coin": "bitcoin"}, {"author": "bob", "tags": [tag]})
    watchers = [await here.watch(PUBLISHED, filter=filter) for filter in filters]

    await ada.mutate(DELETE_POST, id=post)
    await here.settle()

    gone = [[(event["commentId"], event["commentCount"]) for event in watcher.events[1:]] for watcher in watchers]
    assert gone == [[(id, 0) for id in said]] * 3 + [[(said[0], 0)]]


@pytest.mark.parametrize(
    ("document", "statuses", "kinds"),
    [
        (PUBLISHED, ["HIDDEN", "PUBLISHED"], ["CommentDeleted", "CommentAdded"]),
        (ACTIVITY, ["HIDDEN", "PUBLISHED"], ["CommentDeleted", "CommentAdded"]),
        (PUBLISHED, ["HIDDEN", "PUBLISHED", "HIDDEN"], ["CommentDeleted", "CommentDeleted"]),
        (PUBLISHED, ["HIDDEN", "PUBLISHED", "DELETED"], ["CommentDeleted", "CommentDeleted"]),
        (PUBLISHED, ["HIDDEN", "DELETED"], ["CommentDeleted", "CommentDeleted"]),
    ],
)
async def test_who_comes_again_ends_where_the_post_did(
    ada: Visitor, bob: Visitor, mod: Visitor, here: Process, document: str, statuses: list[str], kinds: list[str]
) -> None:
    post = (await written(ada))["id"]
    await comment(bob, post, "Now you see me.")
    place = {"post": post} if document == ACTIVITY else {}
    left = await here.watch(document, **place)
    left.end()

    for status in statuses:
        if status == "DELETED":
            await ada.mutate(DELETE_POST, id=post)
        else:
            await mod.mutate(SET_STATUS, id=post, status=status)
    await here.settle_feeds()
    again = await here.begin(document, NOBODY, Watcher(), after=left.cursor, **place)
    await here.settle()

    assert again.kinds == ["Subscribed", *kinds]


@pytest.mark.parametrize("filter", [{"author": "x" * 201}, {"coin": "x" * 201}, {"tags": ["a"] * 11}])
async def test_a_filter_that_can_mean_nothing_is_refused(here: Process, filter: dict[str, Any]) -> None:
    assert "at most" in await here.refusal(PUBLISHED, filter=filter)


async def test_a_coin_that_the_words_name_counts(ada: Visitor, here: Process) -> None:
    post = await written(ada, coinIds=[f"coin_{(await coin_ids('ethereum'))[0].hex}"])
    watcher = await here.watch(PUBLISHED, filter={"coin": "ethereum"})

    await comment(ada, post["id"], "on ether")
    await here.settle()

    assert bodies(watcher) == ["on ether"]
