"""The limits: what is just within them is read, what is just over is refused, and no fragment is measured twice."""

from typing import Any

import pytest
from graphql import parse

from api.costs import Prices
from api.execution import Execution, Refused
from api.limits import LIMITS, Measurement
from tests.door.pathological import DOCUMENTS
from tests.door.small import SCHEMA, ask, codes, door

EXECUTION = Execution(SCHEMA, public=True)


def measured(query: str) -> Measurement:
    return Measurement(SCHEMA._schema, Prices(SCHEMA._schema), parse(query))


def refusal(query: str) -> dict[str, Any]:
    """The one error of a document that is over a limit."""
    with pytest.raises(Refused) as refused:
        EXECUTION.prepare(query, None, {})
    (error,) = refused.value.errors
    return error


def nested(levels: int) -> str:
    return "coin { " + "next { " * (levels - 2) + "id " + "} " * (levels - 1)


def aliased(count: int, field: str) -> str:
    return " ".join(f"a{n}: {field}" for n in range(count))


def included(count: int) -> str:
    keys = ("hello", "later", "__typename")
    return " ".join(f"{keys[n % 3]} @include(if: true)" for n in range(count))


def members(levels: int) -> str:
    return '__type(name: "Coin") { ' + "fields { type { " * levels + "name " + "} } " * levels + "}"


SIGN_IN = 'signIn(code: "1")'


@pytest.mark.parametrize(
    ("limit", "within", "over", "figure"),
    [
        ("bytes", f"{{ hello #{'é' * 49_994}\n}}", f"{{ hello #{'é' * 49_995}\n}}", 100_001),
        ("lines", "{ hello" + "\n" * 4_999 + "}", "{ hello" + "\r" * 5_000 + "}", 5_001),
        ("tokens", f"{{ nodes(ids: [{'1 ' * 988}]) {{ id }} }}", f"{{ nodes(ids: [{'1 ' * 989}]) {{ id }} }}", 1_001),
        ("depth", f"{{ {nested(25)} }}", f"{{ {nested(26)} }}", 26),
        (
            "depth",
            f"{{ ...F }} fragment F on Query {{ {nested(25)} }}",
            "{ coin { ...F } } fragment F on Coin { next { ...G } } "
            f"fragment G on Coin {{ {nested(24).replace('coin', 'next')} }}",
            26,
        ),
        ("aliases", f"{{ {aliased(15, 'hello')} }}", f"{{ {aliased(16, 'hello')} }}", 16),
        (
            "aliases",
            f"{{ coin {{ ...F next {{ ...F }} }} }} fragment F on Coin {{ {aliased(7, 'id')} }}",
            f"{{ coin {{ ...F next {{ ...F }} }} }} fragment F on Coin {{ {aliased(8, 'id')} }}",
            16,
        ),
        ("directives", f"{{ {included(50)} }}", f"{{ {included(51)} }}", 51),
        ("repeats", f"{{ {'hello ' * 20} }}", f"{{ {'hello ' * 21} }}", 21),
        ("repeats", f"{{ {'coin { id id } ' * 10} }}", f"{{ {'coin { id id id } ' * 7} }}", 21),
        (
            "repeats",
            f"{{ ...F ...F }} fragment F on Query {{ {'hello ' * 10} }}",
            f"{{ ...F ...F ... {{ hello }} }} fragment F on Query {{ {'hello ' * 10} }}",
            21,
        ),
        ("members", f"{{ {members(1)} }}", f"{{ {members(2)} }}", 2),
        ("credentials", f'mutation {{ {SIGN_IN} rename(name: "x") }}', f"mutation {{ {SIGN_IN} a: {SIGN_IN} }}", 2),
        (
            "credentials",
            f"mutation {{ ...F }} fragment F on Mutation {{ {SIGN_IN} }}",
            f"mutation A {{ ...F }} mutation B {{ refreshSession }} fragment F on Mutation {{ {SIGN_IN} }}",
            2,
        ),
        (
            "cost",
            "{ coins(first: 100) { edges { node { peers(first: 23) { nodes { next { id } } } } } } }",
            "{ coins(first: 100) { edges { node { peers(first: 24) { nodes { next { id } } } } } } }",
            5_101,
        ),
    ],
)
def test_a_limit_is_held_to_the_figure(limit: str, within: str, over: str, figure: int) -> None:
    EXECUTION.prepare(within, None, {})

    error = refusal(over)

    allowed = getattr(LIMITS, limit)
    assert error["extensions"] == {"code": "QUERY_TOO_COMPLEX", "limit": limit, "allowed": allowed, "figure": figure}
    assert f"{figure:,}" in error["message"]
    assert f"at most {allowed:,}" in error["message"]


async def test_a_document_over_a_limit_runs_nothing_and_is_a_refused_request() -> None:
    response = await ask(door(), f"mutation {{ {SIGN_IN} a: {SIGN_IN} }}")

    assert response.status_code == 400
    assert codes(response) == ["QUERY_TOO_COMPLEX"]
    assert "data" not in response.json()


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_a_pathological_document_is_refused_in_few_words(name: str) -> None:
    response = await ask(door(), DOCUMENTS[name])

    assert response.status_code == 400
    assert set(codes(response)) <= {"QUERY_TOO_COMPLEX", "BAD_USER_INPUT"}
    assert 1 <= len(response.json()["errors"]) <= 5
    assert len(response.content) < 10_000


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_a_pathological_document_is_refused_as_well_where_the_api_is_private(name: str) -> None:
    response = await ask(door(public=False), DOCUMENTS[name])

    assert response.status_code == 400


@pytest.mark.parametrize("levels", [1, 5, 25, 100])
def test_a_fragment_is_measured_once_however_often_it_is_spread(levels: int) -> None:
    """Spread without an effect on the other limits, each level would double the visits."""
    fragments = [f"fragment F{n} on Coin {{ ... {{ ...F{n + 1} }} }}" for n in range(levels)]
    spreads = "...F0 " * 20

    visits = measured(f"{{ coin {{ {spreads} }} }} {' '.join(fragments)} fragment F{levels} on Coin {{ id }}").visits

    assert visits == 1 + 20 + 2 * levels + 1


@pytest.mark.parametrize(
    "query",
    [
        "{ coin { ...A } } fragment A on Coin { ...A }",
        "{ coin { ...A } } fragment A on Coin { id next { ...B } } fragment B on Coin { ... { ...C } } "
        "fragment C on Coin { next { ...A } }",
        "{ hello } fragment A on Coin { ...B } fragment B on Coin { ...A }",
    ],
)
async def test_a_circle_of_fragments_is_bad_input(query: str) -> None:
    response = await ask(door(), query)

    assert response.status_code == 400
    assert codes(response) == ["BAD_USER_INPUT"]
    assert "within itself" in response.json()["errors"][0]["message"]


async def test_two_fragments_of_one_name_are_bad_input_before_either_is_measured() -> None:
    long = "fragment A on Query {" + "hello " * 300 + "}"

    response = await ask(door(), f"{{ ...A }} {long} fragment A on Query {{ hello }}")

    assert codes(response) == ["BAD_USER_INPUT"]


async def test_no_more_than_five_errors_are_told_of_a_refused_document() -> None:
    response = await ask(door(), "{" + " ".join(f"unknown{n}" for n in range(50)) + "}")

    assert codes(response) == ["BAD_USER_INPUT"] * 5


async def test_no_more_than_five_errors_are_told_of_variables() -> None:
    variables: dict[str, Any] = {"ids": [{} for _ in range(50)]}

    response = await ask(door(), "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", variables)

    assert response.status_code == 400
    assert codes(response) == ["BAD_USER_INPUT"] * 5


def test_each_operation_of_a_document_is_held_to_the_limits_by_itself() -> None:
    """A page of examples holds many operations, of which one is run."""
    ten = aliased(10, "hello")

    operation = EXECUTION.prepare(f"query A {{ {ten} }} query B {{ {ten} }}", "B", {})

    assert operation.name == "B"


def test_a_field_named_like_signing_in_counts_only_where_it_signs_in() -> None:
    query = parse("query A { signIn a: signIn } mutation B { rename(name: 1) { signIn } }")

    Measurement(SCHEMA._schema, Prices(SCHEMA._schema), query)
