"""Recounts: figures that stand with their rows, counted anew while the forum runs, as a command of their feature."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple
from uuid import UUID

from models import servers
from models.errors import Unavailable
from models.settings import settings


class Mended(NamedTuple):
    """A figure that was wrong, and what it is now; `of` is `post.comment_count` and the like."""

    of: str
    id: UUID | str
    was: str
    now: str


def command(feature: str, recount: Callable[[], Awaitable[Sequence[Mended]]], words: list[str]) -> int:
    """`python -m models.FEATURE recount`: its exit code."""
    if words != ["recount"]:
        print(f"python -m models.{feature} recount", file=sys.stderr)  # noqa: T201
        return 2
    try:
        mended = asyncio.run(_connected(recount))
    except Unavailable as error:
        print(f"models.{feature}: {error}", file=sys.stderr)  # noqa: T201
        return 1
    for figure in mended:
        print(f"{figure.of} of {figure.id} was {figure.was}, is {figure.now}")  # noqa: T201
    print(f"Figures that were wrong: {len(mended)}.")  # noqa: T201
    return 0


async def _connected(recount: Callable[[], Awaitable[Sequence[Mended]]]) -> Sequence[Mended]:
    await servers.connect(settings())
    try:
        return await recount()
    finally:
        await servers.disconnect()
