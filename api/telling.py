"""What a stream says: its news as answers, each executed and encoded once for all who share the stream."""

import logging
from collections.abc import Sequence
from functools import reduce
from uuid import UUID

import orjson

from api import masking
from api.execution import Answer, Execution, Operation
from models.actor import Actor
from models.errors import Unavailable
from models.feeds import News
from models.live import Place
from resolvers.context import Context
from resolvers.errors import Exposed
from resolvers.live import Resync, ResyncReason, Source, Subscribed, cursor_of

log = logging.getLogger("cryptotalks.streams")


class Telling:
    def __init__(self, execution: Execution, operation: Operation, source: Source, actor: Actor) -> None:
        self.execution, self.operation, self.source, self.actor = execution, operation, source, actor
        self.is_together = bool(source.seconds_apart or source.now)
        """What waits at the same time makes one answer."""
        self._subscribed: tuple[Place, bytes] | None = None

    async def subscribed(self, place: Place) -> bytes:
        """Of many who begin at the same point it is encoded once."""
        if self._subscribed and self._subscribed[0] == place:
            return self._subscribed[1]
        payload = await self._said(Subscribed(cursor=cursor_of(place.feed, place.position)))
        self._subscribed = place, payload
        return payload

    async def resync(self, reason: ResyncReason, place: Place) -> bytes:
        return await self._said(Resync(reason=reason, cursor=cursor_of(place.feed, place.position)))

    async def state(self) -> bytes:
        """What it is now, or why that cannot be said. Raises Unavailable."""
        assert self.source.now
        try:
            return await self._said(await self.source.now(self._context()))
        except Exposed as error:
            return orjson.dumps(Answer(None, masking.refused([error], 1)).body())

    async def answers(self, feed: UUID, some: Sequence[News]) -> list[bytes]:
        """What these are to whoever watches. Raises Unavailable; what fails otherwise is left out."""
        try:
            wanted = some[-1:] if self.source.now else some
            objects = [one for news in wanted for one in await self._objects(feed, news)]
            if self.is_together and objects:
                objects = [reduce(self.source.together, objects)]
            payloads = [await self._encoded(one) for one in objects]
        except Unavailable:
            raise
        except Exception:
            log.exception("%s %d was not told", self.source.topic, some[-1].position)
            return []
        return [payload for payload in payloads if payload is not None]

    async def _objects(self, feed: UUID, news: News) -> Sequence[object]:
        return await self.source.tell(news, cursor_of(feed, news.position), self._context())

    async def _said(self, event: object) -> bytes:
        payload = await self._encoded(event)
        assert payload is not None
        return payload

    async def _encoded(self, event: object) -> bytes | None:
        """The answer to one event; None where what it is about is gone. Loaders live for it alone."""
        answer: Answer | None = await self.execution.tell(self.operation, self._context(), event)
        return orjson.dumps(answer.body()) if answer else None

    def _context(self) -> Context:
        return Context(self.actor)
