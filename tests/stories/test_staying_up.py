"""The API and the workers while their servers come and go: what is said, and that nothing needs a restart."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from stack.servers import Servers

QUERY = {"query": "{ coins(first: 1) { nodes { symbol price } } }"}


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A stack of its own, for its servers are killed here."""
    servers = Servers(tmp_path_factory.mktemp("stack"))
    servers.start()
    yield servers
    servers.erase()


@pytest.fixture(scope="module")
def environment(servers: Servers) -> dict[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, **servers.addresses, "PORT": str(port), "MARKET_INTERVAL": "0.1"}
    subprocess.run([sys.executable, "-m", "workers", "prepare"], env=environment, check=True)
    return environment


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logs") / "processes.log"


@pytest.fixture(scope="module")
def programs(environment: dict[str, str], log: Path) -> Iterator[str]:
    """The API, at this address, and the workers as processes of their own."""
    with log.open("w") as output:
        processes = [
            subprocess.Popen([sys.executable, "-m", module], env=environment, stderr=output)
            for module in ("api", "workers")
        ]
    yield f"http://127.0.0.1:{environment['PORT']}"
    for process in processes:
        process.send_signal(signal.SIGTERM)
    assert [process.wait(30) for process in processes] == [0, 0], log.read_text()


@pytest_asyncio.fixture(scope="module")
async def http(programs: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=programs, timeout=15) as client:
        await until(client, "/healthz", status="ok")
        yield client


async def until(client: httpx.AsyncClient, path: str, **said: Any) -> dict[str, Any]:
    """Ask until the answer says so."""
    body: dict[str, Any] = {}
    for _ in range(300):
        try:
            body = (await client.get(path)).json()
            if said.items() <= body.items():
                return body
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.1)
    raise AssertionError(f"{path} never said {said}, at last {body}")


async def test_all_servers_have_their_line(http: httpx.AsyncClient) -> None:
    ready = await until(http, "/readyz", status="ready")

    assert ready["servers"] == {"postgresql": "ok", "kafka": "ok", "redis": "ok", "mongodb": "ok"}


@pytest.mark.parametrize(("server", "line"), [("kafka", "kafka"), ("valkey", "redis"), ("mongodb", "mongodb")])
async def test_without_what_can_wait_the_forum_is_degraded_and_answers(
    http: httpx.AsyncClient, servers: Servers, server: str, line: str
) -> None:
    servers[server].kill()

    degraded = await until(http, "/readyz", status="degraded")
    answered = await http.post("/graphql", json=QUERY)
    servers[server].start()

    assert degraded["servers"] == {"postgresql": "ok", "kafka": "ok", "redis": "ok", "mongodb": "ok"} | {line: "away"}
    assert "errors" not in answered.json()
    await until(http, "/readyz", status="ready")


async def test_without_postgresql_it_says_so_and_heals_by_itself(http: httpx.AsyncClient, servers: Servers) -> None:
    servers["postgres"].kill()

    away = await until(http, "/readyz", status="away")
    refused = (await http.post("/graphql", json=QUERY)).json()
    alive = await http.get("/healthz")
    servers["postgres"].start()
    healed = await answered(http)
    moved = await answered(http, other_than=healed)

    assert away["servers"]["postgresql"] == "away"
    assert [error["extensions"]["code"] for error in refused["errors"]] == ["UNAVAILABLE"]
    assert alive.status_code == 200
    assert healed != moved


async def test_a_server_that_hangs_counts_as_away(http: httpx.AsyncClient, servers: Servers) -> None:
    pid = servers["valkey"].pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    try:
        degraded = await until(http, "/readyz", status="degraded")
    finally:
        os.kill(pid, signal.SIGCONT)

    assert degraded["servers"]["redis"] == "away"
    await until(http, "/readyz", status="ready")


async def answered(http: httpx.AsyncClient, other_than: Any = None) -> Any:
    """Bitcoin's price, once it is answered, and another than the one given."""
    begun = time.monotonic()
    while time.monotonic() - begun < 30:
        body = (await http.post("/graphql", json=QUERY)).json()
        if "errors" not in body and body["data"] != other_than:
            return body["data"]
        await asyncio.sleep(0.1)
    raise AssertionError("no answer")
