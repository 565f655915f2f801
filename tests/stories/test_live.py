"""What watchers hear while Kafka, PostgreSQL, Redis and the relay come and go: everything, once and in order."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
import redis.asyncio as redis

from models import database, feeds
from models.actor import NOBODY, Actor
from models.comments import actions
from models.posts.events import PostStatus
from stack.kafka import Kafka
from stack.servers import Servers
from tests.comments.threads import new_post, post_id
from tests.live.asking import ACTIVITY, bodies
from tests.live.watching import Process, Watcher, process, until
from tests.people import person
from tests.stories import spine as spines
from tests.stories.spine import Spine

AT_MOST = 2.5
"""Seconds from the commit to whoever watches while Kafka is away; 2 are promised."""


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    servers = Servers(tmp_path_factory.mktemp("stack"))
    servers.start()
    yield servers
    servers.erase()


@pytest_asyncio.fixture
async def spine(servers: Servers, tmp_path: Path) -> AsyncIterator[Spine]:
    spine = Spine(servers, tmp_path / "workers.log")
    await spines.begin(spine)
    yield spine
    spine.clear_away()
    await database.disconnect()


class Talk:
    """A post that is watched, and somebody who writes under it."""

    def __init__(self, here: Process, post: UUID, author: UUID, watcher: Watcher) -> None:
        self.here, self.post, self.author, self.watcher = here, post, author, watcher
        self.said: list[str] = []

    async def say(self, number: int = 1) -> None:
        """So many comments, in one transaction."""
        words = [await actions.prepare_words(f"Number {len(self.said) + at}") for at in range(number)]
        async with database.transaction():
            for one in words:
                await actions.add_comment(Actor(self.author), self.post, None, one)
        self.said += [one.body for one in words]

    async def seconds_until_heard(self) -> float:
        begun = asyncio.get_running_loop().time()
        await until(self.is_heard)
        return asyncio.get_running_loop().time() - begun

    def is_heard(self) -> bool:
        return len(bodies(self.watcher)) == len(self.said)

    async def until_by_kafka(self) -> None:
        """Until a comment has come by Kafka again."""
        while True:
            await self.say()
            await until(self.is_heard)
            await asyncio.sleep(0.3)
            if self.here.live._heard.get("comments") == await feeds.last_position("comments"):
                return


@pytest_asyncio.fixture
async def talk(spine: Spine) -> AsyncIterator[Talk]:
    post = await new_post("author", PostStatus.PUBLISHED)
    async with process(spine.settings) as here:
        watcher = await here.begin(ACTIVITY, NOBODY, Watcher(), post=post_id(post))
        yield Talk(here, post, await person("writer"), watcher)


async def test_without_kafka_a_comment_is_heard_all_the_same_and_with_an_empty_one_too(
    spine: Spine, talk: Talk
) -> None:
    kafka = spine.servers["kafka"]
    assert isinstance(kafka, Kafka)
    with spine.running("topics", "relay"):
        await talk.until_by_kafka()

        kafka.kill()
        late = []
        for _ in range(8):
            await talk.say()
            late.append(await talk.seconds_until_heard())
        shutil.rmtree(kafka.files)
        kafka.start()
        for _ in range(4):
            await talk.say()
            late.append(await talk.seconds_until_heard())
        await talk.until_by_kafka()

    assert bodies(talk.watcher) == talk.said
    assert max(late) < AT_MOST


async def test_with_another_relay_nothing_is_lost_doubled_or_out_of_order(spine: Spine, talk: Talk) -> None:
    for _ in range(2):
        spine.start("topics", "relay")
    for _ in range(3):
        for _ in range(10):
            await talk.say()
        await until(talk.is_heard)
        holder = await database.fetch_value("select holder from lease where name = 'relay'")
        os.kill(int(holder.split(":")[1]), signal.SIGKILL)
        for _ in range(10):
            await talk.say()
        spine.start("topics", "relay")
    await until(talk.is_heard)

    assert bodies(talk.watcher) == talk.said


async def test_with_redis_emptied_and_killed_comments_are_heard(spine: Spine, talk: Talk) -> None:
    with spine.running("topics", "relay"):
        await talk.say()
        await until(talk.is_heard)
        async with redis.Redis.from_url(spine.environment["REDIS_URL"]) as client:
            await client.flushall()
        for _ in range(3):
            await talk.say()
            await until(talk.is_heard)
        spine.servers["valkey"].kill()
        for _ in range(3):
            await talk.say()
            await until(talk.is_heard)
        spine.servers["valkey"].start()
        await talk.say()
        await until(talk.is_heard)

    assert bodies(talk.watcher) == talk.said


async def test_with_postgresql_killed_while_comments_wait_to_be_told_all_are_told(spine: Spine, talk: Talk) -> None:
    postgres = spine.servers["postgres"]
    with spine.running("topics", "relay"):
        for _ in range(3):
            await talk.say(60)
            heard = len(bodies(talk.watcher))
            await until(lambda heard=heard: len(bodies(talk.watcher)) > heard)  # type: ignore[misc]
            postgres.kill()
            await asyncio.sleep(0.5)
            assert not talk.is_heard()
            postgres.start()
            await until(talk.is_heard)

    assert bodies(talk.watcher) == talk.said
    assert talk.watcher.kinds == ["Subscribed", *["CommentAdded"] * len(talk.said)]
