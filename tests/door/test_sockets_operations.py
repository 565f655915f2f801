"""What runs on a socket: queries, mutations and subscriptions, each under its id, within the limits of the door."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from api.conversation import MOST_OPERATIONS, MOST_SUBSCRIPTIONS
from tests.door.pathological import DOCUMENTS
from tests.door.small import begun, ended
from tests.door.talking import Served, serving, talking, until


@pytest_asyncio.fixture(scope="module")
async def served() -> AsyncIterator[Served]:
    async with serving() as served:
        yield served


@pytest_asyncio.fixture(autouse=True)
async def _nobody_is_left(served: Served) -> None:
    await until(lambda: not served.sockets.open and not served.hand.sinks)


async def test_a_query_and_a_mutation_are_answered_once(served: Served) -> None:
    async with talking(served.url) as talk:
        assert (await talk.answer("{ hello }"))["data"] == {"hello": "Hello, you"}
        assert (await talk.answer("{ later }"))["data"] == {"later": "now"}
        assert (await talk.answer('mutation { rename(name: "ada") }'))["data"] == {"rename": "ada"}


async def test_variables_and_the_operation_s_name_count(served: Served) -> None:
    document = "query A { hello } query B($name: String) { hello(name: $name) }"

    async with talking(served.url) as talk:
        answer = await talk.answer(document, operationName="B", variables={"name": "ü"}, extensions={"a": 1})

    assert answer == {"data": {"hello": "Hello, ü"}, "extensions": {"cost": 0}}


async def test_an_error_of_a_field_stands_in_the_answer_and_tells_no_secret(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    async with talking(served.url) as talk:
        masked = await talk.answer("{ fails }")
        ours = await talk.answer("{ forbidden }")

    (error,) = masked["errors"]
    assert error["extensions"] == {"code": "INTERNAL", "reference": error["extensions"]["reference"]}
    assert "hunter2" not in str(masked)
    assert error["extensions"]["reference"] in caplog.text
    assert [error["message"] for error in ours["errors"]] == ["Not for you."]


@pytest.mark.parametrize(
    ("query", "more", "code"),
    [
        ("{", {}, "BAD_USER_INPUT"),
        ("", {}, "BAD_USER_INPUT"),
        ("{ unknown }", {}, "BAD_USER_INPUT"),
        ("subscription { unknown }", {}, "BAD_USER_INPUT"),
        ("query A { hello } query B { hello }", {}, "BAD_USER_INPUT"),
        ("{ hello }", {"operationName": "C"}, "BAD_USER_INPUT"),
        ("query ($n: Int!) { strict(n: $n) }", {"variables": {"n": "x"}}, "BAD_USER_INPUT"),
        ("query ($name: String) { hello(name: $name) }", {"variables": {"name": "\0"}}, "BAD_USER_INPUT"),
        ("{ coins(first: 100) { nodes { peers(first: 100) { nodes { id } } } } }", {}, "QUERY_TOO_COMPLEX"),
    ],
)
async def test_what_cannot_be_run_is_an_error_for_its_id_and_the_socket_lives(
    served: Served, query: str, more: dict[str, object], code: str
) -> None:
    async with talking(served.url) as talk:
        assert (await talk.error(query, **more))["extensions"]["code"] == code

        assert await talk.lives()


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_the_limits_are_those_of_http(served: Served, name: str) -> None:
    async with talking(served.url) as talk:
        await talk.ask("1", DOCUMENTS[name])

        said = await talk.hear()
        assert (said["type"], said["id"]) == ("error", "1")
        assert {error["extensions"]["code"] for error in said["payload"]} <= {"BAD_USER_INPUT", "QUERY_TOO_COMPLEX"}
        assert await talk.lives()


@pytest.mark.parametrize(
    "query",
    [
        'mutation { signIn(code: "1") }',
        "mutation { refreshSession }",
        "mutation { harmless: refreshSession }",
        "mutation { ...A } fragment A on Mutation { ...B } fragment B on Mutation { refreshSession }",
        'mutation { rename(name: "never") ... { ... on Mutation { refreshSession } } }',
    ],
)
async def test_what_needs_the_cookie_is_forbidden_on_a_socket(served: Served, query: str) -> None:
    async with talking(served.url) as talk:
        error = await talk.error(query)

        assert error["extensions"]["code"] == "FORBIDDEN"
        assert await talk.lives()


async def test_an_operation_that_is_not_asked_for_may_need_the_cookie(served: Served) -> None:
    document = "mutation A { refreshSession } mutation B { ...C } fragment C on Mutation { rename(name: 1) }"

    async with talking(served.url) as talk:
        error = await talk.error(document, operationName="B")
        answer = await talk.answer(document.replace("1", '"ada"'), operationName="B")

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert answer["data"] == {"rename": "ada"}


async def test_a_subscription_brings_what_comes_under_its_id(served: Served) -> None:
    async with talking(served.url) as talk:
        await talk.subscribe("a")
        await talk.subscribe("b")
        first, second = served.hand.sinks

        assert first.push(b'{"data":{"ticks":1}}')
        assert second.push('{"data":{"ticks":"ü"}}'.encode())

        assert await talk.hear() == {"id": "a", "type": "next", "payload": {"data": {"ticks": 1}}}
        assert await talk.hear() == {"id": "b", "type": "next", "payload": {"data": {"ticks": "ü"}}}


async def test_a_client_ends_a_subscription_and_hears_no_more_of_it(served: Served) -> None:
    async with talking(served.url) as talk:
        await talk.subscribe("a")
        (sink,) = served.hand.sinks

        for _ in range(2):
            await talk.say("complete", id="a")
        await talk.say("complete", id="unknown")

        assert await talk.lives()
        assert served.hand.sinks == []
        assert sink.push(b"{}")
        sink.replace(b"{}")
        sink.give_up()
        assert await talk.lives()
        await talk.subscribe("a")  # the id is free again


async def test_a_client_that_goes_ends_all_that_it_follows(served: Served) -> None:
    async with talking(served.url) as talk:
        for n in range(5):
            await talk.subscribe(str(n))
        assert len(served.hand.sinks) == 5

    await until(lambda: not served.hand.sinks)
    await until(lambda: not served.sockets.open)


async def test_each_operation_has_a_context_of_its_own_without_credentials(served: Served) -> None:
    cookie = {"Cookie": "refresh_token=x"}
    async with talking(served.url, additional_headers=cookie, user_agent_header="Lynx") as talk:
        await talk.subscribe("a")
        await talk.subscribe("b")

        one, other = served.hand.contexts[-2:]

    assert one is not other
    assert one.credentials.given is None
    assert (one.actor.person_id, one.actor.device, one.actor.ip_address) == (None, "Lynx", "127.0.0.1")


async def test_a_subscription_that_cannot_begin_is_an_error_for_its_id(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    async with talking(served.url) as talk:
        refused = await talk.error("subscription Refused { ticks }")
        broken = await talk.error("subscription Broken { ticks }")

        assert refused["message"] == "No such thing."
        assert broken["extensions"] == {"code": "INTERNAL", "reference": broken["extensions"]["reference"]}
        assert broken["extensions"]["reference"] in caplog.text
        assert await talk.lives()


async def test_a_subscription_may_be_left_while_it_begins(served: Served) -> None:
    async with talking(served.url) as talk:
        await talk.ask("a", "subscription Hanging { ticks }")
        await talk.say("complete", id="a")
        await talk.subscribe("a")

        assert len(served.hand.sinks) == 1


async def test_a_socket_has_50_subscriptions_at_most(served: Served) -> None:
    async with talking(served.url) as talk:
        for n in range(MOST_SUBSCRIPTIONS):
            await talk.subscribe(str(n))

        error = await talk.error("subscription { ticks }")

        assert MOST_SUBSCRIPTIONS == 50
        assert error["extensions"] == {
            "code": "QUERY_TOO_COMPLEX",
            "limit": "subscriptions",
            "allowed": 50,
            "figure": 51,
        }
        assert (await talk.answer("{ hello }"))["data"]
        await talk.say("complete", id="7")
        await talk.subscribe("another")


async def test_a_socket_has_20_queries_and_mutations_under_way_at_most(served: Served) -> None:
    begun.clear()
    ended.clear()
    async with talking(served.url) as talk:
        for n in range(MOST_OPERATIONS):
            await talk.ask(str(n), "{ never }")
        await until(lambda: len(begun) == MOST_OPERATIONS)

        error = await talk.error("{ hello }")

        assert MOST_OPERATIONS == 20
        assert (error["extensions"]["code"], error["extensions"]["figure"]) == ("QUERY_TOO_COMPLEX", 21)
        await talk.subscribe("a subscription")
        await talk.say("complete", id="7")
        await until(lambda: ended == ["never"])
        assert (await talk.answer("{ hello }"))["data"]

    await until(lambda: len(ended) == MOST_OPERATIONS)  # nobody waits for them


@pytest.mark.parametrize("leaves", ["the socket", "the operation"])
async def test_a_mutation_runs_to_its_end_though_nobody_waits_for_it(served: Served, leaves: str) -> None:
    begun.clear()
    ended.clear()
    async with talking(served.url) as talk:
        await talk.ask("1", 'mutation { renameSlowly(name: "ada") }')
        await until(lambda: begun == ["ada"])
        if leaves == "the operation":
            await talk.say("complete", id="1")
            await until(lambda: ended)
            assert await talk.lives()

    await until(lambda: ended == ["ada"])


async def test_a_mutation_is_finished_before_the_program_ends(caplog: pytest.LogCaptureFixture) -> None:
    begun.clear()
    ended.clear()
    async with serving() as served, talking(served.url) as talk:
        await talk.ask("1", 'mutation { renameSlowly(name: "ada") }')
        await until(lambda: begun == ["ada"])

        served.server.should_exit = True

        assert await talk.closed() == (1012, "Service Restart")
        assert ended == []
    assert ended == ["ada"]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_operations_of_one_socket_wait_for_none_of_the_others(served: Served) -> None:
    async with talking(served.url) as talk:
        await talk.ask("slow", 'mutation { renameSlowly(name: "ada") }')
        await talk.ask("hanging", "subscription Hanging { ticks }")

        assert (await talk.answer("{ later }"))["data"] == {"later": "now"}

        async with asyncio.timeout(20):
            assert (await talk.hear())["payload"]["data"] == {"renameSlowly": "ada"}
