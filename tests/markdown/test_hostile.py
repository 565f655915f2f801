"""Hostile Markdown: nothing gets through, and nothing takes long or becomes large."""

import pytest

from models.markdown import CLEANER, render
from tests.markdown.rendering import Elements, html

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)><style>*{}</style>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><math><mtext></math>",
    "<p style='background:url(javascript:alert(1))'><b",
    '"><img src=x onerror=alert(1)>',
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1)) [x](<javascript:alert(1)>)",
    "[x](javascript&colon;alert(1)) [x](&#106;avascript:alert(1)) [x](java&Tab;script:alert(1))",
    "[x](\\javascript:alert(1)) [x]( javascript:alert(1))",
    "[x](\u00a0javascript:alert(1)) [x](\u0001javascript:alert(1)) [x](\ufeffjavascript:alert(1))",
    "[x](vbscript:x) [x](data:text/html;base64,PHNjcmlwdD4=) [x](data:image/png;base64,x) [x](blob:x) [x](file:///x)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)> <data:text/html,x>",
    "![x](javascript:alert(1)) ![x](data:image/svg+xml,x)",
    '![x"onerror=alert(1)](x) ![](x"onerror=alert(1)) ![`<img src=x>`](x)',
    '[x](https://x.org "\\"onmouseover=alert(1)") [x](https://x.org/"onmouseover="alert(1))',
    "https://x.org/\"onmouseover=alert(1) https://x.org/'onmouseover=alert(1) https://x.org/<script>",
    '```"><script>alert(1)</script>\nx\n```',
    "``` x onclick=alert(1)\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "|<img src=x onerror=alert(1)>|\n|:-:|\n|`<script>`|",
    "[<img src=x onerror=alert(1)>](https://x.org) [a <https://y.org> b](https://x.org)",
    "<!--><script>alert(1)</script>--> <![CDATA[<script>alert(1)</script>]]> <?php x ?>",
    "$BTC\"><script> @ada' onclick=alert(1)",
]
ALLOWED = {
    "a": {"href", "title", "rel", "data-coin", "data-user"},
    "code": {"class"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
BARE = {
    *("p", "br", "hr", "h3", "h4", "h5", "blockquote", "pre", "em", "strong", "s"),
    *("ul", "li", "table", "thead", "tbody", "tr"),
}


def offences(rendered: str) -> list[object]:
    return [
        (tag, attributes)
        for tag, attributes in Elements(rendered).found
        if tag not in ALLOWED.keys() | BARE
        or not attributes.keys() <= ALLOWED.get(tag, set())
        or (":" in (link := attributes.get("href") or "") and not link.startswith("https://"))
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("around", ["{}", "> - {}", "# {}", "**{}**", "[{}](https://x.org)"])
def test_nothing_that_is_written_becomes_more_than_text_and_links(payload: str, around: str) -> None:
    rendered = html(around.replace("{}", payload))

    assert offences(rendered) == []
    assert Elements(rendered).found != []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_cleaner_by_itself_takes_away_what_is_not_allowed(payload: str) -> None:
    assert offences(CLEANER.clean(f"<h3>{payload}</h3>")) == []


def test_the_cleaner_takes_away_values_that_are_not_ours() -> None:
    cleaned = CLEANER.clean('<a href="javascript:x" rel="me">a</a><code class="x">b</code><td align="x">c')

    assert cleaned == "<a>a</a><code>b</code>c"


LONG = 50_000
REPEATED = [
    *(
        "[",
        "]",
        "*",
        "_",
        "~",
        "`",
        "> ",
        ">",
        "$A",
        "$A ",
        "@aaa",
        "@aaa ",
        "@_",
        "![",
        "[](",
        "[a](b",
        "**a*",
        "*_",
        "<",
    ),
    *(
        "- ",
        "1. ",
        "- - - - a\n",
        "> - ",
        "[a\n",
        "[a]: b\n",
        '[a]: b "\n',
        "|",
        "-|\n",
        "|a|\n",
        "https://",
        "http:",
        "&#",
    ),
    *("\\", "#", "\n", "\t", "a\n=\n", "~~~\n", "<a ", "> > a\nb\n", "> > ---\n|\t\n", "> * \n[a](b) c\n"),
]
NESTED = {
    "brackets": "[" * (LONG // 2) + "]" * (LONG // 2),
    "links": "[" * 12_000 + "](a)" * 9_500,
    "pictures": "![" * 8_000 + "](a)" * 8_000,
    "quotes": "".join(">" * (n % 100) + "a\n" for n in range(980)),
    "lists": "".join("  " * (n % 60) + "- a\n" for n in range(780)),
    "backticks": "".join("a" + "`" * n for n in range(315)),
    "a quote and lines": ">" * 16 + "a\n" * 24_000,
    "closing brackets of a URL": "https://a" + ")" * 49_000,
}
SWELLING = {
    "cells": ("a|" * 200 + "\n" + "-|" * 200 + "\n" + "a\n" * 200 + "\n") * 41,
    "addresses": "[a]: /" + "x" * 25_000 + "\n\n" + "[a]" * 8_000,
    "titles": '[a]: x "' + "x" * 25_000 + '"\n\n' + "[a]" * 8_000,
    "pictures": "[a]: /" + "x" * 25_000 + "\n\n" + "![][a]" * 4_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "source", [*((each * LONG)[:LONG] for each in REPEATED), *NESTED.values()], ids=[*REPEATED, *NESTED]
)
def test_fifty_thousand_hostile_characters_are_rendered(source: str) -> None:
    rendered = render(source, {"A": "aave"}, {"aaa": "aaa"})

    assert offences(rendered) == []


@pytest.mark.timeout(60)
@pytest.mark.parametrize("source", SWELLING.values(), ids=SWELLING)
def test_little_that_is_written_never_becomes_very_much(source: str) -> None:
    rendered = html(source)

    assert len(source) <= LONG
    assert len(rendered) < 1_000_000
