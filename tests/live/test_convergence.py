"""A client that reads once and then only listens knows what it would read anew, whatever people do."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from models.settings import Settings
from resolvers.context import Context
from resolvers.schema import schema
from tests.comments.threads import ADD
from tests.comments.threads import DELETE as DELETE_COMMENT
from tests.comments.threads import EDIT as EDIT_COMMENT
from tests.live.asking import RATINGS
from tests.live.watching import Process, Watcher
from tests.people import signed_in
from tests.posts.writing import CREATE, DELETE, PUBLISH, SET_STATUS, UPDATE, new_word
from tests.ratings.rating import RATE
from tests.visitor import Visitor

OPERATIONS = 200
COMMENT = "id version status body depth author { username } parent { id } rating { score upvotes downvotes }"
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


async def _read(query: str, **variables: Any) -> dict[str, Any]:
    """A whole thread costs more than the door allows."""
    answered = await schema.execute(query, variable_values=variables, context_value=Context())
    assert not answered.errors
    assert answered.data
    return answered.data


def _flat(page: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for node in page.get("nodes", ()):
        replies = node.pop("replies")
        found |= {node["id"]: node} | _flat(replies)
    return found


class Client:
    """What somebody who has not signed in knows of a post with its thread, and of the list of posts under a filter."""

    def __init__(self, post: str, filter: dict[str, Any]) -> None:
        self.post, self.filter = post, filter
        self.thread: dict[str, Any] | None = None
        self.posts: dict[str, Any] = {}

    async def read_thread(self) -> dict[str, Any] | None:
        node: dict[str, Any] | None = (await _read(THREAD, id=self.post))["node"]
        return node and node | {"comments": _flat(node["comments"])}

    async def read_posts(self) -> dict[str, Any]:
        nodes = (await _read(LIST, filter=self.filter))["posts"]["nodes"]
        return {node["id"]: node for node in nodes}

    def hear_comment(self, event: dict[str, Any]) -> None:
        if self.thread is None:
            return
        comments = self.thread["comments"]
        if event["__typename"] == "CommentDeleted":
            comments[event["commentId"]] |= GONE
        else:
            comments[event["comment"]["id"]] = event["comment"]
        self.thread["commentCount"] = event.get("commentCount", self.thread["commentCount"])

    def hear_rating(self, event: dict[str, Any]) -> None:
        if self.thread is None:
            return
        about = self.thread if event["__typename"] == "PostRated" else self.thread["comments"][event["commentId"]]
        about["rating"] = {name: event[name] for name in ("score", "upvotes", "downvotes")}

    async def hear_of_post(self, event: dict[str, Any]) -> None:
        """Any post: what is published is new to a client, and read as such."""
        if (event.get("postId") or event["post"]["id"]) != self.post:
            return
        if event["__typename"] == "PostRemoved":
            self.thread = None
        elif event["__typename"] == "PostPublished":
            self.thread = await self.read_thread()
        elif self.thread is not None:
            self.thread |= event["post"]

    def hear_of_list(self, event: dict[str, Any]) -> None:
        if event["__typename"] == "PostRemoved":
            self.posts.pop(event["postId"], None)
        else:
            self.posts[event["post"]["id"]] = event["post"]


class People:
    """Who do anything that comes to their mind; what they may not, is refused."""

    def __init__(self, chance: random.Random, members: list[Visitor], mod: Visitor, post: str, tag: str) -> None:
        self.chance, self.members, self.mod, self.tag = chance, members, mod, tag
        self.post, self.posts = post, [post]
        self.comments: list[tuple[str, int]] = []
        self.deeds: list[Callable[[Visitor], Awaitable[object]]] = [
            *[self.add] * 4,
            *[self.reply] * 3,
            *[self.edit] * 2,
            *[self.delete] * 2,
            *[self.vote] * 3,
            *[self.retag] * 3,
            self.rename,
            self.publish,
            self.take_away,
            *[self.set_status] * 3,
        ]

    async def do(self) -> None:
        deed = self.chance.choice(self.deeds)
        await deed(self.chance.choice(self.members))

    async def _said(self, who: Visitor, depth: int, **input: Any) -> None:
        body = f"Said {self.chance.random()}"
        payload = (await who.query(ADD, input={"postId": self.post, "body": body} | input))["addComment"]
        if payload["comment"]:
            self.comments.append((payload["comment"]["id"], depth))

    async def add(self, who: Visitor) -> None:
        await self._said(who, 0)

    async def reply(self, who: Visitor) -> None:
        below = [(id, depth) for id, depth in self.comments if depth < 2]
        if below:
            id, depth = self.chance.choice(below)
            await self._said(who, depth + 1, parentId=id)

    async def edit(self, who: Visitor) -> None:
        for id, _ in self.chance.sample(self.comments, min(5, len(self.comments))):
            await who.query(EDIT_COMMENT, input={"id": id, "body": f"Edited {self.chance.random()}"})

    async def delete(self, who: Visitor) -> None:
        who = self.chance.choice((who, who, self.mod))
        for id, _ in self.chance.sample(self.comments, min(2, len(self.comments))):
            await who.query(DELETE_COMMENT, input={"id": id})

    async def vote(self, who: Visitor) -> None:
        vote = self.chance.choice(("UP", "DOWN", None))
        if self.comments and self.chance.random() < 0.5:
            await who.query(RATE["comment"], input={"id": self.chance.choice(self.comments)[0], "vote": vote})
        else:
            await who.query(RATE["post"], input={"id": self.post, "vote": vote})

    async def retag(self, who: Visitor) -> None:
        tags = self.chance.choice(([self.tag], [self.tag, "more"], ["other"], []))
        for author in self.members:
            await author.query(UPDATE, input={"id": self.chance.choice(self.posts), "tags": tags})

    async def rename(self, who: Visitor) -> None:
        for author in self.members:
            title = f"Named {self.chance.random()}"
            await author.query(UPDATE, input={"id": self.chance.choice(self.posts), "title": title})

    async def publish(self, who: Visitor) -> None:
        is_draft = self.chance.random() < 0.5
        tags = [self.tag] if self.chance.random() < 0.7 else []
        made = await who.mutate(CREATE, title="New", body="Words.", tags=tags, draft=is_draft)
        self.posts.append(made["post"]["id"])
        if is_draft and self.chance.random() < 0.5:
            await who.mutate(PUBLISH, id=made["post"]["id"])

    async def take_away(self, who: Visitor) -> None:
        if len(self.posts) > 1:
            gone = self.chance.choice(self.posts[1:])
            for author in self.members:
                await author.query(DELETE, input={"id": gone})

    async def set_status(self, who: Visitor) -> None:
        status = self.chance.choice(("HIDDEN", "LOCKED", *["PUBLISHED"] * 4))
        post = self.chance.choice((self.post, self.chance.choice(self.posts)))
        await self.mod.query(SET_STATUS, input={"id": post, "status": status})


def _new(watcher: Watcher) -> list[dict[str, Any]]:
    events = watcher.events
    watcher.got.clear()
    return [event for event in events if event["__typename"] != "Subscribed"]


@pytest.mark.parametrize("seed", range(2))
async def test_what_was_read_once_and_heard_since_is_what_would_be_read_anew(
    forum: Settings, ada: Visitor, bob: Visitor, mod: Visitor, here: Process, seed: int
) -> None:
    chance, tag = random.Random(seed), new_word()
    post = (await ada.mutate(CREATE, title="A thread", body="Words.", tags=[tag]))["post"]["id"]
    client = Client(post, {"tags": [tag]})
    comments, ratings = await here.watch(ACTIVITY, post=post), await here.watch(RATINGS, posts=[post])
    posts, listed = await here.watch(POSTS), await here.watch(POSTS, filter=client.filter)
    client.thread, client.posts = await client.read_thread(), await client.read_posts()
    kinds: set[str] = set()
    was_hidden = done = 0

    async with signed_in(forum, "cleo") as cleo:
        people = People(chance, [ada, bob, cleo], mod, post, tag)
        while done < OPERATIONS:
            for _ in range(some := chance.randint(1, 3)):
                await people.do()
            done += some
            await here.settle()
            for watcher, hear in (
                (comments, client.hear_comment),
                (ratings, client.hear_rating),
                (listed, client.hear_of_list),
            ):
                for event in _new(watcher):
                    kinds.add(event["__typename"])
                    hear(event)
            for event in _new(posts):
                await client.hear_of_post(event)
            was_hidden += client.thread is None

            assert client.thread == await client.read_thread()
            assert client.posts == await client.read_posts()

    assert kinds == KINDS
    assert was_hidden
