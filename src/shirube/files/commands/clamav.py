"""Asking clamd about a content: the INSTREAM command of the ClamAV daemon protocol (docs.clamav.net, ClamdProtocol)."""

from __future__ import annotations

import socket
import struct
from contextlib import closing
from dataclasses import dataclass

CHUNK = 64 * 1024
LONGEST_REPLY = 4096
# A large spreadsheet takes clamd some seconds; a page must not wait for a daemon that hangs.
TIMEOUT_SECONDS = 20.0


class ScannerAwayError(Exception):
    """No verdict: the daemon is absent, silent, or could not look at the content."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`signature` names what was found; None where nothing was."""

    signature: str | None

    @property
    def is_clean(self) -> bool:
        return self.signature is None


def scan(address: str, content: bytes, *, timeout: float = TIMEOUT_SECONDS) -> Verdict:
    """What clamd at `address` ("unix:/path" or "host:port") finds in the content. ScannerAwayError."""
    try:
        with closing(_connect(address, timeout)) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            return _read_verdict(_read_reply(connection))
    except OSError as error:
        raise ScannerAwayError(f"clamd at {address}: {error}") from error


def _connect(address: str, timeout: float) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(timeout)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout)


def _read_reply(connection: socket.socket) -> str:
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < LONGEST_REPLY:
        part = connection.recv(LONGEST_REPLY)
        if not part:
            break
        reply += part
    return reply.rstrip(b"\0").decode(errors="replace")


def _read_verdict(reply: str) -> Verdict:
    if reply == "stream: OK":
        return Verdict(None)
    if reply.startswith("stream: ") and reply.endswith(" FOUND"):
        return Verdict(reply.removeprefix("stream: ").removesuffix(" FOUND"))
    raise ScannerAwayError(f"clamd answered {reply[:200]!r}")
