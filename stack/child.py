"""One child process: a session of its own, a log of its own, and an end that comes with its parent's."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from stack.folder import Folder

_prctl = ctypes.CDLL(None, use_errno=True).prctl
PR_SET_PDEATHSIG = 1


class ChildError(Exception):
    """A child could not be started, or did not answer: the sentence says which and why."""


def say(text: str) -> None:
    """Print, also where the terminal has gone."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


def wheel(package: str) -> Path:
    """Where a wheel's files are; found, not imported."""
    spec = find_spec(package)
    assert spec is not None, f"the package {package} is not installed"
    assert spec.origin is not None
    return Path(spec.origin).parent


def die_with_parent(end: signal.Signals, parent: int) -> None:
    """Have the kernel send `end` to this process when the thread that started it is gone."""
    _prctl(PR_SET_PDEATHSIG, int(end))
    if os.getppid() != parent:  # it went in between
        os.kill(os.getpid(), end)


def dying_with_us(end: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """A `preexec_fn`: it runs after setuid, which would clear what it sets."""
    parent = os.getpid()
    return lambda: die_with_parent(end, parent)


class Child:
    """What is kept running. A subclass says its command, and how one knows that it answers.

    Start children from the main thread: the kernel's parent is the thread, and its end would be theirs.
    """

    name: str
    stop_signal = signal.SIGTERM
    death_signal = signal.SIGKILL
    grace = 10.0  # seconds between being asked to stop and being killed
    patience = 60.0  # seconds to answer in after a start
    aloud = False  # its standard output is ours, not its log

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.home = folder.path / self.name
        self.log = folder.logs / f"{self.name}.log"
        self.user: int | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Make the files it needs; may take its time, the first time."""

    def command(self) -> Sequence[str | Path]:
        raise NotImplementedError

    def environment(self) -> Mapping[str, str]:
        """Servers get a clean one: nobody's PGPORT or JAVA_TOOL_OPTIONS is meant for them."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        return kept | {"LC_ALL": "C.UTF-8", "TZ": "UTC", "CRYPTOTALKS_FOLDER": str(self.folder.path)}

    def answers(self) -> bool:
        """Ask it once, for half a second at most."""
        return self.alive

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} was never started"
        return self._process.pid

    @property
    def code(self) -> int | None:
        """What it ended with; None while it has not."""
        return self._process.poll() if self._process else None

    @property
    def ending(self) -> str:
        """How it ended, in words."""
        code = self.code
        if code is None:
            return "has not ended"
        return f"ended with code {code}" if code >= 0 else f"was killed by {signal.Signals(-code).name}"

    def begin(self) -> None:
        """Start it and do not wait for it."""
        self.prepare()
        self.home.mkdir(parents=True, exist_ok=True)
        self._process = self._popen(self.command())

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.begin()
        self.wait()

    def wait(self) -> None:
        """Wait until it answers; begun anew for some seconds, where the ghost of a killed one is in its way."""
        deadline = time.monotonic() + self.patience
        while not self.answers():
            if time.monotonic() > deadline:
                raise ChildError(f"{self.name} did not answer within {self.patience:g} s.\n{self.last_words()}")
            if not self.alive:
                if time.monotonic() > deadline - self.patience + 5:
                    raise ChildError(f"{self.name} {self.ending}.\n{self.last_words()}")
                time.sleep(0.2)
                self.begin()
            time.sleep(0.02)

    def run(self, command: Sequence[str | Path], *, stdin: bytes = b"") -> None:
        """Run a command of its preparation to the end, as the same user, into the same log."""
        process = self._popen(command, stdin=subprocess.PIPE)
        process.communicate(stdin)
        if process.returncode:
            program = Path(command[0]).name
            raise ChildError(f"{self.name}: {program} ended with code {process.returncode}.\n{self.last_words()}")

    def _popen(self, command: Sequence[str | Path], stdin: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [str(part) for part in command],
                cwd=self.home,
                env=dict(self.environment()),
                stdin=stdin,
                stdout=None if self.aloud else log,
                stderr=log,
                start_new_session=True,
                pass_fds=[self.folder.lock_file] if self.folder.lock_file is not None else [],
                user=self.user,
                group=None if self.user is None else pwd.getpwuid(self.user).pw_gid,
                extra_groups=None if self.user is None else [],
                preexec_fn=dying_with_us(self.death_signal),  # noqa: PLW1509  one system call, found beforehand
            )

    def ask_to_stop(self) -> None:
        if self.alive:
            self.send(self.stop_signal)

    def stop(self) -> None:
        """Ask it to stop, wait its grace, then kill it with all of its session."""
        self.ask_to_stop()
        if self._process is not None:
            try:
                self._process.wait(self.grace)
            except subprocess.TimeoutExpired:
                say(f"{self.name} did not stop within {self.grace:g} s: killed")
        self.kill()

    def kill(self) -> None:
        """SIGKILL to all of its session, as a crash or the kernel would."""
        if self._process is not None:
            self.send(signal.SIGKILL, group=True)
            self._process.wait()

    def send(self, number: signal.Signals, *, group: bool = False) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self._process is not None:
                (os.killpg if group else os.kill)(self.pid, number)

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, indented."""
        try:
            with self.log.open("rb") as log:
                log.seek(max(0, log.seek(0, os.SEEK_END) - 8000))
                text = log.read().decode(errors="replace").splitlines()[-lines:]
        except FileNotFoundError:
            text = []
        return "\n".join([f"  The end of {self.log}:", *(f"    {line}" for line in text)])
