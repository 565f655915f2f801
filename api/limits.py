"""What one document may ask for: a single pass over its tree, before validation, that expands no fragment twice."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    Lexer,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    Source,
    TokenKind,
)

from api.costs import Cost, Prices, plus, times
from resolvers.errors import BadUserInput, TooComplex


class Limits(NamedTuple):
    """The figures of the door; whatever is over one is refused with QUERY_TOO_COMPLEX."""

    bytes: int = 100_000
    tokens: int = 1_000
    lines: int = 5_000
    nesting: int = 200
    depth: int = 25
    aliases: int = 15
    directives: int = 50
    repeats: int = 20
    members: int = 1
    credentials: int = 1
    cost: int = 5_000
    errors: int = 5


LIMITS = Limits()

# Each takes a secret that could be guessed, or sends a mail or a text: one request is one try.
CREDENTIALS = frozenset(
    {
        "signUp",
        "confirmAccount",
        "resendConfirmation",
        "signIn",
        "completeSignIn",
        "sendSmsCode",
        "refreshSession",
        "requestEmailChange",
        "confirmEmailChange",
        "objectToEmailChange",
        "changePassword",
        "requestPasswordReset",
        "resetPassword",
        "confirmTotpSetup",
        "removeTotp",
        "setPhone",
        "confirmPhone",
        "removePhone",
        "regenerateRecoveryCodes",
        "closeAccount",
    }
)
OPENING = frozenset({TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L})
CLOSING = frozenset({TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R})
INTROSPECTION = frozenset({"__schema", "__type"})
MEMBERS = frozenset({"fields", "inputFields", "interfaces", "possibleTypes"})

WORDS = {
    "bytes": "The document is {} bytes long",
    "tokens": "The document has {} tokens",
    "lines": "The document has {} lines",
    "nesting": "The document nests {} levels of brackets",
    "depth": "The document nests {} levels of fields",
    "aliases": "The document uses {} aliases",
    "directives": "The document uses {} directives",
    "repeats": "The document asks {} times for the same field of one object",
    "members": "The document asks for {} levels of the schema's members",
    "credentials": "The document uses credentials {} times",
    "cost": "The operation costs {}",
}
MOST_SAID = 10**9


def too_complex(limit: str, figure: int, at_least: str = "") -> TooComplex:
    """The refusal that names the figure and the limit."""
    allowed: int = getattr(LIMITS, limit)
    said = f"{at_least}{min(figure, MOST_SAID):,}"
    return TooComplex(
        f"{WORDS[limit].format(said)}; at most {allowed:,} {'is' if allowed == 1 else 'are'} allowed.",
        limit=limit,
        allowed=allowed,
        figure=min(figure, MOST_SAID),
    )


def hold(limit: str, figure: int, at_least: str = "") -> None:
    if figure > getattr(LIMITS, limit):
        raise too_complex(limit, figure, at_least)


def hold_size(query: str) -> None:
    """What can be said of a text before it is read."""
    hold("bytes", len(query.encode()))
    hold("lines", query.count("\n") + query.count("\r") + 1)


def hold_tokens(query: str) -> None:
    """What can be said of a text that the parser gave up: whether it was broken or too much."""
    lexer = Lexer(Source(query))
    brackets = tokens = 0
    while lexer.advance().kind is not TokenKind.EOF:
        tokens += 1
        hold("tokens", tokens, at_least="at least ")
        brackets += (lexer.token.kind in OPENING) - (lexer.token.kind in CLOSING)
        hold("nesting", brackets, at_least="at least ")


class Uses(NamedTuple):
    """How often one response key stands in a selection, and how often one stands below all of its uses, merged."""

    here: int
    below: int


@dataclass(slots=True)
class Measure:
    """What a selection holds, its fragments included."""

    depth: int = 0
    aliases: int = 0
    credentials: int = 0
    introspects: bool = False
    members: int = 0
    cost: Cost = 0
    keys: dict[str, Uses] = field(default_factory=dict)

    @property
    def repeats(self) -> int:
        """No selection below, merged as execution merges it, holds one key more often than this."""
        return max((max(uses) for uses in self.keys.values()), default=0)

    def add(self, other: "Measure") -> None:
        """Take in what another selection holds for the same object."""
        self.depth = max(self.depth, other.depth)
        self.aliases += other.aliases
        self.credentials += other.credentials
        self.introspects |= other.introspects
        self.members = max(self.members, other.members)
        self.cost = plus(self.cost, other.cost)
        for key, uses in other.keys.items():
            self.use(key, uses)

    def use(self, key: str, uses: Uses) -> None:
        before = self.keys.get(key)
        self.keys[key] = Uses(before.here + uses.here, before.below + uses.below) if before else uses


class Measurement:
    """The measures of one document: every fragment is measured once, after those that it spreads."""

    def __init__(self, schema: GraphQLSchema, prices: Prices, document: DocumentNode) -> None:
        self.visits = 0
        self.directives = 0
        self._schema = schema
        self._prices = prices
        self._fragments: dict[str, Measure] = {}
        fragments = _by_name(document)
        for name in _inner_first(fragments):
            fragment = fragments[name]
            self.directives += len(fragment.directives or ())
            on = schema.get_type(fragment.type_condition.name.value)
            self._fragments[name] = self._within(self._measure(fragment.selection_set, on))
        self.operations: list[tuple[OperationDefinitionNode, Measure]] = []
        for operation in document.definitions:
            if isinstance(operation, OperationDefinitionNode):
                self.operations.append((operation, self._of_operation(operation)))
        hold("directives", self.directives)
        hold("credentials", sum(measure.credentials for _, measure in self.operations))

    def _of_operation(self, operation: OperationDefinitionNode) -> Measure:
        self.directives += len(operation.directives or ())
        self.directives += sum(len(variable.directives or ()) for variable in operation.variable_definitions or ())
        root = self._schema.get_root_type(operation.operation)
        return self._within(self._measure(operation.selection_set, root))

    def _within(self, measure: Measure) -> Measure:
        for limit in ("depth", "aliases", "repeats", "members"):
            hold(limit, getattr(measure, limit))
        return measure

    def _measure(self, selections: SelectionSetNode, on: GraphQLNamedType | None) -> Measure:
        total = Measure()
        for selection in selections.selections:
            self.visits += 1
            self.directives += len(selection.directives or ())
            if isinstance(selection, FieldNode):
                self._add_field(total, selection, on)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = self._schema.get_type(condition.name.value) if condition else on
                total.add(self._measure(selection.selection_set, inner))
            elif isinstance(selection, FragmentSpreadNode):
                spread = self._fragments.get(selection.name.value)  # unknown ones are for validation
                if spread is not None:
                    total.add(spread)
        return total

    def _add_field(self, total: Measure, node: FieldNode, on: GraphQLNamedType | None) -> None:
        name = node.name.value
        price = self._prices.of(on, name)
        total.aliases += node.alias is not None
        total.introspects |= name in INTROSPECTION
        total.credentials += name in CREDENTIALS and on is self._schema.get_root_type(OperationType.MUTATION)
        depth, repeats = 1, 0
        cost: Cost = price.weight_of_leaf
        members = int(name in MEMBERS and on is not None and on.name == "__Type")
        if node.selection_set:
            below = self._measure(node.selection_set, price.type)
            depth += below.depth
            repeats = below.repeats
            cost = plus(price.weight, times(price.size(node), below.cost))
            total.aliases += below.aliases
            total.introspects |= below.introspects
            members += below.members
        total.depth = max(total.depth, depth)
        total.members = max(total.members, members)
        total.cost = plus(total.cost, cost)
        total.use((node.alias or node.name).value, Uses(1, repeats))


def _by_name(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    fragments: dict[str, FragmentDefinitionNode] = {}
    for definition in document.definitions:
        if isinstance(definition, FragmentDefinitionNode):
            name = definition.name.value
            if fragments.setdefault(name, definition) is not definition:
                raise BadUserInput(f"There can be only one fragment named '{name}'.")
    return fragments


def _inner_first(fragments: dict[str, FragmentDefinitionNode]) -> list[str]:
    """The fragments' names, each after those it spreads; a circle is refused."""
    order: list[str] = []
    open_ = set[str]()
    done = set[str]()
    waiting = list(fragments)
    while waiting:
        name = waiting[-1]
        if name in done:
            waiting.pop()
        elif name in open_:
            open_.remove(waiting.pop())
            done.add(name)
            order.append(name)
        else:
            open_.add(name)
            for spread in _spreads(fragments[name].selection_set):
                if spread in open_:
                    raise BadUserInput(f"Cannot spread fragment '{spread}' within itself.")
                if spread in fragments and spread not in done:
                    waiting.append(spread)
    return order


def _spreads(selections: SelectionSetNode) -> Iterator[str]:
    waiting: list[SelectionNode] = list(selections.selections)
    while waiting:
        selection = waiting.pop()
        if isinstance(selection, FragmentSpreadNode):
            yield selection.name.value
        elif isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
            waiting.extend(selection.selection_set.selections)
