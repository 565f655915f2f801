"""`python -m api` answers at HOST:PORT until SIGTERM; then it finishes what it is doing and goes."""

import logging
import signal
import sys
from types import FrameType

import uvicorn

from api.app import create_app
from api.health import Health
from api.wire import LARGEST_FRAME, Wire
from models.settings import settings


class Server(uvicorn.Server):
    """uvicorn's server, whose health says `draining` from the first signal on."""

    def __init__(self, config: uvicorn.Config, health: Health) -> None:
        super().__init__(config)
        self.health = health

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.health.draining = True
        # A second Ctrl-C does not wait for what is being done; uvicorn itself takes only SIGINT as impatience.
        super().handle_exit(signal.SIGINT if self.should_exit else sig, frame)
        self._captured_signals.clear()


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # What it has to say while brokers are away is said once, by ours.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    app, health = create_app(settings())
    config = uvicorn.Config(
        app,
        host=settings().host,
        port=settings().port,
        loop="uvloop",
        http="httptools",
        ws=Wire,
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=None,  # api/conversation.py pings; uvicorn would close with 1011, and clients stay away then
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=round(settings().drain_seconds),
    )
    server = Server(config, health)
    server.run()
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main())
