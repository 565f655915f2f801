"""`auditLog` is for moderators, `viewer.activity` for oneself; both come in pages, the newest line first."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest

from models.accounts.events import UserRoleChanged
from models.actor import Role
from models.feeds import News
from models.settings import Settings
from tests.audit_log.recording import ADDRESS, by, connected, failed, recorded, signed_in
from tests.people import person
from tests.visitor import Visitor

FIELDS = "id at service action level ipAddress message actor { username }"
LOG = f"""
  query ($first: Int, $after: Cursor, $service: String, $action: String, $username: String) {{
    auditLog(first: $first, after: $after, service: $service, action: $action, username: $username) {{
      totalCount edges {{ cursor node {{ id }} }} nodes {{ {FIELDS} }}
      pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
    }}
  }}
"""
ACTIVITY = f"""
  query ($first: Int, $after: Cursor) {{
    viewer {{
      activity(first: $first, after: $after) {{
        totalCount nodes {{ {FIELDS} }} pageInfo {{ hasNextPage hasPreviousPage endCursor }}
      }}
    }}
  }}
"""


def ids(news: Sequence[News]) -> list[str]:
    return [f"audit_entry_{one.id.hex}" for one in news]


async def everything(mod: Visitor, size: int, **sought: Any) -> list[dict[str, Any]]:
    """The log page by page."""
    found: list[dict[str, Any]] = []
    cursor = None
    for _ in range(100):
        page = (await mod.query(LOG, first=size, after=cursor, **sought))["auditLog"]
        assert page["pageInfo"]["hasPreviousPage"] is (cursor is not None)
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        cursor = page["pageInfo"]["endCursor"]
    raise AssertionError("the pages do not end")


async def test_a_line_says_who_what_when_and_from_where(mod: Visitor) -> None:
    lin = await person("lin")
    (news,) = await recorded(by(lin), signed_in(lin))

    (line,) = (await mod.query(LOG, username="LIN"))["auditLog"]["nodes"]

    assert line | {"at": None} == {
        "id": f"audit_entry_{news.id.hex}",
        "at": None,
        "service": "accounts",
        "action": "user.signed-in",
        "level": "INFO",
        "ipAddress": ADDRESS,
        "message": "Signed in.",
        "actor": {"username": "lin"},
    }
    assert line["at"].startswith(f"{news.at:%Y-%m-%dT%H:%M:%S}")


@pytest.mark.parametrize("size", [1, 7, 100])
async def test_pages_hold_every_line_once_and_the_newest_first(mod: Visitor, size: int) -> None:
    sam = await person(f"sam_{size}")
    news = await recorded(by(sam), *(signed_in(sam) for _ in range(23)))

    lines = await everything(mod, size, username=f"sam_{size}")
    page = (await mod.query(LOG, username=f"sam_{size}", first=2))["auditLog"]

    assert [line["id"] for line in lines] == ids(news[::-1])
    assert page["totalCount"] == 23
    assert [edge["node"]["id"] for edge in page["edges"]] == ids(news[:-3:-1])
    assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]


async def test_filters_say_which_lines(mod: Visitor) -> None:
    eve, zoe = await person("eve"), await person("zoe")
    await recorded(by(eve), signed_in(eve), UserRoleChanged(user_id=zoe, role=Role.MEMBER))
    await recorded(by(None), failed(eve), failed(None))

    async def actions(**sought: Any) -> list[str]:
        found = (await mod.query(LOG, **sought))["auditLog"]
        assert found["totalCount"] == len(found["nodes"])
        return [line["action"] for line in found["nodes"]]

    assert await actions(username="eve") == ["user.sign-in-failed", "user.role-changed", "user.signed-in"]
    assert await actions(username="zoe") == ["user.role-changed"]
    assert await actions(username="eve", action="user.signed-in") == ["user.signed-in"]
    assert await actions(username="eve", service="forum") == []
    assert len(await actions(username="eve", service="accounts")) == 3
    assert await actions(username="nobody_has_this") == await actions(username="") == await actions(action="luck") == []
    assert {*await actions(action="user.sign-in-failed")} == {"user.sign-in-failed"}


async def test_ones_own_activity_is_what_one_did_and_what_befell_the_account(ada: Visitor, bob: Visitor) -> None:
    assert ada.id
    assert bob.id
    mine = await recorded(by(ada.id), signed_in(ada.id))
    await recorded(by(bob.id, "198.51.100.7"), signed_in(bob.id))
    mine += await recorded(by(bob.id, "198.51.100.7"), UserRoleChanged(user_id=ada.id, role=Role.MEMBER))
    mine += await recorded(by(None, "198.51.100.8"), failed(ada.id))

    activity = (await ada.query(ACTIVITY))["viewer"]["activity"]
    first = (await ada.query(ACTIVITY, first=2))["viewer"]["activity"]
    rest = (await ada.query(ACTIVITY, first=2, after=first["pageInfo"]["endCursor"]))["viewer"]["activity"]

    assert [line["id"] for line in activity["nodes"]] == ids(mine[::-1])
    assert first["nodes"] + rest["nodes"] == activity["nodes"]
    assert [first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]] == [True, False]
    assert activity["totalCount"] == 3
    assert [(line["action"], line["actor"], line["ipAddress"]) for line in activity["nodes"]] == [
        ("user.sign-in-failed", None, "198.51.100.8"),
        ("user.role-changed", None, None),
        ("user.signed-in", {"username": "ada"}, ADDRESS),
    ]


async def test_the_log_is_for_moderators_alone(visitor: Visitor, ada: Visitor, mod: Visitor) -> None:
    assert await visitor.code(LOG) == "UNAUTHENTICATED"
    assert await ada.code(LOG) == "FORBIDDEN"
    assert (await visitor.query(ACTIVITY))["viewer"] is None
    assert (await mod.query(LOG, first=0))["auditLog"]["nodes"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"first": 101}, "0 to 100"),
        ({"first": -1}, "0 to 100"),
        ({"after": "zzz"}, "not a cursor"),
        ({"service": "a" * 101}, "100 at most"),
        ({"action": "a" * 101}, "100 at most"),
        ({"username": "a" * 101}, "100 at most"),
        ({"service": "a\0"}, "U+0000"),
    ],
)
async def test_what_is_no_question_is_refused_in_words(mod: Visitor, arguments: dict[str, Any], words: str) -> None:
    assert words in await mod.refusal(LOG, **arguments)


@pytest.mark.parametrize("argument", ["service", "action", "username"])
async def test_whatever_is_asked_for_is_text_and_never_a_query(mod: Visitor, argument: str) -> None:
    await recorded(by(uuid4()), signed_in(uuid4()))

    for text in ('{"$ne": null}', "$ne", "user.*", "é", " ", ""):
        found = (await mod.query(LOG, **{argument: text}))["auditLog"]
        assert (found["nodes"], found["totalCount"]) == ([], 0), text


async def test_a_cursor_of_another_list_is_refused(mod: Visitor) -> None:
    assert mod.id
    await recorded(by(mod.id), signed_in(mod.id), signed_in(mod.id))
    own = (await mod.query(ACTIVITY, first=1))["viewer"]["activity"]["pageInfo"]["endCursor"]
    log = (await mod.query(LOG, first=1))["auditLog"]["pageInfo"]["endCursor"]

    assert "of the list one's own activity" in await mod.refusal(LOG, after=own)
    assert "of the list the action log" in await mod.refusal(ACTIVITY, after=log)


async def test_a_page_of_many_costs_the_reads_of_a_page_of_few(mod: Visitor, reads: list[str]) -> None:
    for name in ("one", "two", "three", "four"):
        someone = await person(f"reader_{name}")
        await recorded(by(someone), signed_in(someone))
    await mod.query(LOG, first=1)
    reads.clear()

    page = (await mod.query(LOG, first=4))["auditLog"]

    assert {line["actor"]["username"] for line in page["nodes"]} == {
        "reader_one",
        "reader_two",
        "reader_three",
        "reader_four",
    }
    assert len([sql for sql in reads if "from person" in sql and "username" in sql]) == 1


async def test_while_mongodb_is_away_the_log_says_so(mod: Visitor, own: Settings) -> None:
    async with connected(own.model_copy(update={"mongo_url": type(own.mongo_url)("mongodb://127.0.0.1:1")}), own):
        assert await mod.code(LOG) == "UNAVAILABLE"
        assert await mod.code("{ viewer { activity { totalCount } } }") == "UNAVAILABLE"
