"""Writing a post: what is kept of it, what is refused, and that nothing was written then."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from models import database
from tests.posts.writing import (
    CREATE,
    coin_id,
    kept,
    new_word,
    payload,
    seen,
    tag_counts,
    told,
    written,
)
from tests.visitor import Visitor


async def test_a_post_is_written_rendered_and_seen_by_all(ada: Visitor, visitor: Visitor) -> None:
    tag = new_word()

    post = await written(
        ada,
        "  A\tsmall \n post ",
        "Buy **$BTC**, says @ada; $NOPE.\n\nAnd so on.",
        tags=[f"#{tag.upper()}", "Layer  two", "layer_two"],
        coinIds=[await coin_id(ada, "ethereum")],
    )

    assert post["title"] == "A small post"
    assert post["slug"].startswith("a-small-post")
    assert post["url"].endswith(f"/posts/{post['slug']}")
    assert 'data-coin="bitcoin"' in post["bodyHtml"]
    assert 'data-user="ada"' in post["bodyHtml"]
    assert post["preview"] == "Buy $BTC, says @ada; $NOPE. And so on."
    assert [one["name"] for one in post["tags"]] == [tag, "layer-two"]
    assert [coin["slug"] for coin in post["coins"]] == ["ethereum", "bitcoin"]
    assert (post["status"], post["statusReason"], post["version"], post["editedAt"]) == ("PUBLISHED", None, 1, None)
    assert post["createdAt"] == post["lastActivityAt"]
    assert (post["commentCount"], post["participantCount"]) == (0, 0)
    assert (post["viewerCanEdit"], post["viewerHasBookmarked"]) == (True, False)
    assert await seen(visitor, post) == post | {"viewerCanEdit": False}


async def test_a_new_post_is_told_once_with_ids_alone(ada: Visitor) -> None:
    post = await written(ada, "Told", "Secret words.")

    assert await told(post) == ["post.published"]
    assert "Secret" not in await payload(post, "post.published")


async def test_a_preview_of_ones_own_is_kept_on_one_line(ada: Visitor) -> None:
    own = await written(ada, preview=" In\nshort ")
    empty = await written(ada, "Empty", "The beginning.", preview=" ")
    none = await written(ada, "None", "The beginning.", preview=None, coinIds=None, draft=None)

    assert [post["preview"] for post in (own, empty, none)] == ["In short", "The beginning.", "The beginning."]
    assert none["status"] == "PUBLISHED"


async def test_words_may_be_as_long_as_the_rules_say(ada: Visitor) -> None:
    tags = [f"{letter * 20}" for letter in "abcdefghij"]

    post = await written(ada, "t" * 200, "ä" * 50_000, preview="p" * 300, tags=[*tags, "A" * 20])

    assert (len(post["title"]), len(post["body"]), len(post["preview"])) == (200, 50_000, 300)
    assert [tag["name"] for tag in post["tags"]] == tags
    assert len(post["slug"]) <= 100


MANY = [f"tag{number}" for number in range(11)]


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"title": " \t\n "}, [("TOO_SHORT", "title")]),
        ({"title": "\u200b\u202e"}, [("TOO_SHORT", "title")]),
        ({"title": "t" * 201}, [("TOO_LONG", "title")]),
        ({"title": "t" * 90_000}, [("TOO_LONG", "title")]),
        ({"body": " \n "}, [("TOO_SHORT", "body")]),
        ({"body": "---\n"}, [("TOO_SHORT", "body")]),
        ({"body": "b" * 60_000}, [("TOO_LONG", "body")]),
        ({"preview": "p" * 301}, [("TOO_LONG", "preview")]),
        ({"tags": MANY}, [("TOO_LONG", "tags")]),
        ({"tags": ["t" * 21]}, [("TOO_LONG", "tags")]),
        ({"tags": ["t" * 90_000]}, [("TOO_LONG", "tags")]),
        ({"tags": [""]}, [("TOO_SHORT", "tags")]),
        ({"tags": ["bitcoin", " # - _ "]}, [("TOO_SHORT", "tags")]),
        ({"tags": ["<b>"]}, [("INVALID", "tags")]),
        ({"tags": ["a/b"]}, [("INVALID", "tags")]),
        ({"tags": ["'; drop--"]}, [("INVALID", "tags")]),
        ({"tags": ["🚀"]}, [("INVALID", "tags")]),
        ({"tags": ["\u0301"]}, [("INVALID", "tags")]),
        ({"tags": ["?"] * 5_000}, [("INVALID", "tags")]),
        ({"coinIds": [f"coin_{'0' * 32}"]}, [("NOT_FOUND", "coinIds")]),
        ({"coinIds": [f"coin_{number:032x}" for number in range(11)]}, [("TOO_LONG", "coinIds")]),
        (
            {"title": "", "body": "b" * 50_001, "tags": ["?"], "preview": "p" * 301},
            [("TOO_SHORT", "title"), ("TOO_LONG", "preview"), ("TOO_LONG", "body"), ("INVALID", "tags")],
        ),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_what_breaks_a_rule_is_refused_on_its_field_and_nothing_is_written(
    ada: Visitor, given: dict[str, Any], errors: Sequence[tuple[str, str]]
) -> None:
    before = await kept()

    refused = await ada.refused(CREATE, **{"title": "A post", "body": "Words.", "tags": []} | given)

    assert sorted(refused) == sorted(errors)
    assert await kept() == before


@pytest.mark.parametrize("id", ["bitcoin", "coin_1", f"post_{'0' * 32}", ""])
async def test_what_is_no_coins_id_is_bad_input(ada: Visitor, id: str) -> None:
    before = await kept()

    await ada.refusal(CREATE, input={"title": "A post", "body": "Words.", "tags": [], "coinIds": [id]})

    assert await kept() == before


async def test_a_null_byte_or_half_a_character_is_bad_input(ada: Visitor) -> None:
    before = await kept()

    for broken in ({"body": "a\0b"}, {"title": "a\0b"}, {"tags": ["a\0b"]}, {"preview": "\0"}):
        await ada.refusal(CREATE, input={"title": "A post", "body": "Words.", "tags": []} | broken)

    assert await kept() == before


@pytest.mark.parametrize("tag", ["биткоин", "比特币", "हिन्दी", "ไทย", "straße", "µ", "2fa", "l2-fees", "Ünïcode"])
async def test_a_tag_may_be_of_any_script(ada: Visitor, visitor: Visitor, tag: str) -> None:
    post = await written(ada, tags=[tag])

    (name,) = (one["name"] for one in post["tags"])
    filter = {"tags": [tag], "author": "ada"}
    found = await visitor.query("query ($f: PostFilter) { posts(filter: $f) { nodes { id } } }", f=filter)
    assert {"id": post["id"]} in found["posts"]["nodes"]
    assert await tag_counts(name) == [len(found["posts"]["nodes"])]


async def test_tags_are_counted_when_many_write_at_once(ada: Visitor, bob: Visitor) -> None:
    one, other = new_word(), new_word()

    both = ([one, other], [other, one])
    await asyncio.gather(*(written(person, tags=both[turn % 2]) for turn in range(6) for person in (ada, bob)))

    assert await tag_counts(one, other) == [12, 12]


async def test_nobody_writes_without_signing_in(visitor: Visitor) -> None:
    before = await kept()

    assert await visitor.code(CREATE, input={"title": "", "body": "Words.", "tags": []}) == "UNAUTHENTICATED"

    assert await kept() == before


async def test_a_text_of_many_words_is_kept_whole(ada: Visitor) -> None:
    body = " ".join(f"w{number:x}" for number in range(8_000))

    post = await written(ada, body=body)

    assert await database.fetch_value("select body from post where slug = $1", post["slug"]) == body
