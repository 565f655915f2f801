"""What every resolver of one operation shares; made anew for each operation, and for each event of a subscription."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from strawberry.dataloader import DataLoader
from strawberry.types import Info as StrawberryInfo

from models.actor import NOBODY, Actor, Role
from models.errors import Forbidden, Unauthenticated


@dataclass
class Credentials:
    """The refresh token that came with the request, and the one that goes out with the answer, if it is another."""

    given: str | None = None
    granted: str | None = None
    ended: bool = False
    """Whatever the client holds is to be forgotten."""
    in_body: bool = False
    """The client keeps no cookies: it reads its token in the answer."""


@dataclass
class Context:
    """`loaders` live as long as this context: one kept longer would answer stale rows."""

    actor: Actor = NOBODY
    credentials: Credentials = field(default_factory=Credentials)
    loaders: dict[Hashable, DataLoader[Any, Any]] = field(default_factory=dict)


Info = StrawberryInfo[Context, None]

MODERATORS = frozenset({Role.MODERATOR, Role.ADMIN})


def signed_in(info: Info) -> Actor:
    """Who acts. Raises Unauthenticated where nobody has signed in."""
    if info.context.actor.person_id is None:
        raise Unauthenticated("Sign in first.")
    return info.context.actor


def moderator(info: Info) -> Actor:
    """Who acts, with the rights of a moderator. Raises Unauthenticated or Forbidden."""
    actor = signed_in(info)
    if actor.role not in MODERATORS:
        raise Forbidden("This is for moderators.")
    return actor
