"""One client on its socket, from its first message to the close: the rules of graphql-transport-ws."""

import asyncio
from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from graphql import OperationType
from starlette.types import Receive

from api import frames, masking
from api.auth import Doorkeeper
from api.cookies import refuse_cookies
from api.execution import Answer, Execution, Operation, Refused
from api.frames import Closing, Code
from api.graphql import Asked
from api.lines import Line, Streams
from api.outgoing import Outgoing
from models.actor import NOBODY
from models.errors import Unauthenticated, Unavailable
from resolvers.context import Context
from resolvers.errors import TooComplex

MOST_SUBSCRIPTIONS = 50
MOST_OPERATIONS = 20


class Patience(NamedTuple):
    """Seconds."""

    init: float = 10.0
    ping: float = 20.0
    silence: float = 60.0
    sessions: float = 1.5
    """Once asked, a session is believed for 3 s: asked as often as this, its end is noticed within 5 s."""


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Inside:
    """What lies behind the door."""

    execution: Execution
    doorkeeper: Doorkeeper
    streams: Streams
    patience: Patience


class Conversation:
    def __init__(
        self, inside: Inside, headers: Mapping[str, str], client: Sequence[object] | None, outgoing: Outgoing
    ) -> None:
        self.outgoing = outgoing
        self.actor = NOBODY
        self._inside, self._headers, self._client = inside, headers, client
        self._greeted = self._acknowledged = False
        self._lines: dict[str, Line] = {}
        self._opening: set[asyncio.Task[None]] = set()
        self._answering: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        self._heard_at = self._loop.time()
        self._listening = asyncio.timeout(None)
        self._listens = True
        self._farewell: Closing | None = None

    async def run(self, receive: Receive) -> None:
        """Until either side closes, and until what changes something is done."""
        patience = self._inside.patience
        greeting = (Code.TIMEOUT, "Connection initialisation timeout")
        self._in_time = self._loop.call_later(patience.init, self.close, *greeting)
        self._beating = self._loop.call_later(patience.ping, self._beat)
        try:
            farewell = await self._heard(receive)
        finally:
            self._listens = False
            self._in_time.cancel()
            self._beating.cancel()
            for line in self._lines.values():
                line.end()
        if farewell:
            await self.outgoing.close(farewell.code, farewell.reason)
        self.outgoing.cancel()
        if self._answering:
            await asyncio.wait(self._answering)

    def close(self, code: Code, reason: str) -> None:
        """From outside: what the client says is listened to no longer."""
        if self._listens:
            self._listens, self._farewell = False, Closing(code, reason)
            self._listening.reschedule(self._loop.time())

    async def _heard(self, receive: Receive) -> Closing | None:
        """Listens until the end; what is to be said then, where the client has not gone itself."""
        try:
            async with self._listening:  # a wait that others can end, without a task of its own
                await self._listen(receive)
            return self._farewell
        except Closing as closing:
            return closing
        except Exception as error:
            if self._farewell:
                return self._farewell
            masking.broken(error)
            return Closing(Code.INTERNAL_ERROR, "Internal server error")

    async def _listen(self, receive: Receive) -> None:
        while (event := await receive())["type"] != "websocket.disconnect":
            self._heard_at = self._loop.time()
            await self._take(frames.read(event.get("text")))
            await asyncio.sleep(0)  # a chunk can hold thousands of messages: others have their turn
            await self.outgoing.room()

    async def _take(self, said: frames.Said) -> None:
        match said:
            case frames.Subscribe(id, asked):
                self._subscribe(id, asked)
            case frames.Complete(id):
                if line := self._lines.pop(id, None):
                    line.end()
            case frames.Ping(pong):
                self.outgoing.put(pong)
            case frames.Init(authorization):
                await self._greet(authorization)

    async def _greet(self, authorization: str) -> None:
        if self._greeted:
            raise Closing(Code.TOO_MANY_INITIALISATIONS, "Too many initialisation requests")
        self._greeted = True
        self._in_time.cancel()
        headers = {**self._headers, "authorization": authorization}
        try:
            self.actor = (await self._inside.doorkeeper.context(headers, self._client)).actor
        except Unauthenticated:
            raise Closing(Code.FORBIDDEN, "Forbidden") from None
        except (Unavailable, ConnectionError):
            raise Closing(Code.TRY_AGAIN_LATER, "Try again later") from None
        self._acknowledged = True
        self.outgoing.put(frames.ACK)

    def _subscribe(self, id: str, asked: Asked) -> None:
        if not self._acknowledged:
            raise Closing(Code.UNAUTHORIZED, "Unauthorized")
        if id in self._lines:
            raise Closing(Code.SUBSCRIBER_EXISTS, f"Subscriber for {id} already exists")
        try:
            self._begin(id, self._inside.execution.prepare(*asked))
        except Exception as error:
            self.outgoing.put(frames.error(id, _errors(error)))

    def _begin(self, id: str, operation: Operation) -> None:
        line = Line(id, operation.kind, self.outgoing, over=self._lines.pop, too_slow=self._too_slow)
        self._refuse_too_many(operation.kind)
        match operation.kind:
            case OperationType.SUBSCRIPTION:
                return self._keep(id, line, self._open(line, operation), self._opening)
            case OperationType.MUTATION:
                refuse_cookies(operation)
        answer = self._inside.execution.start(operation, Context(self.actor))
        if isinstance(answer, Answer):
            self._lines[id] = line
            return line.answer(orjson.dumps(answer.body()))
        return self._keep(id, line, self._answer(line, answer), self._answering)

    def _keep(self, id: str, line: Line, work: Coroutine[Any, Any, None], among: set[asyncio.Task[None]]) -> None:
        task = asyncio.create_task(work, name=f"{line.kind.value} on a socket")
        among.add(task)
        task.add_done_callback(among.discard)
        self._lines[id] = line
        if line.kind is not OperationType.MUTATION:  # that runs to its end, whoever has gone
            line.task = task

    def _refuse_too_many(self, kind: OperationType) -> None:
        if kind is OperationType.SUBSCRIPTION:
            allowed, what = MOST_SUBSCRIPTIONS, "subscriptions"
            running = sum(line.kind is kind for line in self._lines.values())
        else:
            allowed, what = MOST_OPERATIONS, "operations"
            running = len(self._answering)
        if running >= allowed:
            words = f"This socket has {running} {what} under way; at most {allowed} are allowed at once."
            raise Refused.because(TooComplex(words, limit=what, allowed=allowed, figure=running + 1))

    async def _open(self, line: Line, operation: Operation) -> None:
        try:
            line.leave = await self._inside.streams.open(operation, Context(self.actor), line)
        except Exception as error:
            return line.fail(_errors(error))
        if line.ended:
            line.leave()
        return None

    async def _answer(self, line: Line, answer: Awaitable[Answer]) -> None:
        try:
            line.answer(orjson.dumps((await answer).body()))
        except Exception as error:
            line.fail(_errors(error))

    def _too_slow(self) -> None:
        self.close(Code.TIMEOUT, "Too slow")

    def _beat(self) -> None:
        """Asks a silent client whether it lives, and closes where it does not."""
        patience = self._inside.patience
        silent = self._loop.time() - max(self._heard_at, self.outgoing.moved_at)
        if silent >= patience.silence:
            return self.close(Code.TIMEOUT, "Silent for too long")
        if silent >= patience.ping:
            self.outgoing.put(frames.PING)
            wait = min(patience.ping, patience.silence - silent)
        else:
            wait = patience.ping - silent
        self._beating = self._loop.call_later(wait, self._beat)
        return None


def _errors(error: Exception) -> list[masking.Shown]:
    """Of one operation that came to nothing: the socket lives."""
    if isinstance(error, Refused):
        return error.errors
    words = masking.exposed(error)
    return masking.refused([words], 1) if words else [masking.broken(error)]
