"""Passwords: hashed with argon2id, two at a time, beside the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from models.errors import Unavailable
from models.settings import settings

AT_ONCE = 2
MOST_WAITING = 100
"""At 55 ms a hash and two at a time, the last of so many waits three seconds."""

Answer = TypeVar("Answer")

_threads = ThreadPoolExecutor(AT_ONCE, "passwords")
_under_way = 0


@cache
def _hasher(memory_kib: int, passes: int) -> PasswordHasher:
    return PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)


def _own() -> PasswordHasher:
    return _hasher(settings().argon2_memory_kib, settings().argon2_passes)


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody's")


async def hashed(password: str) -> str:
    """The hash of a new password. Raises Unavailable where too many wait."""
    return await _beside(lambda: _own().hash(password))


async def fits(password: str, hash: str | None) -> bool:
    """Whether the password is the one of this hash; nobody's takes as long as anybody's. Raises Unavailable."""

    def verify() -> bool:
        try:
            return _own().verify(hash or _nobodys(_own()), password) and hash is not None
        except (VerifyMismatchError, InvalidHashError):
            return False

    return await _beside(verify)


def is_outdated(hash: str) -> bool:
    """Whether it was made with other figures than today's."""
    return _own().check_needs_rehash(hash)


async def _beside(work: Callable[[], Answer]) -> Answer:
    global _under_way  # noqa: PLW0603
    if _under_way >= MOST_WAITING:
        raise Unavailable("The hashing of passwords")
    _under_way += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, work)
    finally:
        _under_way -= 1
