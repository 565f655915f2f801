"""The one reader: it holds a number, skips what is lower, takes the next, and reads a hole from PostgreSQL."""

from models import feeds
from models.feeds import News, Reader
from models.settings import Settings
from tests.events.telling import rows, told
from tests.trials import Tried


async def some(count: int) -> list[News]:
    return await told(*(Tried(subject="a", number=number) for number in range(count)))


def positions(news: list[News]) -> list[int]:
    return [one.position for one in news]


async def test_what_comes_in_its_turn_is_taken_from_memory(forum: Settings, reads: list[str]) -> None:
    news = await some(5)
    reader = Reader("trials", news[0].position - 1)
    reads.clear()

    for one in news:
        reader.offer(one)

    assert await reader.next(3) == news[:3]
    reader.move(news[2].position)
    assert await reader.next(100) == news[3:]
    reader.move(news[4].position)
    assert await reader.next(100) == []
    assert reads == []


async def test_what_comes_again_is_skipped(forum: Settings) -> None:
    news = await some(3)
    reader = Reader("trials", news[1].position)

    for one in [*news, *news]:
        reader.offer(one)

    assert await reader.next(100) == news[2:]


async def test_a_hole_is_read_from_postgresql(forum: Settings) -> None:
    news = await some(10)
    reader = Reader("trials", news[0].position - 1)

    for one in news[4:6]:
        reader.offer(one)

    assert positions(await reader.next(4)) == positions(news[:4])
    reader.move(news[3].position)
    assert await reader.next(100) == news[4:6]


async def test_what_never_came_is_read_once_somebody_says_how_far_the_feed_is(forum: Settings) -> None:
    news = await some(4)
    reader = Reader("trials", news[1].position)

    assert await reader.next(100) == []
    reader.hear_of(await feeds.last_position("trials"))

    assert positions(await reader.next(100)) == positions(news[2:])


async def test_more_than_can_be_held_is_read_later(forum: Settings) -> None:
    (first, *_) = await some(1)
    reader = Reader("trials", first.position)
    for ahead in range(2, feeds.MOST_HELD + 500):
        reader.offer(News(first.id, "trials", first.position + ahead, "a", first.type, first.at, {}))

    assert len(reader._held) == feeds.MOST_HELD
    assert await reader.next(10) == []


async def test_a_number_set_back_is_read_from_again(forum: Settings) -> None:
    news = await some(6)
    reader = Reader("trials", news[0].position - 1)
    for one in news:
        reader.offer(one)
    reader.move(news[5].position)

    reader.move(news[2].position)

    assert positions(await reader.next(100)) == positions(news[3:])


async def test_news_carries_the_event_and_its_place(forum: Settings) -> None:
    (news,) = await told(Tried(subject="ada", number=7))

    (row,) = await rows("select id, created_at from outbox where topic = 'trials' order by position desc limit 1")
    assert (news.id, news.at) == (row.id, row.created_at)
    assert (news.topic, news.key, news.type) == ("trials", "ada", "trial.tried.v1")
    assert news.event == Tried(subject="ada", number=7)


async def test_a_moment_has_a_number(forum: Settings) -> None:
    first, *_ = await some(1)
    second, *_ = await some(1)

    assert await feeds.position_before("trials", second.at) == first.position
    assert await feeds.position_before("nothing", second.at) == 0
