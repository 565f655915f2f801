"""Tags: what posts are about, and how many that everybody may list."""

from typing import Any

import pytest

from models.settings import Settings
from tests.posts.writing import DELETE, SET_STATUS, TAGS, UPDATE, changed, clear, new_word, tag_counts, written
from tests.visitor import Visitor


async def names(person: Visitor, **arguments: Any) -> list[tuple[str, int]]:
    return [(tag["name"], tag["postCount"]) for tag in (await person.query(TAGS, **arguments))["tags"]]


async def test_tags_of_most_posts_come_first_and_then_by_name(ada: Visitor, visitor: Visitor) -> None:
    await clear()
    for tags in (["mining", "fees"], ["fees", "layer-2"], ["layer-1", "mining"], ["layer-2", "fees"]):
        await written(ada, tags=tags)
    await written(ada, tags=["secret"], draft=True)

    assert await names(visitor) == [("fees", 3), ("layer-2", 2), ("mining", 2), ("layer-1", 1)]
    assert await names(visitor, first=2) == [("fees", 3), ("layer-2", 2)]
    assert await names(visitor, first=0) == []
    assert await names(visitor, query=None, first=None) == await names(visitor)
    assert await names(visitor, query="") == await names(visitor)
    assert await names(visitor, query=" #LAYER") == [("layer-2", 2), ("layer-1", 1)]
    assert await names(visitor, query="layer 2") == [("layer-2", 2)]
    assert await names(visitor, query="ayer") == []
    assert await names(visitor, query="%") == []
    assert await names(visitor, query="sec") == []


async def test_a_tag_that_no_listed_post_carries_is_nowhere(ada: Visitor, mod: Visitor, visitor: Visitor) -> None:
    tag = new_word()
    post = await written(ada, tags=[tag])
    (found,) = (await visitor.query(TAGS, query=tag))["tags"]
    node = "query ($id: ID!) { node(id: $id) { ... on Tag { name postCount } } }"
    there = await visitor.query(node, id=found["id"])

    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN")

    assert there["node"] == {"name": tag, "postCount": 1}
    assert (await visitor.query(node, id=found["id"]))["node"] is None
    assert await names(visitor, query=tag) == []


async def test_counts_follow_all_that_happens_to_posts(ada: Visitor, mod: Visitor) -> None:
    one, other = new_word(), new_word()
    counts = []

    post = await written(ada, tags=[one])
    counts.append(await tag_counts(one, other))
    await ada.mutate(UPDATE, id=post["id"], tags=[one, other])
    counts.append(await tag_counts(one, other))
    for status in ("LOCKED", "HIDDEN", "LOCKED", "PUBLISHED"):
        await mod.mutate(SET_STATUS, id=post["id"], status=status)
        counts.append(await tag_counts(one, other))
    await ada.mutate(DELETE, id=post["id"])
    counts.append(await tag_counts(one, other))

    assert counts == [[1, 0], [1, 1], [1, 1], [0, 0], [1, 1], [1, 1], [0, 0]]


async def test_a_posts_tags_come_as_its_author_gave_them(ada: Visitor) -> None:
    tags = [new_word() for _ in range(4)][::-1]

    post = await written(ada, tags=tags)

    assert [tag["name"] for tag in post["tags"]] == tags


@pytest.mark.parametrize("first", [-1, 101])
async def test_too_many_tags_are_refused_in_words(visitor: Visitor, first: int) -> None:
    assert "0 to 100" in await visitor.refusal(TAGS, first=first)


async def test_a_long_query_finds_nothing(forum: Settings, visitor: Visitor) -> None:
    await changed("insert into tag (name, post_count) values ('a', 1) on conflict do nothing")

    assert await names(visitor, query="a" * 90_000) == []
