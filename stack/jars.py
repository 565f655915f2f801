"""Apache Kafka's jars: fetched once into the user's cache, held to kafka-jars.sha256 at every start."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from stack.child import ChildError, dying_with_us

VERSION = "4.4.0"
ARTIFACTS = f"org.apache.kafka:kafka_2.13:{VERSION}+org.slf4j:slf4j-simple:1.7.36"
SIZE = 45  # megabytes
MANIFEST = Path(__file__).with_name("kafka-jars.sha256")


def cache_folder() -> Path:
    """This user's cache folder, shared by all clones."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "cryptotalks"


def expected() -> dict[str, str]:
    """The checksum of each jar, by its name."""
    return {name: checksum for checksum, name in (line.split() for line in MANIFEST.read_text().splitlines())}


def wrong_ones(folder: Path) -> list[str]:
    """The jars that are missing from a folder or are not what they should be."""

    def fits(name: str, checksum: str) -> bool:
        try:
            with (folder / name).open("rb") as jar:
                return hashlib.file_digest(jar, "sha256").hexdigest() == checksum
        except OSError:
            return False

    return [name for name, checksum in expected().items() if not fits(name, checksum)]


@cache
def fetched() -> Path:
    """The folder of the jars, whole and right: fetched if need be, with progress on stderr."""
    folder = cache_folder() / f"kafka-{VERSION}" / MANIFEST_ID
    if not wrong_ones(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob("fetching-*"):  # by one that was killed
        if left.stat().st_mtime < time.time() - 3600:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetching-") as work:
        _fetch(Path(work))
        fresh = Path(work) / "lib"
        fresh.mkdir()
        for jar in Path(work, "envs").rglob("*.jar"):
            if jar.name in expected():
                jar.rename(fresh / jar.name)
        if wrong := wrong_ones(fresh):
            raise ChildError(
                f"Apache Kafka's jars are not what {MANIFEST.name} says, so they are not used: {', '.join(wrong)}"
            )
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    return folder


MANIFEST_ID = hashlib.sha256(MANIFEST.read_bytes()).hexdigest()[:8]


def _fetch(work: Path) -> None:
    log = cache_folder() / "kafka-fetch.log"
    options = ["--resolver=python", "--color=plain", "--links=copy", "--timeout=60"]
    places = [f"--repo-cache={work / 'repository'}", f"--cache-dir={work}"]
    command = [sys.executable, "-m", "jgo", *options, *places, "info", "classpath", ARTIFACTS]
    for attempt in (1, 2):
        with log.open("wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output, preexec_fn=dying_with_us())  # noqa: PLW1509
            _show_progress(process, work / "repository")
        if process.returncode == 0:
            return
        if attempt == 1:
            print("  that did not work; once more", file=sys.stderr)
    raise ChildError(
        f"Apache Kafka {VERSION} could not be fetched (see {log}). It is needed once; without a network, "
        "set KAFKA_BOOTSTRAP_SERVERS to a broker of your own."
    )


def _show_progress(process: "subprocess.Popen[bytes]", repository: Path) -> None:
    live, shown = sys.stderr.isatty(), -10
    start, end = ("\r", "") if live else ("", "\n")
    while process.poll() is None:
        done = sum(jar.stat().st_size for jar in repository.rglob("*.jar")) // 1_000_000
        if done >= shown + (1 if live else 10):
            shown = done
            print(f"{start}  Apache Kafka {VERSION}: {done} of {SIZE} MB", end=end, file=sys.stderr, flush=True)
        time.sleep(0.1)
    if live:
        print(file=sys.stderr)
