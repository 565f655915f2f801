"""Which media type a request speaks, and which it would rather hear."""

import re
from functools import lru_cache

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"

EXACT = 2  # a range that names the type; `application/*` is 1 and `*/*` 0

_RANGE = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+", re.ASCII)
_QUALITY = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?", re.ASCII)


@lru_cache(maxsize=128)
def preferred(accept: str, *, page: bool = False) -> str | None:
    """The media type to answer in, a page among them where `page`; None where nothing we speak is wanted."""
    if not accept.strip():
        return JSON
    wishes = _wishes(accept)
    graphql, json = _wanted(wishes, GRAPHQL), _wanted(wishes, JSON)
    named_alike = graphql == json and graphql[1] == EXACT
    best, answer = (graphql, GRAPHQL) if graphql > json or named_alike else (json, JSON)
    if page and _wanted(wishes, HTML) > best:
        return HTML
    return answer if best[0] else None


def speaks_json(content_type: str) -> bool:
    """Whether a body of this type is JSON in UTF-8."""
    media_type, *parameters = (piece.strip().lower() for piece in content_type.split(";"))
    charsets = [p.removeprefix("charset=").strip('"') for p in parameters if p.startswith("charset=")]
    return media_type == JSON and all(charset in ("utf-8", "utf8") for charset in charsets)


def _wishes(accept: str) -> dict[str, float]:
    """Each range of an Accept header with its quality; what cannot be read is passed over."""
    wishes: dict[str, float] = {}
    for part in accept.lower().split(","):
        range_, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if _RANGE.fullmatch(range_) and _QUALITY.fullmatch(quality):
            wishes[range_] = max(float(quality), wishes.get(range_, 0.0))
    return wishes


def _wanted(wishes: dict[str, float], media_type: str) -> tuple[float, int]:
    """How much a media type is wanted, by the range that names it most closely, and how closely that is."""
    ranges = ("*/*", media_type.split("/")[0] + "/*", media_type)
    return next(((wishes[ranges[n]], n) for n in (2, 1, 0) if ranges[n] in wishes), (0.0, 0))
