"""MongoDB's wire protocol, from the wheel `nx-27017`: on SQLite, on loopback alone, for it knows no password."""

import os
import socket
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from stack.child import Child
from stack.folder import Folder

# {"ping": 1, "$db": "admin"} in BSON, in one OP_MSG.
_BODY = b"\x10ping\x00" + struct.pack("<i", 1) + b"\x02$db\x00" + struct.pack("<i", 6) + b"admin\x00" + b"\x00"
_DOCUMENT = struct.pack("<i", len(_BODY) + 4) + _BODY
PING = struct.pack("<iiiiiB", 21 + len(_DOCUMENT), 1, 0, 2013, 0, 0) + _DOCUMENT
QUIETLY = "import logging; logging.disable(logging.INFO); from nx_27017.nx_27017 import main; main()"


class MongoDB(Child):
    name = "mongodb"

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder)
        self.port = folder.port(self.name)
        self.address = f"mongodb://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        self.home.mkdir(mode=0o700, exist_ok=True)
        # It believes a pid file that a kill has left, even where somebody else has that number by now.
        (self.home / "pid").unlink(missing_ok=True)

    def command(self) -> Sequence[str | Path]:
        # It logs every command with its documents, to stderr and to a file: our log of what went wrong is enough.
        options: list[str | Path] = ["--log-file", os.devnull, "--pid-file", self.home / "pid"]
        return [sys.executable, "-c", QUIETLY, "--port", str(self.port), "--data-dir", self.home / "files", *options]

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=0.5) as connection:
                connection.sendall(PING)
                return len(connection.recv(16)) > 0
        except OSError:
            return False
