"""Effects: what follows from the news. One file a subject, found by being here.

An effect is a function with a name, a group and the events it takes; it runs in the transaction that moves its number
past them, so that it is done once in effect, whatever is delivered twice. What reaches outside is a delivery.
"""

import pkgutil
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TypeVar

from models import events
from models.events import Event
from models.feeds import News

GROUPS = ("accounts", "forum", "market", "audit")
"""What is scaled and deployed by itself; the groups of Kafka are named after them."""

One = TypeVar("One", bound=Callable[..., Awaitable[None]])
Many = Callable[[list[News]], Awaitable[None]]


@dataclass(frozen=True)
class Effect:
    """`types` are those of the events it takes; None are all of its topics."""

    name: str
    group: str
    topics: frozenset[str]
    types: frozenset[str] | None
    run: Many = field(repr=False)

    def takes(self, news: News) -> bool:
        return self.types is None or news.type in self.types


_known: dict[str, Effect] = {}


def _add(effect: Effect) -> None:
    if effect.group not in GROUPS:
        raise TypeError(f"the effect {effect.name} is of the group {effect.group}, and there is none")
    if effect.name in _known:
        raise TypeError(f"two effects are named {effect.name}")
    _known[effect.name] = effect


def on(*taken: type[Event], group: str) -> Callable[[One], One]:
    """Mark what follows from these events, one at a time.

        @on(UserConfirmed, group="accounts")
        async def welcome(event: UserConfirmed, news: News) -> None: ...

    The function's name is the effect's: the number that it holds is kept under it.
    """

    def mark(function: One) -> One:
        async def run(many: list[News]) -> None:
            for news in many:
                await function(news.event, news)

        topics, types = (frozenset(getattr(event, name) for event in taken) for name in ("topic", "type"))
        _add(Effect(function.__name__, group, topics, types, run))
        return function

    return mark


def on_all(*, group: str, but: Collection[str] = ("prices", "ratings")) -> Callable[[Many], Many]:
    """Mark what follows from every event but those of some topics, up to 500 at a time, in their order."""

    def mark(function: Many) -> Many:
        _add(Effect(function.__name__, group, frozenset(events.topics() - set(but)), None, function))
        return function

    return mark


@cache
def _import() -> None:
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        import_module(module.name)


def effects() -> dict[str, Effect]:
    """All of them, by name."""
    _import()
    return _known
