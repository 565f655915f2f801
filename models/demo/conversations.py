"""The demo's conversations, as they stand in posts/*.md and comments/*.txt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from models.posts.events import PostStatus

HERE = Path(__file__).parent
REASONS = {
    PostStatus.LOCKED: "The last comments were about each other, not about the five questions.",
    PostStatus.HIDDEN: "It held recovery words; hidden to protect its author.",
}


@dataclass(frozen=True)
class DemoComment:
    """`parent` is the number of the comment it answers, in the order of the file."""

    author: str
    parent: int | None
    after: timedelta
    deleted: bool
    body: str


@dataclass(frozen=True)
class DemoPost:
    title: str
    author: str
    tags: list[str]
    coins: list[str]
    age: timedelta
    preview: str | None
    status: PostStatus
    body: str
    comments: tuple[DemoComment, ...]


@cache
def conversations() -> tuple[DemoPost, ...]:
    """All of them, the oldest first."""
    posts = map(_post, sorted((HERE / "posts").glob("*.md")))
    return tuple(sorted(posts, key=lambda post: post.age, reverse=True))


def _post(file: Path) -> DemoPost:
    head, _, body = file.read_text().partition("\n\n")
    lines = {name: said.strip() for name, _, said in (line.partition(":") for line in head.splitlines())}
    below = HERE / "comments" / f"{file.stem}.txt"
    return DemoPost(
        title=lines["title"],
        author=lines["author"],
        tags=_names(lines["tags"]),
        coins=_names(lines["coins"]),
        age=timedelta(days=float(lines["daysAgo"])),
        preview=lines.get("preview"),
        status=PostStatus(lines.get("status", "PUBLISHED")),
        body=body.strip() + "\n",
        comments=tuple(_comments(below.read_text())) if below.exists() else (),
    )


def _names(line: str) -> list[str]:
    return [name.strip() for name in line.split(",") if name.strip()]


def _comments(text: str) -> Iterator[DemoComment]:
    branch: list[int] = []
    for number, block in enumerate(text.strip().split("\n---\n")):
        head, _, body = block.strip().partition("\n")
        level, author, hours, *marks = head.split()
        parent = branch[int(level) - 1] if int(level) else None
        branch[int(level) :] = [number]
        yield DemoComment(author, parent, timedelta(hours=float(hours)), "deleted" in marks, body.strip())
