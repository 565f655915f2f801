"""Mentions: coins and people become links, outside code and links alone."""

import pytest

from models.markdown import named, render
from tests.markdown.rendering import REL, Elements, line

BTC = '<a href="/coins/bitcoin" data-coin="bitcoin">$BTC</a>'
ADA = '<a href="/people/ada" data-user="ada">@ada</a>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("$BTC", BTC),
        ("**$BTC**, ($BTC) $BTC/$BTC.", f"<strong>{BTC}</strong>, ({BTC}) {BTC}/{BTC}."),
        ("$btc", '<a href="/coins/bitcoin" data-coin="bitcoin">$btc</a>'),
        ("$DOGE $100 a$BTC $BTC_ $BTCé $", "$DOGE $100 a$BTC $BTC_ $BTCé $"),
        (r"\$BTC \\$BTC", rf"$BTC \{BTC}"),
        ("`$BTC` [$BTC](/x)", f'<code>$BTC</code> <a href="/x" {REL}>$BTC</a>'),
        ("_thanks @ada_", f"<em>thanks {ADA}</em>"),
        ("@ada's @BOB", f'{ADA}\'s <a href="/people/Bob" data-user="Bob">@BOB</a>'),
        ("@_eve_", '<a href="/people/_eve_" data-user="_eve_">@_eve_</a>'),
        (r"@carol mail@ada.org @ada@x.org \@ada", "@carol mail@ada.org @ada@x.org @ada"),
        ("`@ada` <mailto:me@ada>", f'<code>@ada</code> <a href="mailto:me@ada" {REL}>mailto:me@ada</a>'),
        ("![@ada](/x)", f'<a href="/x" {REL}>@ada</a>'),
    ],
)
def test_coins_and_people_become_links(source: str, expected: str) -> None:
    assert line(source) == expected


def test_names_from_outside_are_escaped() -> None:
    rendered = render("$BTC @ada", {"BTC": '"><b>'}, {"ada": "a&b"})

    assert "<b>" not in rendered
    assert Elements(rendered).found[1:] == [
        ("a", {"href": "/coins/%22%3E%3Cb%3E", "data-coin": '"><b>'}),
        ("a", {"href": "/people/a%26b", "data-user": "a&b"}),
    ]


def test_names_are_told_in_the_order_they_appear_and_once() -> None:
    told = named(
        "# $eth\n\n> @Bob and $BTC, $ETH\n\n| @ada |\n|-|\n| $DOGE |\n\n`$NO` [@no](x) ![$NO](x)\n\n    $NO @no"
    )

    assert told.symbols == ["ETH", "BTC", "DOGE"]
    assert told.usernames == ["bob", "ada"]


@pytest.mark.parametrize(
    ("source", "symbols", "usernames"),
    [
        ("$A $ABCDEFGHIJK $ABCDEFGHIJKL $1A $A1", ["A", "ABCDEFGHIJK", "A1"], []),
        (f"@ab @abc @{'a' * 24} @{'a' * 25} @a_1", [], ["abc", "a" * 24, "a_1"]),
        (r"a$A \$A mail@abc.org \@abc foo\_@abc @a\_bc", [], ["a_bc"]),
    ],
)
def test_names_have_their_lengths_and_bounds(source: str, symbols: list[str], usernames: list[str]) -> None:
    assert named(source) == (symbols, usernames)


def test_fifty_of_each_are_considered() -> None:
    told = named(" ".join(f"$A{n} @bob{n}" for n in range(60)))

    assert told.symbols == [f"A{n}" for n in range(50)]
    assert told.usernames == [f"bob{n}" for n in range(50)]
