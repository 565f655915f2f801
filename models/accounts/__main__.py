"""`python -m models.accounts make-admin USERNAME` gives the first admin their role; others get theirs from admins."""

import asyncio
import sys

from models import database, servers
from models.accounts import actions
from models.actor import NOBODY, Role
from models.errors import Unavailable
from models.people import queries
from models.settings import settings


async def make_admin(username: str) -> int:
    await servers.connect(settings())
    try:
        person_id = await queries.id_by_username(username)
        if not person_id:
            print(f"Nobody with a confirmed account is called {username}.", file=sys.stderr)
            return 1
        async with database.transaction():
            changed = await actions.set_role(NOBODY, person_id, Role.ADMIN)
        print(f"{username} is {'an' if changed else 'already an'} admin.")
    except Unavailable as error:
        print(f"models.accounts: {error}", file=sys.stderr)
        return 1
    finally:
        await servers.disconnect()
    return 0


def main(words: list[str]) -> int:
    match words:
        case ["make-admin", username]:
            return asyncio.run(make_admin(username))
    print("python -m models.accounts make-admin USERNAME", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
