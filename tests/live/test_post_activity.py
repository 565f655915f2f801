"""Posts as they are published, edited and taken away, to whoever watches some of them or all."""

from typing import Any

import pytest

from tests.live.asking import POSTS
from tests.live.watching import Process, Watcher, acting
from tests.posts.writing import BOOKMARK, DELETE, PUBLISH, SET_STATUS, UPDATE, coin_id, new_word, written
from tests.visitor import Visitor


def told(watcher: Watcher, post: dict[str, Any]) -> list[str]:
    """What was said of this post."""
    ids = [(event["__typename"], event.get("postId") or event["post"]["id"]) for event in watcher.events[1:]]
    return [kind.removeprefix("Post") for kind, id in ids if id == post["id"]]


async def test_a_post_is_told_as_it_is_published_edited_and_deleted(ada: Visitor, here: Process) -> None:
    watcher = await here.watch(POSTS)

    post = await written(ada)
    await here.settle()
    await ada.mutate(UPDATE, id=post["id"], title="Another title")
    await here.settle()
    await ada.mutate(DELETE, id=post["id"])
    await here.settle()

    assert told(watcher, post) == ["Published", "Edited", "Removed"]
    edited = watcher.events[2]["post"]
    assert (edited["title"], edited["version"]) == ("Another title", 2)


async def test_locked_is_edited_hidden_is_removed_and_shown_again_is_published(
    ada: Visitor, mod: Visitor, here: Process
) -> None:
    post = await written(ada)
    watcher = await here.watch(POSTS)

    statuses = []
    for status in ("LOCKED", "PUBLISHED", "HIDDEN", "LOCKED", "HIDDEN", "PUBLISHED"):
        await mod.mutate(SET_STATUS, id=post["id"], status=status)
        await here.settle()
        statuses.append(watcher.events[-1].get("post", {}).get("status"))

    assert told(watcher, post) == ["Edited", "Edited", "Removed", "Published", "Removed", "Published"]
    assert statuses == ["LOCKED", "PUBLISHED", None, "LOCKED", None, "PUBLISHED"]


async def test_drafts_are_told_to_nobody_not_even_to_their_author(ada: Visitor, here: Process) -> None:
    watchers = [await here.watch(POSTS), await here.watch(POSTS, acting(ada))]
    mine = await here.watch(POSTS.replace("version", "version viewerCanEdit"), acting(ada))

    draft = await written(ada, draft=True)
    await ada.mutate(UPDATE, id=draft["id"], title="Still a draft")
    gone = await written(ada, draft=True)
    await ada.mutate(DELETE, id=gone["id"])
    await here.settle()
    assert [len(watcher.got) for watcher in (*watchers, mine)] == [1, 1, 1]
    await ada.mutate(PUBLISH, id=draft["id"])
    await here.settle()

    for watcher in (*watchers, mine):
        assert told(watcher, draft) == ["Published"]
        assert watcher.events[1]["post"]["title"] == "Still a draft"


async def test_what_a_hidden_post_goes_through_is_told_to_nobody(ada: Visitor, mod: Visitor, here: Process) -> None:
    post = await written(ada)
    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN")
    await here.settle()
    watchers = [await here.watch(POSTS), await here.watch(POSTS, acting(ada))]

    await ada.mutate(UPDATE, id=post["id"], title="Better now?")
    await here.settle()

    assert [told(watcher, post) for watcher in watchers] == [[], []]


async def test_a_post_hidden_before_it_is_told_was_never_there(ada: Visitor, mod: Visitor, here: Process) -> None:
    watcher = await here.watch(POSTS)

    post = await written(ada)
    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN")
    await here.settle()

    assert told(watcher, post) == ["Removed"]


async def test_an_edit_brings_a_post_into_a_filter_by_tags_and_out_of_it(ada: Visitor, here: Process) -> None:
    tag = new_word()
    post, elsewhere = await written(ada, tags=["other"]), await written(ada, tags=["other"])
    watcher = await here.watch(POSTS, filter={"tags": [tag]})

    for tags in ([tag], [tag, "more"], ["other"], ["still-other"]):
        await ada.mutate(UPDATE, id=post["id"], tags=tags)
        await here.settle()
    await ada.mutate(UPDATE, id=elsewhere["id"], title="Not about it")
    await here.settle()

    assert told(watcher, post) == ["Published", "Edited", "Removed"]
    assert told(watcher, elsewhere) == []


async def test_an_edit_brings_a_post_into_a_filter_by_coin_and_out_of_it(ada: Visitor, here: Process) -> None:
    ether = await coin_id(ada, "ethereum")
    post = await written(ada)
    watcher = await here.watch(POSTS, filter={"coin": "ethereum"})

    await ada.mutate(UPDATE, id=post["id"], coinIds=[ether])
    await here.settle()
    await ada.mutate(UPDATE, id=post["id"], body="Named: $ETH.")
    await here.settle()
    await ada.mutate(UPDATE, id=post["id"], coinIds=[])
    await here.settle()
    await ada.mutate(UPDATE, id=post["id"], body="Not named.")
    await here.settle()

    assert told(watcher, post) == ["Published", "Edited", "Edited", "Removed"]


async def test_an_edit_brings_a_post_into_a_filter_by_words_and_out_of_it(ada: Visitor, here: Process) -> None:
    word = new_word()
    post = await written(ada)
    watcher = await here.watch(POSTS, filter={"query": word})

    await ada.mutate(UPDATE, id=post["id"], title=f"About {word}")
    await here.settle()
    assert watcher.events[-1]["post"]["title"] == f"About {word}"
    assert told(watcher, post) in (["Published"], ["Edited"])
    await ada.mutate(UPDATE, id=post["id"], title="About nothing")
    await here.settle()

    assert told(watcher, post)[-1] == "Removed"


async def test_a_filter_says_whose_and_since_when(ada: Visitor, bob: Visitor, here: Process) -> None:
    by_bob = await here.watch(POSTS, filter={"author": "bob"})
    since = await here.watch(POSTS, filter={"since": "2100-01-01T00:00:00Z"})

    hers, his = await written(ada), await written(bob)
    await here.settle()

    assert (told(by_bob, hers), told(by_bob, his)) == ([], ["Published"])
    assert since.kinds == ["Subscribed"]


async def test_a_bookmark_is_nobody_elses_affair(ada: Visitor, bob: Visitor, here: Process) -> None:
    post = await written(ada)
    watcher = await here.watch(POSTS)

    await bob.mutate(BOOKMARK, id=post["id"], bookmarked=True)
    await here.settle()

    assert told(watcher, post) == []


@pytest.mark.parametrize("filter", [{"query": "x" * 201}, {"tags": ["a"] * 11}, {"since": "yesterday"}])
async def test_a_filter_that_can_mean_nothing_is_refused(here: Process, filter: dict[str, Any]) -> None:
    assert await here.refusal(POSTS, filter=filter)
