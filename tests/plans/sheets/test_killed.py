"""kill -9 in the middle of applying a sheet leaves nothing half-done, and the sheet can be applied afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import give_tables

ROOT = Path(__file__).parents[3]
Run = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Start a step of `killed.py` on an SQLite file of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "SHIRUBE_DATABASE"}
    environment |= {"SHIRUBE_DATA": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}

    give_tables(tmp_path)

    def start(step: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.plans.sheets.killed", step]
        return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603

    return start


def test_a_sheet_killed_half_way_is_not_applied_at_all(run: Run) -> None:
    assert run("prepare").communicate(timeout=60)[0] == "readings 0 applied False\n"

    with run("apply") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half way 20\n"
        os.kill(process.pid, signal.SIGKILL)

    assert process.returncode == -signal.SIGKILL
    assert run("finish").communicate(timeout=60)[0] == "readings 0 applied False\nreadings 40 applied True\n"
