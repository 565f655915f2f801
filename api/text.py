"""Text that PostgreSQL cannot keep: refused here, in plain words, before it reaches anyone."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import DocumentNode, Token

from resolvers.errors import BadUserInput

NUL = "\0"
REFUSAL = "Text cannot hold the character U+0000."


def refuse_nul(variables: Mapping[str, Any]) -> None:
    """Looks through variables of any depth."""
    waiting: list[Any] = [variables]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if NUL in value:
                raise BadUserInput(REFUSAL)
        elif isinstance(value, Mapping):
            waiting.extend(value.keys())
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def refuse_nul_literals(tree: DocumentNode) -> int:
    """Looks through a document's own strings, and counts its tokens on the way."""
    count = 0
    for token in _tokens(tree):
        count += 1
        if token.value and NUL in token.value:
            raise BadUserInput(REFUSAL)
    return count


def _tokens(tree: DocumentNode) -> Iterator[Token]:
    token = tree.loc.start_token if tree.loc else None
    while token is not None:
        yield token
        token = token.next
