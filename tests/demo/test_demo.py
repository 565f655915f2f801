"""The demo's people and conversations: all of them, once, the same at every beginning, and counted right."""

from typing import Any

import pytest_asyncio

from models import database
from models.actor import Role
from models.comments import recount as of_comments
from models.database import Row
from models.demo import people, talk
from models.demo.conversations import conversations
from models.posts.events import PostStatus
from models.ratings import recount as of_ratings
from models.settings import Settings
from tests.people import SIGN_IN
from tests.visitor import Visitor


@pytest_asyncio.fixture(scope="module", autouse=True)
async def demo(forum: Settings) -> None:
    async with database.transaction():
        await people.move_in()
    await talk.begin()


async def figures(sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await database.fetch(Row, sql)]


async def test_a_dozen_people_one_of_each_role_sign_in_with_one_password(visitor: Visitor) -> None:
    assert len(people.people()) == 12
    assert {person.role for person in people.people()} == {*Role}
    for person in people.people():
        payload = await visitor.mutate(SIGN_IN, email=person.email, password=people.PASSWORD)
        assert payload["viewer"]["user"]["username"] == person.username


async def test_about_forty_posts_and_three_hundred_comments_are_here(visitor: Visitor) -> None:
    listed = [post for post in conversations() if post.status in (PostStatus.PUBLISHED, PostStatus.LOCKED)]

    found = await visitor.query("{ posts { totalCount } comments { totalCount } }")

    assert found["posts"]["totalCount"] == len(listed) >= 35
    assert found["comments"]["totalCount"] == sum(not comment.deleted for post in listed for comment in post.comments)
    assert found["comments"]["totalCount"] >= 290


async def test_nothing_of_it_is_in_the_future_or_news(forum: Settings) -> None:
    assert await figures("select 1 from post where last_activity_at > now()") == []
    assert await figures("select 1 from outbox where topic <> 'prices' and type <> 'user.signed-in.v1'") == []


async def test_every_coin_and_person_that_is_named_is_known(forum: Settings) -> None:
    named = await figures("select title from post where body ~ '@ada' and body_html not like '%data-user=%'")
    coined = await figures(
        "select title from post where cardinality(named_coin_ids) > 0 and body_html not like '%data-coin=%'"
    )

    assert named == coined == []


async def test_every_count_equals_a_recount(forum: Settings) -> None:
    assert await of_comments.recount() == []
    assert await of_ratings.recount() == []


async def test_it_begins_once(forum: Settings) -> None:
    before = await figures("select id, score from post order by id")

    async with database.transaction():
        assert await people.move_in() == 0
    assert await talk.begin() == 0

    assert await figures("select id, score from post order by id") == before


async def test_votes_are_the_same_at_every_beginning(forum: Settings) -> None:
    scores = dict(await figures("select title, score from post where status = 'PUBLISHED'"))
    async with database.transaction():
        await database.execute("delete from post")
        await database.execute("update tag set post_count = 0")

    await talk.begin()

    assert dict(await figures("select title, score from post where status = 'PUBLISHED'")) == scores
    assert len(set(scores.values())) > 3
