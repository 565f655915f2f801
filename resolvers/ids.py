"""Global ids: the type's name and the row's id, such as `coin_0198c1d2…`; opaque to clients, legible to people."""

import re
from uuid import UUID

from resolvers.errors import BadUserInput

_SHAPE = re.compile(r"([a-z]+(?:_[a-z]+)*)_([0-9a-f]{32})", re.ASCII)


def prefix(type_name: str) -> str:
    """`price_alert` for PriceAlert."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type_name).lower()


def encode(type_name: str, id: UUID) -> str:
    return f"{prefix(type_name)}_{id.hex}"


def decode(global_id: str) -> tuple[str, UUID]:
    """The type's prefix and the row's id. Raises BadUserInput where it is no id of ours."""
    found = _SHAPE.fullmatch(global_id)
    if not found:
        raise BadUserInput(f"{global_id[:80]!r} is not an id.")
    return found[1], UUID(found[2])


def of(type: type, global_id: str) -> UUID:
    """The row's id of a global id of this type. Raises BadUserInput where it is another's, or none of ours."""
    kind, id = decode(global_id)
    if kind != prefix(type.__name__):
        raise BadUserInput(f"{global_id!r} is not the id of a {type.__name__}.")
    return id
