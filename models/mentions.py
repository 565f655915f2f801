"""What becomes a link by itself: bare URLs, and $BTC and @ada where the coin or the person is known."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

MOST = 50
NAME = re.compile(r"(?<!\w)(?:\$(?P<coin>[A-Za-z][A-Za-z0-9]{0,10})|@(?P<person>[A-Za-z0-9_]{3,24}))(?![\w@])")
UNDERSCORES = re.compile(r"@_+")
SCHEME = re.compile(r"(?:^|.*[\W_])(https?)", re.IGNORECASE | re.DOTALL)
BARE_URL = re.compile(r'://[^\W_][^\s<>\[\]"`\\]*')
BARE_URL_ENDS = "?!.,:;*_~'"


class Named(NamedTuple):
    """What may be coins (upper-cased) and people (lower-cased), as they first appear; at most 50 of each."""

    symbols: list[str]
    usernames: list[str]


def learn(parser: MarkdownIt) -> None:
    """Teach the parser to tell them, and its renderer to link the names."""
    parser.inline.ruler.before("linkify", "bare_url", _bare_url)
    parser.inline.ruler.before("emphasis", "underscores", _keep_underscores)
    parser.core.ruler.before("text_join", "escapes", _keep_escapes)
    parser.core.ruler.push("names", _tell_names)
    for kind, rule in {"escaped": RendererHTML.text, "coin": _coin, "person": _person}.items():
        parser.add_render_rule(kind, rule)


def names_of(blocks: Iterable[Token]) -> Named:
    tokens = [token for block in blocks for token in block.children or ()]
    symbols = dict.fromkeys(token.content[1:].upper() for token in tokens if token.type == "coin")
    usernames = dict.fromkeys(token.content[1:].lower() for token in tokens if token.type == "person")
    return Named([*symbols][:MOST], [*usernames][:MOST])


def _bare_url(state: StateInline, silent: bool) -> bool:
    scheme = SCHEME.fullmatch(state.src, max(0, state.pos - 6), state.pos)
    found = BARE_URL.match(state.src, state.pos, state.posMax)
    if state.linkLevel or scheme is None or found is None:
        return False
    rest = _without_ends(found.group())
    url = scheme[1] + rest
    if not silent:
        if not state.pending.endswith(scheme[1]):
            return False
        state.pending = state.pending.removesuffix(scheme[1])
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(url)}
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _without_ends(url: str) -> str:
    """Without the sentence's own marks after it, and a bracket that was opened before it."""
    unopened = url.count(")") - url.count("(")
    end = len(url)
    while url[end - 1] in BARE_URL_ENDS or (url[end - 1] == ")" and unopened > 0):
        unopened -= url[end - 1] == ")"
        end -= 1
    return url[:end]


def _keep_underscores(state: StateInline, silent: bool) -> bool:
    """Those that a username begins with are no emphasis: @_bob_."""
    found = UNDERSCORES.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.append_pending(found.group())
    state.pos = found.end()
    return True


def _keep_escapes(state: StateCore) -> None:
    """text_join would make the two of `\\$BTC` one text that looks like a coin."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text_special" and token.content in ("$", "@"):
                token.type = "escaped"


def _tell_names(state: StateCore) -> None:
    for block in state.tokens:
        if block.children:
            block.children = [*_told(block.children)]


def _told(tokens: Iterable[Token]) -> Iterator[Token]:
    links = 0
    for token in tokens:
        links += token.nesting if token.tag == "a" else 0
        if token.type == "text" and not links:
            yield from _split(token)
        else:
            yield token


def _split(text: Token) -> Iterator[Token]:
    end = 0
    for found in NAME.finditer(text.content):
        yield Token("text", "", 0, content=text.content[end : found.start()])
        yield Token(found.lastgroup or "", "", 0, content=found.group())
        end = found.end()
    yield Token("text", "", 0, content=text.content[end:])


def _coin(_: RendererHTML, tokens: list[Token], at: int, __: OptionsDict, env: EnvType) -> str:
    said = tokens[at].content
    slug = env["coins"].get(said[1:].upper())
    return said if slug is None else f'<a href="/coins/{quote(slug)}" data-coin="{escapeHtml(slug)}">{said}</a>'


def _person(_: RendererHTML, tokens: list[Token], at: int, __: OptionsDict, env: EnvType) -> str:
    said = tokens[at].content
    name = env["people"].get(said[1:].lower())
    return said if name is None else f'<a href="/people/{quote(name)}" data-user="{escapeHtml(name)}">{said}</a>'
