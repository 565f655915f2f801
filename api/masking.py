"""Which words of an error leave the house: ours as they stand, of all others a reference that the log holds."""

import logging
from collections.abc import Iterator, Sequence
from secrets import token_hex
from types import TracebackType
from typing import Any

from graphql import GraphQLError
from graphql.execution import values

from models.errors import Forbidden as NotAllowed
from models.errors import Malformed, RateLimited, Unauthenticated, Unavailable
from resolvers.errors import BadUserInput, Exposed, Forbidden, Internal, NotAvailable, SignInNeeded, TooOften

log = logging.getLogger("cryptotalks.api")

AWAY = "A server of ours is away or overloaded; try again in a moment"
LOGGED = 5  # of the errors of one answer; a list of a hundred may fail a hundred times over the same thing
LONGEST = 1_000  # characters of a message

Shown = dict[str, Any]


def refused(errors: Sequence[GraphQLError], most: int) -> list[Shown]:
    """Errors about the document or its variables, found before anything ran."""
    return [_shown(error, error if isinstance(error, Exposed) else _bad_input(error)) for error in errors[:most]]


def failed(errors: Sequence[GraphQLError]) -> list[Shown]:
    """Errors of fields: what the world may read of each, one reference for all that it may not."""
    reference = token_hex(4)
    answers: list[Shown] = []
    logged = 0
    for error in errors:
        known = _known(error) or internal(reference)
        answers.append(_shown(error, known))
        if isinstance(known, Internal | NotAvailable) and (logged := logged + 1) <= LOGGED:
            _note(error, known, reference)
    return answers


def _bad_input(error: GraphQLError) -> BadUserInput:
    """graphql-core quotes what it was given, and a name may be as long as a document."""
    return BadUserInput(error.message if len(error.message) <= LONGEST else error.message[:LONGEST] + "…")


def broken(error: BaseException) -> Shown:
    """An error of the door itself."""
    reference = token_hex(4)
    log.error("%s", reference, exc_info=error)
    return _shown(None, internal(reference))


def _note(error: GraphQLError, known: Exposed, reference: str) -> None:
    origin = _origin(error)
    if isinstance(known, Internal):
        log.error("%s at %s", reference, error.path, exc_info=origin)
    else:
        log.warning("%s at %s: %s", type(origin).__name__, error.path, origin)


def internal(reference: str) -> Internal:
    return Internal("Something went wrong on our side.", reference=reference)


def _shown(at: GraphQLError | None, words: Exposed) -> Shown:
    """The error as it is sent: where it happened, and the words that may be read."""
    shown: Shown = {"message": words.message}
    if at is not None and at.locations:
        shown["locations"] = [location.formatted for location in at.locations]
    if at is not None and at.path:
        shown["path"] = at.path
    shown["extensions"] = words.extensions
    return shown


def _known(error: GraphQLError) -> Exposed | None:
    """The words for the world, where someone on the way has meant them so."""
    for cause in causes(error):
        if words := exposed(cause):
            return words
    if _is_about_arguments(_origin(error)):
        return _bad_input(error)
    return None


def exposed(error: BaseException) -> Exposed | None:
    """The words for the world of what the models raise; None where they are for nobody."""
    match error:
        case Exposed():
            return error
        case Malformed():
            return BadUserInput(str(error))
        case Unauthenticated():
            return SignInNeeded(str(error))
        case NotAllowed():
            return Forbidden(str(error))
        case RateLimited():
            return TooOften(str(error), retryAfter=error.retry_after)
        case Unavailable():
            return NotAvailable(str(error))
        case ConnectionError():
            return NotAvailable(AWAY)
    return None


def causes(error: GraphQLError) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.original_error if isinstance(cause, GraphQLError) else None


def _origin(error: GraphQLError) -> BaseException:
    return list(causes(error))[-1]


def _is_about_arguments(error: BaseException) -> bool:
    """Whether graphql-core found a variable's value unfit where it is used, which only execution can find."""
    at: TracebackType | None = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return isinstance(error, GraphQLError) and at is not None and at.tb_frame.f_code.co_filename == values.__file__
