"""What people write, as it is shown: Markdown made to HTML, with the coins and people that it names as links."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from models import markdown
from models.coins.queries import coins_by_symbol
from models.people.queries import people_by_username


@dataclass(frozen=True)
class Prose:
    """The HTML and the beginning of a text, and whom and what it names, in the order of its words."""

    html: str
    excerpt: str
    coin_ids: list[UUID]
    person_ids: list[UUID]
    unknown_symbols: list[str]


async def rendered(source: str) -> Prose:
    """Render a text: two reads, and the rest beside the event loop. Raises Malformed where it cannot be text."""
    named = await asyncio.to_thread(markdown.named, source)
    coins = await coins_by_symbol(named.symbols) if named.symbols else {}
    people = await people_by_username(named.usernames) if named.usernames else {}
    html, excerpt = await asyncio.to_thread(
        lambda: (
            markdown.render(
                source,
                {symbol: coin.slug for symbol, coin in coins.items()},
                {name: person.username for name, person in people.items()},
            ),
            markdown.preview(source),
        )
    )
    return Prose(
        html,
        excerpt,
        [coins[symbol].id for symbol in named.symbols if symbol in coins],
        [people[name].id for name in named.usernames if name in people],
        [symbol for symbol in named.symbols if symbol not in coins],
    )
