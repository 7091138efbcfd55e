"""Saving a form of 200 questions in the builder over HTTP: one question, its order, and the form put into force."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import reception, servers
from bench.databases import BOTH, database
from bench.desks import sign_in
from bench.load import Connection, RequestFailedError, Timings
from bench.outcome import Limit, Outcome, Tell, rounded
from bench.visitors import Visitor

QUESTIONS = 200
PER_STEP = 20
ROUNDS = 10
ACTS = 5
LONGEST_MS = 300.0
HELD = ("save a question", "move a question", "put into force")
Found = dict[str, Timings]
BUILDER = f"/{reception.CITY}/staff/forms/{reception.CODE}/"


def measure(tell: Tell) -> Outcome:
    found = {kind: _measure_on(kind, tell) for kind in BOTH}
    figures = {
        kind: {what: _milliseconds(one) for what, one in timings.items()} for kind, timings in found.items()
    }
    limits = [
        Limit(f"{kind}: {what}, p95 in ms", timings[what].percentile(95), "<=", LONGEST_MS)
        for kind, timings in found.items()
        for what in HELD
    ]
    return Outcome({"questions": QUESTIONS, **figures}, limits)


def _milliseconds(timings: Timings) -> dict[str, float]:
    return {"p50_ms": rounded(timings.percentile(50)), "p95_ms": rounded(timings.percentile(95))}


def _measure_on(kind: str, tell: Tell) -> Found:
    with database(kind) as address, tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        tell(f"{kind}: a form of {QUESTIONS} questions")
        procedure = {**reception.PROCEDURE, "export": None, "form": _large_form()}
        reception.make_installation(data, address, procedure)
        servers.run("bench.staff", data=data, database=address)
        with servers.serving(data, database=address) as port:
            tell(f"{kind}: editing it")
            return _edit(sign_in(Connection(port)))


def _edit(visitor: Visitor) -> Found:
    """One person at one form, as it is: each act waits for the one before."""
    found: Found = defaultdict(Timings)
    for turn in range(ROUNDS):
        visitor.press(visitor.get(f"{BUILDER}versions/"), [], to=f"{BUILDER}start/")
        # Every fourth may go one place down without passing a question that depends on it.
        for number in range(4 * turn, QUESTIONS, QUESTIONS // ACTS):
            _change(visitor, number, f"質問 {number}（直し {turn}）", found)
        page = visitor.get(f"{BUILDER}publish/")
        with _timed(found["put into force"]):
            visitor.press(page, [("revision", page.hidden["revision"]), ("note", "測定")])
        # A draft that was put into force is gone, and its address leads to the versions.
        _require(visitor.get(BUILDER).path == f"{BUILDER}versions/", "put into force")
    return found


def _change(visitor: Visitor, number: int, label: str, found: Found) -> None:
    page = visitor.get(f"{BUILDER}fields/q{number}/")
    revision = ("revision", page.hidden["revision"])
    typed = [
        ("label", label),
        ("required", "no"),
        ("key", f"q{number}"),
        ("max_length", "80"),
        ("pattern", "none"),
    ]
    with _timed(found["save a question"]):
        visitor.press(page, [revision, *typed])
    with _timed(found["open the outline"]):
        outline = visitor.get(BUILDER)
    _require(outline.hidden["revision"] != page.hidden["revision"], "saved")
    move = [("revision", outline.hidden["revision"]), ("act", f"field_down:q{number}")]
    with _timed(found["move a question"]):
        visitor.press(outline, move, to=f"{BUILDER}change/")


def _require(holds: bool, what: str) -> None:  # noqa: FBT001 — reads as a sentence.
    """A refusal leads on too, with a sentence on the next page: its time would be nobody's."""
    if not holds:
        raise RequestFailedError(f"the form was not {what}")


@contextmanager
def _timed(timings: Timings) -> Iterator[None]:
    started = time.monotonic()
    yield
    timings.seconds.append(time.monotonic() - started)


def _large_form() -> dict[str, Any]:
    """Short texts, every fourth shown only after a certain answer to the one before it on the page."""
    return {
        "code": reception.CODE,
        "title": {"ja": "長い調査"},
        "steps": [
            {
                "code": f"page{start}",
                "title": {"ja": f"{start + 1}問から"},
                "fields": [_question(number) for number in range(start, start + PER_STEP)],
            }
            for start in range(0, QUESTIONS, PER_STEP)
        ],
    }


def _question(number: int) -> dict[str, Any]:
    question: dict[str, Any] = {
        "key": f"q{number}",
        "type": "text",
        "label": {"ja": f"質問 {number}"},
        "help": {"ja": "分かる範囲で書いてください。"},
        "required": "no",
    }
    if number % 4 == 3:
        question["when"] = {"==": [{"var": f"q{number - 1}"}, "はい"]}
    return question
