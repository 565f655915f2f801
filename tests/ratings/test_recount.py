"""Counting anew: what is wrong is mended and told, and what is right stays as it is, while people vote."""

import asyncio
import os
import subprocess
import sys

import pytest

from models.ratings import recount as counting
from models.ratings.__main__ import main
from models.ratings.recount import recount
from models.ratings.rules import Vote
from models.settings import Settings
from tests.people import person
from tests.ratings.rating import crowd, new, new_post, rows, write

KINDS = pytest.mark.parametrize("kind", ["post", "comment"])


@KINDS
async def test_a_count_that_was_falsified_is_mended_and_announced(kind: str, forum: Settings) -> None:
    one, others, people = await new(kind), [await new(kind) for _ in range(3)], await crowd(3)
    for id, vote in zip(people, (Vote.UP, Vote.UP, Vote.DOWN), strict=True):
        await one.cast(id, vote)
    await recount()
    news = len(await one.news())
    await write(f"update {kind} set upvotes = 7, downvotes = 0 where id = $1", one.id)
    await write(f"update {kind} set downvotes = 1 where id = $1", others[1].id)

    mended = await recount()

    assert [(found.of, found.id, found.was, found.now) for found in mended] == [
        (f"{kind}.votes", one.id, "+7 -0", "+2 -1"),
        (f"{kind}.votes", others[1].id, "+0 -1", "+0 -0"),
    ]
    assert await one.figures() == (2, 1, 1)
    assert len(await one.news()) == news + 1
    assert '"upvotes": 2' in (await one.news())[-1]
    assert await recount() == []


async def test_a_reputation_that_was_falsified_is_mended(forum: Settings) -> None:
    ada, nobody = await person("ada"), await person("never_wrote")
    post, (voter,) = await new_post(), await crowd(1)
    await post.cast(voter, Vote.UP)
    await recount()
    (right,) = await rows("select reputation from person where id = $1", ada)
    await write("update person set reputation = reputation + 100 where id = any($1)", [ada, nobody])

    mended = await recount()

    assert {(found.of, found.id, found.was, found.now) for found in mended} == {
        ("person.reputation", ada, str(right.reputation + 100), str(right.reputation)),
        ("person.reputation", nobody, "100", "0"),
    }
    assert await recount() == []


async def test_a_forum_of_many_reads_is_counted_to_its_end(forum: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST", 2)
    posts = [await new_post() for _ in range(5)]
    await write("update post set upvotes = 3 where id = any($1)", [post.id for post in posts])

    mended = await recount()

    assert {found.id for found in mended if found.of == "post.votes"} == {post.id for post in posts}


async def test_nothing_is_found_wrong_while_people_vote(forum: Settings) -> None:
    people, written = await crowd(10), [await new("post"), await new("comment")]

    async def vote(number: int) -> None:
        for vote in (Vote.UP, Vote.DOWN, None, Vote.UP):
            for one in written:
                await one.cast(people[number], vote)

    voting = asyncio.gather(*map(vote, range(10)))
    counted = []
    while not voting.done():
        counted.append([found for found in await recount() if found.of != "person.reputation"])
    await voting

    assert counted
    assert [found for found in counted if found] == []
    assert [await one.figures() for one in written] == [(10, 0, 10)] * 2


def command(forum: Settings) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"DATABASE_URL": forum.database_url.get_secret_value()}
    words = [sys.executable, "-m", "models.ratings", "recount"]
    return subprocess.run(words, env=environment, check=False, capture_output=True, text=True)


async def test_the_command_tells_what_was_wrong(forum: Settings) -> None:
    await recount()
    post = await new_post()
    await write("update post set downvotes = 2 where id = $1", post.id)

    first, again = command(forum), command(forum)

    told = [f"post.votes of {post.id} was +0 -2, is +0 -0", "Figures that were wrong: 1."]
    assert (first.returncode, first.stdout.splitlines(), first.stderr) == (0, told, "")
    assert (again.returncode, again.stdout) == (0, "Figures that were wrong: 0.\n")


def test_the_command_knows_one_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vote"]) == 2
    assert "recount" in capsys.readouterr().err
