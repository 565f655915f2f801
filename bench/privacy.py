"""Whether the time of an answer tells whose email is known: known to unknown, as a ratio (`python -m bench.privacy`).

In one process, on servers of its own, with the hashing of production. A ratio from 0.85 to 1.15 is the target.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from stack.servers import Servers

ROUNDS = 60
PASSWORD = "Correct-Horse-1"  # noqa: S105
SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { errors { code } } }"
SIGN_UP = "mutation ($input: SignUpInput!) { signUp(input: $input) { errors { code } } }"
RESEND = "mutation ($input: ResendConfirmationInput!) { resendConfirmation(input: $input) { errors { code } } }"

_numbers = count(1)


async def measure() -> None:
    from models import limiter, servers
    from models.limits import Limit
    from models.migrate import migrate
    from models.settings import settings
    from tests.people import email_of, person, somebody

    await migrate(settings())
    await servers.connect(settings())
    known, other, pending = map(email_of, ("known", "unknown", "pending"))
    await person("known")
    await person("pending", confirmed_at=None)
    async with somebody(settings()) as visitor:
        asks: dict[str, tuple[str, Callable[[str], dict[str, Any]]]] = {
            "signIn, wrong password": (SIGN_IN, lambda email: {"email": email, "password": "Wrong-Horse-1"}),
            "signUp": (
                SIGN_UP,
                lambda email: {
                    "email": email if email == known else f"new_{next(_numbers)}@example.org",
                    "username": f"name_{next(_numbers)}",
                    "password": PASSWORD,
                    "acceptTerms": True,
                },
            ),
            "resendConfirmation": (RESEND, lambda email: {"email": pending if email == known else email}),
        }
        print(f"{'':24}{'known':>10}{'unknown':>10}{'ratio':>8}   medians of {ROUNDS}, in ms")
        for name, (query, input) in asks.items():
            took: dict[str, list[float]] = {known: [], other: []}
            for _ in range(ROUNDS):
                for email in (known, other):
                    for limit in (Limit.SIGN_IN_ACCOUNT, Limit.CONFIRMATION_MAIL_ACCOUNT):
                        for whose in (email, pending):
                            await limiter.clear(limit, whose)
                    for limit in (Limit.SIGN_IN_ADDRESS, Limit.SIGN_UP_ADDRESS, Limit.CONFIRMATION_MAIL_ADDRESS):
                        await limiter.clear(limit, "127.0.0.1")
                    began = time.perf_counter()
                    answer = await visitor.answer(query, input=input(email))
                    took[email].append(1000 * (time.perf_counter() - began))
                    assert "errors" not in answer, answer
            one, two = (statistics.median(times) for times in took.values())
            print(f"{name:24}{one:10.1f}{two:10.1f}{one / two:8.2f}")
    await servers.disconnect()


def main() -> None:
    stack = Servers(Path(tempfile.mkdtemp(prefix="cryptotalks-bench-")), given={"MONGO_URL": "mongodb://127.0.0.1:1"})
    try:
        os.environ.update(stack.start(wait_for_kafka=False))
        asyncio.run(measure())
    finally:
        stack.erase()


if __name__ == "__main__":
    main()
