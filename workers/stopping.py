"""How a worker stops: asked once, it finishes what it is doing; and who it is while it works."""

import asyncio
import contextlib
import os
import signal
import socket


def stop_on_signals() -> asyncio.Event:
    """Set at SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


async def pause(stop: asyncio.Event, seconds: float) -> bool:
    """Wait so long, or until the stop: whether it has come."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()


def holder() -> str:
    """This process's name on leases."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"
