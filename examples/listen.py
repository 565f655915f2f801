"""Prints what is said under a post, or what the coins cost, as it happens: `python examples/listen.py --help`."""
# ruff: noqa: T201

import argparse
import asyncio
import logging
import sys
from contextlib import suppress
from typing import Any

import httpx
from follow import Away, Refused, follow, unanswered

COMMENT = "id version body depth author { displayName }"
BUSIEST = "{ posts(first: 1, orderBy: { field: LAST_ACTIVITY }) { nodes { id title slug } } }"
POST = "query ($slug: String!) { post(slug: $slug) { id title slug } }"
LAST_COMMENTS = f"""
    query ($slug: String!) {{
      post(slug: $slug) {{ comments(last: 3) {{ nodes {{ {COMMENT} replies(last: 3) {{ nodes {{ {COMMENT} }} }} }} }} }}
    }}
"""
COMMENT_ACTIVITY = f"""
    subscription ($post: ID!, $after: Cursor) {{
      commentActivity(postId: $post, after: $after) {{
        __typename
        ... on Subscribed {{ cursor }}
        ... on CommentAdded {{ cursor comment {{ {COMMENT} }} }}
        ... on CommentEdited {{ cursor comment {{ {COMMENT} }} }}
        ... on CommentDeleted {{ cursor commentCount }}
        ... on Resync {{ cursor }}
      }}
    }}
"""
PRICES_UPDATED = """
    subscription ($after: Cursor) {
      pricesUpdated(after: $after, maxRate: 1) {
        __typename
        ... on Subscribed { cursor }
        ... on PricesUpdated { cursor at ticks { symbol price change24h } }
        ... on Resync { cursor }
      }
    }
"""


class Thread:
    """A post's comments: what was read and what is heard, merged by id and version, whichever came first."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.versions: dict[str, int] = {}

    async def listen(self, slug: str | None) -> None:
        found = await ask(self.url, POST, slug=slug) if slug else await ask(self.url, BUSIEST)
        post = found["post"] if slug else next(iter(found["posts"]["nodes"]), None)
        if post is None:
            raise Refused("There is no such post.")
        print(f"{post['title']} ({post['slug']})")

        async def fetch() -> None:
            for comment in (await ask(self.url, LAST_COMMENTS, slug=post["slug"]))["post"]["comments"]["nodes"]:
                for one in (comment, *comment["replies"]["nodes"]):
                    self.show(one)

        async for event in follow(self.url, COMMENT_ACTIVITY, {"post": post["id"]}, fetch=fetch):
            if event["__typename"] == "CommentDeleted":
                print(f"\n(one was deleted: {event['commentCount']} are left)")
            else:
                self.show(event["comment"])

    def show(self, comment: dict[str, Any]) -> None:
        known = self.versions.get(comment["id"], 0)
        if comment["version"] > known:
            self.versions[comment["id"]] = comment["version"]
            name = comment["author"]["displayName"] if comment["author"] else "somebody"
            words = [name + (", edited" if known else ""), *(comment["body"] or "(deleted)").splitlines()]
            print("", *("  " * comment["depth"] + word for word in words), sep="\n", flush=True)


async def listen_to_prices(url: str) -> None:
    async for event in follow(url, PRICES_UPDATED):
        print(f"\n{event['at']}")
        for tick in event["ticks"]:
            print(f"{tick['symbol']:>8} {float(tick['price']):>18,.6f} {float(tick['change24h']):>+8.2f} %")


async def ask(url: str, query: str, **variables: Any) -> Any:
    async with httpx.AsyncClient() as http:
        answer = (await http.post(url, json={"query": query, "variables": variables})).json()
    if "errors" in answer:
        raise unanswered(answer["errors"])
    return answer["data"]


def main() -> int:
    arguments = argparse.ArgumentParser(description="Prints what is said, or what the coins cost, as it happens.")
    arguments.add_argument("url", help="where the forum is: http://127.0.0.1:8000")
    arguments.add_argument("slug", nargs="?", help="the post, by the end of its address; else the busiest")
    arguments.add_argument("--prices", action="store_true", help="prices instead of comments")
    given = arguments.parse_args()
    logging.basicConfig(format="(%(message)s)")
    url = f"{given.url.rstrip('/')}/graphql"
    with suppress(KeyboardInterrupt, BrokenPipeError):
        try:
            asyncio.run(listen_to_prices(url) if given.prices else Thread(url).listen(given.slug))
        except (Refused, Away, httpx.TransportError) as refused:
            print(*refused.args, sep="\n", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
