"""The headers of a request, as text."""

from collections.abc import Collection
from typing import cast

from starlette.types import Scope


def headers_of(scope: Scope, read: Collection[bytes]) -> dict[str, str]:
    """Those of these names, which are in lower case; one that stands twice is one list."""
    found: dict[str, str] = {}
    for name, value in cast("list[tuple[bytes, bytes]]", scope["headers"]):
        if name in read:
            key, text = name.decode(), value.decode("latin-1")
            found[key] = f"{found[key]},{text}" if key in found else text
    return found
