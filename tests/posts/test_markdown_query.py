"""What words would look like, before anybody has posted them."""

from tests.people import person
from tests.posts.writing import kept, written
from tests.visitor import Visitor

MARKDOWN = """
    query ($body: String!) {
      markdown(body: $body) { html coins { slug name } unknownSymbols mentions { username displayName } }
    }
"""
WORDS = """
# Of $ETH and $btc

**Ask** @BOB or @ada, not @nobody_here. $NOPE and $nope, $BTC.

`$SOL` <script>alert(1)</script> [a link](https://example.org)
"""


async def test_a_preview_shows_what_is_named_in_the_order_of_the_words(
    ada: Visitor, bob: Visitor, visitor: Visitor
) -> None:
    preview = (await visitor.query(MARKDOWN, body=WORDS))["markdown"]

    assert [coin["slug"] for coin in preview["coins"]] == ["ethereum", "bitcoin"]
    assert preview["unknownSymbols"] == ["NOPE"]
    assert [person["username"] for person in preview["mentions"]] == ["bob", "ada"]
    assert 'data-user="bob"' in preview["html"]
    assert 'data-coin="bitcoin"' in preview["html"]
    assert "<script" not in preview["html"]


async def test_a_post_looks_like_its_preview(ada: Visitor, bob: Visitor) -> None:
    preview = (await bob.query(MARKDOWN, body=WORDS))["markdown"]

    post = await written(ada, body=WORDS)

    assert post["bodyHtml"] == preview["html"]
    assert [coin["slug"] for coin in post["coins"]] == [coin["slug"] for coin in preview["coins"]]


async def test_who_has_not_confirmed_is_not_mentioned(visitor: Visitor) -> None:
    await person("unconfirmed", confirmed_at=None)

    preview = (await visitor.query(MARKDOWN, body="@unconfirmed"))["markdown"]

    assert preview["mentions"] == []
    assert "data-user" not in preview["html"]


async def test_a_preview_of_nothing_is_empty_and_writes_nothing(visitor: Visitor) -> None:
    before = await kept()

    preview = (await visitor.query(MARKDOWN, body=" "))["markdown"]

    assert preview == {"html": "", "coins": [], "unknownSymbols": [], "mentions": []}
    assert await kept() == before


async def test_a_preview_costs_two_reads_at_most(visitor: Visitor, reads: list[str]) -> None:
    await visitor.query("query ($body: String!) { markdown(body: $body) { html } }", body="Nobody, nothing.")
    none = len(reads)
    await visitor.query("query ($body: String!) { markdown(body: $body) { html } }", body=WORDS)

    assert (none, len(reads)) == (0, 2)


async def test_what_is_too_long_or_no_text_is_refused_in_words(visitor: Visitor) -> None:
    assert "50,000 at most" in await visitor.refusal(MARKDOWN, body="b" * 50_001)
    assert "U+0000" in await visitor.refusal(MARKDOWN, body="a\0b")
    assert (await visitor.query(MARKDOWN, body="b" * 50_000))["markdown"]["coins"] == []
