"""Requests to a server on this machine: as many as it bears, or at a steady rate. Bounded in number and time.

The client is as lean as Python allows, because it shares the cores with the server: whatever it wastes would flatter
our pages beside a quicker peer.
"""

from __future__ import annotations

import itertools
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bench.outcome import rounded

LOOPBACK = "127.0.0.1"
LONGEST_SECONDS = 60.0
Paths = Sequence[str]


class RequestFailedError(RuntimeError):
    """The server did not answer 200: the figures would be those of an error page."""


@dataclass(slots=True)
class Timings:
    """Seconds of each answer, and how long the whole took."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.elapsed

    def percentile(self, percent: int) -> float:
        """Milliseconds."""
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[percent - 1] * 1000

    def as_json(self) -> dict[str, float]:
        return {
            "requests_per_s": rounded(self.rate),
            "p50_ms": rounded(self.percentile(50)),
            "p95_ms": rounded(self.percentile(95)),
        }


class Connection:
    """One kept-alive HTTP/1.1 connection to this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((LOOPBACK, port), timeout=20)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host = f"{LOOPBACK}:{port}"

    def get(self, path: str) -> bytes:
        """The body as it came over the wire; RequestFailedError unless the status is 200."""
        status, _head, body = self.ask("GET", path)
        if status != 200:
            raise RequestFailedError(f"{path}: {status}")
        return body

    def ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> tuple[int, bytes, bytes]:
        """Status, head and body of the answer as they came over the wire."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        lines += [f"Content-Length: {len(body)}"] if body else []
        self._socket.sendall("\r\n".join([*lines, "\r\n"]).encode() + body)
        answer = self._socket.recv(262_144)
        while b"\r\n\r\n" not in answer:
            answer += self._more(path)
        head, _, content = answer.partition(b"\r\n\r\n")
        # RFC 9110 §15.4.5: an answer 304 has no body.
        while head[9:12] != b"304" and not _is_whole(head.lower(), content):
            content += self._more(path)
        return int(head[9:12]), head, content

    def _more(self, path: str) -> bytes:
        chunk = self._socket.recv(262_144)
        if not chunk:
            raise RequestFailedError(f"{path}: the connection was closed")
        return chunk

    def close(self) -> None:
        self._socket.close()


def _is_whole(head: bytes, body: bytes) -> bool:
    _, found, rest = head.partition(b"content-length:")
    if found:
        return len(body) >= int(rest.split(b"\r\n", 1)[0])
    return body.endswith(b"0\r\n\r\n")


def measure_rate(port: int, paths: Paths, *, seconds: float, connections: int = 8) -> Timings:
    """Each connection asks again as soon as it has its answer."""
    until = time.monotonic() + min(seconds, LONGEST_SECONDS)
    turn = itertools.cycle(paths)

    def ask(connection: Connection, seconds_taken: list[float]) -> None:
        while (started := time.monotonic()) < until:
            connection.get(next(turn))
            seconds_taken.append(time.monotonic() - started)

    return _together(port, connections, ask)


def measure_at_rate(
    port: int, paths: Paths, *, per_second: float, seconds: float, connections: int = 16
) -> Timings:
    """Requests come at fixed moments; a late answer delays nobody else, and waiting counts as the visitor's time.

    A server that cannot keep up is given up after LONGEST_SECONDS: what it has answered until then says enough.
    """
    total = int(per_second * min(seconds, LONGEST_SECONDS))
    started = time.monotonic() + 0.2
    moments = iter(
        zip(itertools.cycle(paths), (started + n / per_second for n in range(total)), strict=False)
    )
    lock = threading.Lock()

    def ask(connection: Connection, seconds_taken: list[float]) -> None:
        for path, moment in _shared(moments, lock):
            time.sleep(max(0.0, moment - time.monotonic()))
            if time.monotonic() - started > LONGEST_SECONDS:
                return
            connection.get(path)
            seconds_taken.append(time.monotonic() - moment)

    return _together(port, connections, ask)


def measure_in_turns(ports: Sequence[int], paths: Paths, *, per_second: float) -> list[Timings]:
    """Each path once from each server, the servers in turn, one request at a time; `per_second` to each server."""
    timings = [Timings() for _ in ports]
    connections = [Connection(port) for port in ports]
    for number, path in enumerate(paths[: int(per_second * LONGEST_SECONDS)]):
        # Who is first changes, because the second finds the machine's caches as the first left them.
        for turn in range(len(ports)):
            place = (number + turn) % len(ports)
            started = time.monotonic()
            connections[place].get(path)
            timings[place].seconds.append(time.monotonic() - started)
        time.sleep(1 / per_second)
    for connection in connections:
        connection.close()
    return timings


def _shared(items: Iterator[tuple[str, float]], lock: threading.Lock) -> Iterator[tuple[str, float]]:
    while True:
        with lock:
            item = next(items, None)
        if item is None:
            return
        yield item


def _together(port: int, connections: int, ask: Callable[[Connection, list[float]], None]) -> Timings:
    timings, failures = Timings(), []

    def run() -> None:
        connection = Connection(port)
        try:
            ask(connection, timings.seconds)
        except (OSError, RequestFailedError) as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(connections)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    timings.elapsed = time.monotonic() - started
    if failures:
        raise RequestFailedError(f"{len(failures)} of {connections} connections failed: {failures[0]}")
    return timings
