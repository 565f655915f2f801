"""The list of coins in pages: every order, both directions, and whatever is no page."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from models import database
from models.coins.queries import CoinOrderField
from tests.visitor import Visitor

PAGE = """
  query ($first: Int, $after: Cursor, $last: Int, $before: Cursor, $orderBy: CoinOrder, $query: String) {
    coins(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, query: $query) {
      edges { cursor node { slug price } }
      nodes { slug rank price marketCap volume24h name change24h h: change(window: HOUR) w: change(window: WEEK) }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
"""
VALUE = {
    "RANK": "rank",
    "PRICE": "price",
    "MARKET_CAP": "marketCap",
    "VOLUME_24H": "volume24h",
    "CHANGE_1H": "h",
    "CHANGE_24H": "change24h",
    "CHANGE_7D": "w",
    "NAME": "name",
}
ORDERS = [{"field": field.name, "direction": way} for field in CoinOrderField for way in ("ASC", "DESC")]


async def walk(visitor: Visitor, size: int, backward: bool = False, **arguments: Any) -> list[dict[str, Any]]:
    """All coins, page by page, in the list's order."""
    found: list[dict[str, Any]] = []
    cursor = None
    for _ in range(200):
        cut = {"last": size, "before": cursor} if backward else {"first": size, "after": cursor}
        page = (await visitor.query(PAGE, **cut, **arguments))["coins"]
        found = page["nodes"] + found if backward else found + page["nodes"]
        info = page["pageInfo"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return found
        cursor = info["startCursor" if backward else "endCursor"]
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order['field']}-{order['direction']}")
async def test_pages_in_any_order_hold_every_coin_once(visitor: Visitor, order: dict[str, str]) -> None:
    forward = await walk(visitor, 30, orderBy=order)
    backward = await walk(visitor, 17, backward=True, orderBy=order)

    values = [coin[VALUE[order["field"]]] for coin in forward if coin[VALUE[order["field"]]] is not None]
    keys = [value.lower() if order["field"] == "NAME" else Decimal(value) for value in values]
    assert len({coin["slug"] for coin in forward}) == len(forward) == 100
    assert [coin["slug"] for coin in backward] == [coin["slug"] for coin in forward]
    assert keys == sorted(keys, reverse=order["direction"] == "DESC")


async def test_coins_without_a_change_come_last_in_both_directions(visitor: Visitor) -> None:
    async with database.transaction():
        await database.execute("update coin set change_7d = null where slug in ('bitcoin', 'solana')")

    ways = [await walk(visitor, 40, orderBy={"field": "CHANGE_7D", "direction": way}) for way in ("ASC", "DESC")]

    assert [{coin["slug"] for coin in way[-2:]} for way in ways] == [{"bitcoin", "solana"}] * 2


async def test_a_page_without_arguments_is_the_first_twenty_by_rank(visitor: Visitor) -> None:
    coins = (await visitor.query(PAGE))["coins"]

    assert [coin["rank"] for coin in coins["nodes"]] == list(range(1, 21))
    assert coins["pageInfo"]["hasNextPage"] is True
    assert coins["pageInfo"]["hasPreviousPage"] is False
    assert [edge["node"]["slug"] for edge in coins["edges"]] == [coin["slug"] for coin in coins["nodes"]]
    assert coins["pageInfo"]["endCursor"] == coins["edges"][-1]["cursor"]


async def test_a_page_between_two_cursors_is_what_lies_between(visitor: Visitor) -> None:
    cursors = [edge["cursor"] for edge in (await visitor.query(PAGE))["coins"]["edges"]]

    between = (await visitor.query(PAGE, first=50, after=cursors[2], before=cursors[6]))["coins"]

    assert [coin["rank"] for coin in between["nodes"]] == [4, 5, 6]


async def test_an_empty_page_says_that_there_is_more(visitor: Visitor) -> None:
    coins = (await visitor.query(PAGE, first=0))["coins"]

    assert coins["nodes"] == []
    assert coins["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


@pytest.mark.parametrize(
    ("query", "slugs"), [("bitcoin", "bitcoin bitcoin-cash"), (" DoGe ", "dogecoin"), ("%", ""), ("_", "")]
)
async def test_a_search_looks_into_names_and_symbols_and_takes_no_pattern(
    visitor: Visitor, query: str, slugs: str
) -> None:
    found = (await visitor.query(PAGE, query=query))["coins"]["nodes"]

    assert [coin["slug"] for coin in found] == slugs.split()


async def test_a_search_counts_what_it_finds(visitor: Visitor) -> None:
    data = await visitor.query('{ all: coins { totalCount } some: coins(query: "bitcoin") { totalCount } }')

    assert data == {"all": {"totalCount": 100}, "some": {"totalCount": 2}}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"first": 3, "last": 3}, "not both"),
        ({"first": 101}, "0 to 100"),
        ({"first": -1}, "0 to 100"),
        ({"last": 101}, "0 to 100"),
        ({"first": 10**30}, "Int cannot represent"),
        ({"first": "3"}, "Int cannot represent"),
        ({"after": ""}, "cursor"),
        ({"after": "zzz"}, "not a cursor"),
        ({"after": "a" * 1001}, "cursor"),
        ({"after": "é"}, "not a cursor"),
        ({"after": "bitcoin\0"}, "U+0000"),
        ({"query": "b" * 101}, "100 at most"),
        ({"query": "bit\0coin"}, "U+0000"),
        ({"orderBy": {"field": "LUCK"}}, "LUCK"),
    ],
)
async def test_what_is_no_page_is_refused_in_words(visitor: Visitor, arguments: dict[str, Any], words: str) -> None:
    assert words in await visitor.refusal(PAGE, **arguments)


async def test_a_cursor_is_good_for_its_own_order_alone(visitor: Visitor) -> None:
    cursor = (await visitor.query(PAGE, first=1))["coins"]["edges"][0]["cursor"]

    by_price = await visitor.refusal(PAGE, after=cursor, orderBy={"field": "PRICE"})
    backward = await visitor.refusal(PAGE, after=cursor, orderBy={"field": "RANK", "direction": "DESC"})

    assert by_price == "This cursor is of the list coins by RANK ASC, not of coins by PRICE ASC."
    assert backward == "This cursor is of the list coins by RANK ASC, not of coins by RANK DESC."


async def test_a_cursor_that_was_changed_is_refused(visitor: Visitor) -> None:
    cursor = (await visitor.query(PAGE, first=1))["coins"]["edges"][0]["cursor"]

    for place in range(len(cursor)):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        assert "not a cursor" in await visitor.refusal(PAGE, after=changed)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "first": st.integers() | st.floats() | st.text() | st.none(),
            "last": st.integers() | st.none(),
            "after": st.text() | st.integers() | st.none(),
            "before": st.text() | st.none(),
            "query": st.text() | st.none(),
        },
    )
)
async def test_no_argument_breaks_a_page(visitor: Visitor, arguments: dict[str, Any]) -> None:
    body = await visitor.answer(PAGE, **{name: _json(value) for name, value in arguments.items()})

    assert {error["extensions"]["code"] for error in body.get("errors", [])} <= {"BAD_USER_INPUT"}


def _json(value: Any) -> Any:
    return None if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))) else value


@pytest.mark.parametrize("size", [4, 40])
async def test_a_page_of_forty_costs_the_reads_of_a_page_of_four(visitor: Visitor, reads: list[str], size: int) -> None:
    page = "query ($first: Int) { coins(first: $first) { totalCount nodes { slug sparkline history { close } } } }"

    await visitor.query(page, first=size)

    assert len(reads) == 4, reads


async def test_what_is_not_selected_is_not_read(visitor: Visitor, reads: list[str]) -> None:
    await visitor.query("{ coins { totalCount } }")
    await visitor.query("{ coins { nodes { symbol } } }")

    assert [sql.split(" from ")[0] for sql in reads] == [
        "select count(*)",
        "select id, symbol, (rank)::text as cursor_key",
    ]
