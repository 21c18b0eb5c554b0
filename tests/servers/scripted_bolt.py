"""A server that speaks just enough Bolt to fail as a test wants: what a real one cannot be made to do on any machine.

The protocol: after a handshake, messages in chunks of at most 64 kB that end with an empty one; each is a structure whose tag
says what it is. Only what the answers need is written; what comes in is read for its tag alone.
"""

from __future__ import annotations

import socketserver
import struct
import threading

HELLO, LOGOFF, LOGON, ROUTE, GOODBYE, RESET, RUN, BEGIN = 0x01, 0x6B, 0x6A, 0x66, 0x02, 0x0F, 0x10, 0x11
SUCCESS, FAILURE = 0x70, 0x7F
_LOGIN_WITH_HELLO = (5, 1)  # before this version the first message carries the password


class ScriptedBolt:
    """Set `agent` and `version` (of the protocol), and a (code, message) in `refuse_login` or `refuse_query`; read `logins`."""

    def __init__(self) -> None:
        self.agent, self.version = "Neo4j/5.26.16", (5, 4)
        self.refuse_login: tuple[str, str] | None = None
        self.refuse_query: tuple[str, str] | None = None
        self.logins = 0
        script = self

        class Handler(socketserver.BaseRequestHandler):
            """One connection."""

            def handle(self) -> None:
                """Shake hands, then answer every message until the other side leaves."""
                try:
                    _receive(self.request, 20)
                    self.request.sendall(bytes((0, 0, script.version[1], script.version[0])))
                    while (tag := _message(self.request)) != GOODBYE:
                        self.request.sendall(script.answer(tag))
                except (EOFError, OSError):
                    return

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> ScriptedBolt:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, tag: int) -> bytes:
        """What to say to a message."""
        login = tag == LOGON or (tag == HELLO and self.version < _LOGIN_WITH_HELLO)
        self.logins += login
        if login and self.refuse_login:
            return _packed(FAILURE, dict(zip(("code", "message"), self.refuse_login, strict=True)))
        if tag in (RUN, BEGIN) and self.refuse_query:
            return _packed(FAILURE, dict(zip(("code", "message"), self.refuse_query, strict=True)))
        return _packed(SUCCESS, {"server": self.agent, "connection_id": "bolt-1"} if tag == HELLO else {})


def _receive(connection, size: int) -> bytes:
    found = b""
    while len(found) < size:
        part = connection.recv(size - len(found))
        if not part:
            raise EOFError
        found += part
    return found


def _message(connection) -> int:
    """The tag of the next message."""
    body = b""
    while (size := struct.unpack(">H", _receive(connection, 2))[0]) or not body:
        body += _receive(connection, size)
    return body[1]


def _packed(tag: int, fields: dict[str, str]) -> bytes:
    """A structure with one map of texts, as a message."""
    entries = b"".join(_text(name) + _text(value) for name, value in fields.items())
    body = bytes((0xB1, tag, 0xA0 + len(fields))) + entries
    return struct.pack(">H", len(body)) + body + b"\x00\x00"


def _text(value: str) -> bytes:
    data = value.encode()
    return b"\xd1" + struct.pack(">H", len(data)) + data
