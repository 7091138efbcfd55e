"""Clients of a rush: many connections at once, each a person who books, from one lean process."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.load import LOOPBACK
from bench.reception import CITY

PATH = f"/{CITY}/api/v1/bookings/reservations"
# Somebody whose connection breaks tries again with the same key; a server that was killed needs a moment.
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Wish:
    """One person's click."""

    person: int
    slot_id: str

    @property
    def request(self) -> bytes:
        booker = {"name": f"山田 花子{self.person}", "mail": f"p{self.person}@resident.example"}
        body = json.dumps({"slot_ids": [self.slot_id], "quantity": 1, "booker": booker}).encode()
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: {LOOPBACK}\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: rush-{self.person}-{self.slot_id}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(slots=True)
class Rush:
    """What happened: numbers told as confirmed, how many were told that it is full, other answers, and times."""

    booked: list[str] = field(default_factory=list)
    full: int = 0
    other: dict[int, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    broken: int = 0
    elapsed: float = 0.0
    processor_seconds: float = 0.0
    client_seconds: float = 0.0


def rush(port: int, wishes: Sequence[Wish], *, clients: int) -> Rush:
    """Each client sends its next wish as soon as it has an answer; all begin at once."""
    return asyncio.run(_rush(port, wishes, clients))


async def _rush(port: int, wishes: Sequence[Wish], clients: int) -> Rush:
    told = Rush()
    turn = iter(wishes)
    opened = [await asyncio.open_connection(LOOPBACK, port) for _ in range(clients)]
    started = time.monotonic()
    await asyncio.gather(*(_client(port, pair, turn, told) for pair in opened))
    told.elapsed = time.monotonic() - started
    return told


Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _client(port: int, pair: Pair, turn: Iterator[Wish], told: Rush) -> None:
    for wish in turn:
        started = time.monotonic()
        pair, status, body = await _insist(port, pair, wish, told)
        _note(told, status, body, time.monotonic() - started)
    pair[1].close()


async def _insist(port: int, pair: Pair, wish: Wish, told: Rush) -> tuple[Pair, int, bytes]:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return pair, *await _ask(pair, wish)
        except (OSError, EOFError):
            if time.monotonic() > until:
                raise
            told.broken += 1
            pair = await _reconnect(port, until)


async def _reconnect(port: int, until: float) -> Pair:
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        try:
            return await asyncio.open_connection(LOOPBACK, port)
        except OSError:
            if time.monotonic() > until:
                raise


async def _ask(pair: Pair, wish: Wish) -> tuple[int, bytes]:
    reader, writer = pair
    writer.write(wish.request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"content-length:" not in head:
        return int(head[9:12]), await _read_chunks(reader)
    length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    return int(head[9:12]), await reader.readexactly(length)


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    """RFC 9112 §7.1, without extensions and trailers."""
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return body


def _note(told: Rush, status: int, body: bytes, seconds: float) -> None:
    told.seconds.append(seconds)
    if status == 201:
        told.booked.append(json.loads(body)["number"])
    elif status == 409 and b"bookings.slot_full" in body:
        told.full += 1
    else:
        told.other[status] = told.other.get(status, 0) + 1
