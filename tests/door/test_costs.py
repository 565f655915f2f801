"""What an operation costs: objects asked for, lists multiplied, variables and defaults included."""

from typing import Any

import pytest

from api.costs import Asked, Cost, plus, times, total
from api.execution import Execution, Refused
from tests.door.small import SCHEMA, ask, codes, door

EXECUTION = Execution(SCHEMA, public=True)
PAGE = "query ($n: Int, $m: Int) { coins(first: $n, last: $m) { edges { node { id } } } }"


def cost(query: str, variables: dict[str, Any] | None = None, name: str | None = None) -> int:
    return EXECUTION.prepare(query, name, variables or {}).cost


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ hello __typename }", 0),
        ("{ coin { id name } }", 1),
        ("{ coin { next { next { id } } } }", 3),
        ("{ coin { id } coin { name } }", 2),
        ("{ coin { ... on Coin { next { id } } ... { next { id } } } }", 3),
        ("{ coin { ...F next { ...F } } } fragment F on Coin { next { id } }", 4),
        # A field may declare its own weight, and a list its size; other lists count as 10.
        ("{ coin { chart } }", 41),
        ("{ coin { tags { coin { id } } } }", 1 + 1 + 7),
        ("{ coin { plainTags { coin { id } } } }", 1 + 1 + 10),
        ("{ coin { plainTags { coin { chart } } } }", 1 + 1 + 10 * 41),
        # A page counts as many objects as are asked for, else 20, else the argument's default.
        ("{ coins { edges { node { id } } } }", 1 + 20 + 20),
        ("{ coins(first: 3) { edges { node { id } } nodes { id } } }", 1 + 3 + 3 + 3),
        ("{ coins(last: 3) { nodes { id } } }", 1 + 3),
        ("{ coins(first: 3, last: 8) { nodes { id } } }", 1 + 8),
        ("{ coins(first: null) { nodes { id } } }", 1 + 20),
        ("{ coins(first: 0) { nodes { next { id } } } }", 1),
        ("{ coins(first: 3) { ...F } } fragment F on CoinConnection { edges { node { id } } }", 1 + 3 + 3),
        ("{ coin { bestTags { coin { id } } } }", 1 + 1 + 5),
        ("{ coin { bestTags(first: 9) { coin { id } } } }", 1 + 1 + 9),
        ("{ coins(first: 10) { nodes { peers(first: 5) { nodes { id } } } } }", 1 + 10 + 10 + 50),
        # A list of ids counts by its length.
        ("{ nodes(ids: [1, 2, 3]) { next { id } } }", 1 + 3),
        ("{ nodes(ids: []) { next { id } } }", 1),
        # The schema itself: dear as a whole, and its lists count once.
        ("{ __schema { types { fields { type { name } } } } }", 1_000 + 3),
        ('{ __type(name: "Coin") { fields { name } } }', 100 + 1),
    ],
)
def test_an_operation_costs_the_objects_it_asks_for(query: str, expected: int) -> None:
    assert cost(query) == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, 41),
        ({"n": 5}, 11),
        ({"n": 5.0}, 11),
        ({"n": None}, 41),
        ({"n": 5, "m": 7}, 15),
        ({"n": None, "m": 7}, 15),
        ({"n": "5"}, 41),
        ({"n": True}, 41),
        ({"n": -5}, 1),
        ({"n": 101}, 201),
        ({"n": 10**18}, 201),
        ({"n": 1e300}, 201),
        ({"n": float("inf")}, 201),
    ],
)
def test_a_page_counts_by_its_variable_and_an_absurd_one_as_the_largest(
    variables: dict[str, Any], expected: int
) -> None:
    assert cost(PAGE, variables) == expected


def test_a_variable_counts_by_its_operation_s_default() -> None:
    fragment = "fragment F on Query { coins(first: $n) { nodes { id } } }"
    query = f"query A($n: Int = 7) {{ ...F }} query B($n: Int = 9) {{ ...F }} {fragment}"

    assert cost(query, name="A") == 8
    assert cost(query, name="B") == 10
    assert cost(query, {"n": 2}, name="B") == 3
    assert cost(query, {"n": None}, name="B") == 21


def test_a_list_of_ids_in_a_variable_counts_by_its_length() -> None:
    query = "query ($ids: [ID!]! = [1, 2]) { nodes(ids: $ids) { next { id } } }"

    assert cost(query) == 3
    assert cost(query, {"ids": ["a"] * 50}) == 51


def test_the_same_document_is_refused_for_some_variables_and_answered_for_others() -> None:
    query = "query ($n: Int) { coins(first: $n) { nodes { peers(first: $n) { nodes { id } } } } }"

    assert cost(query, {"n": 50}) == 1 + 50 + 50 + 2_500
    with pytest.raises(Refused) as refused:
        cost(query, {"n": 100})

    assert refused.value.errors[0]["message"] == "The operation costs 10,201; at most 5,000 are allowed."


def test_a_cost_that_stands_in_many_places_is_counted_once() -> None:
    """Forty doublings, counted each time anew, would take a million million steps."""
    cost: Cost = times(Asked(("n",), literal=None, otherwise=20), 1)
    for _ in range(40):
        cost = plus(cost, cost)

    assert total(cost, {"n": 3}) == 3 * 2**40
    assert total(cost, {}) == 20 * 2**40


@pytest.mark.parametrize("first", ["1000000000000000000000000000000", "-1", "101", "1e3", '"x"'])
async def test_an_absurd_page_is_not_refused_for_its_cost(first: str) -> None:
    response = await ask(door(), f"{{ coins(first: {first}) {{ nodes {{ id }} }} }}")

    assert "QUERY_TOO_COMPLEX" not in response.text
    assert "INTERNAL" not in response.text


async def test_every_answer_shows_its_cost() -> None:
    response = await ask(door(), "{ coin { next { id } } fails }")

    assert response.json()["extensions"] == {"cost": 2}


async def test_unknown_fields_and_types_are_for_validation_to_name() -> None:
    response = await ask(door(), "{ nothing(first: 5) { less { id } } ... on Nowhere { x { y } } }")

    assert set(codes(response)) == {"BAD_USER_INPUT"}
