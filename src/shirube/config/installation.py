"""Makes the virtual environment beside the source. Runs before it exists: Python's own library only.

`./shirube` calls it when the stamp in `.venv` differs from the requirements. It may be interrupted and repeated at
any point: the stamp is taken away first and written last. A lock of the kernel, which dies with its holder, keeps two
runs apart.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LEVELS = {
    "base": ("uv.txt", "base.txt", "fonts.txt"),
    "dev": ("uv.txt", "base.txt", "fonts.txt", "dev.txt"),
}


class SetUpError(Exception):
    """A step of the set-up failed; the text says what to do."""


def main(arguments: Sequence[str]) -> int:
    """`installation.py ROOT LEVEL`, LEVEL being base or dev."""
    root, level = Path(arguments[0]), arguments[1]
    try:
        with _lock(root / ".venv.lock"):
            install(root, level)
    except SetUpError as error:
        _say(str(error))
        return 1
    except KeyboardInterrupt:
        _say("中断しました。もう一度実行すると続きから始めます。 Interrupted; run it again to go on.")
        return 130
    return 0


def install(root: Path, level: str) -> None:
    """Bring `.venv` to exactly the pinned packages of `level`; does nothing when its stamp already says so."""
    if is_current(root, level):
        return
    # A workshop stays a workshop when only `demo` is asked for, else the two would undo each other.
    if level == "base" and stamp_path(root, "dev").exists():
        level = "dev"
    for known in LEVELS:
        stamp_path(root, known).unlink(missing_ok=True)
    _make_environment(root)
    _install_packages(root, level)
    for reached in ("base", "dev") if level == "dev" else ("base",):
        _write_stamp(root, reached)


def is_current(root: Path, level: str) -> bool:
    """Whether `.venv` holds what the requirements of `level` say now."""
    path = stamp_path(root, level)
    return path.exists() and path.read_bytes() == stamp(root, level)


def stamp(root: Path, level: str) -> bytes:
    """The requirements themselves, so that the shell can compare without a tool for digests."""
    return b"".join((root / "requirements" / name).read_bytes() for name in LEVELS[level])


def stamp_path(root: Path, level: str) -> Path:
    return root / ".venv" / f"installed-{level}.txt"


def _write_stamp(root: Path, level: str) -> None:
    unfinished = stamp_path(root, level).with_suffix(".new")
    unfinished.write_bytes(stamp(root, level))
    unfinished.replace(stamp_path(root, level))


def _make_environment(root: Path) -> None:
    python = root / ".venv" / "bin" / "python"
    if python.exists() and _succeeds(
        [str(python), "-c", "import pip, sys; sys.exit(sys.version_info[:2] != (3, 11))"]
    ):
        return
    _need_venv_module()
    _step(
        "仮想環境を作っています（.venv） / making the virtual environment",
        [sys.executable, "-m", "venv", "--clear", str(root / ".venv")],
    )


def _need_venv_module() -> None:
    """Debian keeps ensurepip in a package of its own."""
    if _succeeds([sys.executable, "-c", "import ensurepip, venv"]):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _step("apt-get update", ["apt-get", "update", "-q"])
        _step("apt-get install python3-venv", ["apt-get", "install", "-q", "-y", "python3-venv"])
        return
    raise SetUpError(
        "Python の venv がありません。管理者に「apt-get install python3-venv」を頼んでください。\n"
        "Python's venv module is missing: apt-get install python3-venv"
    )


def _install_packages(root: Path, level: str) -> None:
    python, requirements = root / ".venv" / "bin" / "python", root / "requirements"
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    _step("uv を入れています / installing uv", [*pip, "-r", str(requirements / "uv.txt")])
    # Compiled once here: every later start is then quick, also where Python may not write beside its sources.
    sync = [
        str(python),
        "-m",
        "uv",
        "pip",
        "sync",
        "--python",
        str(python),
        "--require-hashes",
        "--compile-bytecode",
    ]
    lists = [str(requirements / name) for name in LEVELS[level]]
    _step("部品を入れています / installing packages", [*sync, *lists])


def _step(what: str, command: Sequence[str]) -> None:
    started = time.monotonic()
    _say(f"{what} …")
    # The tools' own variables of another environment must not lead the work elsewhere.
    surroundings = {
        key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONPATH"}
    }
    finished = subprocess.run(command, check=False, env=surroundings, stdin=subprocess.DEVNULL)  # noqa: S603
    if finished.returncode:
        raise SetUpError(
            f"「{what}」に失敗しました（終了コード {finished.returncode}）。上の表示を確かめ、"
            "ネットワークにつながる状態でもう一度実行してください。\n"
            "The step failed; see above, check the network, and run it again."
        )
    _say(f"  {time.monotonic() - started:.1f} 秒")


def _succeeds(command: Sequence[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def _lock(path: Path) -> Iterator[IO[str]]:
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("別の ./shirube が準備をしています。終わるのを待ちます … / waiting for another set-up")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
