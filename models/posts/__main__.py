"""`python -m models.posts recount` counts anew how many posts carry each tag, and mends what was wrong."""

import sys

from models.posts.recount import recount
from models.recounts import command


def main(words: list[str]) -> int:
    return command("posts", recount, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
