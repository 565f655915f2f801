"""uvicorn's WebSocket, where it would wait for ever, hold what it should not, or stumble over what a peer sends."""

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LARGEST_FRAME = 512_000
MOST_FRAGMENTS = 1_000
CUT_OFF_SECONDS = 10.0


class Wire(WebSocketsSansIOProtocol):
    async def run_asgi(self) -> None:
        """At the end uvicorn closes, but that waits until the peer has taken what is written: here not for ever."""
        await super().run_asgi()
        self.loop.call_later(CUT_OFF_SECONDS, self.transport.abort)

    def shutdown(self) -> None:
        """At the server's end. uvicorn gives no reason, and breaks off its own shutdown over one that is closing."""
        if self.transport.is_closing():
            return
        if self.handshake_complete and not self.close_sent:
            self.queue.put_nowait({"type": "websocket.disconnect", "code": 1012})
            self._say_close(1012, "Service Restart")
        super().shutdown()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self.handshake_initiated:  # too many headers or too long ones: uvicorn says nothing and stays
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()

    def handle_ping(self) -> None:
        """A peer that takes no answers gets none: they would pile up."""
        output = self.conn.data_to_send()
        if self.writable.is_set():
            self.transport.write(b"".join(output))

    def handle_cont(self, event: Any) -> None:
        """A message is bounded in bytes, but its fragments may have none."""
        super().handle_cont(event)
        if len(self.frames) > MOST_FRAGMENTS:
            self._refuse(1009, "too many fragments")

    def send_receive_event_to_app(self) -> None:
        """What is no UTF-8 is the peer's error: uvicorn logs it as its own, with a traceback."""
        if self.curr_msg_data_type == "text":
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                return self._refuse(1007, "no UTF-8")
        return super().send_receive_event_to_app()

    def _refuse(self, code: int, reason: str) -> None:
        self.frames = []
        if not self.close_sent:
            self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
            self._say_close(code, reason)
            self.transport.close()

    def _say_close(self, code: int, reason: str) -> None:
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
