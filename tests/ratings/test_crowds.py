"""Many who vote at once: every count is exact."""

import asyncio
import json
import random
from uuid import UUID

from models.errors import Unavailable
from models.ratings.recount import recount
from models.ratings.rules import Vote
from models.settings import Settings
from tests.ratings.rating import Votable, crowd, new, new_comment, new_post, rows
from tests.visitor import Visitor


async def vote(one: Votable, person_id: UUID, wanted: Vote | None) -> None:
    """As a client does: what is UNAVAILABLE was not done, and is tried again."""
    while True:
        try:
            return await one.cast(person_id, wanted)
        except Unavailable:
            await asyncio.sleep(random.uniform(0.1, 0.5))


async def test_two_hundred_people_vote_on_one_post_at_once_and_others_are_answered(
    forum: Settings, visitor: Visitor
) -> None:
    post, people = await new_post(), await crowd(200)
    ways = [Vote.UP] * 130 + [Vote.DOWN] * 70
    random.Random(1).shuffle(ways)

    voting = asyncio.gather(*(vote(post, id, way) for id, way in zip(people, ways, strict=True)))
    answered = 0
    while True:
        stats = (await visitor.query("{ marketStats { totalCoins } }"))["marketStats"]
        if voting.done():
            break
        assert stats["totalCoins"] == 100
        answered += 1
    await voting

    assert answered > 0
    assert await post.figures() == (130, 70, 60)
    told = [json.loads(payload) for payload in await post.news()]
    assert [one["upvotes"] + one["downvotes"] for one in told] == [*range(1, 201)]
    assert (told[-1]["upvotes"], told[-1]["score"]) == (130, 60)


async def test_one_person_who_votes_twenty_times_at_once_has_one_vote(forum: Settings) -> None:
    post, (voter,) = await new_post(), await crowd(1)

    await asyncio.gather(*(vote(post, voter, Vote.UP) for _ in range(20)))

    assert await post.figures() == (1, 0, 1)
    assert len(await post.news()) == 1


async def test_after_a_storm_of_votes_every_count_is_right(forum: Settings) -> None:
    people, chance = await crowd(20), random.Random(7)
    post = await new_post("somebody_else")
    subjects = [await new("post") for _ in range(2)] + [post, *[await new_comment(post=post) for _ in range(3)]]
    left: dict[tuple[Votable, UUID], Vote | None] = {}

    async def storm(person_id: UUID, dice: random.Random) -> None:
        for _ in range(15):
            one, way = dice.choice(subjects), dice.choice([*Vote, None])
            await vote(one, person_id, way)
            left[one, person_id] = way

    await asyncio.gather(*(storm(id, random.Random(chance.random())) for id in people))

    for one in subjects:
        kept = await rows(f"select person_id, value from {one.kind}_vote where {one.kind}_id = $1", one.id)
        votes = {id: way for (of, id), way in left.items() if of == one and way}
        assert {row.person_id: Vote(row.value) for row in kept} == votes
        up, down = (sum(way is which for way in votes.values()) for which in Vote)
        assert await one.figures() == (up, down, up - down)
        last = json.loads((await one.news())[-1])
        assert (last["upvotes"], last["downvotes"], last["score"]) == (up, down, up - down)
    assert [mended for mended in await recount() if mended.of != "person.reputation"] == []
