"""People who do anything that comes to their mind, to one post and its thread more than to others."""

import random
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from tests.comments.threads import ADD
from tests.comments.threads import DELETE as DELETE_COMMENT
from tests.comments.threads import EDIT as EDIT_COMMENT
from tests.posts.writing import CREATE, DELETE, PUBLISH, SET_STATUS, UPDATE
from tests.ratings.rating import RATE
from tests.visitor import Visitor


class Said(NamedTuple):
    id: str
    post: str
    depth: int


class Crowd:
    """What they may not, is refused. `tag` comes to posts and goes, `home` stays with each."""

    def __init__(
        self, chance: random.Random, members: list[Visitor], mod: Visitor, post: str, tag: str, home: str
    ) -> None:
        self.chance, self.members, self.mod, self.tag, self.home = chance, members, mod, tag, home
        self.post, self.posts = post, [post]
        self.comments: list[Said] = []
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

    def _any_post(self) -> str:
        return self.chance.choice((self.post, self.chance.choice(self.posts)))

    async def _say(self, who: Visitor, post: str, depth: int, **input: Any) -> None:
        input = {"postId": post, "body": f"Said {self.chance.random()}"} | input
        payload = (await who.query(ADD, input=input))["addComment"]
        if payload["comment"]:
            self.comments.append(Said(payload["comment"]["id"], post, depth))

    async def add(self, who: Visitor) -> None:
        await self._say(who, self._any_post(), 0)

    async def reply(self, who: Visitor) -> None:
        above = [said for said in self.comments if said.depth < 2]
        if above:
            said = self.chance.choice(above)
            await self._say(who, said.post, said.depth + 1, parentId=said.id)

    async def edit(self, who: Visitor) -> None:
        for said in self.chance.sample(self.comments, min(5, len(self.comments))):
            await who.query(EDIT_COMMENT, input={"id": said.id, "body": f"Edited {self.chance.random()}"})

    async def delete(self, who: Visitor) -> None:
        who = self.chance.choice((who, who, self.mod))
        for said in self.chance.sample(self.comments, min(2, len(self.comments))):
            await who.query(DELETE_COMMENT, input={"id": said.id})

    async def vote(self, who: Visitor) -> None:
        vote = self.chance.choice(("UP", "DOWN", None))
        if self.comments and self.chance.random() < 0.5:
            await who.query(RATE["comment"], input={"id": self.chance.choice(self.comments).id, "vote": vote})
        else:
            await who.query(RATE["post"], input={"id": self.post, "vote": vote})

    async def retag(self, who: Visitor) -> None:
        tags = [self.home, *self.chance.choice(([self.tag], [self.tag, "more"], ["other"], []))]
        for author in self.members:
            await author.query(UPDATE, input={"id": self.chance.choice(self.posts), "tags": tags})

    async def rename(self, who: Visitor) -> None:
        for author in self.members:
            title = f"Named {self.chance.random()}"
            await author.query(UPDATE, input={"id": self.chance.choice(self.posts), "title": title})

    async def publish(self, who: Visitor) -> None:
        is_draft = self.chance.random() < 0.5
        tags = [self.home, self.tag] if self.chance.random() < 0.7 else [self.home]
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
        await self.mod.query(SET_STATUS, input={"id": self._any_post(), "status": status})
