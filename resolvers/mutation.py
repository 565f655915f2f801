"""The door of every mutation: what a rule refuses becomes the payload's `errors`, and one verb is one transaction."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, get_type_hints

import strawberry
from strawberry.types import get_object_definition

from models import database
from models.errors import Refusal, RefusalCode

Answer = TypeVar("Answer")

strawberry.enum(RefusalCode, name="UserErrorCode", description="What is wrong with an input, and can be mended.")


@strawberry.type(description="Something in the input that the caller can mend.")
class UserError:
    code: RefusalCode
    message: str
    field: list[str] | None = strawberry.field(description="The way to it in `input`; null: it is about all of it.")


@strawberry.type
class Payload:
    """What a mutation answers: its object, or else its errors."""

    errors: list[UserError] = strawberry.field(
        default_factory=list, description="Empty where it was done. Otherwise nothing was."
    )


SomePayload = TypeVar("SomePayload", bound=Payload)


def mutation(description: str | None = None) -> Callable[[Callable[..., Awaitable[SomePayload]]], Any]:
    """Make a mutation of an async function that answers its payload; what it raises as Refusal is answered as errors.

    Its docstring is the field's description where none is given.
    """

    def field(resolve: Callable[..., Awaitable[SomePayload]]) -> Any:
        payload = get_type_hints(resolve)["return"]

        @functools.wraps(resolve)
        async def answer(*arguments: Any, **named: Any) -> SomePayload:
            try:
                return await resolve(*arguments, **named)
            except Refusal as refusal:
                if refusal.instead:
                    await write(refusal.instead())
                refused: SomePayload = payload(errors=[_shown(one) for one in refusal.all])
                return refused

        words = description or (resolve.__doc__ and " ".join(resolve.__doc__.split()))
        return strawberry.mutation(resolver=staticmethod(answer), description=words)

    return field


async def write(verb: Awaitable[Answer]) -> Answer:
    """Await this verb in a transaction: all that it changes and announces, or nothing of it."""
    async with database.transaction():
        return await verb


def given(input: object) -> dict[str, Any]:
    """The fields of an input that the caller gave, null or not, by their Python names."""
    fields = get_object_definition(input, strict=True).fields
    values = {field.python_name: getattr(input, field.python_name) for field in fields}
    return {name: value for name, value in values.items() if value is not strawberry.UNSET}


def _shown(refusal: Refusal) -> UserError:
    return UserError(code=refusal.code, message=refusal.message, field=list(refusal.field) or None)
