"""A post's address: made of its title, unique, the same for good."""

import asyncio

import pytest

from tests.posts.writing import BY_SLUG, DELETE, UPDATE, new_word, seen, written
from tests.visitor import Visitor


async def test_the_same_title_gets_the_next_number(ada: Visitor, bob: Visitor) -> None:
    word = new_word()

    slugs = [(await written(person, title))["slug"] for person in (ada, bob) for title in (word, f"{word}!")]

    assert slugs == [word, f"{word}-2", f"{word}-3", f"{word}-4"]


async def test_a_title_that_ends_in_a_number_takes_that_address_alone(ada: Visitor) -> None:
    word = new_word()

    titles = (word, f"{word} 99999999999", f"{word} 2", word, f"{word} 2")
    slugs = [(await written(ada, title))["slug"] for title in titles]

    assert slugs == [word, f"{word}-99999999999", f"{word}-2", f"{word}-3", f"{word}-2-2"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Биткоин растёт", "bitkoin-rast"), ("比特币", "bi-te-bi"), ("🚀🚀", "post"), ("???", "post"), ("&#99;", "c")],
)
async def test_any_title_has_an_address_of_plain_letters(ada: Visitor, visitor: Visitor, title: str, slug: str) -> None:
    first, second = [await written(ada, title) for _ in range(2)]

    assert first["slug"].startswith(slug)
    assert second["slug"] != first["slug"]
    assert (await visitor.query(BY_SLUG, slug=second["slug"]))["post"]["title"] == title


async def test_twenty_at_once_of_one_title_get_twenty_addresses(ada: Visitor, bob: Visitor) -> None:
    word = new_word()

    posts = await asyncio.gather(*(written(person, word) for person in [ada, bob] * 10))

    assert {post["slug"] for post in posts} == {word, *(f"{word}-{number}" for number in range(2, 21))}


async def test_at_once_a_number_by_title_and_one_by_chance_never_meet(ada: Visitor, bob: Visitor) -> None:
    words = [new_word() for _ in range(6)]
    for word in words:
        await written(ada, word)

    posts = await asyncio.gather(*(written(bob, title) for word in words for title in (word, f"{word} 2")))

    slugs = [post["slug"] for post in posts]
    assert len({*slugs}) == 12
    for word, *pair in zip(words, slugs[::2], slugs[1::2], strict=True):
        assert pair in ([f"{word}-2", f"{word}-2-2"], [f"{word}-3", f"{word}-2"])


async def test_an_address_stays_when_the_title_changes(ada: Visitor) -> None:
    word = new_word()
    post = await written(ada, word)

    edited = (await ada.mutate(UPDATE, id=post["id"], title="Another"))["post"]

    assert (edited["slug"], edited["url"]) == (post["slug"], post["url"])
    assert (await written(ada, word))["slug"] == f"{word}-2"


async def test_the_address_of_what_was_deleted_is_not_given_to_another(ada: Visitor) -> None:
    word = new_word()
    post = await written(ada, word)
    await ada.mutate(DELETE, id=post["id"])

    assert (await written(ada, word))["slug"] == f"{word}-2"
    assert await seen(ada, post) is None
