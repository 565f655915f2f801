"""`python -m workers events …`: how far each effect is, what it could not do, and to have it done again.

list                                    every feed, and every effect's number in it
dead                                    what was laid aside, and why
resend ID … | all                       do it now, under the same effect
replay EFFECT --since POSITION|TIME     have an effect do again what it has done from there on [--topic TOPIC]
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from models import clock, database, feeds, progress
from models.progress import DeadRow
from workers.course import told
from workers.effects import effects


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns as wide as what is in them; figures to the right."""
    lines = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    right = [all(isinstance(row[column], int) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


async def list_all() -> str:
    ends, positions, dead = await feeds.ends(), await progress.positions(), await progress.dead_letters()
    numbered = [[feed.topic, feed.position, feed.published, feed.floor] for feed in ends.values()]
    courses = []
    for name, effect in sorted(effects().items()):
        for topic in sorted(effect.topics):
            done, last = positions.get((name, topic), 0), ends[topic].position if topic in ends else 0
            letters = sum(letter.effect == name and letter.topic == topic for letter in dead)
            courses.append([name, effect.group, topic, done, max(last - done, 0), letters])
    feed_table = table(["feed", "numbered", "published", "deleted to"], numbered)
    return feed_table + "\n\n" + table(["effect", "group", "topic", "done", "behind", "dead"], courses)


async def list_dead() -> str:
    letters = await progress.dead_letters()
    if not letters:
        return "Nothing is laid aside."
    rows = [
        [
            letter.id,
            letter.effect,
            letter.topic,
            letter.position,
            letter.type,
            f"{letter.created_at:%F %T}",
            letter.error,
        ]
        for letter in letters
    ]
    return table(["id", "effect", "topic", "position", "event", "at (UTC)", "error"], rows)


async def resend(wanted: Sequence[str]) -> tuple[str, bool]:
    """What was done, in words, and whether all of it was."""
    letters = {str(letter.id): letter for letter in await progress.dead_letters()}
    chosen = list(letters) if list(wanted) == ["all"] else wanted
    lines, good = [], True
    for id in chosen:
        said = await _resend(letters[id]) if id in letters else "there is no such dead letter, or it is resolved"
        good = good and said == "done"
        lines.append(f"{id}: {said}")
    return "\n".join(lines) or "Nothing is laid aside.", good


async def _resend(letter: DeadRow) -> str:
    effect = effects().get(letter.effect)
    if not effect:
        return f"there is no effect {letter.effect} any more"
    try:
        async with database.transaction():
            if not await progress.resolve(letter.id, "RESENT"):
                return "somebody else has resolved it"
            await effect.run([letter.news])
    except Exception as error:  # whatever it raises, it is said, and the letter stays
        return f"failed again, {told(error)}"
    return "done"


async def replay(name: str, since: str, topic: str | None) -> tuple[str, bool]:
    """Set an effect's number back; the workers notice within a second."""
    effect = effects().get(name)
    if not effect:
        return f"There is no effect {name}; there are {', '.join(sorted(effects()))}.", False
    topics = sorted(effect.topics) if topic is None else [topic]
    if since.isdecimal() and len(topics) > 1:
        return f"{name} reads {', '.join(topics)}: say which with --topic, or give a time.", False
    lines = []
    for one in topics:
        floor = (await feeds.ends())[one].floor if one in await feeds.ends() else 0
        wanted = int(since) - 1 if since.isdecimal() else await feeds.position_before(one, _time(since))
        async with database.transaction():
            back = await progress.go_back(name, one, max(wanted, floor))
        begins = f"begins again at {one} {max(wanted, floor) + 1}"
        lines.append(f"{name} {begins if back else f'has not come so far in {one}'}")
    return "\n".join(lines), True


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _since(text: str) -> str:
    if not text.isdecimal() and _time(text) > clock.now():
        raise argparse.ArgumentTypeError(f"{text} is still to come")
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m workers events", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="list | dead | resend | replay")
    commands.add_parser("list")
    commands.add_parser("dead")
    commands.add_parser("resend").add_argument("id", nargs="+", help="of a dead letter; or all")
    again = commands.add_parser("replay")
    again.add_argument("effect")
    again.add_argument("--since", required=True, type=_since, help="the first number, or a moment (UTC), to do again")
    again.add_argument("--topic")
    return parser


async def command(words: Sequence[str]) -> int:
    """Do what the words say: the exit code. Raises Unavailable."""
    given = _parser().parse_args(words)
    text, good = "", True
    match given.command:
        case "list":
            text = await list_all()
        case "dead":
            text = await list_dead()
        case "resend":
            text, good = await resend(given.id)
        case "replay":
            text, good = await replay(given.effect, given.since, given.topic)
    sys.stdout.write(text + "\n")
    return 0 if good else 1
