"""Other programs: run them, find them, install them from Debian where that is allowed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from shirube.config.cli.output import CannotContinueError, step


def run(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: str | None = None,
) -> int:
    """Run to the end with our own output; the exit code. `user` changes to that user (root only)."""
    return subprocess.run(  # noqa: S603 — the words come from this package, never from a request.
        [str(word) for word in command],
        check=False,
        stdin=subprocess.DEVNULL,
        env=None if environment is None else dict(environment),
        cwd=folder,
        **_as_user(user),
    ).returncode


def read(
    command: Sequence[str | Path], *, user: str | None = None, environment: Mapping[str, str] | None = None
) -> str:
    """What the program prints; CannotContinueError with its own last words where it fails."""
    finished: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 — as above.
        [str(word) for word in command],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=None if environment is None else dict(environment),
        **_as_user(user),
    )
    if finished.returncode:
        last = "\n".join((finished.stderr or finished.stdout).strip().splitlines()[-5:])
        raise CannotContinueError(
            f"{Path(command[0]).name} が失敗しました（終了コード {finished.returncode}）。\n{last}"
        )
    return finished.stdout


def start(command: Sequence[str | Path], *, output: Path, user: str | None = None) -> subprocess.Popen[bytes]:
    """Start in a session of its own, so that Ctrl-C reaches it only through us."""
    with output.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 — as above.
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **_as_user(user),
        )


def stop(process: subprocess.Popen[bytes], seconds: float = 10) -> None:
    """Ask it to end, then end it."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def end_tidily_when_told_to() -> None:
    """A signal to end becomes an exception, so that servers and folders made on the way are taken away."""

    def leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 — the signature of a signal handler.
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)


def find_program(names: Sequence[str], folders: Sequence[Path] = ()) -> Path | None:
    """The first of `names` on PATH, else in `folders`."""
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    return next((folder / name for folder in folders for name in names if (folder / name).exists()), None)


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_from_debian(*packages: str) -> None:
    """apt-get install; CannotContinueError where it fails."""
    _update_package_lists()
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"apt-get install {' '.join(packages)}"):
        read(["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages], environment=quiet)


@cache
def _update_package_lists() -> None:
    with step("apt-get update"):
        read(["apt-get", "update", "-q"])


def _as_user(user: str | None) -> dict[str, Any]:
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}
