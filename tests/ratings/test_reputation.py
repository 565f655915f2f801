"""Reputation: it follows the votes of others, and is counted anew to the same sum."""

import asyncio
from uuid import UUID

from models import database, feeds
from models.ratings.recount import recount
from models.ratings.reputation import follow, sum_up
from models.ratings.rules import Vote
from models.settings import Settings
from tests.events.telling import number, place, registered
from tests.events.working import at_work
from tests.people import person
from tests.ratings.rating import Votable, crowd, elsewhere, new_comment, new_post, rows, somebody_waits, write
from tests.stories.spine import until
from workers.course import Course
from workers.effects import effects

EFFECT = "reputation"


async def reputation_of(person_id: UUID) -> int:
    (row,) = await rows("select reputation from person where id = $1", person_id)
    found: int = row.reputation
    return found


async def told(course: Course) -> None:
    """Everything that was announced is numbered, heard of and done."""
    while await number():
        pass
    effect = course.effect

    async def is_done() -> bool:
        last = await feeds.last_position("ratings")
        course.hear_of(last, await place(effect, "ratings"), course.written)
        return await place(effect, "ratings") == last

    await until(is_done)


async def test_votes_on_what_somebody_wrote_make_their_reputation(forum: Settings) -> None:
    effect, author, people = await registered(effects()[EFFECT]), await person("ada"), await crowd(6)
    post, comment = await new_post(), await new_comment()
    async with at_work(effect, "ratings") as (course,):
        for id in people:
            await post.cast(id, Vote.UP)
            await comment.cast(id, Vote.DOWN if id == people[0] else Vote.UP)
        await told(course)
        assert await reputation_of(author) == 6 + 5 - 1

        await post.cast(people[0], Vote.DOWN)
        await comment.cast(people[1], None)
        await told(course)

    assert await reputation_of(author) == 4 + 3
    assert await recount() == []


async def test_what_was_deleted_since_keeps_counting(forum: Settings) -> None:
    effect, author, people = await registered(effects()[EFFECT]), await person("remembered"), await crowd(2)
    post = await new_post("remembered")
    comment, other = await new_comment("remembered"), await new_comment("remembered")
    async with at_work(effect, "ratings") as (course,):
        for one in (post, comment):
            await one.cast(people[0], Vote.UP)
        await write("update post set deleted_at = now() where id = $1", post.id)
        await write("update comment set status = 'DELETED' where id = $1", comment.id)
        await other.cast(people[1], Vote.UP)
        await told(course)

    assert await reputation_of(author) == 3
    assert await recount() == []


async def test_the_effect_and_the_recount_come_to_the_same_sum_while_people_vote(forum: Settings) -> None:
    effect, people = await registered(effects()[EFFECT]), await crowd(10)
    authors = [await person(f"author_{n}") for n in range(3)]
    written: list[Votable] = []
    for n in range(3):
        written += [await new_post(f"author_{n}"), await new_comment(f"author_{n}")]

    async def vote(id: UUID, way: Vote) -> None:
        for one in written:
            await one.cast(id, way)

    async with at_work(effect, "ratings") as (course,):
        voting = asyncio.gather(*(vote(id, Vote.DOWN if n % 3 == 0 else Vote.UP) for n, id in enumerate(people)))
        while not voting.done():
            await number()
            course.hear_of(await feeds.last_position("ratings"), await place(effect, "ratings"), course.written)
            await recount()
        await voting
        await told(course)

    assert [await reputation_of(id) for id in authors] == [4, 4, 4]
    assert await recount() == []


async def test_many_votes_on_one_person_are_summed_up_once_a_transaction(forum: Settings) -> None:
    author, (voter,) = await person("popular"), await crowd(1)
    post = await new_post("popular")
    await post.cast(voter, Vote.UP)

    async with database.transaction():
        await follow(author)
        await database.execute("update post set upvotes = 100 where id = $1", post.id)
        await follow(author)  # which would see the hundred if it read them
        (row,) = await database.execute("select reputation from person where id = $1", author)
        await database.execute("update post set upvotes = 1 where id = $1", post.id)
    assert row["reputation"] == 1

    async with database.transaction():
        await database.execute("update post set upvotes = 2 where id = $1", post.id)
        await follow(author)
        await database.execute("update post set upvotes = 1 where id = $1", post.id)
    assert await reputation_of(author) == 2

    async with database.transaction():
        await follow(author)
    assert await reputation_of(author) == 1


async def test_a_sum_that_waited_has_the_votes_that_came_meanwhile(forum: Settings) -> None:
    author, people = await person("contested"), await crowd(2)
    post = await new_post("contested")
    await post.cast(people[0], Vote.UP)

    async def sum_it_up() -> None:
        async with database.transaction():
            await sum_up(author)

    async with elsewhere(forum) as connection:
        await connection.execute("select 1 from person where id = $1 for no key update", author)
        later = asyncio.create_task(sum_it_up())
        await until(somebody_waits)
        await post.cast(people[1], Vote.UP)
    await later

    assert await reputation_of(author) == 2


async def test_a_vote_on_somebody_who_is_no_more_is_no_failure(forum: Settings) -> None:
    async with database.transaction():
        await follow(UUID(int=1))
        assert await sum_up(UUID(int=1)) is None
