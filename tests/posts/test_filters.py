"""Which posts a filter finds: each part of it alone, and all together."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from models.settings import Settings
from tests.people import person
from tests.posts.writing import TITLES, changed, clear, put
from tests.visitor import Visitor

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Spec(NamedTuple):
    title: str
    author: str
    tags: frozenset[str]
    coins: frozenset[str]
    days: int
    staked: bool


SPECS = [
    Spec(
        f"Post {number}",
        ("ada", "bob")[number % 2],
        frozenset({"defi"} if number % 3 == 0 else {"defi", "fees"} if number % 3 == 1 else set()),
        frozenset({"bitcoin"} if number % 4 < 2 else {"ethereum"}),
        number // 4 - 2,
        number % 5 < 3,
    )
    for number in range(24)
]
PARTS: dict[str, tuple[Any, Callable[[Spec], bool]]] = {
    "query": ("staking", lambda spec: spec.staked),
    "author": ("ADA", lambda spec: spec.author == "ada"),
    "tags": (["Fees", "#defi"], lambda spec: {"fees", "defi"} <= spec.tags),
    "coin": ("bitcoin", lambda spec: "bitcoin" in spec.coins),
    "since": (NOON.isoformat(), lambda spec: spec.days >= 0),
}
SUBSETS = [names for size in range(6) for names in combinations(PARTS, size)]


@pytest_asyncio.fixture(scope="module", autouse=True)
async def _posts(forum: Settings) -> AsyncIterator[None]:
    await clear()
    ids = {name: await person(name) for name in ("ada", "bob")}
    coins = {row["slug"]: row["id"] for row in await changed("select slug, id from coin")}
    for spec in SPECS:
        await put(
            ids[spec.author],
            spec.title,
            body="He stakes coins." if spec.staked else "Words.",
            tag_names=sorted(spec.tags),
            named_coin_ids=[coins[slug] for slug in spec.coins],
            created_at=NOON + timedelta(days=spec.days),
        )
    for status in ("DRAFT", "HIDDEN"):
        await put(ids["ada"], "Staking", tag_names=["defi", "fees"], named_coin_ids=[*coins.values()], status=status)
    yield


async def found(visitor: Visitor, **filter: Any) -> set[str]:
    """The titles that a filter finds, whose number is its `totalCount`."""
    posts = (await visitor.query(TITLES, first=100, filter=filter))["posts"]
    titles = [edge["node"]["title"] for edge in posts["edges"]]
    assert len(titles) == posts["totalCount"]
    return {*titles}


@pytest.mark.parametrize("names", SUBSETS, ids="+".join)
async def test_all_parts_of_a_filter_must_be_true(visitor: Visitor, names: tuple[str, ...]) -> None:
    expected = {spec.title for spec in SPECS if all(PARTS[name][1](spec) for name in names)}

    assert await found(visitor, **{name: PARTS[name][0] for name in names}) == expected

    assert 0 < len(expected) <= len(SPECS)


@pytest.mark.parametrize(
    "filter",
    [
        {"query": "nowhere"},
        {"query": "'); drop table post; --"},
        {"query": "!!! :* & |"},
        {"author": "nobody_here"},
        {"author": "%"},
        {"tags": ["unheard-of"]},
        {"tags": ["defi", "unheard-of"]},
        {"tags": ["?"]},
        {"coin": "no-such-coin"},
        {"coin": "Bitcoin"},
        {"since": "9999-12-31T23:59:59Z"},
    ],
    ids=str,
)
async def test_what_is_unknown_finds_nothing(visitor: Visitor, filter: dict[str, Any]) -> None:
    assert await found(visitor, **filter) == set()


@pytest.mark.parametrize("empty", [None, ""])
async def test_an_empty_part_filters_nothing(visitor: Visitor, empty: str | None) -> None:
    tags: dict[str, Any] = {"tags": [] if empty == "" else None}
    everything = {spec.title for spec in SPECS}

    assert await found(visitor, query=empty, author=empty, coin=empty, **tags) == everything
    assert await found(visitor, query="   ", since=None) == everything


async def test_an_author_who_has_not_confirmed_is_nobody(visitor: Visitor) -> None:
    await put(await person("unconfirmed", confirmed_at=None), "Unseen")

    assert await found(visitor, author="unconfirmed") == set()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("muller", {"Müller"}),
        ("MÜLLER", {"Müller"}),
        ("Strasse", {"Straße"}),
        ("validator", {"Validators"}),
        ("validating", {"Validators"}),
        ("layer", {"Tagged"}),
        ("muller OR validators", {"Müller", "Validators"}),
        ("deposits -müller", {"Validators"}),
        ('"deposits slowly"', {"Validators"}),
        ('"slowly deposits"', set()),
        ("биткоин", {"Биткоин"}),
    ],
)
async def test_a_query_finds_stems_and_letters_without_their_marks(
    ada: Visitor, visitor: Visitor, query: str, titles: set[str]
) -> None:
    await changed("delete from post where 'words' = any(tag_names)")
    for title, body in (("Müller", "Deposits."), ("Validators", "Deposits slowly."), ("Straße", ""), ("Биткоин", "")):
        await put(ada.id, title, body=body, tag_names=["words"])
    await put(ada.id, "Tagged", body="", tag_names=["words", "layer-2"])

    assert await found(visitor, query=query, tags=["words"]) == titles


async def test_a_tag_is_asked_for_as_it_may_be_written(ada: Visitor, visitor: Visitor) -> None:
    await put(ada.id, "Second layer", tag_names=["layer-2"], created_at=NOON)

    for tag in ("layer-2", "#Layer 2", "LAYER_2", " layer  2 "):
        assert "Second layer" in await found(visitor, tags=[tag], since=NOON.isoformat())


async def test_pages_of_a_filter_hold_what_it_finds_once(visitor: Visitor) -> None:
    filter, titles, cursor = {"coin": "bitcoin", "author": "ada"}, [], None

    for _ in range(20):
        page = (await visitor.query(TITLES, first=2, after=cursor, filter=filter))["posts"]
        titles += [edge["node"]["title"] for edge in page["edges"]]
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert len(titles) == len({*titles}) == page["totalCount"]
    assert {*titles} == {spec.title for spec in SPECS if spec.author == "ada" and "bitcoin" in spec.coins}


@pytest.mark.parametrize(
    ("filter", "words"),
    [
        ({"query": "q" * 201}, "200 at most"),
        ({"query": "q" * 90_000}, "200 at most"),
        ({"author": "a" * 201}, "200 at most"),
        ({"coin": "c" * 201}, "200 at most"),
        ({"tags": ["t"] * 11}, "10 at most"),
        ({"query": "a\0b"}, "U+0000"),
        ({"since": "yesterday"}, "ISO 8601"),
        ({"mood": "good"}, "mood"),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_what_is_no_filter_is_refused_in_words(visitor: Visitor, filter: dict[str, Any], words: str) -> None:
    assert words in await visitor.refusal(TITLES, filter=filter)
