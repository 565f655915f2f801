"""Column types that Tortoise does not have."""

from decimal import Decimal
from typing import Any

from tortoise.fields.base import Field


class NumericField(Field[Decimal], Decimal):  # type: ignore[misc]
    """PostgreSQL's numeric without a bound: a price keeps the digits it came with, be it 97412.08 or 0.000007114."""

    SQL_TYPE = "NUMERIC"

    def to_python_value(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value)
