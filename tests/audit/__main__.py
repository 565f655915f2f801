"""Serves the real schema on a free port and audits it: `python -m tests.audit` fails on an error and on a warning."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import uvicorn

from api.graphql import GraphQLDoor
from api.middleware import Cors, SecurityHeaders
from models.settings import Environment, Settings
from resolvers.schema import schema

HERE = Path(__file__).resolve().parent


@contextmanager
def served() -> Iterator[str]:
    """The door's address; the audits ask for nothing that a server beside it would have to answer."""
    settings = Settings(environment=Environment.TEST, public_api=True)
    app = SecurityHeaders(Cors(GraphQLDoor(schema, settings), settings.allowed_origins))
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="warning"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/graphql"
    finally:
        server.should_exit = True
        thread.join()


def run(*command: str) -> str:
    """Runs a program of this environment's Node, or of the machine's."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    program = shutil.which(command[0], path=path)
    if program is None:
        sys.exit(f"{command[0]} is missing: install the extra `stack`, which brings Node.")
    done = subprocess.run(
        [program, *command[1:]], cwd=HERE, env={**os.environ, "PATH": path}, text=True, stdout=subprocess.PIPE
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}")
    return done.stdout


def main() -> int:
    if not (HERE / "node_modules" / "graphql-http").is_dir():
        run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
    with served() as url:
        results: list[dict[str, Any]] = json.loads(run("node", "audit.mjs", url))
    for result in results:
        if result["status"] != "ok":
            print(f"{result['status']} {result['id']} {result['name']}: {result['reason']} {result['answer'] or ''}")
    counts = Counter(result["status"] for result in results)
    print(", ".join(f"{counts[status]} {status}" for status in ("ok", "notice", "warn", "error")))
    return 1 if counts["error"] or counts["warn"] or not counts["ok"] else 0


if __name__ == "__main__":
    sys.exit(main())
