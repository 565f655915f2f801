"""`python -m workers events`: what is where, and how to mend it."""

from datetime import timedelta

import pytest

from models import clock, database, progress
from models.errors import Unavailable
from models.settings import Settings
from tests.events.telling import place, told
from tests.trials import POISON, Tried
from workers import consumer, events
from workers.effects import effects


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> "Said":
    return Said(capsys)


class Said:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    async def by(self, *words: str) -> tuple[int, list[str]]:
        """The exit code and the lines."""
        code = await events.command(words)
        return code, self.capsys.readouterr().out.splitlines()


async def test_the_list_shows_feeds_and_effects_in_columns(forum: Settings, said: Said) -> None:
    await consumer.register()
    await told(Tried(subject="a", number=1), Tried(subject="a", number=2))

    code, lines = await said.by("list")

    assert code == 0
    assert lines[0].split() == ["feed", "numbered", "published", "deleted", "to"]
    assert ["trials", "2", "0", "0"] in [line.split() for line in lines]
    head = next(line for line in lines if line.startswith("effect"))
    row = next(line for line in lines if line.startswith("note_too"))
    assert row.split() == ["note_too", "accounts", "trials", "0", "2", "0"]
    assert head.index("behind") + len("behind") == row.rindex("2") + 1


async def test_a_replay_sets_the_number_back_and_never_forward(forum: Settings, said: Said) -> None:
    await consumer.register()
    note = effects()["note"]
    last = (await told(*(Tried(subject="a", number=number) for number in range(10))))[-1].position
    async with database.transaction():
        await progress.move("note", "trials", last)

    code, lines = await said.by("replay", "note", "--since", str(last - 3))
    assert (code, lines, await place(note)) == (0, [f"note begins again at trials {last - 3}"], last - 4)
    await said.by("replay", "note", "--since", str(last))
    assert await place(note) == last - 4
    await said.by("replay", "note", "--since", "0")
    assert await place(note) == 0


async def test_a_replay_since_a_moment(forum: Settings, said: Said) -> None:
    note, then = effects()["note"], clock.now() + timedelta(minutes=30)
    clock.move(timedelta(hours=1))
    (first, *_), last = (await told(*[Tried(subject="a", number=1)] * 3)), 0
    last = first.position + 2
    async with database.transaction():
        await progress.move("note", "trials", last)

    _, lines = await said.by("replay", "note", "--since", then.isoformat())

    assert await place(note) == first.position - 1
    assert lines == [f"note begins again at trials {first.position}"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["forget"],
        ["replay", "note"],
        ["replay", "note", "--since", "yesterday"],
        ["replay", "note", "--since", "2999-01-01"],
        ["resend"],
    ],
)
async def test_words_that_mean_nothing_are_refused(
    forum: Settings, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        await events.command(words)

    assert ended.value.code == 2
    assert "usage: python -m workers events" in capsys.readouterr().err


async def test_an_effect_or_a_letter_that_is_not_there_is_said(forum: Settings, said: Said) -> None:
    code, lines = await said.by("replay", "luck", "--since", "1")
    assert code == 1
    assert lines[0].startswith("There is no effect luck; there are ")
    assert await said.by("resend", "99") == (1, ["99: there is no such dead letter, or it is resolved"])
    assert await said.by("dead") == (0, ["Nothing is laid aside."])


async def test_a_letter_sent_again_while_a_server_is_away_stays(
    forum: Settings, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    (news,) = await told(Tried(subject="a", number=POISON))
    async with database.transaction():
        await progress.lay_aside("note_too", news, "RuntimeError: poison", 3)
    (letter,) = await progress.dead_letters()

    code, lines = await said.by("resend", str(letter.id))

    assert code == 1
    assert lines[0].startswith(f"{letter.id}: failed again, RuntimeError: poison")
    assert [one.id for one in await progress.dead_letters()] == [letter.id]
    assert issubclass(Unavailable, Exception)
