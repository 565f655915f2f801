"""Errors about the request itself: each a GraphQL error with `extensions.code`, in words for the caller.

Exposed
├── BadUserInput      BAD_USER_INPUT       malformed ids, page sizes, cursors
├── TooComplex        QUERY_TOO_COMPLEX    over a limit of the door
├── SignInNeeded      UNAUTHENTICATED      nobody has signed in, or the session has ended
├── Forbidden         FORBIDDEN            not for this caller
├── TooOften          RATE_LIMITED         carries `retryAfter`, in seconds
├── NotAvailable      UNAVAILABLE          a server of ours is away: try again
└── Internal          INTERNAL             ours to mend; carries a reference that the log holds
"""

from typing import Any

from graphql import GraphQLError


class Exposed(GraphQLError):
    """An error whose words the world may read; whatever else is raised is masked as INTERNAL."""

    code = "INTERNAL"

    def __init__(self, message: str, **extensions: Any) -> None:
        super().__init__(message, extensions={"code": self.code, **extensions})


class BadUserInput(Exposed):
    code = "BAD_USER_INPUT"


class TooComplex(Exposed):
    code = "QUERY_TOO_COMPLEX"


class SignInNeeded(Exposed):
    code = "UNAUTHENTICATED"


class Forbidden(Exposed):
    code = "FORBIDDEN"


class TooOften(Exposed):
    code = "RATE_LIMITED"


class NotAvailable(Exposed):
    code = "UNAVAILABLE"


class Internal(Exposed):
    code = "INTERNAL"
