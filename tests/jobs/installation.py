"""Processes beside the test, on the test's own database, which a test may kill."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROLOGUE = (
    "import django; django.setup()\nfrom shirube.jobs import interface as jobs\nfrom tests.jobs import work\n"
)
GATE = "print('ready', flush=True); input()\n"


@dataclass(frozen=True)
class Installation:
    """`folder` is for the tests' tasks to write to; `environment` leads processes to the database."""

    folder: Path
    environment: dict[str, str]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        environment = {**os.environ, **self.environment, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        return subprocess.Popen(  # noqa: S603 — our own code.
            [sys.executable, *arguments],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def worker(self, *options: str) -> subprocess.Popen[str]:
        return self.start("-m", "django", "run_jobs", "--poll", "0.05", "--lease", "2", *options)

    def together(self, code: str, processes: int = 2) -> None:
        """Run `code` in several processes that begin at the same moment."""
        running = [self.start("-c", PROLOGUE + GATE + code) for _ in range(processes)]
        for process in running:
            process.stdout.readline()
        for process in running:
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in running:
            finish(process)


def finish(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=60)
    assert process.returncode == 0


def stop(*processes: subprocess.Popen[str]) -> None:
    for process in processes:
        process.terminate()
        finish(process)


def wait_until(condition, seconds: float = 120.0) -> None:
    """TimeoutError rather than a test that hangs."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.02)
