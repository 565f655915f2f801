"""Ten followers, cut off three hundred times while all that is between them and the writer breaks as well."""

import asyncio
import random
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
import redis.asyncio as redis

from models.demo.people import PASSWORD
from stack.kafka import Kafka
from tests.examples.following import Api, Follower, Road
from tests.people import SIGN_IN, email_of
from tests.stories.forum import Forum, running_forum

POST = "mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } errors { code } } }"
ADD = "mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { code } } }"
FOLLOWERS, CUTS = 10, 300


@pytest_asyncio.fixture
async def forum(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Forum]:
    async with running_forum(tmp_path_factory.mktemp("forum"), ENVIRONMENT="development") as forum:
        yield forum


@pytest.mark.timeout(300)
async def test_whoever_is_cut_off_at_random_sees_every_event_once_and_in_order(forum: Forum) -> None:
    chance, said, cuts, talking = random.Random(300), list[str](), 0, True
    api, kafka = Api(forum), forum.servers["kafka"]
    assert isinstance(kafka, Kafka)
    await api.begin()
    async with forum.visitor() as ada:
        signed_in = await ada.mutate(SIGN_IN, email=email_of("ada"), password=PASSWORD)
        ada.http.headers["authorization"] = f"Bearer {signed_in['accessToken']}"
        post = (await ada.mutate(POST, title="Hold the line", body="Who hears me?", tags=[]))["post"]["id"]

        async def talk() -> None:
            while talking:
                said.append(str(len(said)))
                await ada.mutate(ADD, postId=post, body=said[-1])
                await asyncio.sleep(chance.uniform(0, 0.1))

        async def restart_kafka_empty() -> None:
            kafka.kill()
            shutil.rmtree(kafka.files)
            await asyncio.sleep(1)
            kafka.start()

        async def kill_api() -> None:
            await api.end(signal.SIGKILL)
            await api.begin()

        async def kill_workers() -> None:
            forum.kill_and_begin_again("workers")

        async def empty_redis() -> None:
            async with redis.Redis.from_url(forum.environment["REDIS_URL"]) as client:
                await client.flushall()

        disasters = {50: kill_api, 100: restart_kafka_empty, 150: kill_workers, 200: empty_redis, 250: kill_api}
        followers = [Follower(forum, post) for _ in range(FOLLOWERS)]
        async with Road(api.port).open_as_itself() as road, AsyncExitStack() as following:
            for follower in followers:
                await following.enter_async_context(follower.following(road.url))
            talks = asyncio.create_task(talk())
            while cuts < CUTS:
                await asyncio.sleep(chance.uniform(0, 0.15))
                cuts += road.cut_one(chance)
                if disaster := disasters.pop(cuts, None):
                    await disaster()
            talking = False
            await talks
            for follower in followers:
                await follower.until(lambda follower=follower: follower.heard[-1:] == said[-1:])  # type: ignore[misc]

    await api.end()
    assert len(said) > 100
    for follower in followers:
        assert follower.heard == said
        assert len(follower.fetched) == 1, "nobody had to read anew"
