"""Whether this process lives, and whether it can answer."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from models import servers
from models.settings import Settings


class Health:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.draining = False
        self.router = APIRouter()
        self.router.add_api_route("/healthz", self.alive, methods=["GET"])
        self.router.add_api_route("/readyz", self.ready, methods=["GET"])

    async def alive(self) -> dict[str, Any]:
        """This process; no other server is asked."""
        return {"status": "ok"}

    async def ready(self) -> JSONResponse:
        """Each server with its own line; `degraded` while only what can wait is away."""
        answers = await servers.answers(self.settings)
        away = {name for name, answered in answers.items() if not answered}
        status = "draining" if self.draining else "away" if away & servers.NEEDED else "degraded" if away else "ready"
        lines = {name: "ok" if answered else "away" for name, answered in answers.items()}
        return JSONResponse({"status": status, "servers": lines}, 200 if status in ("ready", "degraded") else 503)
