"""`python -m models.comments recount` counts anew what posts and comments keep of their threads, and mends it."""

import asyncio
import sys

from models import servers
from models.comments import recount
from models.errors import Unavailable
from models.settings import settings


async def count_anew() -> int:
    await servers.connect(settings())
    try:
        mended = await recount.recount()
    except Unavailable as error:
        print(f"models.comments: {error}", file=sys.stderr)
        return 1
    finally:
        await servers.disconnect()
    for figure in mended:
        print(f"{figure.of} of {figure.id} was {figure.was}, is {figure.now}")
    print(f"{len(mended)} figures were wrong." if mended else "Every figure was right.")
    return 0


def main(words: list[str]) -> int:
    match words:
        case ["recount"]:
            return asyncio.run(count_anew())
    print("python -m models.comments recount", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
