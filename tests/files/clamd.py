"""A small clamd for tests: speaks INSTREAM over a unix socket and knows one virus."""

from __future__ import annotations

import socketserver
import struct

from tests.files.contents import EICAR


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append((command, content))
        self.wfile.write(self.server.reply or self.verdict(content))

    def verdict(self, content: bytes) -> bytes:
        return b"stream: Eicar-Signature FOUND\0" if EICAR.encode() in content else b"stream: OK\0"


class FakeClamd(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, path: str) -> None:
        super().__init__(path, Handler)
        self.address = f"unix:{path}"
        self.reply = b""
        self.seen: list[tuple[bytes, bytes]] = []
