"""A client's retry: the same `clientMutationId` within a day answers what it made, and makes nothing new."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import orjson

from models import clock, database
from models.errors import Refusal, RefusalCode

REMEMBERED = timedelta(hours=24)
LONGEST_ID = 100


@dataclass(frozen=True)
class Making:
    """The id of what is to be made, or was made already."""

    id: UUID
    is_new: bool


async def once(person_id: UUID, operation: str, client_mutation_id: str | None, input: Mapping[str, object]) -> Making:
    """Whether this is to be made now, in the transaction that is open, and under which id.

    Of two at once the second waits for the first. Raises Refusal where the id came with another input before.
    """
    if client_mutation_id is None:
        return Making((await database.execute("select uuidv7() as id"))[0]["id"], True)
    if not 0 < len(client_mutation_id) <= LONGEST_ID:
        words = f"A clientMutationId has 1 to {LONGEST_ID} characters."
        raise Refusal(RefusalCode.INVALID, words, "clientMutationId")
    hash = hashlib.sha256(orjson.dumps(input, option=orjson.OPT_SORT_KEYS)).hexdigest()
    now = clock.now()
    new = await database.execute(
        """
        insert into retry as r (person_id, operation, client_mutation_id, input_hash, made_id, created_at)
        values ($1, $2, $3, $4, uuidv7(), $5)
        on conflict (person_id, operation, client_mutation_id) do update
        set input_hash = excluded.input_hash, made_id = excluded.made_id, created_at = excluded.created_at
        where r.created_at <= $6
        returning made_id
        """,
        *(person_id, operation, client_mutation_id, hash, now, now - REMEMBERED),
    )
    if new:
        return Making(new[0]["made_id"], True)
    (before,) = await database.execute(
        "select made_id, input_hash from retry where person_id = $1 and operation = $2 and client_mutation_id = $3",
        *(person_id, operation, client_mutation_id),
    )
    if before["input_hash"] != hash:
        words = "This clientMutationId came with another input before."
        raise Refusal(RefusalCode.CONFLICT, words, "clientMutationId")
    return Making(before["made_id"], False)


async def forget() -> None:
    """Delete, in the transaction that is open, some of those that are too old to be asked for."""
    await database.execute(
        """
        delete from retry where (person_id, operation, client_mutation_id) in (
          select person_id, operation, client_mutation_id from retry where created_at <= $1 limit 1000)
        """,
        clock.now() - REMEMBERED,
    )
