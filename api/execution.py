"""One operation, whatever carried it: read and held to the limits once a document, then run and answered."""

from collections import OrderedDict
from collections.abc import Awaitable
from dataclasses import dataclass, field
from inspect import isawaitable
from sys import getsizeof
from typing import Any, cast

import strawberry
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    create_source_event_stream,
    parse,
    validate,
)
from strawberry.execution import optimized_is_awaitable

from api import costs, masking
from api.limits import LIMITS, Measure, Measurement, hold, hold_size, hold_tokens
from api.text import refuse_nul, refuse_nul_literals
from models.errors import Unavailable
from resolvers.errors import BadUserInput, Forbidden
from resolvers.live import Gone, Source

KEPT_DOCUMENTS = 1_000
KEPT_BYTES = 64_000_000
BYTES_A_TOKEN = 500  # with its part of the tree


class Refused(Exception):
    """Nothing was run: `errors` stand in an answer without data."""

    def __init__(self, errors: list[masking.Shown], status: int) -> None:
        super().__init__(errors)
        self.errors, self.status = errors, status

    @classmethod
    def because(cls, *errors: GraphQLError, status: int = 400) -> "Refused":
        return cls(masking.refused(errors, LIMITS.errors), status)


@dataclass(slots=True)
class Answer:
    """What one operation brought; whoever has something to add to `extensions` adds it there."""

    data: dict[str, Any] | None
    errors: list[masking.Shown] = field(default_factory=list)
    extensions: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        return {"data": self.data, **({"errors": self.errors} if self.errors else {}), "extensions": self.extensions}


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document within the limits."""

    tree: DocumentNode
    size: int
    operations: list[tuple[OperationDefinitionNode, Measure]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a valid document, with what it costs for these variables."""

    tree: DocumentNode
    node: OperationDefinitionNode
    name: str | None
    variables: dict[str, Any]
    cost: int

    @property
    def kind(self) -> OperationType:
        return self.node.operation


class Execution:
    """Reads, keeps and runs documents over one schema."""

    def __init__(self, schema: strawberry.Schema, *, public: bool) -> None:
        self.schema = schema._schema
        self._executor = schema.execution_context_class
        self._public = public
        self._prices = costs.Prices(self.schema)
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._kept_bytes = 0

    def prepare(self, query: str, name: str | None, variables: dict[str, Any]) -> Operation:
        """The operation that is asked for; what is wrong with it is raised as Refused."""
        try:
            document = self._document(query)
            refuse_nul(variables)
            node, measure = _choose(document, name)
            cost = costs.total(measure.cost, costs.amounts(node, variables))
            hold("cost", cost)
        except GraphQLError as error:
            raise Refused.because(error) from None
        return Operation(document.tree, node, name, variables, cost)

    async def run(self, operation: Operation, context: object) -> Answer:
        """The answer to a query or a mutation; variables that do not fit are raised as Refused."""
        result = self.start(operation, context)
        return await result if isawaitable(result) else result

    def start(self, operation: Operation, context: object) -> Answer | Awaitable[Answer]:
        """As `run`, and answered at once where nothing needs to be awaited."""
        result = self._build(operation, context).execute_operation()
        if isinstance(result, ExecutionResult):
            return _answer(result, operation)
        return _finish(cast("Awaitable[ExecutionResult]", result), operation)

    async def source(self, operation: Operation, context: object) -> Source:
        """What a subscription follows; what is wrong with its arguments, or its caller, is raised as Refused."""
        found = create_source_event_stream(self._build(operation, context))
        found = await found if isawaitable(found) else found
        if isinstance(found, Source):
            return found
        errors = found.errors if isinstance(found, ExecutionResult) else None
        raise Refused(masking.failed(errors or ()), 200)

    async def tell(self, operation: Operation, context: object, event: object) -> Answer | None:
        """The answer of a subscription to one event; None where what it is about is gone meanwhile.

        Raises Unavailable where a server of ours is away: it can be told later.
        """
        executor = self._build(operation, context, event)
        result = executor.execute_operation(False)
        result = await result if isawaitable(result) else result
        assert isinstance(result, ExecutionResult)
        causes = [cause for error in result.errors or () for cause in masking.causes(error)]
        for away in causes:
            if isinstance(away, Unavailable):
                raise away
        if any(isinstance(cause, Gone) for cause in causes):
            return None
        return _answer(result, operation)

    def _build(self, operation: Operation, context: object, root: object = None) -> Any:
        executor = self._executor.build(
            self.schema,
            operation.tree,
            root_value=root,
            context_value=context,
            raw_variable_values=operation.variables,
            operation_name=operation.name,
            max_coercion_errors=LIMITS.errors,
            is_awaitable=cast("Any", optimized_is_awaitable),
            hide_suggestions=not self._public,
        )
        if isinstance(executor, list):
            raise Refused.because(*executor)
        return executor

    def _document(self, query: str) -> Document:
        kept = self._kept.get(query)
        if kept is not None:
            self._kept.move_to_end(query)
            return kept
        document = self._read(query)
        self._kept[query] = document
        self._kept_bytes += document.size
        while len(self._kept) > KEPT_DOCUMENTS or self._kept_bytes > KEPT_BYTES:
            self._kept_bytes -= self._kept.popitem(last=False)[1].size
        return document

    def _read(self, query: str) -> Document:
        hold_size(query)
        try:
            tree = parse(query, max_lexical_tokens=LIMITS.tokens)
        except GraphQLSyntaxError:
            hold_tokens(query)
            raise
        tokens = refuse_nul_literals(tree)
        measurement = Measurement(self.schema, self._prices, tree)
        if not self._public and any(measure.introspects for _, measure in measurement.operations):
            raise Forbidden("This API does not show its schema.")
        errors = validate(self.schema, tree, max_errors=LIMITS.errors, hide_suggestions=not self._public)
        if errors:
            raise Refused.because(*errors)
        return Document(tree, 2 * getsizeof(query) + BYTES_A_TOKEN * tokens, measurement.operations)


def _choose(document: Document, name: str | None) -> tuple[OperationDefinitionNode, Measure]:
    if name is None:
        if len(document.operations) == 1:
            return document.operations[0]
        raise BadUserInput("The document holds several operations: say which by operationName.")
    for operation, measure in document.operations:
        if operation.name and operation.name.value == name:
            return operation, measure
    raise BadUserInput(f"The document has no operation named '{name}'.")


async def _finish(result: Awaitable[ExecutionResult], operation: Operation) -> Answer:
    return _answer(await result, operation)


def _answer(result: ExecutionResult, operation: Operation) -> Answer:
    return Answer(result.data, masking.failed(result.errors or ()), {"cost": operation.cost})
