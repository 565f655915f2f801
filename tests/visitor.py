"""Somebody who uses the API over HTTP."""

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass
class Visitor:
    http: httpx.AsyncClient

    async def answer(self, query: str, /, **variables: Any) -> dict[str, Any]:
        """The whole answer to an operation, errors and all."""
        response = await self.http.post("/graphql", json={"query": query, "variables": variables})
        body: dict[str, Any] = response.json()
        return body

    async def query(self, query: str, /, **variables: Any) -> Any:
        """The data of an operation that must succeed."""
        body = await self.answer(query, **variables)
        assert "errors" not in body, body["errors"]
        return body["data"]

    async def refusal(self, query: str, /, **variables: Any) -> str:
        """The message of an operation that must be refused as bad input, with nothing but that to say."""
        body = await self.answer(query, **variables)
        assert [error["extensions"]["code"] for error in body.get("errors", [])] == ["BAD_USER_INPUT"], body
        message: str = body["errors"][0]["message"]
        return message
