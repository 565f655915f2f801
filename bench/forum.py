"""A forum of a bench's own: servers in a folder that goes again, a database that is ready, processes on their cores."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from stack.servers import Servers

CORES = sorted(os.sched_getaffinity(0))
ITS_OWN, THE_OTHERS = CORES[:1], CORES[1:] or CORES
"""The one that is measured has a core; who measures keeps off it, and what both need runs where there is room."""


@contextmanager
def forum() -> Iterator[None]:
    """As `make up` seeds it. Its addresses are in the environment from then on, and in this process' settings."""
    stack = Servers(Path(tempfile.mkdtemp(prefix="cryptotalks-bench-")))
    try:
        os.environ |= {**stack.start(), "NAMESPACE": "bench", "ENVIRONMENT": "development"}
        subprocess.run([sys.executable, "-m", "workers", "prepare"], check=True, stdout=subprocess.DEVNULL)
        os.sched_setaffinity(0, THE_OTHERS)
        yield
    finally:
        stack.erase()


@contextmanager
def running(*command: str, cores: Collection[int] = CORES, **environment: str) -> Iterator[psutil.Process]:
    """A program, as long as it is needed."""
    program = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603
    try:
        os.sched_setaffinity(program.pid, cores)
        yield psutil.Process(program.pid)
    finally:
        program.terminate()
        program.wait()


@contextmanager
def serving(*command: str, port: int, **environment: str) -> Iterator[psutil.Process]:
    """A server that is measured: it has a core of its own, and listens."""
    with running(*command, cores=ITS_OWN, **environment) as process:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert process.is_running(), f"{' '.join(command)} has ended"
                time.sleep(0.05)
        yield process


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
