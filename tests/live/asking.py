"""What the tests of subscriptions ask for, and the news that they make."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from models import clock, database
from models.coins import actions
from models.coins.actions import Quote
from models.coins.rules import MarketSource
from models.comments.events import CommentAdded
from models.database import Row
from models.outbox import announce
from resolvers import ids
from tests.comments.threads import ADD
from tests.live.watching import Watcher, number
from tests.visitor import Visitor

ACTIVITY = """
    subscription ($post: ID!, $after: Cursor) {
      commentActivity(postId: $post, after: $after) {
        __typename
        ... on Subscribed { cursor }
        ... on CommentAdded { cursor commentCount clientMutationId comment { id body author { username } } }
        ... on CommentEdited { cursor comment { id version body } }
        ... on CommentDeleted { cursor commentId commentCount }
        ... on Resync { reason cursor }
      }
    }
"""
PUBLISHED = """
    subscription ($filter: CommentFilter, $after: Cursor) {
      commentPublished(filter: $filter, after: $after) {
        __typename
        ... on Subscribed { cursor }
        ... on CommentAdded { cursor commentCount clientMutationId comment { id body } }
        ... on CommentDeleted { cursor commentId commentCount }
        ... on Resync { reason cursor }
      }
    }
"""
RATINGS = """
    subscription ($posts: [ID!]!, $after: Cursor) {
      ratingChanged(postIds: $posts, after: $after) {
        __typename
        ... on Subscribed { cursor }
        ... on PostRated { cursor postId score upvotes downvotes }
        ... on CommentRated { cursor commentId score upvotes downvotes }
        ... on Resync { reason cursor }
      }
    }
"""
POSTS = """
    subscription ($filter: PostFilter, $after: Cursor) {
      postActivity(filter: $filter, after: $after) {
        __typename
        ... on Subscribed { cursor }
        ... on PostPublished { cursor post { id title version status tags { name } } }
        ... on PostEdited { cursor post { id title version status tags { name } } }
        ... on PostRemoved { cursor postId }
        ... on Resync { reason cursor }
      }
    }
"""
PRICES = """
    subscription ($coins: [ID!], $after: Cursor, $maxRate: Float) {
      pricesUpdated(coinIds: $coins, after: $after, maxRate: $maxRate) {
        __typename
        ... on Subscribed { cursor }
        ... on PricesUpdated { cursor at ticks { coinId symbol price change24h } }
        ... on Resync { reason cursor }
      }
    }
"""


async def comment(author: Visitor, post: str, body: str = "Well said.", **more: Any) -> str:
    """The id of a new comment; the news has its number."""
    id: str = (await author.mutate(ADD, postId=post, body=body, **more))["comment"]["id"]
    await number()
    return id


def bodies(watcher: Watcher) -> list[str]:
    return [event["comment"]["body"] for event in watcher.events if event["__typename"] == "CommentAdded"]


async def say_again(comment_id: str, post: str, numbers: Sequence[int]) -> None:
    """Announce a comment as if it were written once for each number, which is its `clientMutationId`."""
    async with database.transaction():
        for number in numbers:
            await announce(
                CommentAdded(
                    comment_id=ids.decode(comment_id)[1],
                    post_id=ids.decode(post)[1],
                    parent_id=None,
                    author_id=UUID(int=0),
                    comment_count=number,
                    client_mutation_id=str(number),
                )
            )


def numbers(watcher: Watcher) -> list[int]:
    """Of what `say_again` has said, as it was told."""
    return [int(event["clientMutationId"]) for event in watcher.events if event["__typename"] == "CommentAdded"]


async def coin_ids(*slugs: str) -> list[UUID]:
    rows = {row.slug: row.id for row in await database.fetch(Row, "select id, slug from coin")}
    return [rows[slug] for slug in slugs]


async def record(prices: Mapping[UUID, str]) -> None:
    """The market moves: these coins, all at one moment."""
    quotes = [Quote(id, Decimal(price), Decimal(1), Decimal(1), 1) for id, price in prices.items()]
    async with database.transaction():
        await actions.record_prices(clock.now(), MarketSource.SIMULATED, quotes)
    await number()
