"""The least that a server can do: uvicorn as `python -m api` has it, one text to all (`python -m bench.broadcast`)."""

import sys
from pathlib import Path

import uvicorn
from starlette.types import Message, Receive, Scope, Send

PORT, FILE = sys.argv[1:]
TELLING: Message = {"type": "websocket.send", "text": Path(FILE).read_text()}
everybody: list[Send] = []


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """`GET /N` tells the text of the file N times."""
    if scope["type"] == "websocket":
        return await _listen(receive, send)
    for _ in range(int(scope["path"][1:])):
        for one in everybody:
            await one(TELLING)
    await send({"type": "http.response.start", "status": 200})
    return await send({"type": "http.response.body"})


async def _listen(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept", "subprotocol": "graphql-transport-ws"})
    everybody.append(send)
    while (await receive())["type"] != "websocket.disconnect":
        pass
    everybody.remove(send)


if __name__ == "__main__":
    uvicorn.run(
        app,
        port=int(PORT),
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        lifespan="off",
        access_log=False,
        log_level="warning",
    )
