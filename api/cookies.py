"""Mutations that set or read the cookie: a socket has none, so they are for HTTP alone."""

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

from api.execution import Operation, Refused
from resolvers.errors import Forbidden

WITH_COOKIE = frozenset({"signIn", "completeSignIn", "refreshSession", "signOut"})


def refuse_cookies(operation: Operation) -> None:
    """Refuses the whole operation where one of its fields needs the cookie, wherever in its fragments that stands."""
    fragments = {
        node.name.value: node for node in operation.tree.definitions if isinstance(node, FragmentDefinitionNode)
    }
    waiting: list[SelectionSetNode] = [operation.node.selection_set]
    while waiting:
        for node in waiting.pop().selections:
            if isinstance(node, FragmentSpreadNode):
                if fragment := fragments.pop(node.name.value, None):  # each once
                    waiting.append(fragment.selection_set)
            elif isinstance(node, InlineFragmentNode):
                waiting.append(node.selection_set)
            elif isinstance(node, FieldNode) and node.name.value in WITH_COOKIE:
                raise Refused.because(
                    Forbidden(f"`{node.name.value}` sets or reads a cookie, and a socket has none: send it over HTTP.")
                )
