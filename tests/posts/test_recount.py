"""Counting tags anew, by command and while others write."""

import asyncio
import os
import sys

import pytest

from models import database
from models.actor import Actor
from models.database import Row
from models.posts import __main__ as command
from models.posts import actions, recount, words
from models.posts.recount import Mended
from models.settings import Settings
from tests.posts.writing import DELETE, SET_STATUS, UPDATE, changed, clear, new_word, tag_counts, written
from tests.visitor import Visitor


def of_tag(name: str, was: int, now: int) -> Mended:
    return Mended("tag.post_count", name, str(was), str(now))


async def test_what_is_wrong_is_set_right_and_said(ada: Visitor, mod: Visitor) -> None:
    await clear()
    a, b, c, d, e = sorted(new_word() for _ in range(5))
    posts = [await written(ada, tags=tags) for tags in ([a, b], [a, c], [a, d])]
    await written(ada, tags=[b, e], draft=True)
    await mod.mutate(SET_STATUS, id=posts[1]["id"], status="LOCKED")
    await ada.mutate(DELETE, id=posts[2]["id"])
    await changed("update tag set post_count = -7 where name = $1", a)
    await changed("update tag set post_count = 3 where name = any($1)", [b, d])
    await changed("delete from tag where name = any($1)", [c, e])

    mended = await recount.recount()

    assert mended == [of_tag(a, -7, 2), of_tag(b, 3, 1), of_tag(c, 0, 1), of_tag(d, 3, 0)]
    assert await tag_counts(a, b, c, d, e) == [2, 1, 1, 0, 0]
    assert await recount.recount() == []


async def test_all_tags_are_looked_at_in_any_script(ada: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    await clear()
    monkeypatch.setattr(recount, "BATCH", 3)
    names = ["a", "a-b", "ab", "b", "ä", "ß".casefold(), "я", "比特币", "हिन्दी", "9"]
    await written(ada, tags=names)
    await changed("update tag set post_count = 5")

    assert {tag.id for tag in await recount.recount()} == {*names}

    assert await tag_counts(*names) == [1] * len(names)


async def test_a_post_that_is_being_written_is_counted_once(ada: Visitor) -> None:
    tag, other = new_word(), new_word()
    await written(ada, tags=[tag])
    await changed("update tag set post_count = 9 where name = $1", tag)
    prepared = await words.checked({"title": "Meanwhile", "body": "Words.", "tags": [tag, other]})
    is_written, may_end = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with database.transaction():
            await actions.create(Actor(ada.id), prepared, draft=False, client_mutation_id=None, input={})
            is_written.set()
            await may_end.wait()

    writing = asyncio.create_task(write())
    await is_written.wait()
    counting = asyncio.create_task(recount.recount())
    await _until_somebody_waits()
    may_end.set()
    await writing

    assert of_tag(tag, 10, 2) in await counting
    assert await tag_counts(tag, other) == [2, 1]


async def _until_somebody_waits() -> None:
    sql = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    for _ in range(100):
        if await database.fetch_value(sql):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody waits")


async def test_counts_are_exact_while_many_write(ada: Visitor, bob: Visitor) -> None:
    tags = [new_word() for _ in range(6)]
    posts = [(person, await written(person, tags=tags[:3])) for person in (ada, bob) for _ in range(4)]

    async def busy(person: Visitor, post: dict[str, str], turn: int) -> None:
        for step in range(5):
            await person.mutate(UPDATE, id=post["id"], tags=tags[(turn + step) % 4 :][:3][:: (-1) ** step])
        if turn % 2:
            await person.mutate(DELETE, id=post["id"])

    async def count_again_and_again() -> None:
        for _ in range(15):
            await recount.recount()

    await asyncio.gather(
        count_again_and_again(), *(busy(person, post, turn) for turn, (person, post) in enumerate(posts))
    )

    kept = await tag_counts(*tags)
    sql = "select count(*) from post where tag_names @> array[$1::text] and deleted_at is null"
    assert kept == [await database.fetch_value(sql, tag) for tag in tags]
    assert sum(kept) == 4 * 3


async def test_the_command_says_what_was_wrong(ada: Visitor, forum: Settings) -> None:
    tag = new_word()
    await written(ada, tags=[tag])
    await changed("update tag set post_count = 4 where name = $1", tag)

    said = [await _run(forum, "recount") for _ in range(2)]

    assert said == [
        (0, f"tag.post_count of {tag} was 4, is 1\nFigures that were wrong: 1.\n"),
        (0, "Figures that were wrong: 0.\n"),
    ]
    rows = await database.fetch(Row, "select post_count from tag where name = $1", tag)
    assert [row.post_count for row in rows] == [1]


async def _run(forum: Settings, *arguments: str) -> tuple[int | None, str]:
    environment = os.environ | {"DATABASE_URL": forum.database_url.get_secret_value()}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "models.posts", *arguments), stdout=asyncio.subprocess.PIPE, env=environment
    )
    output, _ = await process.communicate()
    return process.returncode, output.decode()


def test_any_other_command_is_told_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert [command.main(arguments) for arguments in ([], ["count"], ["recount", "now"])] == [2, 2, 2]

    assert capsys.readouterr().err == "python -m models.posts recount\n" * 3
