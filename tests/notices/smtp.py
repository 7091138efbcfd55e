"""A mail server on this machine that answers as a test says."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

OK = "250 OK"
HERE = "127.0.0.1"


@dataclass
class Peer:
    """Answers RCPT and DATA with the next of its replies, and with 250 when there is none left.

    `silent` holds the end of DATA back: the letter is taken, and the sender never learns of it.
    """

    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    silent: bool = False
    port: int = 0
    _release: threading.Event = field(default_factory=threading.Event)

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.received]

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 — aiosmtpd's name.
        reply = self.rcpt.pop(0) if self.rcpt else OK
        if reply == OK:
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802 — aiosmtpd's name.
        reply = self.data.pop(0) if self.data else OK
        if reply == OK:
            self.received.append(envelope.original_content)
        if self.silent:
            await server.loop.run_in_executor(None, self._release.wait, 5)
        return reply

    def release(self) -> None:
        self._release.set()


@contextmanager
def mail_server() -> Iterator[Peer]:
    peer = Peer()
    peer.port = free_port()
    controller = Controller(peer, hostname=HERE, port=peer.port)
    controller.start()
    try:
        yield peer
    finally:
        peer.release()
        controller.stop()


def free_port() -> int:
    """Where nobody listens now: aiosmtpd does not say which port it was given."""
    with socket.socket() as trial:
        trial.bind((HERE, 0))
        return int(trial.getsockname()[1])
