"""Every field has its row, and what is not for everybody is refused, or null, by whatever way it is asked."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    get_named_type,
    is_required_argument,
    is_required_input_field,
)

from models import database
from models.settings import Settings
from tests.people import signed_in
from tests.rights.table import OBJECTS, SCHEMA, Who, fields, table, ways_to
from tests.visitor import Visitor

POST = "mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id slug } errors { code } } }"
COMMENT = "mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { code } } }"
RATE = "mutation ($input: RatePostInput!) { ratePost(input: $input) { post { id } errors { code } } }"
RIGHTS = table()


def asked_by(*who: Who) -> list[str]:
    return [place for place, needed in RIGHTS.items() if needed in who]


@pytest_asyncio.fixture
async def talk(forum: Settings, ada: Visitor) -> dict[str, str]:
    """Something of everything that can be reached: ids by type, and the post's slug."""
    post = (await ada.mutate(POST, title="Who may?", body="@ada and $BTC", tags=["rights"]))["post"]
    comment = (await ada.mutate(COMMENT, postId=post["id"], body="A comment."))["comment"]["id"]
    await ada.mutate(COMMENT, postId=post["id"], parentId=comment, body="A reply.")
    async with signed_in(forum, "eve") as eve:
        await eve.mutate(RATE, id=post["id"], vote="UP")
    assert ada.id is not None
    return {"Post": post["id"], "Comment": comment, "User": f"user_{ada.id.hex}", "SLUG": post["slug"]}


def test_every_field_has_its_row() -> None:
    assert RIGHTS.keys() == {place for place, _ in fields()}, "add it to tests/rights/table.txt"


def sample(type: Any) -> Any:
    """A value that this input type takes."""
    if isinstance(type, GraphQLNonNull):
        return sample(type.of_type)
    if isinstance(type, GraphQLList):
        return []
    if isinstance(type, GraphQLEnumType):
        return next(iter(type.values))
    if isinstance(type, GraphQLInputObjectType):
        return {name: sample(field.type) for name, field in type.fields.items() if is_required_input_field(field)}
    assert isinstance(type, GraphQLScalarType)
    return {"Boolean": True, "Int": 1, "ID": f"post_{'0' * 32}"}.get(type.name, "words")


def operation(place: str) -> tuple[str, dict[str, Any]]:
    """A root field asked with the least that it takes."""
    root, field = place.split(".")
    definition: GraphQLField = OBJECTS[root].fields[field]
    needed = {name: argument for name, argument in definition.args.items() if is_required_argument(argument)}
    said = ", ".join(f"${name}: {argument.type}" for name, argument in needed.items())
    given = ", ".join(f"{name}: ${name}" for name in needed)
    call = f"{field}({given})" if needed else field
    head = f"{root.lower()} ({said})" if needed else root.lower()
    return f"{head} {{ {call} {{ __typename }} }}", {name: sample(argument.type) for name, argument in needed.items()}


@pytest.mark.parametrize("place", asked_by(Who.SIGNED_IN, Who.MODERATORS))
async def test_nobody_is_asked_to_sign_in(visitor: Visitor, place: str) -> None:
    query, variables = operation(place)

    assert await visitor.code(query, **variables) == "UNAUTHENTICATED"


@pytest.mark.parametrize("place", asked_by(Who.MODERATORS))
async def test_members_are_refused_what_is_for_moderators(ada: Visitor, mod: Visitor, place: str) -> None:
    query, variables = operation(place)

    assert await ada.code(query, **variables) == "FORBIDDEN"
    assert "FORBIDDEN" not in str(await mod.answer(query, **variables))


@pytest.mark.parametrize("place", [place for place in asked_by(Who.EVERYBODY) if place.startswith("Mutation.")])
async def test_what_is_for_everybody_asks_nobody_to_sign_in(visitor: Visitor, place: str) -> None:
    query, variables = operation(place)

    assert "UNAUTHENTICATED" not in str(await visitor.answer(query, **variables))


def leaves(answer: Any, name: str) -> Iterator[Any]:
    """Every value of this field, wherever it stands."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            if key == name:
                yield value
            else:
                yield from leaves(value, name)
    elif isinstance(answer, list):
        for one in answer:
            yield from leaves(one, name)


GUARDED = {
    "User.suspendedUntil": "leaf: suspendedUntil",
    "Post.voters": "leaf: voters { totalCount }",
}
WAYS = [(place, way) for place in GUARDED for way in ways_to(place.partition(".")[0])]


def test_each_guarded_field_is_looked_for_by_every_way() -> None:
    assert GUARDED.keys() == {*asked_by(Who.SELF_OR_MODERATORS, Who.MODERATORS_OR_NULL)}
    assert len(WAYS) > 12


@pytest.mark.parametrize(("place", "way"), WAYS, ids=[f"{place} {way}" for place, way in WAYS])
async def test_what_is_not_for_others_is_null_by_every_way(
    visitor: Visitor, bob: Visitor, mod: Visitor, talk: dict[str, str], place: str, way: str
) -> None:
    type = place.partition(".")[0]
    asked = way.replace("LEAF", f"{GUARDED[place]} of: id").replace("ID", talk[type]).replace("SLUG", talk["SLUG"])

    async with suspended("ada", "eve"):
        nobody, other, moderator = [[*leaves(await one.query(asked), "leaf")] for one in (visitor, bob, mod)]

    assert any(value is not None for value in moderator), "this way leads nowhere"
    assert {*map(str, [*nobody, *other])} <= {"None"}


@asynccontextmanager
async def suspended(*usernames: str) -> AsyncIterator[None]:
    """Until tomorrow, or the end of this."""
    for until in ("now() + interval '1 day'", "null"):
        async with database.transaction():
            await database.execute(
                f"update person set suspended_until = {until} where username = any($1)", [*usernames]
            )
        if until != "null":
            yield


def test_what_is_ones_own_is_reached_by_oneself_alone() -> None:
    selves = {place.partition(".")[0] for place in asked_by(Who.SELF)}
    entries = {
        f"{parent}.{field}"
        for parent, type in OBJECTS.items()
        for field, definition in type.fields.items()
        if get_named_type(definition.type).name in selves
    }

    assert selves == {"Viewer", "Session"}
    payloads = {entry for entry in entries if entry.partition(".")[0].endswith("Payload")}
    assert entries - payloads == {"Query.viewer", "Viewer.sessions"}
    assert {entry.partition(".")[2] for entry in payloads} == {"viewer"}
    assert SCHEMA.subscription_type is not None
