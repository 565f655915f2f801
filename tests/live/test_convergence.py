"""A client that reads once and then only listens knows what it would read anew, whatever people do."""

import random
from typing import Any, Protocol

import pytest

from models.actor import NOBODY, Actor, Role
from models.settings import Settings
from resolvers.context import Context
from resolvers.schema import schema
from tests.live.asking import RATINGS
from tests.live.crowd import Crowd
from tests.live.watching import Process, Watcher, acting
from tests.people import signed_in
from tests.posts.writing import CREATE, new_word
from tests.visitor import Visitor

OPERATIONS = 200
COMMENT = "id version status body depth author { username } parent { id } rating { score upvotes downvotes }"
UNCHANGING = "id depth author { username } post { id }"
LISTED = "id version title status tags { name }"
THREAD = f"""
    query ($id: ID!) {{
      node(id: $id) {{
        ... on Post {{
          {LISTED} commentCount rating {{ score upvotes downvotes }}
          comments(first: 100) {{
            nodes {{
              {COMMENT} replies(first: 100) {{
                nodes {{ {COMMENT} replies(first: 100) {{ nodes {{ {COMMENT} replies {{ totalCount }} }} }} }}
              }}
            }}
          }}
        }}
      }}
    }}
"""
LIST = f"query ($filter: PostFilter) {{ posts(first: 100, filter: $filter) {{ nodes {{ {LISTED} }} }} }}"
ANYWHERE = f"query ($filter: CommentFilter) {{ comments(first: 100, filter: $filter) {{ nodes {{ {UNCHANGING} }} }} }}"
ACTIVITY = f"""
    subscription ($post: ID!) {{
      commentActivity(postId: $post) {{
        __typename
        ... on Subscribed {{ cursor }}
        ... on CommentAdded {{ commentCount comment {{ {COMMENT} }} }}
        ... on CommentEdited {{ comment {{ {COMMENT} }} }}
        ... on CommentDeleted {{ commentId commentCount }}
      }}
    }}
"""
OWN_ACTIVITY = ACTIVITY.replace("rating {", "rating { viewerVote")
"""As it is told to each of those who follow it."""
PUBLISHED = f"""
    subscription ($filter: CommentFilter) {{
      commentPublished(filter: $filter) {{
        __typename
        ... on CommentAdded {{ comment {{ {UNCHANGING} }} }}
        ... on CommentDeleted {{ commentId }}
      }}
    }}
"""
POSTS = f"""
    subscription ($filter: PostFilter) {{
      postActivity(filter: $filter) {{
        __typename
        ... on Subscribed {{ cursor }}
        ... on PostPublished {{ post {{ {LISTED} }} }}
        ... on PostEdited {{ post {{ {LISTED} }} }}
        ... on PostRemoved {{ postId }}
      }}
    }}
"""
KINDS = {
    *("CommentAdded", "CommentEdited", "CommentDeleted"),
    *("PostRated", "CommentRated"),
    *("PostPublished", "PostEdited", "PostRemoved"),
}
GONE = {"status": "DELETED", "body": None, "author": None}


async def _read(query: str, actor: Actor = NOBODY, **variables: Any) -> dict[str, Any]:
    """A whole thread costs more than the door allows."""
    answered = await schema.execute(query, variable_values=variables, context_value=Context(actor))
    assert not answered.errors
    assert answered.data
    return answered.data


def _flat(page: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for node in page.get("nodes", ()):
        replies = node.pop("replies")
        found |= {node["id"]: node} | _flat(replies)
    return found


async def _thread(post: str, actor: Actor = NOBODY) -> dict[str, Any] | None:
    node: dict[str, Any] | None = (await _read(THREAD, actor, id=post))["node"]
    return node and node | {"comments": _flat(node["comments"])}


class Client(Protocol):
    known: Any

    async def read(self) -> Any: ...

    async def hear(self, event: dict[str, Any]) -> None: ...


class Page:
    """A post with its thread, as somebody who has not signed in has it before them; when it is published it is read."""

    def __init__(self, post: str) -> None:
        self.post = post
        self.known: dict[str, Any] | None = None

    async def read(self) -> dict[str, Any] | None:
        return await _thread(self.post)

    async def hear(self, event: dict[str, Any]) -> None:
        kind = event["__typename"]
        if kind.startswith("Post") and (event.get("postId") or event["post"]["id"]) != self.post:
            return
        if kind == "PostPublished":
            self.known = await self.read()
        elif kind == "PostRemoved":
            self.known = None
        elif self.known is not None:
            self._merge(kind, event, self.known, self.known["comments"])

    @staticmethod
    def _merge(kind: str, event: dict[str, Any], post: dict[str, Any], comments: dict[str, Any]) -> None:
        if kind in ("PostRated", "CommentRated"):
            about = post if kind == "PostRated" else comments.get(event["commentId"], {})
            about["rating"] = {name: event[name] for name in ("score", "upvotes", "downvotes")}
        elif kind == "PostEdited":
            post |= event["post"]
        elif kind == "CommentDeleted":
            comments.get(event["commentId"], {}).update(GONE)
        else:
            comments[event["comment"]["id"]] = event["comment"]
        post["commentCount"] = event.get("commentCount", post["commentCount"])


class Talk:
    """What somebody can read under a post, and how much that is, by `commentActivity` alone."""

    def __init__(self, post: str, actor: Actor) -> None:
        self.post, self.actor = post, actor
        self.known: tuple[dict[str, Any], int] = ({}, 0)

    async def read(self) -> tuple[dict[str, Any], int]:
        thread = await _thread(self.post, self.actor) or {"comments": {}, "commentCount": 0}
        visible = [comment for comment in thread["comments"].values() if comment["status"] == "VISIBLE"]
        return {comment["id"]: self._words(comment) for comment in visible}, thread["commentCount"]

    async def hear(self, event: dict[str, Any]) -> None:
        comments, count = self.known
        if event["__typename"] == "CommentDeleted":
            comments.pop(event["commentId"], None)
        else:
            comments[event["comment"]["id"]] = self._words(event["comment"])
        self.known = comments, event.get("commentCount", count)

    @staticmethod
    def _words(comment: dict[str, Any]) -> dict[str, Any]:
        return {name: comment[name] for name in ("version", "body", "depth", "author", "parent")}


class Listed:
    """A list of posts, or of comments, under a filter."""

    def __init__(self, query: str, filter: dict[str, Any]) -> None:
        self.query, self.filter = query, filter
        self.known: dict[str, Any] = {}

    async def read(self) -> dict[str, Any]:
        ((_, page),) = (await _read(self.query, filter=self.filter)).items()
        assert len(page["nodes"]) < 100
        return {node["id"]: node for node in page["nodes"]}

    async def hear(self, event: dict[str, Any]) -> None:
        if event["__typename"] in ("PostRemoved", "CommentDeleted"):
            self.known.pop(event.get("postId") or event["commentId"], None)
        else:
            node = event.get("post") or event["comment"]
            self.known[node["id"]] = node


def _new(watcher: Watcher) -> list[dict[str, Any]]:
    events = watcher.events
    watcher.got.clear()
    return [event for event in events if event["__typename"] != "Subscribed"]


@pytest.mark.parametrize("seed", range(2))
async def test_what_was_read_once_and_heard_since_is_what_would_be_read_anew(
    forum: Settings, ada: Visitor, bob: Visitor, mod: Visitor, here: Process, seed: int
) -> None:
    chance, tag, home = random.Random(seed), new_word(), new_word()
    post = (await ada.mutate(CREATE, title="A thread", body="Words.", tags=[home, tag]))["post"]["id"]
    page, listed = Page(post), Listed(LIST, {"tags": [tag]})
    talks = {actor: Talk(post, actor) for actor in (NOBODY, acting(ada), acting(mod, Role.MODERATOR))}
    said = [Listed(ANYWHERE, filter) for filter in ({"tags": [home]}, {"author": "cleo"})]
    heard: list[tuple[Watcher, Client]] = [
        (await here.watch(ACTIVITY, post=post), page),
        (await here.watch(RATINGS, posts=[post]), page),
        (await here.watch(POSTS), page),
        (await here.watch(POSTS, filter=listed.filter), listed),
        *[(await here.watch(OWN_ACTIVITY, actor, post=post), talk) for actor, talk in talks.items()],
        *[(await here.watch(PUBLISHED, filter=one.filter), one) for one in said],
    ]
    clients: list[Client] = [page, listed, *talks.values(), *said]
    for client in clients:
        client.known = await client.read()
    kinds: set[str] = set()
    was_hidden = done = 0

    async with signed_in(forum, "cleo") as cleo:
        crowd = Crowd(chance, [ada, bob, cleo], mod, post, tag, home)
        while done < OPERATIONS:
            for _ in range(some := chance.randint(1, 3)):
                await crowd.do()
            done += some
            await here.settle()
            for watcher, client in chance.sample(heard, len(heard)):
                for event in _new(watcher):
                    kinds.add(event["__typename"])
                    await client.hear(event)
            was_hidden += page.known is None

            for client in clients:
                assert client.known == await client.read(), (done, client)

    assert kinds == KINDS
    assert was_hidden
