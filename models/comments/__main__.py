"""`python -m models.comments recount` counts anew what posts and comments keep of their threads, and mends it."""

import sys

from models.comments.recount import recount
from models.recounts import command


def main(words: list[str]) -> int:
    return command("comments", recount, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
