"""GraphQL over WebSocket: who is let in, what each message does, and every way in which a socket is closed."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
import pytest_asyncio
from websockets.exceptions import InvalidStatus

from api.conversation import Patience
from api.frames import LONGEST_ID
from api.wire import LARGEST_FRAME
from models.settings import Settings
from tests.door.talking import SPOKEN, Served, connected, serving, talking

FRIEND = "https://friend.example"


@pytest_asyncio.fixture(scope="module")
async def served() -> AsyncIterator[Served]:
    async with serving(origins=[FRIEND]) as served:
        yield served


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",), ("soap", "graphql-ws")])
async def test_a_client_that_does_not_speak_the_protocol_is_told_so(served: Served, protocols: tuple[str, ...]) -> None:
    async with connected(served.url, protocols) as talk:
        assert await talk.closed() == (4406, "Subprotocol not acceptable")


async def test_the_protocol_is_chosen_among_others_and_nothing_is_compressed(served: Served) -> None:
    async with connected(served.url, ("graphql-ws", *SPOKEN), compression="deflate") as talk:
        assert talk.ws.subprotocol == SPOKEN[0]
        assert "sec-websocket-extensions" not in talk.ws.response.headers  # type: ignore[union-attr]


@pytest.mark.parametrize("origin", ["https://foe.example", "http://friend.example", "null", f"{FRIEND}.foe.example"])
async def test_a_foreign_origin_is_refused_at_the_handshake(served: Served, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with connected(served.url, additional_headers={"Origin": origin}):
            pass
    assert refused.value.response.status_code == 403


async def test_an_allowed_origin_and_our_own_are_let_in(served: Served) -> None:
    host = served.url.removeprefix("ws://").removesuffix("/graphql")

    for origin in (FRIEND, f"http://{host}", f"https://{host}"):
        async with talking(served.url, additional_headers={"Origin": origin}) as talk:
            assert await talk.lives()


async def test_elsewhere_there_is_no_socket(served: Served) -> None:
    for path in ("/", "/graphql/", "/elsewhere"):
        with pytest.raises(InvalidStatus) as refused:
            async with connected(served.url.removesuffix("/graphql") + path):
                pass
        assert refused.value.response.status_code == 403


SUBSCRIBE = {"type": "subscribe", "id": "1"}


@pytest.mark.parametrize(
    "frame",
    [
        "",
        " ",
        "x",
        "[1]",
        "[]",
        "5",
        "null",
        '"ping"',
        "{}",
        "{",
        "[" * 50_000,
        '{"type":null}',
        '{"type":["ping"]}',
        '{"type":"nonsense"}',
        '{"type":"PING"}',
        '{"type":"connection_ack"}',
        '{"type":"next","id":"1","payload":{}}',
        '{"type":"error","id":"1","payload":[]}',
        '{"type":"start","id":"1","payload":{"query":"{hello}"}}',
        b'{"type":"ping"}',
        b"\xff",
        {"type": "ping", "payload": "x"},
        {"type": "ping", "payload": [1]},
        {"type": "pong", "payload": 5},
        '{"type":"ping","payload":' + '{"a":' * 500 + "1" + "}" * 501,
        {"type": "connection_init", "payload": "x"},
        {"type": "connection_init", "payload": []},
        {"type": "connection_init", "payload": {"authorization": 5}},
        {"type": "connection_init", "payload": {"Authorization": {}}},
        {"type": "complete"},
        {"type": "complete", "id": ""},
        {"type": "complete", "id": 1},
        {"type": "subscribe", "payload": {"query": "{hello}"}},
        {"type": "subscribe", "id": "", "payload": {"query": "{hello}"}},
        {"type": "subscribe", "id": 1, "payload": {"query": "{hello}"}},
        {"type": "subscribe", "id": None, "payload": {"query": "{hello}"}},
        {"type": "subscribe", "id": "x" * (LONGEST_ID + 1), "payload": {"query": "{hello}"}},
        SUBSCRIBE,
        {**SUBSCRIBE, "payload": None},
        {**SUBSCRIBE, "payload": "{hello}"},
        {**SUBSCRIBE, "payload": []},
        {**SUBSCRIBE, "payload": {}},
        {**SUBSCRIBE, "payload": {"query": None}},
        {**SUBSCRIBE, "payload": {"query": 5}},
        {**SUBSCRIBE, "payload": {"query": "{hello}", "variables": "x"}},
        {**SUBSCRIBE, "payload": {"query": "{hello}", "variables": []}},
        {**SUBSCRIBE, "payload": {"query": "{hello}", "operationName": 5}},
        {**SUBSCRIBE, "payload": {"query": "{hello}", "extensions": "x"}},
    ],
    ids=lambda frame: str(frame)[:50],
)
@pytest.mark.parametrize("let_in", [True, False], ids=["let in", "before"])
async def test_what_is_no_message_closes_with_4400(served: Served, frame: Any, let_in: bool) -> None:
    async with talking(served.url) if let_in else connected(served.url) as talk:
        await talk.ws.send(orjson.dumps(frame).decode() if isinstance(frame, dict) else frame)

        code, reason = await talk.closed()

    assert code == 4400
    assert reason


async def test_who_was_not_let_in_may_not_subscribe(served: Served) -> None:
    async with connected(served.url) as talk:
        await talk.ask("1", "{ hello }")

        assert await talk.closed() == (4401, "Unauthorized")


@pytest.mark.parametrize("at_once", [True, False])
async def test_nobody_is_let_in_twice(served: Served, at_once: bool) -> None:
    async with connected(served.url) as talk:
        await talk.say("connection_init")
        if not at_once:
            assert await talk.hear() == {"type": "connection_ack"}
        await talk.say("connection_init")

        assert await talk.closed() == (4429, "Too many initialisation requests")


async def test_a_client_that_does_not_begin_in_time_is_closed() -> None:
    async with serving(patience=Patience(init=0.2)) as served, talking(served.url) as begun:
        async with connected(served.url) as talk:
            assert await talk.lives()

            assert await talk.closed() == (4408, "Connection initialisation timeout")
        assert await begun.lives()


@pytest.mark.parametrize("query", ["subscription { ticks }", "{ never }"])
@pytest.mark.parametrize("id", ["1", "ü" * LONGEST_ID])
async def test_one_id_is_one_operation(served: Served, query: str, id: str) -> None:
    async with talking(served.url) as talk:
        await talk.ask(id, query)
        await talk.ask(id, "{ hello }")

        code, reason = await talk.closed()

    assert code == 4409
    assert reason.startswith(f"Subscriber for {id[:20]}")
    assert id != "1" or reason == "Subscriber for 1 already exists"


async def test_a_ping_is_answered_with_its_payload_and_a_pong_is_not(served: Served) -> None:
    async with connected(served.url) as talk:
        await talk.say("pong")
        await talk.say("pong", payload={"a": 1})
        await talk.say("ping")
        await talk.say("ping", payload={"a": [1, None, "ü"]})
        await talk.say("ping", payload=None)

        assert [await talk.hear() for _ in range(3)] == [
            {"type": "pong"},
            {"type": "pong", "payload": {"a": [1, None, "ü"]}},
            {"type": "pong"},
        ]


async def test_a_client_that_says_nothing_is_asked_and_then_closed() -> None:
    hasty = serving(patience=Patience(ping=0.2, silence=0.6))
    async with hasty as served, talking(served.url) as silent, talking(served.url) as lively:
        for _ in range(6):
            assert await lively.hear() == {"type": "ping"}
            await lively.say("pong")

        assert [await silent.hear() for _ in range(2)] == [{"type": "ping"}] * 2
        assert await silent.closed() == (4408, "Silent for too long")
        assert await lively.lives()


async def test_a_frame_may_have_512_kilobytes(served: Served) -> None:
    def frame(size: int) -> str:
        return '{"type":"ping","payload":{"a":"' + "x" * (size - 34) + '"}}'

    assert len(frame(LARGEST_FRAME)) == LARGEST_FRAME == 512_000
    async with talking(served.url) as talk:
        await talk.ws.send(frame(LARGEST_FRAME))
        assert len((await talk.hear())["payload"]["a"]) == LARGEST_FRAME - 34

        await talk.ws.send(frame(LARGEST_FRAME + 1))
        assert (await talk.closed())[0] == 1009


async def test_what_breaks_in_our_own_loop_is_logged_and_closes_with_4500(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError("the password is hunter2")

    async with connected(served.url) as talk:
        monkeypatch.setattr(served.sockets._inside.doorkeeper, "context", broken)
        await talk.say("connection_init")

        assert await talk.closed() == (4500, "Internal server error")

    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert record.exc_info
    assert len(record.getMessage()) == 8


async def test_the_program_s_own_sockets_are_at_graphql_alone(forum: Settings) -> None:
    from api.app import create_app
    from tests.door.small import raw

    app, _ = create_app(forum)
    scope: dict[str, Any] = {"type": "websocket", "subprotocols": [], "headers": [], "scheme": "ws"}

    here = await raw(app, [{"type": "websocket.connect"}], **scope, path="/graphql")
    elsewhere = await raw(app, [{"type": "websocket.connect"}], **scope, path="/")

    assert [message.get("code") for message in here] == [None, 4406]
    assert elsewhere == [{"type": "websocket.close"}]
