"""Ratings as votes change them, to whoever watches some posts."""

from tests.live.asking import RATINGS, comment
from tests.live.watching import Process
from tests.posts.writing import SET_STATUS, written
from tests.ratings.rating import RATE
from tests.visitor import Visitor


async def test_votes_on_a_post_and_on_its_comments_are_told(ada: Visitor, bob: Visitor, here: Process) -> None:
    post, other = await written(ada), await written(ada)
    said = await comment(bob, post["id"])
    watcher = await here.watch(RATINGS, posts=[post["id"], other["id"], post["id"]])

    await bob.mutate(RATE["post"], id=post["id"], vote="UP")
    await ada.mutate(RATE["comment"], id=said, vote="DOWN")
    await bob.mutate(RATE["post"], id=post["id"], vote="UP")
    await bob.mutate(RATE["post"], id=post["id"], vote=None)
    await bob.mutate(RATE["post"], id=other["id"], vote="DOWN")
    await here.settle()

    told = [{name: value for name, value in event.items() if name != "cursor"} for event in watcher.events[1:]]
    assert told == [
        {"__typename": "PostRated", "postId": post["id"], "score": 1, "upvotes": 1, "downvotes": 0},
        {"__typename": "CommentRated", "commentId": said, "score": -1, "upvotes": 0, "downvotes": 1},
        {"__typename": "PostRated", "postId": post["id"], "score": 0, "upvotes": 0, "downvotes": 0},
        {"__typename": "PostRated", "postId": other["id"], "score": -1, "upvotes": 0, "downvotes": 1},
    ]


async def test_votes_elsewhere_and_under_a_hidden_post_are_not_told(
    ada: Visitor, bob: Visitor, mod: Visitor, here: Process
) -> None:
    post, hidden, elsewhere = await written(ada), await written(ada), await written(ada)
    watcher = await here.watch(RATINGS, posts=[post["id"], hidden["id"]])

    await bob.mutate(RATE["post"], id=elsewhere["id"], vote="UP")
    await mod.mutate(SET_STATUS, id=hidden["id"], status="HIDDEN")
    await mod.mutate(RATE["post"], id=hidden["id"], vote="UP")
    await bob.mutate(RATE["post"], id=post["id"], vote="UP")
    await here.settle()

    assert [event["postId"] for event in watcher.events[1:]] == [post["id"]]


async def test_drafts_and_posts_that_are_none_may_be_named_and_say_nothing(ada: Visitor, here: Process) -> None:
    draft = await written(ada, draft=True)

    watcher = await here.watch(RATINGS, posts=[draft["id"], "post_" + "0" * 32])
    await here.settle()

    assert watcher.kinds == ["Subscribed"]


async def test_one_to_a_hundred_ids_of_posts_are_taken(here: Process) -> None:
    ids = [f"post_{number:032x}" for number in range(101)]

    assert await here.refusal(RATINGS, posts=[]) == "`postIds` has 0 ids: 1 to 100."
    assert await here.refusal(RATINGS, posts=ids) == "`postIds` has 101 ids: 1 to 100."
    assert "is not the id of a Post" in await here.refusal(RATINGS, posts=["comment_" + "0" * 32])
    assert "is not an id" in await here.refusal(RATINGS, posts=["post_1"])
    assert (await here.watch(RATINGS, posts=ids[:100])).kinds == ["Subscribed"]
