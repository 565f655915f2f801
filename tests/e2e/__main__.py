"""Starts a forum with the demo's people in a folder of its own, and runs Playwright against it: `python -m tests.e2e`.

What is said to it goes on to Playwright. With FORUM=http://… it is the forum that runs there.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from stack.child import dying_with_us
from stack.install import FRONTEND, with_node
from tests.stack.running import Running, eventually

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PLAYWRIGHT = FRONTEND / "node_modules" / ".bin" / "playwright"
FIRST_START = 600.0
"""Seconds: the very first start on a machine fetches Kafka's jars."""


def chromium() -> str:
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if found is None:
        sys.exit("The end-to-end tests need Chromium: apt-get install chromium, or CHROMIUM=/path")
    return found


@contextmanager
def forum(market_interval: str) -> Iterator[str]:
    """The address of one that is new, and gone afterwards, however this process ends."""
    running = Running(Path(tempfile.mkdtemp(prefix="cryptotalks-e2e-")) / "stack")
    try:
        # Under a make the stack ends with whoever started it.
        running.begin(MAKELEVEL="1", MARKET_INTERVAL=market_interval)
        eventually(lambda: "Ready after" in running.screen or running.ended, FIRST_START)
        if running.ended:
            sys.exit(running.screen)
        yield running.url
    finally:
        running.clear_away()


def playwright(url: str, browser: str, arguments: Sequence[str]) -> int:
    command = [str(PLAYWRIGHT), "test", *arguments]
    environment = {**with_node(), "FORUM": url, "CHROMIUM": browser}
    with subprocess.Popen(command, cwd=FRONTEND, env=environment, preexec_fn=dying_with_us(signal.SIGINT)) as running:
        try:
            return running.wait()
        except KeyboardInterrupt:  # it has had the Ctrl-C too
            return running.wait()
        except SystemExit:
            running.send_signal(signal.SIGINT)
            raise


def main(arguments: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    browser = chromium()
    if url := os.environ.get("FORUM"):
        return playwright(url.rstrip("/"), browser, arguments)
    # Pictures are of prices that stand still.
    with forum("3600" if "--project=screenshots" in arguments else "1") as url:
        return playwright(url, browser, arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
