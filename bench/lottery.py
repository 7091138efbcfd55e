"""100,000 entries drawn for the blocks of a hall: seconds, and the same result from the same seed in another process."""

from __future__ import annotations

import random
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256

from bench.outcome import Limit, Outcome, Tell, rounded
from shirube.bookings.domain.drawing import SEED_BYTES, Drawn, Entry, draw

ENTRIES = 100_000
# A month of a hall with three rooms, three blocks a day.
BLOCKS = 30 * 3 * 3
WISHES = 5
MOST_SECONDS = 10.0


def measure(tell: Tell) -> Outcome:
    seed = secrets.token_bytes(SEED_BYTES)
    tell(f"{ENTRIES} entries, {BLOCKS} blocks")
    started = time.perf_counter()
    drawn = draw_with(seed)
    seconds = time.perf_counter() - started
    again = subprocess.run(  # noqa: S603 — ourselves.
        [sys.executable, "-m", "bench.lottery", seed.hex()], capture_output=True, text=True, check=True
    )
    same = again.stdout.strip() == digest(drawn)
    won = sum(bool(one.won) for one in drawn)
    figures = {"entries": ENTRIES, "blocks": BLOCKS, "won": won, "seconds": rounded(seconds)}
    return Outcome(
        figures,
        [
            Limit("seconds for the draw", seconds, "<=", MOST_SECONDS),
            Limit("same result in another process", float(same), ">=", 1),
            Limit("blocks given out, of those there are", won / BLOCKS, "<=", 1),
        ],
    )


def draw_with(seed: bytes) -> list[Drawn]:
    blocks = [f"block-{number}" for number in range(BLOCKS)]
    return draw(seed=seed, lottery="bench", entries=list(_entries(blocks)), room=dict.fromkeys(blocks, 1))


def _entries(blocks: list[str]) -> Iterator[Entry]:
    wanted = random.Random(1)  # noqa: S311 — who wishes for what, no secret.
    for number in range(1, ENTRIES + 1):
        yield Entry(
            number=number, wishes=wanted.sample(blocks, WISHES), priority=1 + (number % 3 == 0), most=2
        )


def digest(drawn: list[Drawn]) -> str:
    """The result in 64 digits."""
    return sha256(repr([(one.number, one.place, one.won) for one in drawn]).encode()).hexdigest()


if __name__ == "__main__":
    sys.stdout.write(digest(draw_with(bytes.fromhex(sys.argv[1]))))
