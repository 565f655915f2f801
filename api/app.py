"""The program that answers: /graphql by its own door, everything else by FastAPI."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from api.auth import Doorkeeper
from api.demo import mount_demo
from api.graphql import GraphQLDoor
from api.health import Health
from api.mailbox import mount_mailbox
from api.middleware import Cors, SecurityHeaders
from api.pages import mount_pages
from api.sockets import Sockets
from api.static import mount_static
from api.streams import Streams
from models import servers
from models.live import Live
from models.settings import Settings
from resolvers.schema import schema


class Application:
    """FastAPI costs 200 µs a request, so the path that most requests take goes past it."""

    def __init__(self, settings: Settings) -> None:
        self.health = Health(settings)
        self.rest = FastAPI(title="Cryptotalks", lifespan=self._lifespan, openapi_url=None)
        self.rest.include_router(self.health.router)
        mount_static(self.rest)
        mount_demo(self.rest, settings)
        mount_mailbox(self.rest, settings)
        mount_pages(self.rest)
        self.graphql = GraphQLDoor(schema, settings)
        self.live = Live(settings)
        self.streams = Streams(self.graphql.execution, self.live)
        self.sockets = Sockets(self.graphql.execution, Doorkeeper(settings), self.streams, settings)
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            return await self.sockets(scope, receive, send)
        at_door = scope["type"] == "http" and scope["path"] == "/graphql"
        return await (self.graphql if at_door else self.rest)(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, app: FastAPI) -> AsyncIterator[None]:
        await servers.connect(self.settings)
        self.live.start()
        try:
            yield
        finally:
            await self.live.stop()
            await servers.disconnect()


def create_app(settings: Settings) -> tuple[ASGIApp, Health]:
    """The whole API as one ASGI application, and its health, which is told when the process begins to drain."""
    application = Application(settings)
    return SecurityHeaders(Cors(application, settings.allowed_origins)), application.health
