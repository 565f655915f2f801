"""The stack's folder, `.cryptotalks`: its lock, its passwords, its ports, its logs, and what is running there."""

import fcntl
import json
import os
import random
import secrets
import socket
import time
from pathlib import Path
from typing import Any

# Below Linux's range for outgoing connections (32768 and up): from inside it a client that tries a dead server's port
# again and again may be given that very port for itself, and the server cannot come back to it.
PORTS = range(15000, 32000)
LOG_SIZE = 10_000_000  # a longer one is put aside at the next start


class AlreadyRunningError(Exception):
    """The folder's lock is held: a stack runs there."""


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError:
        return False
    return True


def write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone may read: whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.rename(path)


def read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


class Folder:
    """`lock()` before anything else: children inherit the lock, so it is free once the last of them has gone."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.logs = self.path / "logs"
        self.lock_file: int | None = None
        self._state = self.path / "stack.json"

    def make(self) -> None:
        # As root PostgreSQL runs as somebody else, who must be able to pass through.
        self.path.mkdir(parents=True, exist_ok=True)
        if self.path.stat().st_uid == os.geteuid():
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        self.logs.mkdir(mode=0o700, exist_ok=True)
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > LOG_SIZE:
                log.rename(f"{log}.old")

    def lock(self, patience: float = 10.0) -> None:
        """Take the folder for this process, waiting for the children of one that was killed to be gone."""
        if self.lock_file is not None:
            return
        self.make()
        file = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if self.owner() is not None or time.monotonic() > deadline:
                    os.close(file)
                    raise AlreadyRunningError(str(self.path)) from None
                time.sleep(0.05)
            else:
                self.lock_file = file
                os.ftruncate(file, 0)
                os.write(file, str(os.getpid()).encode())
                return

    def unlock(self) -> None:
        if self.lock_file is not None:
            os.ftruncate(self.lock_file, 0)
            os.close(self.lock_file)
            self.lock_file = None

    def owner(self) -> int | None:
        """The process that holds the lock, where it is alive."""
        try:
            pid = int((self.path / "lock").read_text())
            os.kill(pid, 0)
        except PermissionError:
            return pid
        except (OSError, ValueError):
            return None
        return pid

    def secret(self, name: str) -> str:
        """A random password, made once."""
        return str(self._remembered("secrets.json", name, lambda _: True, lambda: secrets.token_urlsafe(24)))

    def port(self, name: str) -> int:
        """A free port, the same as last time where it is still free."""
        return int(self._remembered("ports.json", name, is_free, _free_port))

    def _remembered(self, file: str, name: str, still_fits: Any, make: Any) -> Any:
        path = self.path / file
        known = read_json(path)
        if name not in known or not still_fits(known[name]):
            known[name] = make()
            write_private(path, json.dumps(known, indent=1))
        return known[name]

    @property
    def state(self) -> dict[str, Any]:
        """What the running stack has said of itself: `pid`, `url`, `addresses`, `children`."""
        return read_json(self._state)

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        write_private(self._state, json.dumps(state, indent=1))

    def forget_state(self) -> None:
        self._state.unlink(missing_ok=True)


def _free_port() -> int:
    return next(port for port in iter(lambda: random.choice(PORTS), None) if is_free(port))  # noqa: S311
