"""What the models refuse, and what they cannot do at the moment."""


class Unavailable(Exception):
    """A server of ours is away or overloaded: nothing was written, and the caller may try again."""

    def __init__(self, server: str) -> None:
        super().__init__(f"{server} is away or overloaded; try again in a moment")
        self.server = server


class Malformed(ValueError):
    """A plain value that can mean nothing here: a page too large, a cursor of another list. Said to the caller."""
