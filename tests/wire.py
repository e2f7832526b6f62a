"""A wire between somebody and a server on this machine, which keeps every byte that the server sends down it."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import struct
import threading
from typing import Self

_AT_ONCE = struct.pack("ii", 1, 0)


class Wire:
    """Leads from ``port`` to another port. What came from there is in ``received``, one connection after the other."""

    def __init__(self, to: int) -> None:
        self._received: list[bytearray] = []
        wire = self

        class Passing(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                wire._pass(self.request, to)

        class Ends(socketserver.ThreadingTCPServer):
            daemon_threads = True

        self._ends = Ends(("127.0.0.1", 0), Passing)
        self.port: int = self._ends.server_address[1]
        self._thread = threading.Thread(target=self._ends.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def received(self) -> bytes:
        return b"\n".join(self._received)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.shutdown()
        self._ends.server_close()

    def _pass(self, near: socket.socket, to: int) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", to))
        except OSError:  # nobody is there: the one who asks sees the same
            near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
            return
        with far:
            there = threading.Thread(target=_pump, args=(near, far), daemon=True)
            there.start()
            received = bytearray()
            self._received.append(received)
            with contextlib.suppress(OSError):
                while data := far.recv(65_536):
                    received += data
                    near.sendall(data)
            for each in (near, far):
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
            there.join()


def _pump(near: socket.socket, far: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := near.recv(65_536):
            far.sendall(data)
    with contextlib.suppress(OSError):
        far.shutdown(socket.SHUT_RDWR)
