"""Keeps the servers and the programs running: starts them, starts again what dies, and ends all of it."""

import os
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from types import FrameType

from stack.child import Child, ChildError, say
from stack.program import Program
from stack.servers import Servers

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """It is to end: a signal said so."""


class Supervisor:
    """One thread does everything in turns, so that every child has it for a parent.

    A child that ends by itself is started again, on its port, after 0.1 s, 0.2 s, 0.4 s …; the fifth end within
    60 s ends the whole. Kafka is not waited for: nothing needs it in order to answer.
    """

    deaths_allowed = 5
    deaths_within = 60.0  # seconds

    def __init__(
        self,
        servers: Servers,
        before: Sequence[Program],
        programs: Sequence[Program],
        *,
        url: str,
        greeting: Callable[[], str],
    ) -> None:
        self.servers = servers
        self.before = before
        self.programs = programs
        self.url = url
        self.greeting = greeting
        self._watched: list[Child] = []
        self._deaths: dict[str, list[float]] = defaultdict(list)
        self._due: dict[str, float] = {}
        self._asked_at = 0.0

    def run(self) -> int:
        """Until somebody stops it; the exit code."""
        for number in SIGNALS:
            signal.signal(number, self._ask)
        try:
            self._start()
            while True:
                self._turn(0.1)
        except Stopped:
            return 0
        except ChildError as error:
            say(f"\n{error}")
            return 1
        finally:
            self._stop()

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if not self._asked_at:
            self._asked_at = time.monotonic()
        elif time.monotonic() > self._asked_at + 0.5:  # asked again, and not the same twice: no more draining
            for child in [*self.before, *self.programs, *self.servers]:
                child.send(signal.SIGKILL, group=True)

    def _start(self) -> None:
        addresses = self.servers.begin()
        self._watched = list(self.servers)
        for program in [*self.before, *self.programs]:
            program.addresses = addresses
        for server in self.servers:
            if server.name != "kafka":
                self._until_it_answers(server)
        for program in self.before:
            self._run_once(program)
        for program in self.programs:
            program.begin()
            self._watched.append(program)
        self._remember()
        for program in self.programs:
            self._until_it_answers(program)
        say(self.greeting())

    def _until_it_answers(self, child: Child) -> None:
        deadline = time.monotonic() + child.patience
        while not child.answers():
            if time.monotonic() > deadline:
                raise ChildError(f"{child.name} did not answer within {child.patience:g} s.\n{child.last_words()}")
            self._turn(0.02)

    def _run_once(self, program: Program) -> None:
        program.begin()
        try:
            while program.alive:
                self._turn(0.02)
        finally:
            program.stop()
        if program.code:
            raise ChildError(f"{program.name} {program.ending}.\n{program.last_words()}")

    def _turn(self, pause: float) -> None:
        """Look after every child, then sleep for as many seconds."""
        if self._asked_at:
            raise Stopped
        for child in self._watched:
            if not child.alive:
                self._revive(child)
        time.sleep(pause)

    def _revive(self, child: Child) -> None:
        now = time.monotonic()
        if child.name not in self._due:
            child.kill()  # what it may have left of its own
            deaths = self._deaths[child.name]
            deaths[:] = [*(death for death in deaths if death > now - self.deaths_within), now]
            if len(deaths) >= self.deaths_allowed:
                often = f"{len(deaths)} times within {self.deaths_within:g} s"
                raise ChildError(f"{child.name} {child.ending}, {often}: giving up.\n{child.last_words()}")
            self._due[child.name] = now + 0.05 * 2 ** len(deaths)
        elif now >= self._due[child.name]:
            say(f"  {time.strftime('%H:%M:%S')}  {child.name} {child.ending}: started again")
            del self._due[child.name]
            child.begin()
            self._remember()

    def _remember(self) -> None:
        """Say in the folder what runs where, for those who come beside it."""
        self.servers.folder.state = {
            "pid": os.getpid(),
            "url": self.url,
            "addresses": self.servers.addresses,
            "children": {child.name: child.pid for child in self._watched},
        }

    def _stop(self) -> None:
        if self._watched:
            say("\nStopping: what is under way is finished first (Ctrl-C again: at once)")
        for program in self.programs:
            program.stop()
        self.servers.folder.forget_state()
        self.servers.stop()
        say("Stopped.")
