"""While MongoDB is away or hangs the effect waits, readers are told so, and in the end every line is there."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from models.audit.actions import record
from models.audit.queries import Sought, audit_page, count_audit
from models.errors import Unavailable
from models.feeds import News
from models.settings import Settings
from stack.folder import Folder
from stack.mongodb import MongoDB
from tests.audit_log.recording import by, connected, documents, happened, signed_in
from tests.events.telling import place, registered
from tests.events.working import at_work
from tests.stories.spine import until
from workers.effects import Effect, effects


@pytest.fixture
def mongodb(tmp_path: Path) -> Iterator[MongoDB]:
    folder = Folder(tmp_path / "stack")
    folder.lock()
    server = MongoDB(folder)
    server.begin()
    server.wait()
    yield server
    server.stop()
    folder.unlock()


def asking(own: Settings, address: str) -> Settings:
    return own.model_copy(update={"mongo_url": type(own.mongo_url)(address)})


@asynccontextmanager
async def deaf() -> AsyncIterator[str]:
    """The address of a server that takes connections and never answers."""

    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            pass
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    async with server:
        yield f"mongodb://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def unavailable(news: list[News]) -> None:
    asked = (audit_page(Sought(), None, None), count_audit(Sought()), record(news))
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [(type(answer), str(answer)[:7]) for answer in answers] == [(Unavailable, "MongoDB")] * 3


async def test_a_mongodb_that_is_away_or_hangs_is_unavailable(own: Settings) -> None:
    news = await happened(by(uuid4()), signed_in(uuid4()))

    async with connected(asking(own, "mongodb://127.0.0.1:1"), own):
        await unavailable(news)
    async with deaf() as address, connected(asking(own, address), own):
        await unavailable(news)
    async with connected(asking(own, ""), own):
        await unavailable(news)


async def test_many_who_ask_at_once_while_it_is_away_wait_beside_each_other(own: Settings) -> None:
    async with connected(asking(own, "mongodb://127.0.0.1:1"), own), asyncio.timeout(15):
        answers = await asyncio.gather(*(count_audit(Sought()) for _ in range(20)), return_exceptions=True)

    assert [type(answer) for answer in answers] == [Unavailable] * 20


@pytest.mark.parametrize("way", ["killed", "frozen"])
async def test_the_effect_waits_for_mongodb_and_loses_nothing(own: Settings, mongodb: MongoDB, way: str) -> None:
    who, settings = uuid4(), asking(own, mongodb.address)
    effect = await registered(effects()["action_log"])

    async with connected(settings, own), at_work(effect, "accounts") as (course,):

        async def take(count: int) -> list[News]:
            news = await happened(by(who), *(signed_in(who) for _ in range(count)))
            for one in news:
                course.offer(one)
            return news

        news = await take(20)
        await until(lambda: _is_at(effect, news[-1].position))

        mongodb.kill() if way == "killed" else os.kill(mongodb.pid, signal.SIGSTOP)
        news += await take(30)
        await unavailable(news)
        assert await place(effect, "accounts") == news[19].position

        mongodb.start() if way == "killed" else os.kill(mongodb.pid, signal.SIGCONT)
        news += await take(5)
        await until(lambda: _is_at(effect, news[-1].position), seconds=60)

        found = [line["_id"] for line in await documents(settings) if line["actor_id"] == str(who)]
        assert found == [str(one.id) for one in news]


async def _is_at(effect: Effect, position: int) -> bool:
    return await place(effect, "accounts") == position
