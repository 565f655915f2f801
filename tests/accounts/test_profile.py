"""Profiles: what one says of oneself, and what others see of it."""

from typing import Any

import pytest

from tests.accounts.asking import news
from tests.people import ERRORS
from tests.visitor import Visitor

PROFILE = (
    "id url username displayName email title bio links { website twitter linkedIn } reputation role suspendedUntil"
)
UPDATE = (
    f"mutation ($input: UpdateProfileInput!) {{ updateProfile(input: $input) {{ user {{ {PROFILE} }} {ERRORS} }} }}"
)
USER = f"query ($name: String!) {{ user(username: $name) {{ {PROFILE} joinedAt }} }}"


async def test_a_profile_is_changed_and_seen_by_all(ada: Visitor, visitor: Visitor) -> None:
    changed = await ada.mutate(
        UPDATE,
        displayName=" Ada  King ",
        title="Analyst",
        bio="Of engines.\n",
        website="example.org/ada",
        twitter="@ada",
        linkedIn="ada-king",
        publicEmail=True,
    )

    assert changed["user"]["displayName"] == "Ada King"
    assert changed["user"]["links"] == {
        "website": "https://example.org/ada",
        "twitter": "https://x.com/ada",
        "linkedIn": "https://www.linkedin.com/in/ada-king",
    }
    seen = (await visitor.query(USER, name="ADA"))["user"]
    assert {name: seen[name] for name in changed["user"]} == changed["user"]
    assert seen["email"] == "ada@example.org"
    assert seen["url"].endswith("/people/ada")
    assert ada.id is not None
    assert '["bio", "display_name"' in (await news("user.profile-updated", ada.id))[-1].payload


async def test_what_is_absent_stays_and_null_empties(ada: Visitor) -> None:
    await ada.mutate(UPDATE, title="Analyst", bio="Of engines.", publicEmail=True)

    changed = (await ada.mutate(UPDATE, title=None, publicEmail=None))["user"]

    assert (changed["title"], changed["bio"], changed["email"]) == (None, "Of engines.", None)


async def test_nothing_changed_is_no_news(ada: Visitor) -> None:
    await ada.mutate(UPDATE, title="Analyst")
    before = len(await news("user.profile-updated", ada.id))

    await ada.mutate(UPDATE, title="Analyst")
    await ada.mutate(UPDATE)

    assert len(await news("user.profile-updated", ada.id)) == before


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"username": "no spaces"}, "INVALID", "username"),
        ({"username": None}, "TOO_SHORT", "username"),
        ({"username": "graphql"}, "TAKEN", "username"),
        ({"username": "BOB"}, "TAKEN", "username"),
        ({"displayName": " \t "}, "TOO_SHORT", "displayName"),
        ({"displayName": "x" * 81}, "TOO_LONG", "displayName"),
        ({"title": "x" * 81}, "TOO_LONG", "title"),
        ({"bio": "x" * 2001}, "TOO_LONG", "bio"),
        ({"website": "javascript:alert(1)"}, "INVALID", "website"),
        ({"website": "https://user:pass@example.org"}, "INVALID", "website"),
        ({"website": 'https://example.org/">x'}, "INVALID", "website"),
        ({"website": "https://example.org/" + "x" * 300}, "TOO_LONG", "website"),
        ({"twitter": "no such thing"}, "INVALID", "twitter"),
        ({"linkedIn": "ftp://example.org"}, "INVALID", "linkedIn"),
    ],
)
async def test_what_breaks_a_rule_is_refused_on_its_field(
    ada: Visitor, bob: Visitor, given: dict[str, Any], code: str, field: str
) -> None:
    assert await ada.refused(UPDATE, **given) == [(code, field)]


async def test_a_username_changes_its_case_and_its_letters(bob: Visitor, visitor: Visitor) -> None:
    assert (await bob.mutate(UPDATE, username="Bob"))["user"]["username"] == "Bob"
    assert (await bob.mutate(UPDATE, username="bobby"))["user"]["username"] == "bobby"

    assert (await visitor.query(USER, name="bob"))["user"] is None
    assert (await bob.mutate(UPDATE, username="bob"))["user"]["username"] == "bob"


async def test_nobody_changes_a_profile_without_signing_in(visitor: Visitor) -> None:
    assert await visitor.code(UPDATE, input={"title": "Nobody"}) == "UNAUTHENTICATED"


async def test_a_user_is_found_by_name_and_by_id_alone_where_there_is_one(ada: Visitor) -> None:
    found = await ada.query(USER, name="ada")

    same = await ada.query("query ($id: ID!) { node(id: $id) { ... on User { username } } }", id=found["user"]["id"])

    assert same["node"] == {"username": "ada"}
    assert (await ada.query(USER, name="nobody at all"))["user"] is None


async def test_viewer_is_null_for_nobody(visitor: Visitor) -> None:
    assert (await visitor.query("{ viewer { email } }"))["viewer"] is None
