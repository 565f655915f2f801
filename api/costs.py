"""What an operation costs: each field with a selection counts once for every object it is asked of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, NamedTuple

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    ValueNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
)

PAGE = 20  # objects on a page where nothing is said
LIST = 10  # objects in a list whose field declares no `size`
LARGEST_PAGE = 100  # more counts as this many, for whoever is asked for more refuses it
INTROSPECTION_WEIGHTS = {"__schema": 1_000, "__type": 100}  # the whole schema takes as long as a few hundred objects


@dataclass(frozen=True, slots=True)
class Asked:
    """A number of objects that stands in variables: the largest of those given, else `otherwise`."""

    variables: tuple[str, ...]
    literal: int | None
    otherwise: int

    def among(self, amounts: Mapping[str, int | None]) -> int:
        found = [amount for name in self.variables if (amount := amounts.get(name)) is not None]
        if self.literal is not None:
            found.append(self.literal)
        return max(found, default=self.otherwise)


@dataclass(eq=False, slots=True)
class Sum:
    """A cost that depends on variables: a fixed part, and parts that each stand in a list."""

    fixed: int = 0
    parts: list[tuple["int | Asked", "Cost"]] = field(default_factory=list)


Cost = int | Sum


def plus(one: Cost, other: Cost) -> Cost:
    if isinstance(one, int):
        if isinstance(other, int):
            return one + other
        return Sum(one, [(1, other)])
    if isinstance(other, int):
        return Sum(one.fixed + other, one.parts)
    return Sum(one.fixed, [*one.parts, (1, other)])  # flat where costs are added up one after the other


def times(size: int | Asked, cost: Cost) -> Cost:
    if isinstance(size, int) and isinstance(cost, int):
        return size * cost
    return 0 if cost == 0 else Sum(parts=[(size, cost)])


def total(cost: Cost, amounts: Mapping[str, int | None]) -> int:
    """The cost in numbers; what is spread in many places is counted once."""
    counted: dict[int, int] = {}

    def count(cost: Cost) -> int:
        if isinstance(cost, int):
            return cost
        known = counted.get(id(cost))
        if known is None:
            known = cost.fixed
            for size, part in cost.parts:
                known += (size if isinstance(size, int) else size.among(amounts)) * count(part)
            counted[id(cost)] = known
        return known

    return count(cost)


def amount(value: Any) -> int | None:
    """How many objects a variable's value asks for: a number as it stands, a list by its length."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return _page(int(value)) if isfinite(value) else LARGEST_PAGE
    if isinstance(value, int):
        return _page(value)
    return len(value) if isinstance(value, list) else None


def amounts(operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> dict[str, int | None]:
    """How many objects each variable of an operation asks for, its defaults included."""
    found: dict[str, int | None] = {}
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        if name in variables:
            found[name] = amount(variables[name])
        elif definition.default_value:
            found[name] = _literal(definition.default_value)
    return found


def _page(number: int) -> int:
    return min(max(number, 0), LARGEST_PAGE)


def _literal(node: ValueNode) -> int | None:
    if isinstance(node, IntValueNode):
        return _page(int(node.value[:10]))  # ten digits say enough, and a thousand could not be read
    if isinstance(node, ListValueNode):
        return len(node.values)
    return None


class Price(NamedTuple):
    """What one field of the schema costs, and what multiplies all that is asked below it."""

    type: GraphQLNamedType | None
    weight: int
    weight_of_leaf: int
    counted_by: tuple[str, ...] = ()
    otherwise: int = 1

    def size(self, node: FieldNode) -> int | Asked:
        """The number of objects that the field's own selection is asked of."""
        if not self.counted_by:
            return self.otherwise
        literals: list[int] = []
        variables: list[str] = []
        for argument in node.arguments or ():
            if argument.name.value in self.counted_by:
                self._read(argument, literals, variables)
        literal = max(literals, default=None)
        if variables:
            return Asked(tuple(variables), literal, self.otherwise)
        return self.otherwise if literal is None else literal

    @staticmethod
    def _read(argument: ArgumentNode, literals: list[int], variables: list[str]) -> None:
        if isinstance(argument.value, VariableNode):
            variables.append(argument.value.name.value)
        elif (number := _literal(argument.value)) is not None:
            literals.append(number)


UNKNOWN = Price(None, weight=1, weight_of_leaf=0)


class Prices:
    """The price of every field, read from the schema once: `size` and `weight` of a field's metadata, else the rule."""

    def __init__(self, schema: GraphQLSchema) -> None:
        composite = [t for t in schema.type_map.values() if isinstance(t, GraphQLObjectType | GraphQLInterfaceType)]
        connections = {
            get_named_type(field.type).name
            for type_ in composite
            for field in type_.fields.values()
            if _pages(field) and not _is_list(field)
        }
        self._prices = {
            type_.name: {name: _price(type_, field, connections) for name, field in type_.fields.items()}
            for type_ in composite
        }
        if schema.query_type:
            for meta, field in (("__schema", SchemaMetaFieldDef), ("__type", TypeMetaFieldDef)):
                price = Price(get_named_type(field.type), INTROSPECTION_WEIGHTS[meta], weight_of_leaf=0)
                self._prices[schema.query_type.name][meta] = price

    def of(self, type_: GraphQLNamedType | None, field: str) -> Price:
        """The field's price; one that the type has not is for validation to refuse."""
        return self._prices.get(type_.name, {}).get(field, UNKNOWN) if type_ else UNKNOWN


def _price(type_: GraphQLNamedType, field: GraphQLField, connections: set[str]) -> Price:
    declared: Mapping[str, Any] = getattr(field.extensions.get("strawberry-definition"), "metadata", None) or {}
    of = get_named_type(field.type)
    weight, weight_of_leaf = declared.get("weight", 1), declared.get("weight", 0)
    if is_leaf_type(of) or type_.name.startswith("__"):
        return Price(of, weight, weight_of_leaf)
    if pages := _pages(field):
        defaults = [amount(_default(field.args[name])) for name in pages]
        otherwise = max((number for number in defaults if number is not None), default=PAGE)
        return Price(of, weight, weight_of_leaf, pages, otherwise)
    listed = _is_list(field) and type_.name not in connections
    otherwise = declared.get("size", LIST) if listed else 1
    return Price(of, weight, weight_of_leaf, _lists_of_ids(field) if listed else (), otherwise)


def _pages(field: GraphQLField) -> tuple[str, ...]:
    return tuple(name for name in ("first", "last") if name in field.args)


def _lists_of_ids(field: GraphQLField) -> tuple[str, ...]:
    return tuple(
        name
        for name, argument in field.args.items()
        if get_named_type(argument.type).name == "ID" and isinstance(_nullable(argument.type), GraphQLList)
    )


def _is_list(field: GraphQLField) -> bool:
    return isinstance(_nullable(field.type), GraphQLList)


def _nullable(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


def _default(argument: GraphQLArgument) -> Any:
    return argument.default.value if argument.default else argument.default_value
