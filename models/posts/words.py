"""The words of a post, held to the rules and rendered before any transaction: by column, as they are kept."""

from collections.abc import Mapping
from functools import partial

from models import prose
from models.accounts.profiles import line
from models.coins.queries import coins_by_id
from models.errors import Refusal, RefusalCode, hold
from models.posts import rules

Words = Mapping[str, object]


async def checked(given: Mapping[str, object]) -> Words:
    """The columns of what is given of a title, body, preview, tags and coin_ids. Raises one Refusal of all."""
    kept: dict[str, object] = {}
    hold(*(partial(_check, kept, name, value) for name, value in given.items()))
    if isinstance(body := kept.get("body"), str):
        written = await prose.rendered(body)
        kept |= {"body_html": written.html, "excerpt": written.excerpt, "named_coin_ids": written.coin_ids}
    if isinstance(coin_ids := kept.get("given_coin_ids"), list) and coin_ids:
        known = await coins_by_id(coin_ids, ())
        if len(known) < len(coin_ids):
            raise Refusal(RefusalCode.NOT_FOUND, "There is no such coin.", "coinIds")
    return kept


def _check(kept: dict[str, object], name: str, value: object) -> None:
    text = value if isinstance(value, str) else ""
    match name:
        case "title":
            kept["title"] = rules.title(text)
        case "body":
            kept["body"] = rules.body(text)
        case "preview":
            kept["preview"] = line(text, rules.LONGEST_PREVIEW, "preview") or None
        case "tags":
            kept["tag_names"] = rules.tags([str(tag) for tag in _list(value)])
        case "coin_ids":
            kept["given_coin_ids"] = coin_ids = [*dict.fromkeys(_list(value))]
            if len(coin_ids) > rules.MOST_COINS:
                words = f"A post has {rules.MOST_COINS} coins at most beside it."
                raise Refusal(RefusalCode.TOO_LONG, words, "coinIds")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
