"""Who asks the same shares one execution an event; who may see something else does not."""

from collections import Counter
from typing import Any

import pytest

from models.actor import NOBODY, Actor, Role
from resolvers.context import Context
from resolvers.live import Subscribed
from tests.comments.threads import ADD, EDIT, set_comment, write
from tests.live.asking import ACTIVITY, comment
from tests.live.watching import Process, Watcher, acting, number
from tests.posts.writing import written
from tests.ratings.rating import RATE
from tests.visitor import Visitor

COMMENT = """
    subscription ($post: ID!, $after: Cursor) {
      commentActivity(postId: $post, after: $after) {
        __typename
        ... on Subscribed { cursor }
        ... on CommentAdded { cursor comment { %s } }
        ... on CommentEdited { cursor comment { %s } }
      }
    }
"""
VOTE = COMMENT.replace("%s", "rating { score viewerVote }")


@pytest.fixture
def executions(here: Process, monkeypatch: pytest.MonkeyPatch) -> Counter[type]:
    """How often each kind of event was executed."""
    counted: Counter[type] = Counter()
    tell = here.streams.execution.tell

    async def counting(operation: Any, context: Any, event: object) -> Any:
        counted[type(event)] += 1
        return await tell(operation, context, event)

    monkeypatch.setattr(here.streams.execution, "tell", counting)
    return counted


def of_news(executions: Counter[type]) -> int:
    return sum(count for kind, count in executions.items() if kind is not Subscribed)


async def test_fifty_who_ask_the_same_cost_one_execution_an_event(
    ada: Visitor, bob: Visitor, here: Process, executions: Counter[type]
) -> None:
    post = (await written(ada))["id"]
    actors = [NOBODY, acting(ada), acting(bob), Actor(ip_address="192.0.2.1", device="phone")]
    watchers = [await here.watch(ACTIVITY, actors[at % 4], post=post) for at in range(50)]
    await comment(bob, post, "One.")
    await comment(bob, post, "Two.")
    await here.settle()

    assert len(here.kept) == 1
    assert of_news(executions) == 2
    assert executions[Subscribed] == 1
    assert all(watcher.got == watchers[0].got for watcher in watchers)
    assert len(watchers[0].got) == 3


async def test_what_depends_on_the_viewer_is_executed_for_each_person(
    ada: Visitor, bob: Visitor, here: Process, executions: Counter[type]
) -> None:
    post = (await written(ada))["id"]
    said = await comment(bob, post)
    await ada.mutate(RATE["comment"], id=said, vote="UP")
    of_ada = [await here.watch(VOTE, acting(ada), post=post) for _ in range(2)]
    of_bob = await here.watch(VOTE, acting(bob), post=post)
    of_nobody = [await here.watch(VOTE, post=post) for _ in range(3)]

    await bob.mutate(EDIT, id=said, body="Better said.")
    await here.settle()

    votes = [watcher.events[1]["comment"]["rating"]["viewerVote"] for watcher in (*of_ada, of_bob, *of_nobody)]
    assert votes == ["UP", "UP", None, None, None, None]
    assert of_news(executions) == 3


@pytest.mark.parametrize(
    "selection",
    [
        "viewerCanEdit",
        "... on Comment { viewerCanEdit }",
        "... { rating { ...deep } }",
        "post { viewerHasBookmarked }",
        "author { suspendedUntil }",
        "replies(first: 1) { edges { node { rating { viewerVote } } } }",
    ],
)
async def test_however_deep_it_is_selected_it_is_found(
    ada: Visitor, bob: Visitor, here: Process, selection: str
) -> None:
    deep = "fragment deep on Rating { viewerVote }" if "...deep" in selection else ""
    document = COMMENT.replace("%s", selection) + deep
    post = (await written(ada))["id"]

    for actor in (acting(ada), acting(bob), NOBODY, acting(ada)):
        await here.watch(document, actor, post=post)

    assert len(here.kept) == 3


@pytest.mark.parametrize("moderator_first", [True, False])
async def test_moderators_see_what_is_theirs_to_see_and_nobody_sees_it_with_them(
    ada: Visitor, mod: Visitor, here: Process, executions: Counter[type], moderator_first: bool
) -> None:
    document = COMMENT.replace("%s", "status body author { username }")
    post = (await written(ada))["id"]
    actors = [acting(mod, Role.MODERATOR), NOBODY, acting(mod, Role.MODERATOR), acting(ada)]
    watchers = [await here.watch(document, actor, post=post) for actor in actors[:: 1 if moderator_first else -1]]

    said = (await ada.mutate(ADD, postId=post, body="Not for all."))["comment"]["id"]
    await set_comment(said, "HIDDEN")
    await here.settle()

    seen = [watcher.events[1]["comment"]["body"] for watcher in watchers]
    assert seen == (["Not for all.", None] * 2 if moderator_first else [None, "Not for all."] * 2)
    assert of_news(executions) == 2


async def test_where_one_begins_makes_no_difference(ada: Visitor, here: Process, executions: Counter[type]) -> None:
    post = (await written(ada))["id"]
    first = await here.watch(ACTIVITY, post=post)
    await comment(ada, post)
    await here.settle()
    for event in first.events:
        await here.watch(ACTIVITY, post=post, after=event["cursor"])
    await here.settle()
    executions.clear()

    await comment(ada, post)
    await here.settle()

    assert len(here.kept) == 1
    assert of_news(executions) == 1


async def test_where_a_page_below_begins_makes_a_difference(ada: Visitor, here: Process) -> None:
    document = COMMENT.replace("%s", "replies(first: 1, after: $after) { nodes { id } }")
    post = (await written(ada))["id"]
    cursor = (await here.watch(ACTIVITY, post=post)).cursor

    await here.watch(document, post=post)
    await here.watch(document, post=post, after=cursor)

    assert len(here.kept) == 3


async def test_other_variables_or_another_operation_are_another_stream(ada: Visitor, here: Process) -> None:
    one, other = (await written(ada))["id"], (await written(ada))["id"]
    document = ACTIVITY.replace("subscription", "subscription one", 1) + ACTIVITY.replace(
        "subscription", "subscription other", 1
    )

    for name, post in (("one", one), ("one", other), ("other", one), ("one", one)):
        operation = here.streams.execution.prepare(document, name, {"post": post})
        here.watchers.append(watcher := Watcher())
        watcher.end = await here.streams.open(operation, Context(), watcher)

    assert len(here.kept) == 3


async def test_a_renamed_author_has_the_new_name_at_the_next_event(ada: Visitor, here: Process) -> None:
    document = COMMENT.replace("%s", "author { displayName }")
    post = (await written(ada))["id"]
    watcher = await here.watch(document, post=post)

    await comment(ada, post)
    await here.settle()
    await write("update person set display_name = 'Ada, Countess' where id = $1", ada.id)
    await comment(ada, post)
    await number()
    await here.settle()

    names = [event["comment"]["author"]["displayName"] for event in watcher.events[1:]]
    assert names == ["Ada", "Ada, Countess"]
