"""What must stand before the settings are read: folders, keys and the variables that a subcommand implies."""

from __future__ import annotations

import base64
import os
import secrets
from argparse import Namespace
from pathlib import Path

from shirube.config.cli.output import CannotContinueError

ROOT = Path(__file__).resolve().parents[4]
SECRET_KEY_FILE = "secret-key"  # noqa: S105 — the name of a file.
FILES_KEY_FILE = "files-key"
# Each key's file in the data folder, and the variable that may stand for it.
KEY_FILES = {SECRET_KEY_FILE: "SHIRUBE_SECRET_KEY", FILES_KEY_FILE: "SHIRUBE_FILES_KEY"}


def nothing(options: Namespace) -> None:
    """For subcommands that work without data."""


def use_data(options: Namespace) -> None:
    """Work on the folder of --data, else SHIRUBE_DATA, else .shirube/data."""
    if options.data is not None:
        os.environ["SHIRUBE_DATA"] = str(options.data.resolve())


def use_demonstration(options: Namespace) -> None:
    """A demonstration needs nothing but a folder: an embedded database, its own keys, plain HTTP on this machine."""
    options.data = options.data or ROOT / ".shirube" / "demo"
    use_data(options)
    make_keys(options.data)
    os.environ.pop("SHIRUBE_DATABASE", None)
    os.environ.update(
        SHIRUBE_HTTPS="no",
        SHIRUBE_REQUIRE_MFA="no",
        SHIRUBE_DEMO="yes",
        SHIRUBE_SIMULATED_READER="yes",
        SHIRUBE_MAIL="folder",
        SHIRUBE_HOSTS="127.0.0.1,localhost,[::1]",
    )


def data_folder() -> Path:
    """The folder of this run, as the settings read it."""
    return Path(os.environ.get("SHIRUBE_DATA") or ROOT / ".shirube" / "data").resolve()


def read_key(name: str) -> str:
    """The key that the settings would use; empty where there is none."""
    path = data_folder() / name
    return os.environ.get(KEY_FILES[name]) or (path.read_text().strip() if path.exists() else "")


def require_keys() -> None:
    """CannotContinueError where the installation has no secret key: sessions signed with nothing can be forged."""
    if read_key(SECRET_KEY_FILE):
        return
    raise CannotContinueError(
        f"秘密鍵がありません（{data_folder() / SECRET_KEY_FILE} も SHIRUBE_SECRET_KEY もない）。\n"
        "新しい設置なら ./shirube make-keys を、控えから戻したときは鍵も元の場所に戻してください。"
    )


def make_keys(data: Path) -> list[Path]:
    """Make the installation's own secrets where they are missing; the files made, readable by their owner only."""
    data.mkdir(parents=True, exist_ok=True, mode=0o750)
    made = {
        SECRET_KEY_FILE: secrets.token_urlsafe(48),
        FILES_KEY_FILE: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
    return [data / name for name, value in made.items() if _write_once(data / name, value)]


def _write_once(path: Path, value: str) -> bool:
    """Whole or not at all: a key cut short by an interruption would lock everything behind it away."""
    if path.exists():
        return False
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            handle.write(value + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        # link() refuses to replace: of two that start at once, one key wins.
        os.link(unfinished, path)
    except FileExistsError:
        return False
    except OSError as error:
        raise CannotContinueError(
            f"{path} に書き込めません（{error.strerror}）。フォルダーの権限を確かめてください。"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return True
