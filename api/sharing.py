"""Which subscriptions are the same: those share one execution and one encoded answer an event."""

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from api.execution import Operation
from models.actor import Actor
from models.posts.rules import moderates
from resolvers.live import Source

AFTER = "after"


def sharing(schema: GraphQLSchema, operation: Operation, source: Source, actor: Actor) -> tuple[Hashable, Actor]:
    """What is the same for all who share, and as whom it is executed: as nobody in particular, where it can be."""
    anybody = Actor(role=actor.role if moderates(actor) else None)
    shared = actor if _depends_on_viewer(schema, operation) else anybody
    left_out = _variables_of_after(operation)
    variables = {name: value for name, value in operation.variables.items() if name not in left_out}
    said = orjson.dumps(variables, option=orjson.OPT_SORT_KEYS)
    key = (id(operation.tree), operation.node.loc and operation.node.loc.start, said, shared.person_id, shared.role)
    return (*key, source.topic, source.keys), shared


def _variables_of_after(operation: Operation) -> set[str]:
    """Those that say where to begin and nothing else: no two who come again have the same."""
    found = {
        argument.value.name.value
        for node in operation.node.selection_set.selections
        if isinstance(node, FieldNode)
        for argument in node.arguments or ()
        if argument.name.value == AFTER and isinstance(argument.value, VariableNode)
    }
    used = Counter(_variables(operation.tree)) if found else Counter()
    return {name for name in found if used[name] == 2}  # where it is declared, and there


def _variables(tree: DocumentNode) -> Iterator[str]:
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, VariableNode):
            yield node.name.value
        for key in node.keys:
            below = getattr(node, key, None)
            waiting += [
                one for one in (below if isinstance(below, tuple | list) else (below,)) if isinstance(one, Node)
            ]


def _depends_on_viewer(schema: GraphQLSchema, operation: Operation) -> bool:
    fragments = {
        node.name.value: node for node in operation.tree.definitions if isinstance(node, FragmentDefinitionNode)
    }
    waiting: list[tuple[GraphQLNamedType | None, SelectionSetNode]] = [
        (schema.subscription_type, operation.node.selection_set)
    ]
    seen: set[tuple[str, int]] = set()
    while waiting:
        type, selections = waiting.pop()
        if type is None or (type.name, id(selections)) in seen:
            continue
        seen.add((type.name, id(selections)))
        for node in selections.selections:
            match node:
                case FieldNode():
                    field = _field(type, node.name.value)
                    if field is None:
                        continue
                    definition = field.extensions.get("strawberry-definition")
                    if definition and definition.metadata.get("viewer"):
                        return True
                    if node.selection_set:
                        waiting.append((get_named_type(field.type), node.selection_set))
                case InlineFragmentNode():
                    on = node.type_condition
                    waiting.append((schema.get_type(on.name.value) if on else type, node.selection_set))
                case FragmentSpreadNode():
                    fragment = fragments[node.name.value]
                    on_type = schema.get_type(fragment.type_condition.name.value)
                    waiting.append((on_type, fragment.selection_set))
    return False


def _field(type: GraphQLNamedType, name: str) -> Any:
    return type.fields.get(name) if isinstance(type, GraphQLObjectType | GraphQLInterfaceType) else None
