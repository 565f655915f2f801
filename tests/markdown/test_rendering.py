"""Markdown: what people write becomes safe HTML, with its coins and people linked, and its words alone."""

import os
import subprocess
import sys

import pytest

from models.errors import Malformed
from models.markdown import named, preview, words
from tests.markdown.rendering import COINS, PEOPLE, REL, Elements, html, line


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("*a* **b** ~~c~~ `d`", "<em>a</em> <strong>b</strong> <s>c</s> <code>d</code>"),
        ("a  \nb\nc", "a<br>\nb\nc"),
        ("5 > 3 & 2 < 4", "5 &gt; 3 &amp; 2 &lt; 4"),
        ("[a](https://x.org 'T')", f'<a href="https://x.org" title="T" {REL}>a</a>'),
        ("[a][1]\n\n[1]: /faq", f'<a href="/faq" {REL}>a</a>'),
        ("<https://x.org>", f'<a href="https://x.org" {REL}>https://x.org</a>'),
        ("[mail](mailto:ada@x.org)", f'<a href="mailto:ada@x.org" {REL}>mail</a>'),
        ("![chart](https://x.org/a.png)", f'<a href="https://x.org/a.png" {REL}>chart</a>'),
        ("![](https://x.org/a.png)", f'<a href="https://x.org/a.png" {REL}>https://x.org/a.png</a>'),
        ("[![badge](https://x.org/a.png)](https://x.org)", f'<a href="https://x.org" {REL}>badge</a>'),
        ("<b>bold</b> <!-- no -->", "&lt;b&gt;bold&lt;/b&gt; &lt;!-- no --&gt;"),
    ],
)
def test_a_line_becomes_html(source: str, expected: str) -> None:
    assert line(source) == expected


def test_blocks_become_html() -> None:
    assert html("- a\n- b\n\n3. c") == '<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol start="3">\n<li>c</li>\n</ol>\n'
    assert html("a\n\n---\n\n    b") == "<p>a</p>\n<hr>\n<pre><code>b\n</code></pre>\n"
    assert "<div>" not in html("<div>\n\na\n\n</div>")


def test_headings_stand_below_those_of_the_page() -> None:
    rendered = html("# a\n## b\n### c\n#### d\n###### e\n\nf\n=")

    assert rendered == "<h3>a</h3>\n<h3>b</h3>\n<h4>c</h4>\n<h5>d</h5>\n<h5>e</h5>\n<h3>f</h3>\n"


def test_a_table_keeps_how_its_columns_are_aligned() -> None:
    elements = Elements(html("|a|b|c|\n|-|-:|:-:|\n|1|$BTC|3|")).found

    cells = [attributes for tag, attributes in elements if tag in ("th", "td")]
    assert cells == [{}, {"align": "right"}, {"align": "center"}] * 2
    assert ("a", {"href": "/coins/bitcoin", "data-coin": "bitcoin"}) in elements


@pytest.mark.parametrize(
    ("info", "attributes"),
    [
        ("python", ' class="language-python"'),
        (" objective-c extra words", ' class="language-objective-c"'),
        ("c++", ""),
        ('a"onclick=x', ""),
        ("a&quot;b", ""),
        ("", ""),
    ],
)
def test_a_fence_keeps_its_language_where_it_is_letters_digits_and_hyphens(info: str, attributes: str) -> None:
    assert html(f"~~~{info}\n<x>\n~~~") == f"<pre><code{attributes}>&lt;x&gt;\n</code></pre>\n"


@pytest.mark.parametrize(
    ("source", "urls"),
    [
        ("see https://x.org/a?b=1&c=2#d, or", ["https://x.org/a?b=1&c=2#d"]),
        ("(https://x.org/a_(b)) HTTP://X.org.", ["https://x.org/a_(b)", "HTTP://X.org"]),
        ("**https://x.org** _https://y.org/a_b_", ["https://x.org", "https://y.org/a_b"]),
        ("https://x.org/@ada/$BTC", ["https://x.org/@ada/$BTC"]),
        ("xhttps://x.org https:// https://. ftp://x.org `https://x.org`", []),
        ("[about https://x.org](/about)", ["/about"]),
        ("[https://x.org]", ["https://x.org"]),
    ],
)
def test_a_bare_url_becomes_a_link(source: str, urls: list[str]) -> None:
    links = [attributes for tag, attributes in Elements(html(source)).found if tag == "a"]

    assert links == [{"href": url, "rel": "nofollow ugc noopener"} for url in urls]


def test_a_quote_ends_where_its_marks_end() -> None:
    assert html("> what?\nthat") == "<blockquote>\n<p>what?</p>\n</blockquote>\n<p>that</p>\n"
    assert html("- > a\n  > b\n- c").count("<blockquote>\n<p>a\nb</p>\n</blockquote>") == 1


def test_what_is_nested_too_deeply_is_shown_as_written() -> None:
    rendered = html("> " * 40 + "moon")

    assert rendered.count("<blockquote>") == 16
    assert rendered.count("&gt; ") == 24
    assert "moon</p>" in rendered


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Why\n\n**$BTC** is [up](https://x.org), `ok`\nand ![chart](x)", "Why $BTC is up, ok and chart"),
        ("> quoted\n\nanswer\n\n```\ncode\n```\n\n|a|\n|-|\n|b|\n\n- one\n- two", "answer one two"),
        ("> quoted\n>\n> twice", "quoted twice"),
        ("```\nx = 1\n```", "x = 1"),
        ("|a|b|\n|-|-|\n|c|d|", "a b c d"),
        ("[1]: https://x.org", "[1]: https://x.org"),
        ("<b>&lt;</b>", "<b><</b>"),
        ("***\n\n#", ""),
    ],
)
def test_a_preview_is_the_words_alone(source: str, expected: str) -> None:
    assert preview(source) == expected


def test_a_long_preview_is_cut_at_the_end_of_a_word() -> None:
    assert preview("one two three", most=13) == "one two three"
    assert preview("one two three four", most=13) == "one two…"
    assert preview("one two three four", most=14) == "one two three…"
    assert preview("incomprehensibilities", most=8) == "incompr…"
    assert len(preview("word " * 10_000)) <= 240


def test_the_words_of_a_mail_keep_their_lines() -> None:
    source = "# Why\n\n$BTC *is*  \nup\n\n- one\n- two\n\n> quoted\n\n    code\n\n![chart](x)"

    assert words(source) == "Why\n\n$BTC is\nup\n\none\ntwo\n\nquoted\n\ncode\n\nchart"


def test_half_a_character_is_refused_in_words() -> None:
    for say in (named, preview, words, html):
        with pytest.raises(Malformed, match="lone surrogate, at 3"):
            say("to \ud83d the moon")

    assert line("&#xD83D; &#0;") == "\ufffd \ufffd"


TEXT = "$BTC @ada [a](https://x.org 't') ![b](c)\n\n|a|\n|-:|\n\n```python\n```"


def test_the_same_words_always_become_the_same_html() -> None:
    program = f"from models.markdown import *; print(render({TEXT!r}, {COINS}, {PEOPLE}))"

    outputs = {
        subprocess.check_output([sys.executable, "-c", program], env=os.environ | {"PYTHONHASHSEED": seed}, text=True)
        for seed in "123"
    }

    assert outputs == {html(TEXT) + "\n"}
