"""A program of ours on the servers: `python -m api`, `python -m workers`, and what is run once before them."""

import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from stack.child import Child
from stack.folder import Folder

ROOT = Path(__file__).parents[1]


class Program(Child):
    grace = 25.0  # it drains

    def __init__(
        self,
        folder: Folder,
        name: str,
        command: Sequence[str],
        *,
        address: tuple[str, int] | None = None,
        aloud: bool = False,
    ) -> None:
        """With an address it answers when /healthz does; `aloud` leaves its standard output to ours."""
        self.name = name
        super().__init__(folder)
        self.home = ROOT  # where .env is looked for
        self.aloud = aloud
        self.addresses: Mapping[str, str] = {}
        self._command = command
        self._address = address

    def command(self) -> Sequence[str]:
        return self._command

    def environment(self) -> Mapping[str, str]:
        return {**os.environ, **self.addresses, "PYTHONUNBUFFERED": "1", "CRYPTOTALKS_FOLDER": str(self.folder.path)}

    def answers(self) -> bool:
        if self._address is None or not self.alive:
            return self.alive
        try:
            with socket.create_connection(self._address, timeout=0.5) as connection:
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return connection.recv(12, socket.MSG_WAITALL).endswith(b" 200")
        except OSError:
            return False


def preparation(folder: Folder) -> Program:
    """Migrates and seeds; ends."""
    return Program(folder, "prepare", [sys.executable, "-m", "workers", "prepare"], aloud=True)


def programs(folder: Folder, host: str, port: int) -> list[Program]:
    """What is kept running, in the order in which it is ended."""
    return [
        Program(folder, "api", [sys.executable, "-m", "api"], address=(host, port)),
        Program(folder, "workers", [sys.executable, "-m", "workers"]),
    ]
