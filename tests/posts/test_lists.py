"""The list of posts in pages: every order, both ways."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any

import pytest
import pytest_asyncio

from models import database
from models.database import Row
from models.posts.queries import PostOrderField
from models.settings import Settings
from tests.people import person
from tests.posts.writing import TITLES, clear, put
from tests.visitor import Visitor

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
ORDERS = [{"field": field.name, "direction": way} for field in PostOrderField for way in ("ASC", "DESC")]
KEYS: dict[str, Callable[[Row], Any]] = {
    "CREATED_AT": attrgetter("created_at"),
    "RATING": attrgetter("score"),
    "COMMENT_COUNT": attrgetter("comment_count"),
    "TITLE": lambda row: row.title.lower(),
    "HOT": attrgetter("hot"),
    "LAST_ACTIVITY": attrgetter("last_activity_at"),
}


@pytest_asyncio.fixture(scope="module", autouse=True)
async def _thirty_posts(forum: Settings) -> AsyncIterator[None]:
    """Thirty of two people, with ties in every order."""
    await clear()
    authors = [await person("ada"), await person("bob")]
    for number in range(30):
        await put(
            authors[number % 2],
            ("Äther", "alpha", "Beta", "beta", "Zeta", "比特币")[number * 7 % 6] + str(number % 3),
            status="LOCKED" if number % 5 == 0 else "PUBLISHED",
            created_at=BEGINNING + timedelta(hours=number * 13 % 10, microseconds=number % 3),
            last_activity_at=BEGINNING + timedelta(days=number * 11 % 12),
            upvotes=number * 17 % 7,
            downvotes=number * 5 % 4,
            comment_count=number * 3 % 8,
        )
    for status in ("DRAFT", "HIDDEN"):
        await put(authors[0], f"Not listed: {status}", status=status)
    yield


async def walk(visitor: Visitor, size: int, backward: bool = False, **arguments: Any) -> list[str]:
    """The ids of all posts, page by page, in the list's order."""
    found: list[str] = []
    cursor = None
    for _ in range(40):
        cut = {"last": size, "before": cursor} if backward else {"first": size, "after": cursor}
        page = (await visitor.query(TITLES, **cut, **arguments))["posts"]
        ids = [edge["node"]["id"] for edge in page["edges"]]
        found = ids + found if backward else found + ids
        info = page["pageInfo"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return found
        cursor = info["startCursor" if backward else "endCursor"]
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order['field']}-{order['direction']}")
async def test_pages_of_any_order_are_the_sorted_list(visitor: Visitor, order: dict[str, str]) -> None:
    rows = await database.fetch(Row, "select * from post where status in ('PUBLISHED', 'LOCKED')")
    key = KEYS[order["field"]]
    rows.sort(key=lambda row: (key(row), row.id), reverse=order["direction"] == "DESC")

    forward = await walk(visitor, 7, orderBy=order)
    backward = await walk(visitor, 4, backward=True, orderBy=order)

    assert len({*map(key, rows)}) > 1
    assert forward == backward == [f"post_{row.id.hex}" for row in rows]


async def test_the_newest_come_first_where_nothing_is_said(visitor: Visitor) -> None:
    explicit = await walk(visitor, 30, orderBy={"field": "CREATED_AT"})

    page = (await visitor.query(TITLES))["posts"]

    assert [edge["node"]["id"] for edge in page["edges"]] == explicit[:20]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (30, True)
    assert page["pageInfo"]["hasPreviousPage"] is False


@pytest.mark.parametrize(
    ("columns", "hours"),
    [
        ({"upvotes": 10}, 12),
        ({"upvotes": 100}, 24),
        ({"downvotes": 10}, -12),
        ({"upvotes": 1}, 0),
        ({"comment_count": 99}, 12),
        ({"upvotes": 100, "downvotes": 90, "comment_count": 9}, 18),
    ],
)
async def test_hot_is_worth_half_a_day_for_ten_times_the_votes(
    ada: Visitor, columns: dict[str, int], hours: int
) -> None:
    plain = await put(ada.id, "Plain", status="HIDDEN", created_at=BEGINNING + timedelta(hours=hours))
    liked = await put(ada.id, "Liked", status="HIDDEN", created_at=BEGINNING, **columns)

    heat = "select hot from post where id = $1"
    assert await database.fetch_value(heat, liked) == pytest.approx(await database.fetch_value(heat, plain), abs=1e-5)


async def test_a_cursor_is_good_for_its_own_order_alone(visitor: Visitor) -> None:
    by_title = {"field": "TITLE", "direction": "ASC"}
    cursor = (await visitor.query(TITLES, first=1, orderBy=by_title))["posts"]["edges"][0]["cursor"]

    for order in [None, *(order for order in ORDERS if order != by_title)]:
        assert "This cursor is of the list" in await visitor.refusal(TITLES, after=cursor, orderBy=order)
        assert "This cursor is of the list" in await visitor.refusal(TITLES, last=3, before=cursor, orderBy=order)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"first": 3, "last": 3}, "not both"),
        ({"first": 101}, "0 to 100"),
        ({"last": -1}, "0 to 100"),
        ({"after": "zzz"}, "not a cursor"),
        ({"orderBy": {"field": "RELEVANCE"}}, "RELEVANCE"),
        ({"orderBy": {"direction": "ASC"}}, "field"),
    ],
)
async def test_what_is_no_page_is_refused_in_words(visitor: Visitor, arguments: dict[str, Any], words: str) -> None:
    assert words in await visitor.refusal(TITLES, **arguments)
