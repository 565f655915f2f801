"""Somebody who uses the API over HTTP."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx


@dataclass
class Visitor:
    """`id` is the person's, where they have signed in."""

    http: httpx.AsyncClient
    id: UUID | None = None
    username: str = ""

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

    async def code(self, query: str, /, **variables: Any) -> str:
        """The code of the one GraphQL error that an operation must answer."""
        body = await self.answer(query, **variables)
        (error,) = body["errors"]
        code: str = error["extensions"]["code"]
        return code

    async def mutate(self, mutation: str, /, **input: Any) -> dict[str, Any]:
        """The payload of a mutation over this input, which must be done."""
        payload: dict[str, Any]
        (payload,) = (await self.query(mutation, input=input)).values()
        assert payload["errors"] == [], payload["errors"]
        return payload

    async def refused(self, mutation: str, /, **input: Any) -> list[tuple[str, str | None]]:
        """The code and the field of each error of a mutation over this input, which must be refused."""
        (payload,) = (await self.query(mutation, input=input)).values()
        assert payload["errors"], payload
        assert all(value in (None, []) for name, value in payload.items() if name != "errors"), payload
        assert all(error["message"] for error in payload["errors"])
        return [(error["code"], ".".join(error["field"]) if error["field"] else None) for error in payload["errors"]]
