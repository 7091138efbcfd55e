"""`./shirube test`: everything that must hold, one heading and one time for each step, a summary at the end."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from shirube.config.cli import processes
from shirube.config.cli.browser import find_or_install_chromium
from shirube.config.cli.output import CannotContinueError, say, tell
from shirube.config.cli.surroundings import ROOT
from shirube.config.cli.test_server import postgresql_for_tests

CODE = ("src", "tests", "bench")
PROCESSES = "2"
JOURNEYS = "tests/journeys"
OTHERS = [f"--ignore={JOURNEYS}"]
TABLES = ["tests.databases"]
DEMONSTRATION = ["tests.journeys.ahead"]
# Variables of an installation on the same machine must not lead the tests to its data.
OWN_VARIABLES = ("DJANGO_SETTINGS_MODULE", "SHIRUBE_")

# A module with its words, and the variables it runs with.
Making = tuple[Sequence[str], Mapping[str, str]]


@dataclass(slots=True)
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0


@dataclass(slots=True)
class Run:
    """One run of the steps: where its reports lie, what pytest is told besides, and what came of it."""

    folder: Path
    pytest: Sequence[str]
    count: Count = field(default_factory=Count)
    # The variables that lead to the PostgreSQL of this run, once it has one.
    postgresql: Mapping[str, str] = field(default_factory=dict)

    @property
    def demonstration(self) -> Path:
        """Where the stories find the demonstration, ready to be copied."""
        return self.folder / "demonstration"

    def surroundings(self, **more: str) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(OWN_VARIABLES)}
        return (
            own | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "SHIRUBE_DATA": str(self.folder / "data")} | more
        )


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    title: str
    holds: Callable[[Run], bool]


def run(options: Namespace) -> int:
    """0 when every step holds."""
    if options.list:
        for step in STEPS:
            say(f"{step.name:12} {step.title}")
        return 0
    processes.end_tidily_when_told_to()
    with tempfile.TemporaryDirectory(prefix="shirube-test-") as folder:
        return _run_steps(_chosen(options), Run(Path(folder), options.pytest))


def _run_steps(steps: Sequence[Step], this: Run) -> int:
    started, failed = time.monotonic(), []
    with _made_ahead(frozenset(step.name for step in steps), this):
        for number, step in enumerate(steps, start=1):
            if not _run_step(step, this, f"{number}/{len(steps)}"):
                failed.append(step)
    say(f"\n── まとめ（{time.monotonic() - started:.0f} 秒） ──")
    for step in steps:
        say(f"  {'✖' if step in failed else '✔'} {step.title}")
    # A failed tool without a failed test still is a failure.
    count = this.count
    say(f"\n{count.passed} passed, {max(count.failed, len(failed))} failed, {count.skipped} skipped")
    return 1 if failed else 0


@contextmanager
def _made_ahead(steps: frozenset[str], this: Run) -> Iterator[None]:
    """Cost: while one core checks types, the other makes the tables of which every process of the tests takes a copy,
    and then the demonstration for the browser.

    Where that fails, the tests do it themselves and tell why.
    """
    with ExitStack() as stack:
        if "postgresql" in steps:
            with suppress(CannotContinueError):
                this.postgresql = stack.enter_context(postgresql_for_tests())
        maker = threading.Thread(target=_make_all, args=(list(_wanted(steps, this)),))
        maker.start()
        # Before the server goes.
        stack.callback(maker.join)
        yield


def _wanted(steps: frozenset[str], this: Run) -> Iterator[Making]:
    if steps & {"sqlite", "journeys"}:
        yield TABLES, this.surroundings()
    if this.postgresql:
        yield TABLES, this.surroundings(**this.postgresql)
    if "journeys" in steps:
        yield [*DEMONSTRATION, str(this.demonstration)], this.surroundings()


def _make_all(wanted: Sequence[Making]) -> None:
    for words, surroundings in wanted:
        processes.run([sys.executable, "-m", *words], environment=surroundings, folder=ROOT)


def _run_step(step: Step, this: Run, number: str) -> bool:
    say(f"\n── {number} {step.title} ──")
    started = time.monotonic()
    try:
        holds = step.holds(this)
    except CannotContinueError as error:
        tell(str(error))
        holds = False
    say(f"  {'✔' if holds else '✖'} {step.title}（{time.monotonic() - started:.1f} 秒）")
    return holds


def _chosen(options: Namespace) -> list[Step]:
    known = {step.name for step in STEPS}
    if unknown := set(options.only) - known:
        raise CannotContinueError(
            f"段階 {'、'.join(sorted(unknown))} はありません。--list で一覧が出ます。", 2
        )
    left_out = {name for name in ("journeys", "postgresql") if getattr(options, f"without_{name}")}
    return [
        step
        for step in STEPS
        if step.name not in left_out and (not options.only or step.name in options.only)
    ]


def _tool(this: Run, *words: str) -> bool:
    return processes.run([sys.executable, "-m", *words], environment=this.surroundings(), folder=ROOT) == 0


def _lint(this: Run) -> bool:
    code = [name for name in CODE if (ROOT / name).exists()]
    checked = _tool(this, "ruff", "check", *code)
    return _tool(this, "ruff", "format", "--check", *code) and checked


def _imports(this: Run) -> bool:
    words = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return processes.run([sys.executable, "-c", words], environment=this.surroundings(), folder=ROOT) == 0


def _types(this: Run) -> bool:
    return _tool(this, "mypy", "-p", "shirube", "-p", "tests", "-p", "bench")


def _templates(this: Run) -> bool:
    return _tool(this, "djlint", "src", "--lint", "--quiet")


def _on_sqlite(this: Run) -> bool:
    return _pytest(this, "sqlite", "not journey", this.surroundings(), OTHERS)


def _on_postgresql(this: Run) -> bool:
    with nullcontext(this.postgresql) if this.postgresql else postgresql_for_tests() as variables:
        return _pytest(
            this, "postgresql", "not journey and not one_database", this.surroundings(**variables), OTHERS
        )


def _journeys(this: Run) -> bool:
    surroundings = this.surroundings(
        SHIRUBE_CHROMIUM=str(find_or_install_chromium()), SHIRUBE_TEST_DEMONSTRATION=str(this.demonstration)
    )
    return _pytest(this, "journeys", "journey", surroundings, [JOURNEYS])


def _pytest(this: Run, name: str, marked: str, surroundings: Mapping[str, str], where: Sequence[str]) -> bool:
    """Any exit code but 0 is a failure, 5 (no test was found) too.

    Cost: `where` says what is read at all; each process takes half a minute to read everything.
    """
    report = this.folder / f"{name}.xml"
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        PROCESSES,
        "-m",
        marked,
        f"--junitxml={report}",
        "--durations=12",
        *([] if any(word.startswith("tests") for word in this.pytest) else where),
        *this.pytest,
    ]
    code = processes.run(words, environment=surroundings, folder=ROOT)
    _add_up(this.count, report)
    return code == 0


def _add_up(count: Count, report: Path) -> None:
    if not report.exists():
        return
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 — our own pytest wrote it.
        failed, skipped = (
            int(suite.get("failures", 0)) + int(suite.get("errors", 0)),
            int(suite.get("skipped", 0)),
        )
        count.failed += failed
        count.skipped += skipped
        count.passed += int(suite.get("tests", 0)) - failed - skipped


STEPS = (
    Step("lint", "書き方（ruff）", _lint),
    Step("imports", "部屋の境界（import-linter）", _imports),
    Step("types", "型（mypy）", _types),
    Step("templates", "画面のひな形（djlint）", _templates),
    Step("sqlite", "テスト（SQLite）", _on_sqlite),
    Step("postgresql", "テスト（PostgreSQL）", _on_postgresql),
    Step("journeys", "ブラウザーでの確認（Chromium）", _journeys),
)
