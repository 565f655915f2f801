"""What is fetched is what it should be, and what a folder remembers stays."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from stack import jars
from stack.folder import AlreadyRunningError, Folder, is_free
from stack.postgres import may_enter
from stack.program import ROOT


def test_a_jar_that_is_not_what_it_should_be_is_named(tmp_path: Path) -> None:
    shutil.copytree(jars.fetched(), tmp_path / "lib")
    with (tmp_path / "lib" / "kafka-raft-4.4.0.jar").open("ab") as jar:
        jar.write(b"!")
    (tmp_path / "lib" / "re2j-1.8.jar").unlink()

    assert jars.wrong_ones(jars.fetched()) == []
    assert jars.wrong_ones(tmp_path / "lib") == ["kafka-raft-4.4.0.jar", "re2j-1.8.jar"]


def test_a_folder_keeps_its_passwords_and_ports(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "stack")
    folder.make()

    password, port = folder.secret("valkey"), folder.port("valkey")

    assert Folder(tmp_path / "stack").secret("valkey") == password
    assert Folder(tmp_path / "stack").port("valkey") == port
    assert folder.secret("postgres") != password
    assert is_free(port)


def test_a_folder_has_one_owner(tmp_path: Path) -> None:
    first, second = Folder(tmp_path), Folder(tmp_path)
    first.lock()

    with pytest.raises(AlreadyRunningError):
        second.lock()

    first.unlock()
    second.lock()
    second.unlock()


def test_a_private_folder_on_the_way_lets_nobody_pass(tmp_path: Path) -> None:
    inside = tmp_path / "private" / "inside"
    inside.mkdir(parents=True)
    stranger = os.getuid() + 1
    inside.parent.chmod(0o711)
    while_open = may_enter(stranger, inside) or not may_enter(stranger, tmp_path)
    inside.parent.chmod(0o700)

    assert while_open
    assert not may_enter(stranger, inside)


def test_a_python_that_is_too_old_is_told_so(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
    old.chmod(0o755)
    make = shutil.which("make")
    assert make is not None

    attempt = subprocess.run(
        [make, "up"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert attempt.returncode != 0
    assert "Cryptotalks needs Python 3.11 or newer" in attempt.stderr
    assert "Python 3.9.2" in attempt.stderr
