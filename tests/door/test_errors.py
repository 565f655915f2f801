"""Errors: our own words as they stand, everybody else's behind a reference that the log holds."""

import logging

import pytest
import strawberry

from resolvers.errors import BadUserInput, TooComplex
from tests.door.small import ask, codes, door


@pytest.mark.parametrize("query", ["{ fails }", "{ mustNotFail }"])
async def test_an_unexpected_error_is_told_to_the_log_and_to_the_caller_by_a_reference_alone(
    query: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = await ask(door(), query)

    (error,) = response.json()["errors"]
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"]["code"] == "INTERNAL"
    assert "hunter2" not in response.text
    (record,) = caplog.records
    assert record.name == "cryptotalks.api"
    assert error["extensions"]["reference"] in record.getMessage()
    assert record.exc_info is not None
    assert "ZeroDivisionError: the password is hunter2" in caplog.text
    assert "small.py" in caplog.text


async def test_a_list_that_fails_for_each_object_fills_no_log(caplog: pytest.LogCaptureFixture) -> None:
    @strawberry.type
    class Item:
        @strawberry.field
        def price(self) -> int | None:
            raise RuntimeError("no price")

    @strawberry.type
    class Query:
        @strawberry.field
        def items(self) -> list[Item]:
            return [Item()] * 100

    response = await ask(door(strawberry.Schema(Query)), "{ items { price } }")

    errors = response.json()["errors"]
    assert len(errors) == 100
    assert len({error["extensions"]["reference"] for error in errors}) == 1
    assert len(caplog.records) == 5


async def test_a_server_of_ours_that_is_away_is_unavailable(caplog: pytest.LogCaptureFixture) -> None:
    response = await ask(door(), "{ away cutOff }")

    assert codes(response) == ["UNAVAILABLE", "UNAVAILABLE"]
    assert "10.0.0.7" not in response.text
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.WARNING]
    assert "10.0.0.7" in caplog.text


async def test_our_own_errors_keep_their_words_their_place_and_what_they_carry() -> None:
    response = await ask(door(), "{ malformed\n forbidden }")

    assert response.json()["errors"] == [
        {
            "message": "`first` must be between 0 and 100",
            "locations": [{"line": 1, "column": 3}],
            "path": ["malformed"],
            "extensions": {"code": "BAD_USER_INPUT"},
        },
        {
            "message": "Not for you.",
            "locations": [{"line": 2, "column": 2}],
            "path": ["forbidden"],
            "extensions": {"code": "FORBIDDEN", "why": "a test"},
        },
    ]


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("query ($n: Int!) { strict(n: $n) }", {}),
        ("query ($n: Int!) { strict(n: $n) }", {"n": "five"}),
        ("query ($n: Int!) { strict(n: $n) }", {"n": 2**31}),
        ("query ($n: Int = 5) { strict(n: $n) }", {"n": None}),
        ("query ($b: Boolean = true) { hello @include(if: $b) }", {"b": None}),
        ("query ($d: Deep!) { hello(deep: $d) }", {"d": {"outer": 1}}),
        ("{ strict(n: 99999999999) }", {}),
        ('{ strict(n: "5") }', {}),
    ],
)
async def test_values_that_do_not_fit_are_bad_input_wherever_that_is_found(
    query: str, variables: dict[str, object]
) -> None:
    response = await ask(door(), query, variables)

    assert codes(response) == ["BAD_USER_INPUT"]


async def test_an_answer_that_breaks_its_own_schema_is_ours_to_mend() -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        def number(self) -> int:
            return "hunter2"  # type: ignore[return-value]

    response = await ask(door(strawberry.Schema(Query)), "{ number }")

    assert codes(response) == ["INTERNAL"]
    assert "hunter2" not in response.text


async def test_an_answer_that_cannot_be_written_is_ours_to_mend() -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        def broken(self) -> str:
            return "\ud800"

    response = await ask(door(strawberry.Schema(Query)), "{ broken }")

    assert response.status_code == 500
    assert codes(response) == ["INTERNAL"]


@pytest.mark.parametrize("error", [BadUserInput("No."), TooComplex("No.")])
async def test_an_error_raised_on_the_way_through_others_is_found(error: Exception) -> None:
    @strawberry.type
    class Inner:
        @strawberry.field
        async def value(self) -> str:
            raise error

    @strawberry.type
    class Query:
        inner: Inner = strawberry.field(resolver=Inner)

    response = await ask(door(strawberry.Schema(Query)), "{ inner { value } }")

    assert codes(response) == [error.code]  # type: ignore[attr-defined]
    assert response.json()["data"] is None


async def test_long_words_of_a_document_are_not_sent_back_whole() -> None:
    response = await ask(door(), "{" + "a" * 50_000 + "}")

    assert len(response.content) < 2_000


async def test_a_public_api_suggests_and_shows_its_schema() -> None:
    app = door(public=True)

    typo = await ask(app, "{ hullo }")
    schema = await ask(app, "{ __schema { queryType { name } } }")

    assert "Did you mean 'hello'?" in typo.text
    assert schema.json()["data"] == {"__schema": {"queryType": {"name": "Query"}}}


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { queryType { name } } }",
        '{ __type(name: "Coin") { name } }',
        "{ ...F } fragment F on Query { ... { s: __schema { queryType { name } } } }",
        "query A { hello } query B { __schema { queryType { name } } }",
    ],
)
async def test_a_private_api_shows_no_schema(query: str) -> None:
    response = await ask(door(public=False), query, operationName="B" if "query B" in query else None)

    assert response.status_code == 400
    assert codes(response) == ["FORBIDDEN"]


async def test_a_private_api_suggests_nothing_and_still_tells_types_by_name() -> None:
    app = door(public=False)

    typo = await ask(app, "{ hullo }")
    argument = await ask(app, "{ hello(nam: 1) }")
    variable = await ask(app, "query ($d: Deep) { hello(deep: $d) }", {"d": {"iner": None}})
    name = await ask(app, "{ __typename }")

    assert "Did you mean" not in typo.text + argument.text + variable.text
    assert name.json()["data"] == {"__typename": "Query"}
