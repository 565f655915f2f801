"""The door of /graphql over WebSocket: who may enter, and for how long."""

import asyncio
import logging
from collections.abc import Mapping
from uuid import UUID

from starlette.types import Receive, Scope, Send

from api.auth import Doorkeeper
from api.conversation import PATIENCE, Conversation, Inside, Patience
from api.execution import Execution
from api.frames import Code
from api.headers import headers_of
from api.lines import Streams
from api.outgoing import Outgoing
from models.accounts import presence
from models.errors import Unavailable
from models.settings import Settings

PATH = "/graphql"
SUBPROTOCOL = "graphql-transport-ws"
READ = frozenset({b"user-agent", b"x-forwarded-for", b"origin", b"host"})
"""The headers of the handshake that count: a cookie and an authorization that stand there do not."""

log = logging.getLogger("cryptotalks.api")


class Sockets:
    """An ASGI application for WebSockets."""

    def __init__(
        self,
        execution: Execution,
        doorkeeper: Doorkeeper,
        streams: Streams,
        settings: Settings,
        patience: Patience = PATIENCE,
    ) -> None:
        self.open: set[Conversation] = set()
        self._inside = Inside(execution, doorkeeper, streams, patience)
        self._origins = frozenset(settings.allowed_origins)
        self._watching: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        headers = headers_of(scope, READ)
        if scope["path"] != PATH or not self._may_enter(headers):
            return await send({"type": "websocket.close"})  # before it is accepted: 403
        spoken = SUBPROTOCOL if SUBPROTOCOL in scope["subprotocols"] else None
        await send({"type": "websocket.accept", "subprotocol": spoken})
        outgoing = Outgoing(send)
        if spoken is None:
            return await outgoing.close(Code.SUBPROTOCOL_NOT_ACCEPTABLE, "Subprotocol not acceptable")
        conversation = Conversation(self._inside, headers, scope.get("client"), outgoing)
        self.open.add(conversation)
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch(), name="watch the sessions of sockets")
        try:
            await conversation.run(receive)
        finally:
            self.open.discard(conversation)
        return None

    def _may_enter(self, headers: Mapping[str, str]) -> bool:
        """Who names no origin is no browser's page."""
        origin, host = headers.get("origin"), headers.get("host", "")
        return origin is None or origin in self._origins or origin in (f"https://{host}", f"http://{host}")

    async def _watch(self) -> None:
        """As long as anybody is here: asks after each session once a round, however many sockets it has."""
        while self.open:
            await asyncio.sleep(self._inside.patience.sessions)
            try:
                await self._ask()
            except (Unavailable, ConnectionError):
                continue  # whoever is here stays until it is known otherwise
            except Exception:
                log.exception("the sessions of sockets could not be asked after")
        self._watching = None

    async def _ask(self) -> None:
        sessions: dict[UUID, list[Conversation]] = {}
        for conversation in self.open:
            if conversation.actor.session_id:
                sessions.setdefault(conversation.actor.session_id, []).append(conversation)
        for session_id, living in (await presence.all_living(sessions)).items():
            for conversation in sessions[session_id]:
                if living is None:
                    conversation.close(Code.FORBIDDEN, "Forbidden")
                elif living.role is not conversation.actor.role:
                    # What it follows was begun with other rights: it comes again, and misses nothing.
                    conversation.close(Code.COME_AGAIN, "Rights have changed")
