"""A web server on this machine that answers over TLS as the host of somebody's sheet would."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "data.example.jp"


class Host:
    """What it answers by path: status, headers, body. `asked` are the paths that were asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        # Set when the test is over: whoever is still being kept waiting may go.
        self.over = Event()
        self.port = 0

    def gives(self, path: str, body: bytes, *, status: int = 200, **headers: str) -> str:
        """The address at which this is answered."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, {"Content-Type": "text/csv", **named}, body)
        return f"https://{HOST}{path}"

    def keeps_silent(self, path: str) -> str:
        """The address at which the connection is taken and nothing is ever said."""
        self.answers[path] = (0, {}, b"")
        return f"https://{HOST}{path}"

    def drips(self, path: str) -> str:
        """The address at which one letter after the other comes, for ever."""
        self.answers[path] = (1, {}, b"")
        return f"https://{HOST}{path}"


@contextmanager
def answering(folder: Path) -> Iterator[tuple[Host, Path]]:
    """The host, and the certificate by which it is to be believed."""
    host = Host()
    certificate, key = folder / "host.pem", folder / "host.key"
    certificate.write_bytes(_pair()[0])
    key.write_bytes(_pair()[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host))
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    host.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield host, certificate
    finally:
        host.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            status, headers, body = host.answers[self.path]
            if status == 0:
                host.over.wait(5)
                return
            self.send_response(200 if status == 1 else status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            while status == 1 and not host.over.is_set():
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.02)

        def log_message(self, *_: Any) -> None:
            """The tests look at what was asked themselves."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                # The asking side has gone, as it should.
                return

    return Handler


@cache
def _pair() -> tuple[bytes, bytes]:
    """A certificate for the host that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return made.public_bytes(serialization.Encoding.PEM), secret
