"""How a worker stops: asked once, it finishes what it is doing; and who it is while it works."""

import asyncio
import contextlib
import os
import secrets
import signal
import socket


def stop_on_signals() -> asyncio.Event:
    """Set at SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


async def pause(stop: asyncio.Event, seconds: float) -> bool:
    """Wait so long, or until the stop (or whatever else may be set): whether it has come."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()


_LIFE = secrets.token_hex(4)


def holder() -> str:
    """This process's name on leases; its last part is there because containers share names and numbers."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{_LIFE}"
