"""A field that does not say `viewer` answers everybody the same: subscribers share what it answers."""

from collections.abc import Iterator
from typing import Any

import pytest
import pytest_asyncio
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from models import clock, database
from models.actor import NOBODY, Actor, Role
from models.comments.rules import LISTED as LISTED_COMMENTS
from models.database import Row
from models.demo import people, talk
from models.posts.rules import LISTED
from models.settings import Settings
from resolvers import ids
from resolvers.context import Context
from resolvers.schema import schema

DEEP = 2
KINDS = {
    "Post": f"select id from post where {LISTED}",
    "Comment": f"""
        select comment.id from comment join post on post.id = post_id where {LISTED_COMMENTS}
        union all (select id from comment where status = 'DELETED' limit 5)
    """,
    "User": "select id from person where confirmed_at is not null",
    "Coin": "select id from coin order by rank limit 20",
    "Tag": "select id from tag where post_count > 0",
}


@pytest_asyncio.fixture(scope="module", autouse=True)
async def demo(forum: Settings) -> None:
    async with database.transaction():
        await people.move_in()
    await talk.begin()


@pytest.fixture(autouse=True)
def _the_clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else prices of the last hour are others in the next minute."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)


def depends_on_viewer(field: GraphQLField) -> bool:
    definition = field.extensions.get("strawberry-definition")
    return bool(definition and definition.metadata.get("viewer"))


def selection(name: str, deep: int = DEEP, *, of_viewers: bool = False) -> str:
    """All that can be asked of a type, and of what hangs below it."""
    type = schema._schema.type_map[name]
    assert isinstance(type, GraphQLObjectType)
    selected = ["__typename"]
    for field_name, field in type.fields.items():
        below = get_named_type(field.type)
        if (depends_on_viewer(field) and not of_viewers) or any(map(is_required_argument, field.args.values())):
            continue
        if is_leaf_type(below):
            selected.append(field_name)
        elif isinstance(below, GraphQLObjectType | GraphQLInterfaceType) and deep:
            # A page is no step down: what counts is what stands on it.
            step = 0 if below.name.endswith(("Connection", "Edge")) else 1
            first = "(first: 3)" if "first" in field.args else ""
            selected.append(f"{field_name}{first} {{ {selection(below.name, deep - step, of_viewers=of_viewers)} }}")
    return " ".join(selected)


async def answer(kind: str, some: list[str], selected: str, actor: Actor) -> dict[str, Any]:
    query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {kind} {{ {selected} }} }} }}"
    answered = await schema.execute(query, variable_values={"ids": some}, context_value=Context(actor))
    assert not answered.errors, answered.errors
    assert answered.data
    assert None not in answered.data["nodes"]
    return answered.data


def _differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() | other.keys():
            yield from _differences(one.get(name), other.get(name), f"{path}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (here, there) in enumerate(zip(one, other, strict=True)):
            yield from _differences(here, there, f"{path}[{at}]")
    elif one != other:
        yield f"{path}: {one} is not {other}"


async def members() -> list[Actor]:
    """The two who have said and voted most."""
    sql = """
        select person.id from person join post on post.author_id = person.id where role = 'MEMBER'
        group by person.id order by count(*) desc limit 2
    """
    return [Actor(row.id, role=Role.MEMBER) for row in await database.fetch(Row, sql)]


async def all_of(kind: str) -> list[str]:
    found = [ids.encode(kind, row.id) for row in await database.fetch(Row, KINDS[kind])]
    return found[:: len(found) // 80 + 1]


@pytest.mark.parametrize("kind", KINDS)
async def test_what_does_not_depend_on_the_viewer_is_the_same_for_all(kind: str) -> None:
    found, two = await all_of(kind), await members()

    for first in range(0, len(found), 20):
        some = found[first : first + 20]
        answers = [await answer(kind, some, selection(kind), actor) for actor in (NOBODY, *two)]
        assert list(_differences(answers[0], answers[1])) == list(_differences(answers[0], answers[2])) == []


@pytest.mark.parametrize("kind", ["Post", "Comment"])
async def test_what_says_that_it_depends_on_the_viewer_does(kind: str) -> None:
    found, two = (await all_of(kind))[:20], await members()

    selected = selection(kind, of_viewers=True)
    answers = [await answer(kind, found, selected, actor) for actor in (NOBODY, *two)]

    assert "viewerVote" in selected
    assert "viewerVote" not in selection(kind)
    assert all(answers[one] != answers[other] for one, other in ((0, 1), (0, 2), (1, 2)))


async def test_every_field_named_after_the_viewer_says_so() -> None:
    fields = {
        f"{type.name}.{name}": field
        for type in schema._schema.type_map.values()
        if isinstance(type, GraphQLObjectType)
        for name, field in type.fields.items()
    }

    unmarked = {name for name, field in fields.items() if ".viewer" in name and not depends_on_viewer(field)}

    payloads = {name for name in fields if name.endswith("Payload.viewer")}
    assert unmarked - payloads == {"Query.viewer"}
