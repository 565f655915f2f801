"""arq: its jobs are pokes alone, an id each. What they are about stands in a row, and a sweep finds it without them."""

import asyncio
import json
import logging
import time
from typing import Any
from uuid import UUID

from arq.connections import ArqRedis
from arq.worker import Worker, func

from models.settings import Settings
from workers import deliveries
from workers.course import told
from workers.stopping import pause

POKE_SECONDS = 0.5
QUIET_SECONDS = 1.0
JOB_SECONDS = 20.0
"""A job's mark of being under way outlives a killed worker by this, so it is short. Senders have less."""

log = logging.getLogger("cryptotalks.jobs")


def queue(settings: Settings) -> str:
    return f"{settings.namespace}:jobs"


def _packed(job: dict[str, Any]) -> bytes:
    return json.dumps(job).encode()


def connect(settings: Settings, **options: Any) -> ArqRedis:
    """A client whose jobs are JSON; no server is asked yet."""
    client: ArqRedis = ArqRedis.from_url(settings.redis_url.get_secret_value(), socket_connect_timeout=1, **options)
    client.job_serializer, client.job_deserializer = _packed, json.loads
    client.default_queue_name = queue(settings)
    return client


class Pokes:
    """Queues a job for each new delivery; quickly, or not at all."""

    def __init__(self, settings: Settings) -> None:
        self.client = connect(settings)
        self.quiet_until = 0.0

    async def __call__(self, id: UUID) -> None:
        if time.monotonic() < self.quiet_until:
            return
        try:
            async with asyncio.timeout(POKE_SECONDS):
                await self.client.enqueue_job("deliver", str(id), _job_id=f"deliver:{id}")
        except Exception as error:  # the sweep will find it
            log.debug("not poked: %s", error)
            self.quiet_until = time.monotonic() + QUIET_SECONDS


async def deliver(_: dict[Any, Any], id: str) -> None:
    await deliveries.send(UUID(id))


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Work off jobs until told to stop. arq's worker ends when Redis drops it; then there is another."""
    away = False
    while not stop.is_set():
        try:
            async with connect(settings, socket_timeout=5) as client:
                await client.ping()
                if away:
                    log.info("the jobs go on")
                away = False
                await _work(settings, client, stop)
        except Exception as error:  # whatever Redis or arq raises, the sweep goes on
            if not away:
                log.warning("no jobs, but the sweep goes on: %s", told(error))
            away = True
            await pause(stop, 1)


async def _work(settings: Settings, client: ArqRedis, stop: asyncio.Event) -> None:
    worker = Worker(
        [func(deliver, name="deliver", timeout=JOB_SECONDS, max_tries=1, keep_result=0)],  # type: ignore[arg-type]
        queue_name=queue(settings),
        redis_pool=client,
        handle_signals=False,
        poll_delay=0.2,
        max_jobs=deliveries.AT_ONCE,
        job_serializer=_packed,
        job_deserializer=json.loads,
        log_results=False,
    )
    working = asyncio.create_task(worker.async_run(), name="arq")
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
        worker.allow_pick_jobs = False
        if worker.tasks:
            await asyncio.wait(worker.tasks.values(), timeout=settings.drain_seconds)
    finally:
        stopping.cancel()
        for task in (working, worker.main_task, *worker.tasks.values()):
            if task:
                task.cancel()
        await asyncio.gather(working, *worker.tasks.values(), return_exceptions=True)
    if not stop.is_set() and working.done() and not working.cancelled() and (error := working.exception()):
        raise error
