"""Anything by its global id."""

from uuid import uuid4

import pytest

from tests.visitor import Visitor

NODE = "query ($id: ID!) { node(id: $id) { __typename id ... on Coin { symbol sparkline } } }"
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Coin { symbol } } }"


async def some_ids(visitor: Visitor, count: int) -> list[str]:
    nodes = (await visitor.query("query ($n: Int) { coins(first: $n) { nodes { id } } }", n=count))["coins"]["nodes"]
    return [node["id"] for node in nodes]


async def test_a_coin_is_found_by_its_id(visitor: Visitor) -> None:
    (id,) = await some_ids(visitor, 1)

    node = (await visitor.query(NODE, id=id))["node"]

    assert (node["__typename"], node["id"], node["symbol"]) == ("Coin", id, "BTC")


async def test_many_come_in_the_order_asked_for_with_null_for_what_is_not_here(visitor: Visitor) -> None:
    ids = await some_ids(visitor, 3)
    asked = [ids[2], f"coin_{uuid4().hex}", ids[0], ids[2]]

    nodes = (await visitor.query(NODES, ids=asked))["nodes"]

    assert [node and node["symbol"] for node in nodes] == ["USDT", None, "BTC", "USDT"]


@pytest.mark.parametrize("count", [2, 100])
async def test_a_hundred_ids_cost_one_read(visitor: Visitor, reads: list[str], count: int) -> None:
    ids = await some_ids(visitor, count)
    reads.clear()

    await visitor.query(NODES, ids=ids)

    assert len(reads) == 1


async def test_no_ids_are_no_nodes(visitor: Visitor) -> None:
    assert await visitor.query(NODES, ids=[]) == {"nodes": []}


@pytest.mark.parametrize(
    "id",
    [
        *("", "5", "💎", "coin", "coin_", "coin_12", "Q29pbjox", "x" * 10_000, "coin_" + "\u0660" * 32),
        *(f"coin_{'g' * 32}", f"coin_{'0' * 33}", f"Coin_{'0' * 32}", f"_{'0' * 32}", f"planet_{'0' * 32}"),
    ],
)
async def test_what_is_no_id_is_refused_in_words(visitor: Visitor, id: str) -> None:
    assert "is not an id" in await visitor.refusal(NODE, id=id)


async def test_more_than_a_hundred_ids_are_refused(visitor: Visitor) -> None:
    assert "100 at most" in await visitor.refusal(NODES, ids=[f"coin_{uuid4().hex}"] * 101)
