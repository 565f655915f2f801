"""One command: what it says, what it leaves, and what it does beside another one."""

import json
import os
import signal
import socket
import stat
import sys

import psutil

from stack.folder import read_json
from stack.postgres import outside_of
from tests.stack.running import UP, Running, eventually


def test_the_screen_says_what_runs_where(running: Running) -> None:
    screen, addresses = running.screen, running.state["addresses"]

    assert all(address in screen for address in addresses.values())
    assert f"{running.url}/graphql" in screen
    assert f"{running.folder}/logs" in screen


def test_what_the_screen_says_to_try_first_answers(running: Running) -> None:
    words = running.screen.partition("curl ")[2]
    query = json.loads(words.partition("-d '")[2].partition("'\n")[0])["query"]

    answer = running.ask(query)

    assert "errors" not in answer
    assert len(answer["data"]["coins"]["nodes"]) == 3


def test_nobody_else_may_read_the_passwords(running: Running) -> None:
    secrets = list(read_json(running.folder / "secrets.json").values())

    assert len(set(secrets)) == 2
    for file in ("secrets.json", "stack.json", "valkey/valkey.conf"):
        assert stat.S_IMODE((running.folder / file).stat().st_mode) == 0o600
    for process in running.processes():
        assert not any(secret in " ".join(process.cmdline()) for secret in secrets)


def test_everything_listens_on_loopback_alone(running: Running) -> None:
    tree = [psutil.Process(running.process.pid), *psutil.Process(running.process.pid).children(recursive=True)]
    open_to = {
        place.laddr.ip
        for process in tree
        for place in process.net_connections(kind="tcp")
        if place.status == psutil.CONN_LISTEN
    }

    assert open_to <= {"127.0.0.1", "::ffff:127.0.0.1"}


def test_a_second_one_says_where_the_first_runs(running: Running) -> None:
    second = running.beside("up")

    assert second.returncode == 1
    assert f"runs already at {running.url} (process {running.process.pid}" in second.stdout
    assert second.stderr == ""
    assert running.coins()


def test_seeding_goes_into_the_one_that_runs(running: Running) -> None:
    seeding = running.beside("seed")

    assert seeding.returncode == 0, seeding.stderr
    assert running.coins()


def test_what_runs_is_not_deleted(running: Running) -> None:
    deleting = running.beside("reset")

    assert deleting.returncode == 1
    assert "runs already" in deleting.stdout
    assert (running.folder / "secrets.json").exists()


def test_given_servers_are_used_and_not_started(running: Running, stack: Running) -> None:
    stack.start(**running.state["addresses"])

    assert stack.state["addresses"] == running.state["addresses"]
    assert set(stack.state["children"]) == {"api", "workers"}
    assert stack.coins()
    assert "yours, by DATABASE_URL" in stack.screen
    passwords = read_json(running.folder / "secrets.json").values()
    assert not any(password in stack.screen for password in passwords)


def test_a_taken_port_is_said_before_anything_starts(stack: Running) -> None:
    with socket.create_server(("127.0.0.1", stack.port)):
        attempt = stack.beside("up")

    assert attempt.returncode == 1
    assert f"Port {stack.port} of 127.0.0.1 is taken" in attempt.stdout
    assert not (stack.folder / "postgres").exists()


def test_a_wrong_setting_is_named(stack: Running) -> None:
    attempt = stack.beside("up", DRAIN_SECONDS="often")

    assert attempt.returncode == 1
    assert "DRAIN_SECONDS" in attempt.stderr
    assert "Traceback" not in attempt.stderr
    assert not stack.folder.exists()


def test_it_ends_and_begins_again_with_its_data(stack: Running) -> None:
    stack.start()
    addresses, coins = stack.state["addresses"], stack.ask("{ coins(first: 50) { nodes { id slug } } }")

    # Ctrl-C
    code = stack.ctrl_c()

    assert code == 0
    assert stack.processes() == []
    assert "Traceback" not in stack.screen
    assert stack.state == {}

    # the parent killed, and at once the next one
    stack.start()
    assert stack.state["addresses"] == addresses
    stack.process.kill()
    stack.process.wait()
    stack.start()
    assert stack.ask("{ coins(first: 50) { nodes { id slug } } }") == coins
    stack.process.kill()
    stack.process.wait()
    eventually(lambda: not stack.processes(), seconds=5)

    # what make is to it, killed
    stack.start([sys.executable, "-c", f"import subprocess; subprocess.run({UP})"], MAKELEVEL="1")
    stack.process.kill()
    stack.process.wait()
    eventually(lambda: not stack.processes(), seconds=30)
    assert stack.screen.endswith("Stopped.\n")

    # and deleted, once somebody says yes
    assert "Nothing was deleted" in stack.beside("reset", told="y\n").stdout
    assert (stack.folder / "secrets.json").exists()
    assert stack.beside("reset", told="yes\n").returncode == 0
    assert not stack.folder.exists()
    assert not outside_of(stack.folder).exists()


def test_ctrl_c_while_it_starts_leaves_no_process(stack: Running) -> None:
    stack.begin()
    eventually(lambda: len(stack.processes()) > 2)

    code = stack.ctrl_c()

    assert code == 0
    assert stack.processes() == []
    assert "Traceback" not in stack.screen


def test_a_server_that_cannot_start_ends_the_whole_with_a_reason(stack: Running) -> None:
    stack.start()
    os.killpg(stack.process.pid, signal.SIGTERM)
    assert stack.process.wait(60) == 0
    (stack.folder / "kafka" / "files" / "meta.properties").write_text("version=none\n")

    stack.begin()

    assert stack.process.wait(90) == 1
    assert "kafka ended with code 1, 5 times within 60 s: giving up" in stack.screen
    assert "The end of" in stack.screen
    assert "meta.properties" in stack.screen
    assert stack.processes() == []
