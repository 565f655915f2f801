"""Processor time of the door: the dearest documents it refuses, the cheapest it answers (`python -m bench.door`)."""

import asyncio
import time
from collections.abc import Callable, MutableMapping
from typing import Any

import orjson

from api.execution import Refused
from tests.door.pathological import DOCUMENTS
from tests.door.small import door

PROMISED_MS = 50
ROUNDS = 5
ANSWERS = 5_000

ANSWERED = {
    "{ __typename }": "{ __typename }",
    "ten objects of three fields": "{ nodes(ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) { id name chart } }",
}


def milliseconds(act: Callable[[], object]) -> float:
    """The least of some rounds: what else the machine does is not what is measured."""
    least = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        act()
        least = min(least, time.process_time() - start)
    return least * 1000


def refusal(query: str) -> str:
    try:
        door().execution.prepare(query, None, {})
    except Refused as refused:
        return str(refused.errors[0]["extensions"]["code"])
    return "ACCEPTED"


def refusals() -> float:
    """Prints one line a document and returns the dearest."""
    execution = door().execution
    dearest = 0.0
    for name, query in DOCUMENTS.items():

        def read(query: str = query) -> None:
            try:
                execution.prepare(query, None, {})
            except Refused:
                return

        took = milliseconds(read)
        dearest = max(dearest, took)
        print(f"{took:8.2f} ms {len(query):8,} bytes  {refusal(query):18} {name}")
    return dearest


async def answers_a_second(query: str) -> float:
    """ASGI calls one after the other in this process, the answer written; no socket."""
    app = door()
    body = orjson.dumps({"query": query})
    headers = [(b"content-type", b"application/json"), (b"accept", b"application/graphql-response+json")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        assert message.get("status", 200) == 200

    await app(scope, receive, send)
    start = time.process_time()
    for _ in range(ANSWERS):
        await app(scope, receive, send)
    return ANSWERS / (time.process_time() - start)


def main() -> None:
    print(f"Refused, the least of {ROUNDS} rounds; promised are {PROMISED_MS} ms:")
    print(f"{refusals():8.2f} ms for the dearest\n")
    print("Answered in this process, a document that is known already:")
    for name, query in ANSWERED.items():
        print(f"{asyncio.run(answers_a_second(query)):8,.0f} a second  {name}")


if __name__ == "__main__":
    main()
