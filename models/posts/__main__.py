"""`python -m models.posts recount` counts anew how many posts carry each tag, and mends what was wrong."""

import asyncio
import sys

from models import servers
from models.errors import Unavailable
from models.posts import recount
from models.settings import settings


async def count_anew() -> int:
    await servers.connect(settings())
    try:
        mended = await recount.recount()
    except Unavailable as error:
        print(f"models.posts: {error}", file=sys.stderr)
        return 1
    finally:
        await servers.disconnect()
    for tag in mended:
        print(f"tag.post_count of {tag.name} was {tag.was}, is {tag.now}")
    print(f"Counts that were wrong: {len(mended)}.")
    return 0


def main(words: list[str]) -> int:
    match words:
        case ["recount"]:
            return asyncio.run(count_anew())
    print("python -m models.posts recount", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
