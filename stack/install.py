"""Makes .venv and the front end where they are not as their sources say, then becomes `.venv/bin/python ARGUMENTS`.

Run by whatever Python 3.11 the machine has, so it needs nothing but the standard library.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements-dev.lock"
FRONTEND = ROOT / "frontend"
NOT_BUILT = ("node_modules", "dist", "e2e", "playwright.config.ts", "pictures")


class InstallError(Exception):
    """The sentence says what is missing and what to do."""


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None, folder: Path = ROOT) -> bool:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=folder, env=environment, check=False).returncode == 0


def fingerprint(files: Iterable[Path]) -> str:
    """Of names and contents."""
    found = hashlib.sha256()
    for file in sorted(files):
        found.update(f"{file.relative_to(ROOT)} {file.stat().st_size}\n".encode() + file.read_bytes())
    return found.hexdigest()


def matches(stamp: Path, text: str) -> bool:
    return stamp.exists() and stamp.read_text() == text


def install_packages() -> None:
    """What the lock file names, and nothing else, compiled: imports are most of a start."""
    stamp, wanted = VENV / "installed", fingerprint([LOCK])
    usable = Path(sys.prefix) == VENV or (PYTHON.exists() and run([PYTHON, "-c", "pass"]))
    if usable and matches(stamp, wanted):
        return
    stamp.unlink(missing_ok=True)
    uv = uv_of_the_machine()
    if not usable:
        print("Making .venv", flush=True)
        make_venv(uv)
    uv = uv or uv_in_the_venv()
    print("Installing the packages of requirements-dev.lock", flush=True)
    sync: list[str | Path] = [uv, "pip", "sync", "--python", PYTHON, "--require-hashes", "--compile-bytecode", LOCK]
    if not run(sync) and not run([*sync, "--offline"]):
        raise InstallError("The packages could not be installed: the lines above say why. It needs the network once.")
    stamp.write_text(wanted)


def uv_of_the_machine() -> Path | None:
    uv = shutil.which("uv")
    works = uv and subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0
    return Path(uv) if uv and works else None


def make_venv(uv: Path | None) -> None:
    made = False
    try:
        if uv is not None:
            made = run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV])
        else:
            made = run([sys.executable, "-m", "venv", "--clear", VENV])
    finally:
        if not made:  # half of one would be taken for a whole one
            shutil.rmtree(VENV, ignore_errors=True)
    if not made:
        raise InstallError(
            f"{sys.executable} cannot make a virtual environment: on Debian and Ubuntu, `apt install python3-venv` "
            "(or install uv, which can)."
        )


def uv_in_the_venv() -> Path:
    """The very uv that the lock file names, by pip, held to its hashes."""
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        print("Installing uv", flush=True)
        lines = iter(LOCK.read_text().splitlines(keepends=True))
        wanted = next(line for line in lines if line.startswith("uv=="))
        while wanted.endswith("\\\n"):
            wanted += next(lines)
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirements:
            requirements.write(wanted)
            requirements.flush()
            pip: list[str | Path] = [
                PYTHON,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
            ]
            if not run([*pip, "-r", requirements.name]):
                raise InstallError("uv could not be installed: the lines above say why. It needs the network once.")
    return uv


def build_frontend() -> None:
    """`frontend/dist`, by npm's lock file: its packages anew only where that file has changed."""
    if not (FRONTEND / "package.json").exists():
        return
    sources = [part for part in FRONTEND.iterdir() if part.name not in NOT_BUILT]
    files = [file for part in sources for file in (part.rglob("*") if part.is_dir() else [part]) if file.is_file()]
    files = [file for file in files if FRONTEND / "src" / "gql" not in file.parents]  # written by the build itself
    files.append(ROOT / "schema.graphql")
    built, wanted = FRONTEND / "dist" / ".built-from", fingerprint(files)
    if matches(built, wanted):
        return
    environment = with_node()
    packages, locked = FRONTEND / "node_modules" / ".installed-from", fingerprint([FRONTEND / "package-lock.json"])
    if not matches(packages, locked):
        print("Installing the front end's packages", flush=True)
        if not run(["npm", "ci", "--no-audit", "--no-fund"], environment, FRONTEND):
            raise InstallError("The front end's packages could not be installed: the lines above say why.")
        packages.write_text(locked)
    print("Building the front end", flush=True)
    if not run(["npm", "run", "--silent", "build", "--", "--logLevel", "warn"], environment, FRONTEND):
        raise InstallError("The front end could not be built: the lines above say why.")
    built.write_text(wanted)


def with_node() -> dict[str, str]:
    """An environment whose PATH has a Node that can build: the machine's, else the one in .venv."""
    path = os.environ.get("PATH", os.defpath)
    node = shutil.which("node")
    if node and shutil.which("npm"):
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        numbers = answer.strip().removeprefix("v").split(".")
        version = tuple(int(number) for number in numbers[:2] if number.isdigit())
        if version >= (22, 13) or (20, 19) <= version < (21,):
            return {**os.environ}
    return {**os.environ, "PATH": f"{VENV / 'bin'}{os.pathsep}{path}"}


def main(arguments: Sequence[str]) -> None:
    """Two at once wait for each other."""
    try:
        lock = os.open(ROOT, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        install_packages()
        build_frontend()
        os.close(lock)
    except (InstallError, OSError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
    if arguments:
        os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
