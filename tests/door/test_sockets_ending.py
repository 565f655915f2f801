"""The end of the program: every socket is told to come again, and none keeps the process from going."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from api import wire
from tests.door.talking import connected, serving, talking, until

RESTART = (1012, "Service Restart")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def started(port: int, log: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PORT": str(port)}
    with log.open("w") as output:
        return subprocess.Popen([sys.executable, "-m", "api"], env=environment, stdout=output, stderr=output)


async def open_at(url: str) -> None:
    """Waits until sockets are taken there."""
    async with asyncio.timeout(30):
        while True:
            try:
                async with connected(url):
                    return
            except (OSError, InvalidStatus):
                await asyncio.sleep(0.1)


async def test_at_sigterm_every_client_is_told_to_come_again_and_the_process_ends(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    process = started(port, log)
    url = f"ws://127.0.0.1:{port}/graphql"
    try:
        await open_at(url)
        async with talking(url) as one, talking(url) as two, connected(url) as not_let_in:
            assert (await one.answer("{ __typename }"))["data"] == {"__typename": "Query"}
            with pytest.raises(InvalidStatus, match="403"):
                async with connected(url, additional_headers={"Origin": "https://foe.example"}):
                    pass

            process.send_signal(signal.SIGTERM)

            assert [await talk.closed() for talk in (one, two, not_let_in)] == [RESTART] * 3
        assert await asyncio.to_thread(process.wait, 30) == 0
        assert "Traceback" not in log.read_text()
    finally:
        process.kill()
        process.wait()


async def test_who_takes_nothing_is_cut_off_at_the_end(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(wire, "CUT_OFF_SECONDS", 0.2)
    async with serving() as served, talking(served.url) as stuck, talking(served.url) as leaving:
        for talk in (stuck, leaving):
            await talk.subscribe("1")
            talk.ws.transport.pause_reading()
        for sink in served.hand.sinks:
            while sink.push(b'"%b"' % (b"x" * 100_000)):
                pass
        # This one has said goodbye, but does not take ours: it closes for as long as it likes.
        leaving.ws.protocol.send_close(1000)
        leaving.ws.send_data()
        await until(lambda: len(served.sockets.open) == 1)

        served.server.should_exit = True

        await until(lambda: not served.server.server_state.connections and not served.sockets.open)
        for talk in (stuck, leaving):
            talk.ws.transport.abort()

    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
