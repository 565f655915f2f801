"""The example's client: cut off, ended, refused and too late, it hears each comment once and in order."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedError
from websockets.typing import Subprotocol

from models.demo.people import PASSWORD
from tests.examples.following import ACTIVITY, Api, Follower, Refused, Road, follow
from tests.people import SIGN_IN, email_of
from tests.stories.forum import Forum, running_forum, until
from tests.visitor import Visitor

POST = "mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } errors { code } } }"
ADD = "mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { code } } }"
STATS = "subscription ($after: Cursor) { marketStatsUpdated { __typename } }"


@pytest_asyncio.fixture(scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Forum]:
    async with running_forum(tmp_path_factory.mktemp("forum"), ENVIRONMENT="development") as forum:
        yield forum


@pytest_asyncio.fixture(scope="module")
async def ada(place: Forum) -> AsyncIterator[Visitor]:
    async with place.visitor() as ada:
        signed_in = await ada.mutate(SIGN_IN, email=email_of("ada"), password=PASSWORD)
        ada.http.headers["authorization"] = f"Bearer {signed_in['accessToken']}"
        yield ada


@pytest_asyncio.fixture
async def follower(place: Forum, ada: Visitor) -> Follower:
    made = await ada.mutate(POST, title="What now?", body="Something to talk about.", tags=[])
    return Follower(place, made["post"]["id"])


@pytest_asyncio.fixture
async def api(place: Forum) -> AsyncIterator[Api]:
    """One of two: the other takes the comments meanwhile."""
    api = Api(place)
    await api.begin()
    yield api
    await api.end()


async def say(author: Visitor, post: str, *bodies: str) -> None:
    for body in bodies:
        await author.mutate(ADD, postId=post, body=body)


async def test_it_reads_what_is_there_and_then_hears_what_comes(place: Forum, ada: Visitor, follower: Follower) -> None:
    await say(ada, follower.post, "before")

    async with follower.following(f"{place.url}/graphql"):
        await say(ada, follower.post, "1", "2")
        await follower.until(lambda: len(follower.heard) == 2)

    assert (follower.fetched, follower.heard) == ([["before"]], ["1", "2"])


async def test_cut_off_thirty_times_it_hears_each_comment_once_and_in_order(
    place: Forum, ada: Visitor, follower: Follower
) -> None:
    road, chance, cuts = Road(int(place.environment["PORT"])), random.Random(30), 0
    talking = True
    said: list[str] = []

    async def talk() -> None:
        while talking:
            said.append(str(len(said)))
            await say(ada, follower.post, said[-1])
            await asyncio.sleep(chance.uniform(0, 0.05))

    async with road.open() as url, follower.following(url):
        talks = asyncio.create_task(talk())
        while cuts < 30:
            await asyncio.sleep(chance.uniform(0, 0.8))
            cuts += road.cut()
        talking = False
        await talks
        await follower.until(lambda: follower.heard[-1:] == said[-1:])

    assert follower.heard == said
    assert follower.fetched == [[]]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_an_api_that_is_begun_again_goes_on_where_it_was(
    how: signal.Signals, ada: Visitor, follower: Follower, api: Api
) -> None:
    async with follower.following(f"http://127.0.0.1:{api.port}/graphql"):
        await say(ada, follower.post, "1")
        await follower.until(lambda: follower.heard == ["1"])

        await api.end(how)
        await say(ada, follower.post, "2", "3")
        await api.begin()
        await say(ada, follower.post, "4")
        await follower.until(lambda: len(follower.heard) >= 4)

    assert follower.heard == ["1", "2", "3", "4"]
    assert len(follower.fetched) == 1


async def test_with_a_cursor_that_is_too_old_it_reads_anew_and_goes_on(
    place: Forum, ada: Visitor, follower: Follower, api: Api
) -> None:
    async with follower.following(f"http://127.0.0.1:{api.port}/graphql"):
        await say(ada, follower.post, "1")
        await follower.until(lambda: follower.heard == ["1"])

        await api.end()
        await say(ada, follower.post, "2")
        await forget_comments(place)
        await api.begin()
        await follower.until(lambda: len(follower.fetched) == 2)
        await say(ada, follower.post, "3")
        await follower.until(lambda: len(follower.heard) == 2)

    assert follower.fetched == [[], ["1", "2"]]
    assert follower.heard == ["1", "3"]


async def forget_comments(place: Forum) -> None:
    """As if a week had gone by."""
    passed = """
        select from feed where topic = 'comments' and position = published
        and not exists (select from progress where progress.topic = feed.topic and progress.position < feed.position)
        and not exists (select from outbox where outbox.topic = feed.topic and outbox.position is null)
    """
    await until(lambda: place.rows(passed))
    await place.rows("delete from outbox where topic = 'comments'")
    await place.rows("update feed set floor = position where topic = 'comments'")


async def test_who_is_forbidden_comes_again_with_the_next_token(place: Forum, ada: Visitor, follower: Follower) -> None:
    tokens = ["no token", ada.http.headers["authorization"].removeprefix("Bearer ")]
    asked = 0

    async def token() -> str:
        nonlocal asked
        asked += 1
        return tokens[min(asked, 2) - 1]

    async with follower.following(f"{place.url}/graphql", token=token):
        await say(ada, follower.post, "1")
        await follower.until(lambda: follower.heard == ["1"])

    assert asked == 2


async def test_what_is_refused_is_said_and_not_tried_again(place: Forum) -> None:
    with pytest.raises(Refused, match="no such post"):
        await anext(follow(f"{place.url}/graphql", ACTIVITY, {"post": "post_00000000000000000000000000000000"}))


@pytest.mark.parametrize("code", [4400, 4401, 4406, 4409, 4429, 4500])
async def test_some_codes_are_the_end(code: int) -> None:
    async with closing(code) as (url, visits):
        with pytest.raises(ConnectionClosedError):
            await anext(follow(url, STATS))

    assert len(visits) == 1


@pytest.mark.parametrize("code", [1001, 1012, 1013, 1014, 4403, 4408])
async def test_with_others_it_comes_again(code: int) -> None:
    async with closing(code) as (url, visits):
        coming = asyncio.ensure_future(anext(follow(url, STATS)))
        await until(lambda: third(visits))
        coming.cancel()
        with pytest.raises(asyncio.CancelledError):
            await coming


async def third(visits: list[str]) -> bool:
    return len(visits) == 3


@asynccontextmanager
async def closing(code: int) -> AsyncIterator[tuple[str, list[str]]]:
    """A server that closes with this code whatever is said; what was said to it."""
    visits: list[str] = []

    async def close(socket: ServerConnection) -> None:
        visits.append(str(await socket.recv()))
        await socket.close(code)

    async with serve(close, "127.0.0.1", 0, subprotocols=[Subprotocol("graphql-transport-ws")]) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        yield f"http://127.0.0.1:{port}", visits
