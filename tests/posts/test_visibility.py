"""Who sees a draft, a hidden post and a deleted one: every path answers the same."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.posts.writing import (
    BOOKMARK,
    DELETE,
    PUBLISH,
    SET_STATUS,
    UPDATE,
    coin_id,
    new_word,
    tag_counts,
    told,
    written,
)
from tests.visitor import Visitor

PAGE = "totalCount nodes { id title } edges { node { id title } }"
PATHS = {
    "post": "post(slug: $slug) { id title }",
    "node": "node(id: $id) { id ... on Post { title } }",
    "nodes": "nodes(ids: [$id]) { id ... on Post { title } }",
    "posts": f"posts(first: 100) {{ {PAGE} }}",
    "posts by author": f'posts(filter: {{author: "ada"}}) {{ {PAGE} }}',
    "posts by tag": f"posts(filter: {{tags: [$word]}}) {{ {PAGE} }}",
    "posts by coin": f'posts(filter: {{coin: "bitcoin"}}) {{ {PAGE} }}',
    "posts by word": f"posts(filter: {{query: $word}}) {{ {PAGE} }}",
    "posts by title": f"posts(first: 100, orderBy: {{field: TITLE}}) {{ {PAGE} }}",
    "a person's": f'user(username: "ada") {{ posts {{ {PAGE} }} }}',
    "a coin's": f'coin(slug: "bitcoin") {{ posts {{ {PAGE} }} }}',
    "nested": f"posts(first: 5) {{ nodes {{ author {{ posts {{ {PAGE} }} }} coins {{ posts {{ {PAGE} }} }} }} }}",
    "tags": "tags(query: $word) { name postCount }",
    "bookmarks": f"viewer {{ bookmarks {{ {PAGE} }} }}",
    "drafts": f"viewer {{ drafts {{ {PAGE} }} }}",
}
ASKING = {
    path: f"query ($slug: String!, $id: ID!, $word: String!) {{ {field} ...used }} "
    "fragment used on Query { a: post(slug: $slug) @skip(if: true) { id } b: node(id: $id) @skip(if: true) { id } "
    "c: tags(query: $word) @skip(if: true) { id } }"
    for path, field in PATHS.items()
}
SINGLE = {"post", "node", "nodes"}


async def a_draft(word: str, ada: Visitor, _: Visitor) -> dict[str, Any]:
    return await written(ada, word, f"{word} on $BTC", tags=[word], draft=True)


async def a_hidden_post(word: str, ada: Visitor, mod: Visitor) -> dict[str, Any]:
    post = await written(ada, word, f"{word} on $BTC", tags=[word])
    await mod.mutate(SET_STATUS, id=post["id"], status="HIDDEN", reason=word)
    return post


async def a_deleted_post(word: str, ada: Visitor, _: Visitor) -> dict[str, Any]:
    post = await written(ada, word, f"{word} on $BTC", tags=[word])
    await ada.mutate(DELETE, id=post["id"])
    return post


async def a_public_post(word: str, ada: Visitor, _: Visitor) -> dict[str, Any]:
    return await written(ada, word, f"{word} on $BTC", tags=[word])


async def answers(person: Visitor, post: dict[str, Any], word: str) -> dict[str, Any]:
    """What each path answers to this person, without what was asked."""
    return {
        path: await person.query(query, slug=post["slug"], id=post["id"], word=word) for path, query in ASKING.items()
    }


Making = Callable[[str, Visitor, Visitor], Awaitable[dict[str, Any]]]


@pytest.mark.parametrize(
    ("make", "readers", "also"),
    [(a_draft, {"ada"}, {"drafts"}), (a_hidden_post, {"ada", "mod"}, set()), (a_deleted_post, set(), set())],
    ids=["draft", "hidden", "deleted"],
)
async def test_every_path_hides_it_from_all_but_its_readers(
    ada: Visitor, bob: Visitor, mod: Visitor, visitor: Visitor, make: Making, readers: set[str], also: set[str]
) -> None:
    people = {"ada": ada, "bob": bob, "mod": mod, "visitor": visitor}
    word = new_word()
    await written(ada, "Public", "On $BTC.")
    nothing: dict[str, Any] = {"slug": word, "id": f"post_{'0' * 32}"}
    before = {name: await answers(person, nothing, word) for name, person in people.items()}

    post = await make(word, ada, mod)

    for name, person in people.items():
        after = await answers(person, post, word)
        differing = {path for path in PATHS if after[path] != before[name][path]}
        assert differing == (SINGLE if name in readers else set()) | (also if name == "ada" else set()), name
        assert (word in str(after)) is (name in readers)


async def test_every_path_but_drafts_shows_a_public_post(ada: Visitor, mod: Visitor, visitor: Visitor) -> None:
    word = new_word()

    post = await a_public_post(word, ada, mod)

    found = await answers(visitor, post, word)
    assert {path for path in PATHS if word not in str(found[path])} == {"bookmarks", "drafts"}


@pytest.mark.parametrize("make", [a_draft, a_hidden_post, a_deleted_post], ids=["draft", "hidden", "deleted"])
async def test_mutations_of_others_answer_as_if_it_were_not_there(
    ada: Visitor, bob: Visitor, mod: Visitor, make: Making
) -> None:
    word = new_word()
    post = await make(word, ada, mod)
    news = await told(post)

    for id in (post["id"], f"post_{'0' * 32}"):
        answers = [
            await bob.query(mutation, input={"id": id, **given})
            for mutation, given in (
                (UPDATE, {"title": "Mine", "expectedVersion": 7}),
                (PUBLISH, {}),
                (DELETE, {}),
                (BOOKMARK, {"bookmarked": True}),
                (BOOKMARK, {"bookmarked": False}),
            )
        ]
        errors = [error for answer in answers for payload in answer.values() for error in payload["errors"]]
        assert errors == [{"code": "NOT_FOUND", "message": "There is no such post.", "field": ["id"]}] * 5

    assert await told(post) == news
    assert await tag_counts(word) == [0]


async def test_a_post_is_public_with_its_coins_and_tags_once_it_is_published(
    ada: Visitor, mod: Visitor, visitor: Visitor
) -> None:
    word = new_word()
    draft = await written(ada, word, f"{word} on $BTC", tags=[word], draft=True, coinIds=[await coin_id(ada, "solana")])

    await ada.mutate(PUBLISH, id=draft["id"])

    found = await answers(visitor, draft, word)
    assert {path for path in PATHS if word not in str(found[path])} == {"bookmarks", "drafts"}
