"""`python -m models.ratings recount` counts votes and reputations anew, and mends what was wrong."""

import sys

from models.ratings.recount import recount
from models.recounts import command


def main(words: list[str]) -> int:
    return command("ratings", recount, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
