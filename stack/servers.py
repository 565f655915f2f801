"""The set of servers that the program needs, embedded: those whose address is not given are started."""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from stack import jars
from stack.child import Child
from stack.folder import Folder
from stack.kafka import Kafka
from stack.mongodb import MongoDB
from stack.postgres import Postgres, outside_of
from stack.valkey import Valkey

# In the order in which they are started; stopped in the other.
KINDS: dict[str, type[Postgres | Valkey | MongoDB | Kafka]] = {
    "DATABASE_URL": Postgres,
    "REDIS_URL": Valkey,
    "MONGO_URL": MongoDB,
    "KAFKA_BOOTSTRAP_SERVERS": Kafka,
}


class Servers:
    """PostgreSQL, Valkey, MongoDB's protocol and Kafka in one folder, on loopback ports of their own.

        servers = Servers(Path("…/stack"), given={"REDIS_URL": "redis://…"})
        addresses = servers.start()         # by the names of the settings, the given ones among them
        servers["postgres"].kill()          # SIGKILL; .pid, .alive, .answers() as well
        servers["postgres"].start()         # on the same port; returns when it answers
        servers.stop()                      # the data stay in the folder; `erase()` deletes them

    `start` takes the folder's lock (`AlreadyRunningError` where somebody has it), returns when all of them answer, and
    raises `ChildError` with the end of the log of the one that does not. Call it from the main thread: the servers die
    with the thread that started them.
    """

    def __init__(self, folder: Path, given: Mapping[str, str] | None = None) -> None:
        self.folder = Folder(folder)
        self.given = {name: address for name, address in (given or {}).items() if address}
        self._servers: dict[str, Postgres | Valkey | MongoDB | Kafka] = {}

    def __getitem__(self, name: str) -> Child:
        return self._servers[name]

    def __iter__(self) -> Iterator[Child]:
        return iter(self._servers.values())

    @property
    def addresses(self) -> dict[str, str]:
        own = {name: self._servers[kind.name].address for name, kind in KINDS.items() if kind.name in self._servers}
        return own | {name: self.given[name] for name in KINDS if name in self.given}

    @property
    def _kinds(self) -> list[type[Postgres | Valkey | MongoDB | Kafka]]:
        return [kind for name, kind in KINDS.items() if name not in self.given]

    def fetch(self) -> None:
        """Fetch what they need from the network, where it is not there yet: Kafka's jars. Shows its progress."""
        if Kafka in self._kinds:
            jars.fetched()

    def begin(self) -> dict[str, str]:
        """Start all of them and wait for none."""
        self.folder.lock()
        try:
            self.fetch()
            self._servers = {kind.name: kind(self.folder) for kind in self._kinds}
            for server in self:
                server.begin()
        except BaseException:
            self.stop()
            raise
        return self.addresses

    def start(self, *, wait_for_kafka: bool = True) -> dict[str, str]:
        addresses = self.begin()
        try:
            for server in self:
                if wait_for_kafka or server.name != "kafka":
                    server.wait()
        except BaseException:
            self.stop()
            raise
        return addresses

    def stop(self) -> None:
        for server in self:
            server.ask_to_stop()
        for server in self:
            server.stop()
        self.folder.unlock()

    def erase(self) -> None:
        """Stop them and delete all that they keep."""
        self.stop()
        erase(self.folder)


def erase(folder: Folder) -> None:
    """Delete a folder's data and, as root, what PostgreSQL keeps outside of it."""
    outside = outside_of(folder.path)
    for path in (folder.path, outside):
        if path.exists():
            shutil.rmtree(path)
    with contextlib.suppress(OSError):  # there are others, or there never was one
        outside.parent.rmdir()
