"""The commands of `python -m stack`, each returning its exit code."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stack.child import ChildError, die_with_parent
from stack.folder import AlreadyRunningError, Folder, is_free
from stack.program import ROOT, preparation, programs
from stack.screen import already_running, screen, server_lines
from stack.servers import Servers, erase
from stack.supervisor import Supervisor

if TYPE_CHECKING:  # importing it takes longer than starting PostgreSQL
    from models.settings import Settings


def up(path: Path) -> int:
    """Everything: the servers that no setting names, the API and the workers."""
    from models.settings import settings

    servers = Servers(path, given(settings()))
    folder, url = servers.folder, settings().base_url
    folder.lock()
    host, port = settings().host, settings().port
    if not is_free(port, host):
        print(
            f"Port {port} of {host} is taken by another program, so nothing was started.\n"
            f"Take another one: make up PORT={port + 1}"
        )
        return 1
    servers.fetch()
    return Supervisor(
        servers,
        [preparation(folder)],
        programs(folder, host, port),
        url=url,
        greeting=lambda: screen(servers, url, seconds_since_start()),
    ).run()


def servers_only(path: Path) -> int:
    """The servers without the programs, for working on those."""
    from models.settings import settings

    servers = Servers(path, given(settings()))
    servers.folder.lock()
    servers.fetch()
    return Supervisor(servers, [], [], url="", greeting=lambda: server_lines(servers)).run()


def seed(path: Path) -> int:
    """Seed the running stack, or one started for it."""
    from models.settings import settings

    servers = Servers(path, given(settings()))
    try:
        addresses = servers.start(wait_for_kafka=False)
    except AlreadyRunningError:
        addresses = servers.folder.state.get("addresses", {})
        if not addresses:
            raise
        return workers("seed", addresses)
    try:
        return workers("prepare", addresses) or workers("seed", addresses)
    finally:
        servers.stop()


def workers(part: str, addresses: dict[str, str]) -> int:
    return subprocess.run([sys.executable, "-m", "workers", part], env=os.environ | addresses, check=False).returncode


def reset(path: Path) -> int:
    """Delete the data, once somebody has said yes."""
    folder = Folder(path)
    if not folder.path.exists():
        print("There are no data.")
        return 0
    folder.lock()
    print(f"This deletes everything in {folder.path}: people, posts, prices, logs. It cannot be undone.")
    try:
        answer = input("Delete it? Type yes: ")
    except EOFError:
        answer = ""
        print()
    if answer.strip().lower() != "yes":
        print("Nothing was deleted.")
        return 0
    erase(folder)
    print("Deleted. The next `make up` begins anew.")
    return 0


COMMANDS: dict[str, Callable[[Path], int]] = {"up": up, "servers": servers_only, "seed": seed, "reset": reset}


def given(settings: "Settings") -> dict[str, str]:
    """The addresses that somebody has set: those servers are not ours to start."""
    return {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "MONGO_URL": settings.mongo_url.get_secret_value(),
    }


def seconds_since_start() -> float:
    """Since this process began, which includes what it did before it became this program."""
    began = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began / os.sysconf("SC_CLK_TCK")


def main(words: Sequence[str]) -> int:
    command = COMMANDS.get(" ".join(words))
    if command is None:
        print(f"python -m stack {' | '.join(COMMANDS)}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if "MAKELEVEL" in os.environ:  # a killed make would leave us behind
        die_with_parent(signal.SIGTERM, os.getppid())
    path = Path(os.environ.get("CRYPTOTALKS_FOLDER") or ROOT / ".cryptotalks").absolute()
    os.chdir(ROOT)
    try:
        return command(path)
    except AlreadyRunningError:
        print(already_running(Folder(path)))
    except ChildError as error:
        print(error)
    except PermissionError as error:
        print(f"{error.filename}: {error.strerror}. Somebody else has made it: run this as them.")
    except KeyboardInterrupt:
        print("\nStopped.")
    return 1
