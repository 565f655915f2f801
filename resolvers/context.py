"""What every resolver of one operation shares; made anew for each operation, and for each event of a subscription."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from strawberry.dataloader import DataLoader
from strawberry.types import Info as StrawberryInfo


@dataclass
class Context:
    """`loaders` live as long as this context: one kept longer would answer stale rows."""

    loaders: dict[Hashable, DataLoader[Any, Any]] = field(default_factory=dict)


Info = StrawberryInfo[Context, None]
