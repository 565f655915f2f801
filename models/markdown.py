"""Posts and comments: Markdown as people write it, to the safe HTML that is kept, and to its words alone."""

import re
from collections.abc import Iterable, Iterator, Mapping

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, paragraph, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from models import mentions
from models.errors import Malformed
from models.mentions import Named

DEEPEST = 16
"""Quotes within quotes; a list within a list counts twice. What is deeper stands as it was written."""
CELLS = 20_000
"""Of all tables of a text: rows are filled up with empty cells, and 50 kB could become two million."""
ADDRESSES = 500_000
"""Characters of all links of a text: a long address that is defined once may be named ten thousand times."""

REL = "nofollow ugc noopener"
HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h4"}  # the page has its own h1 and h2
LANGUAGE = re.compile(r"language-[A-Za-z0-9-]+")
SAFE_LINK = re.compile(r"(?:https?:|mailto:|[^:/?#]*(?:[/?#]|$))", re.IGNORECASE)
ENDS = {
    **dict.fromkeys(("paragraph_close", "heading_close"), "\n\n"),
    **dict.fromkeys(("td_close", "th_close"), "  "),
    **dict.fromkeys(("tr_close", "table_close", "bullet_list_close", "ordered_list_close"), "\n"),
    **dict.fromkeys(("softbreak", "hardbreak"), "\n"),
}


def named(source: str) -> Named:
    """What may be a coin or a person, outside code and links."""
    return mentions.names_of(_parsed(source))


def render(source: str, coins: Mapping[str, str], people: Mapping[str, str]) -> str:
    """`coins` are slugs by upper-cased symbol, `people` usernames by lower-cased username: those that are linked."""
    tokens = _parsed(source)
    return CLEANER.clean(PARSER.renderer.render(tokens, PARSER.options, {"coins": coins, "people": people}))


def preview(source: str, most: int = 240) -> str:
    """The words on one line; those of code, tables and quotes only where there are no others."""
    passages = [*_passages(source)]
    whole = _folded(text for text, aside in passages if not aside) or _folded(text for text, _ in passages)
    if not whole and any(map(str.isalnum, source)):
        whole = _folded([source])
    if len(whole) <= most:
        return whole
    cut = whole[: most - 1]
    if whole[most - 1] != " ":
        cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip() + "…"


def words(source: str) -> str:
    """The words alone, their paragraphs and lines kept: what a plain mail says."""
    return re.sub(r"\n{3,}", "\n\n", "".join(text for text, _ in _passages(source))).strip()


def _parsed(source: str) -> list[Token]:
    try:
        source.encode()
    except UnicodeEncodeError as unpaired:
        raise Malformed(f"The text holds half a character, a lone surrogate, at {unpaired.start}") from None
    return PARSER.parse(source)


def _passages(source: str) -> Iterator[tuple[str, bool]]:
    """Pieces of plain text, and whether each stands aside: in code, a table or a quote."""
    around = 0
    for token in _parsed(source):
        around += token.nesting if token.tag in ("blockquote", "table") else 0
        if token.type == "inline":
            yield _said(token.children), around > 0
        elif token.type in ("fence", "code_block"):
            yield f"{token.content}\n", True
        else:
            yield ENDS.get(token.type, "")[: 1 if token.hidden else None], around > 0


def _said(tokens: Iterable[Token] | None) -> str:
    return "".join(
        _said(token.children) if token.type == "image" else token.content or ENDS.get(token.type, "")
        for token in tokens or ()
    )


def _folded(texts: Iterable[str]) -> str:
    return " ".join("".join(texts).split())


class Parser(MarkdownIt):
    """CommonMark with tables, strikethrough, bare URLs and names; HTML is text."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "xhtmlOut": False, "maxNesting": DEEPEST + 4})
        self.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
        self.block.ruler.before("table", "too_deep", _too_deep)
        self.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
        self.block.ruler.at("table", _affordable_table, {"alt": ["paragraph", "reference"]})
        self.core.ruler.push("tame", _tame)
        mentions.learn(self)

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return SAFE_LINK.match(url) is not None


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The parser would leave out what is deeper than its own limit."""
    return state.level >= DEEPEST and paragraph(state, start, end, silent)


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quote ends with its last `>`. CommonMark takes the line below into it, though that is mostly the answer.

    Looking for such lines reads to the end of the text for each quote: 50 kB could take a minute.
    """
    if silent:
        return blockquote(state, start, end, silent)
    last = start
    while last < end and state.sCount[last] >= state.blkIndent:
        if not state.src.startswith(">", state.bMarks[last] + state.tShift[last]):
            break
        last += 1
    beyond, state.lineMax = state.lineMax, last
    is_quote = last > start and blockquote(state, start, last, silent)
    state.lineMax = beyond
    return is_quote


def _affordable_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    columns = state.src.count("|", state.bMarks[start], state.eMarks[start]) + 1
    left = state.env.get("cells", CELLS)
    is_table = table(state, start, min(end, start + 2 + left // columns), silent)
    if is_table and not silent:
        state.env["cells"] = left - columns * (state.line - start)
    return is_table


def _tame(state: StateCore) -> None:
    """What CommonMark allows and a page of others' words does not."""
    left = ADDRESSES
    for block in state.tokens:
        match block.type:
            case "heading_open" | "heading_close":
                block.tag = HEADINGS.get(block.tag, "h5")
            case "fence":
                language = "".join(block.info.split()[:1])
                block.info = language if LANGUAGE.fullmatch(f"language-{language}") else ""
            case "th_open" | "td_open" if "style" in block.attrs:
                block.attrs = {"align": str(block.attrs["style"]).removeprefix("text-align:")}
            case "inline":
                block.children = [*_links(block.children or ())]
                left -= sum(len(str(value)) for token in block.children for value in token.attrs.values())
                if left < 0:
                    block.children = [token for token in block.children if token.tag != "a"]


def _links(tokens: Iterable[Token]) -> Iterator[Token]:
    """Pictures become links: from elsewhere, they would tell others who reads."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.tag == "a" else 0
        if token.type == "link_open":
            token.attrs["rel"] = REL
            yield token
        elif token.type == "image":
            source = str(token.attrs["src"])
            text = Token("text", "", 0, content=_said(token.children).strip() or source[:80])
            link = Token("link_open", "a", 1, attrs={"href": source, "rel": REL})
            yield from (text,) if depth or not source else (link, text, Token("link_close", "a", -1))
        else:
            yield token


def _kept(tag: str, attribute: str, value: str) -> str | None:
    return None if (tag, attribute) == ("code", "class") and not LANGUAGE.fullmatch(value) else value


PARSER = Parser()
CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "hr", "h3", "h4", "h5", "blockquote", "pre", "code", "em", "strong", "s", "a"),
        *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
    },
    attributes={"a": {"href", "title", "data-coin", "data-user"}, "ol": {"start"}, "code": {"class"}},
    tag_attribute_values={"a": {"rel": {REL}}}
    | {cell: {"align": {"left", "center", "right"}} for cell in ("th", "td")},
    attribute_filter=_kept,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
