"""`python -m stack up` as somebody at a terminal has it: a process group of its own, a folder, a port, a screen."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import psutil

from stack.folder import Folder, is_free
from stack.postgres import outside_of
from stack.program import ROOT
from stack.servers import KINDS, erase

Found = TypeVar("Found")
COINS = "{ coins(first: 3) { nodes { name slug price } } }"
UP = [sys.executable, "-m", "stack", "up"]


def eventually(ask: Callable[[], Found], seconds: float = 60) -> Found:
    """The first answer that is true; while there is none, refused connections are none either."""
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError):
            if found := ask():
                return found
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


def own_environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Ours, without what this test run has set for its own servers."""
    strangers = {*KINDS, "ENVIRONMENT", "NAMESPACE", "MAKELEVEL", "HOST", "PORT"}
    kept = {name: value for name, value in os.environ.items() if name not in strangers}
    return {**kept, "CRYPTOTALKS_FOLDER": str(folder), **settings}


class Running:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = next(port for port in range(18000, 19000) if is_free(port))
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = folder.with_name(f"{folder.name}.screen")
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, command: list[str] = UP, **settings: str) -> None:
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=own_environment(self.folder, {"PORT": str(self.port)} | settings),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def start(self, command: list[str] = UP, **settings: str) -> None:
        """Until its screen is there."""
        self.begin(command, **settings)
        eventually(lambda: "Ready after" in self.screen or self.ended)
        assert not self.ended, self.screen

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process

    @property
    def screen(self) -> str:
        return self.output.read_text()

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    @property
    def state(self) -> dict[str, Any]:
        return Folder(self.folder).state

    def ctrl_c(self) -> int:
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)

    def ask(self, query: str = COINS) -> Any:
        body = json.dumps({"query": query}).encode()
        request = urllib.request.Request(f"{self.url}/graphql", body, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def coins(self) -> Any:
        """Three of them, or nothing where they cannot be read now."""
        data = self.ask()["data"]
        return data and data["coins"]["nodes"]

    def processes(self) -> list[psutil.Process]:
        """All that has anything to do with the folder, by what they were started with or where they are."""
        places = [str(self.folder), str(outside_of(self.folder.resolve()))]
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                words = [process.cwd(), *process.cmdline(), process.environ().get("CRYPTOTALKS_FOLDER", "")]
                if process.status() != psutil.STATUS_ZOMBIE and any(place in " ".join(words) for place in places):
                    found.append(process)
        return found

    def beside(self, command: str, *, told: str = "", **settings: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*UP[:-1], command],
            cwd=ROOT,
            env=own_environment(self.folder, {"PORT": str(self.port)} | settings),
            input=told,
            capture_output=True,
            text=True,
            check=False,
        )

    def clear_away(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        eventually(lambda: not self.processes())
        erase(Folder(self.folder))
        self.output.unlink(missing_ok=True)
        self.folder.parent.rmdir()
