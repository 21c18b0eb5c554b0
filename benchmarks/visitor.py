"""A visitor of the app as its own page speaks to it, without a browser: the app does all its work, nothing is painted.

A page change is what the browser sends at a click on a link: the page and its address. It is over when the app says
that its script has finished and everything that is to be shown has arrived.
"""

from __future__ import annotations

import asyncio
import time
from typing import NamedTuple

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash

LONGEST = 60.0  # seconds that an answer may take before it counts as none


class Click(NamedTuple):
    """A page change: its address, seconds until it was there, bytes that came, and whether it was what was asked."""

    path: str
    seconds: float
    size: int
    right: bool


class Visitor:
    """One visitor with an open connection. `cached` are the messages that it already has, as a browser keeps them."""

    def __init__(self, connection: websockets.ClientConnection) -> None:
        self.connection = connection
        self.clicks: list[Click] = []
        self._cached: list[str] = []

    async def go(self, path: str) -> Click:
        """Change to the page at an address such as `kennis?thema=theme:schulden`."""
        page, _, query = path.partition("?")
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_script_hash = calc_hash(page or "start")
        asked.rerun_script.cached_message_hashes.extend(self._cached)
        start = time.perf_counter()
        await self.connection.send(asked.SerializeToString())
        size, shown, right = 0, "", False
        async with asyncio.timeout(LONGEST):
            while True:
                message = ForwardMsg()
                data = await self.connection.recv()
                size += len(data)
                message.ParseFromString(data)  # type: ignore[arg-type]
                if message.hash and message.metadata.cacheable:
                    self._cached.append(message.hash)
                kind = message.WhichOneof("type")
                if kind == "delta" and message.delta.new_element.WhichOneof("type") == "html":
                    shown += message.delta.new_element.html.body
                if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    break
        right = "<h1>" in shown and "kan nu niet worden getoond" not in shown and "site-footer" in shown
        click = Click(path, time.perf_counter() - start, size, right)
        self.clicks.append(click)
        return click


async def connected(port: int) -> Visitor:
    """A visitor of the app on a port of this machine. OSError or InvalidHandshake while it does not listen yet."""
    connection = await websockets.connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=[websockets.Subprotocol("streamlit")],
                                          origin=websockets.Origin(f"http://127.0.0.1:{port}"), max_size=None, ping_interval=None)
    return Visitor(connection)
