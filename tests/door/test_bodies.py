"""Odd bodies: whatever arrives, the answer is clear and never ours to mend."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api import graphql
from tests.door.small import GRAPHQL, ask, codes, door, post, raw, said

DOOR = door()
TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates among them
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"null",
        b"5",
        b'"{ hello }"',
        b"true",
        b"[]",
        b'[{"query": "{ hello }"}]',
        b"{}",
        b"{",
        b'{"query": null}',
        b'{"query": 5}',
        b'{"query": ["{ hello }"]}',
        b'{"query": "{ hello }", "variables": "x"}',
        b'{"query": "{ hello }", "variables": []}',
        b'{"query": "{ hello }", "operationName": 5}',
        b'{"query": "{ hello }", "extensions": false}',
        b'{"query": "{ hello }"} x',
        b'{"query": "{ hello }", "variables": NaN}',
        b'\xef\xbb\xbf{"query": "{ hello }"}',
        b'{"query": "{ hello(name: \\"\xff\\") }"}',
        b'{"query": "{ hello(name: \\"\xed\xa0\x80\\") }"}',
        b'{"query": "{ hello(name: \\"\\ud800\\") }"}',
        b'{"query": "query($n: String) { hello(name: $n) }", "variables": {"n": "\\udfff"}}',
        '{"query": "{ hello }"}'.encode("utf-16"),
        b"[" * 50_000,
        b'{"a":' * 50_000,
        b'{"query": "{ hello }", "variables": {"n": ' + b"[" * 50_000 + b"]" * 50_000 + b"}}",
    ],
)
@pytest.mark.parametrize("accept", [GRAPHQL, "application/json"])
async def test_what_is_no_request_is_a_bad_request(body: bytes, accept: str) -> None:
    response = await post(DOOR, body, accept=accept)

    assert response.status_code == 400
    assert codes(response) == ["BAD_USER_INPUT"]


async def test_several_operations_in_a_list_are_told_to_come_one_by_one() -> None:
    response = await post(DOOR, b'[{"query": "{ hello }"}, {"query": "{ hello }"}]')

    assert response.json()["errors"][0]["message"] == "Send one operation at a time: a JSON object, not a list."


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ('{ hello(name: "a\\u0000b") }', None),
        ('{ hello(name: "a\\u{0}b") }', None),
        ('{ hello(deep: {inner: {text: "\\u{0000}"}}) }', None),
        ("query ($n: String) { hello(name: $n) }", {"n": "a\0b"}),
        ("query ($d: Deep) { hello(deep: $d) }", {"d": {"inner": {"text": "\0"}}}),
        ("query ($n: String) { hello(name: $n) }", {"n": "a", "unused": [[{"\0": 1}]]}),
        ("{ hello \0 }", None),
    ],
)
async def test_a_nul_character_is_bad_input_wherever_it_stands(query: str, variables: Any) -> None:
    response = await ask(DOOR, query, variables)

    assert response.status_code == 400
    assert codes(response) == ["BAD_USER_INPUT"]


async def test_an_escaped_backslash_before_u0000_is_no_nul() -> None:
    response = await ask(DOOR, r'{ hello(name: "\\u0000") }')

    assert response.json()["data"] == {"hello": r"Hello, \u0000"}


@pytest.mark.parametrize("deep", [150, 250, 900])
async def test_variables_nested_too_deeply_for_their_type_are_bad_input(deep: int) -> None:
    body = (
        b'{"query":"query($d:Deep){hello(deep:$d)}","variables":{"d":' + b'{"inner":' * deep + b"1" + b"}" * (deep + 2)
    )

    response = await post(DOOR, body)

    assert response.status_code == 400
    assert codes(response) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 400, "1e-400", "-0", "9223372036854775808", "2147483648"])
async def test_absurd_numbers_are_answered(number: str) -> None:
    query = '"query ($n: Int) { coins(first: $n) { edges { node { id } } } }"'

    response = await post(DOOR, f'{{"query": {query}, "variables": {{"n": {number}}}}}'.encode())

    assert response.status_code in (200, 400)
    assert "INTERNAL" not in response.text


async def test_a_body_too_large_is_refused_by_its_announced_length_before_it_is_read() -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"512001")]

    status, body = said(await raw(DOOR, [], headers=headers))

    assert status == 413
    assert body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("announced", [None, b"5", b"-1", b"many", b"\xb2"])
async def test_a_body_too_large_is_refused_while_it_streams_whatever_was_announced(announced: bytes | None) -> None:
    part = {"type": "http.request", "body": b" " * 100_000, "more_body": True}
    headers = [(b"content-type", b"application/json")] + ([(b"content-length", announced)] if announced else [])

    status, _ = said(await raw(DOOR, [part] * 6, headers=headers))

    assert status == 413


async def test_a_body_of_just_512_kb_is_read() -> None:
    body = b'{"query": "{ hello }"}'

    response = await post(DOOR, body + b" " * (512_000 - len(body)))

    assert response.status_code == 200


async def test_a_body_in_many_parts_is_one_body() -> None:
    parts = [{"type": "http.request", "body": bytes([byte]), "more_body": True} for byte in b'{"query": "{ hello }"}']

    status, body = said(await raw(DOOR, [*parts, {"type": "http.request"}]))

    assert (status, body["data"]) == (200, {"hello": "Hello, you"})


async def test_nothing_is_sent_to_a_client_that_left_before_its_body_was_whole() -> None:
    part = {"type": "http.request", "body": b'{"query": ', "more_body": True}

    assert await raw(DOOR, [part, {"type": "http.disconnect"}]) == []


async def test_a_body_that_never_ends_is_waited_for_no_longer_than_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphql, "BODY_SECONDS", 0.01)
    part = {"type": "http.request", "body": b'{"query": ', "more_body": True}

    status, body = said(await raw(DOOR, [part]))

    assert status == 408
    assert body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes_are_answered_and_never_by_an_error_of_ours(body: bytes) -> None:
    response = asyncio.run(post(DOOR, body))

    assert response.status_code == 400
    assert "INTERNAL" not in response.text


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(st.sampled_from(["query", "variables", "operationName", "extensions", "x"]), JSON_VALUES))
def test_any_json_is_answered_and_never_by_an_error_of_ours(body: dict[str, Any]) -> None:
    response = asyncio.run(post(DOOR, json.dumps(body).encode()))

    assert response.status_code in (200, 400)
    assert "INTERNAL" not in response.text


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(st.sampled_from(["a", "b", "d"]), JSON_VALUES))
def test_any_variables_are_answered_and_never_by_an_error_of_ours(variables: dict[str, Any]) -> None:
    query = (
        "query ($a: Int, $b: [ID!] = [1], $d: Deep) "
        "{ coins(first: $a) { nodes { id } } nodes(ids: $b) { id } hello(deep: $d) }"
    )

    response = asyncio.run(post(DOOR, json.dumps({"query": query, "variables": variables}).encode()))

    assert response.status_code in (200, 400)
    assert "INTERNAL" not in response.text


TOKENS = ["{", "}", "(", ")", "[", "]", "...", "on", "fragment", "query", "mutation", "@skip", "$n", ":", "!", "=", "F"]
FIELDS = ["hello", "coin", "coins", "edges", "node", "nodes", "first", "ids", "__schema", "types", "Query", "Coin", "1"]


@settings(deadline=None, max_examples=500)
@given(st.lists(st.sampled_from([*TOKENS, *FIELDS, '"x"', '"""y"""', "if", "true", "null", "-1.5"]), max_size=60))
def test_any_document_is_answered_and_never_by_an_error_of_ours(tokens: list[str]) -> None:
    response = asyncio.run(ask(DOOR, " ".join(tokens)))

    assert response.status_code in (200, 400)
    assert "INTERNAL" not in response.text
