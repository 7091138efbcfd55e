"""`./shirube backup`: database and files in one .tar, while the installation goes on working."""

from __future__ import annotations

import hashlib
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from shirube.config.cli import archive, database_copy, schema
from shirube.config.cli.output import counted, say, step, tell
from shirube.config.cli.surroundings import KEY_FILES, data_folder, read_key, require_keys
from shirube.kernel.clock import read_clock

FILES = "files"
KEYS = "keys"


def run(options: Namespace) -> int:
    """Write the backup. The keys stay out unless asked for: whoever holds both can read everything."""
    require_keys()
    target, data = options.file.resolve(), data_folder()
    manifest = archive.Manifest(
        made_at=read_clock().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=schema.list_applied_migrations(),
        keys=fingerprints(),
    )
    with archive.writing(target, manifest) as writer:
        _add_database(writer, target.parent)
        # After the database: a file that a row names is written before its row is.
        _add_files(writer, data / FILES)
        for name in KEY_FILES if options.with_keys else ():
            writer.add(data / name, f"{KEYS}/{name}")
    say(f"{target} に控えました（{target.stat().st_size:,} バイト）。")
    if not options.with_keys:
        say(
            "鍵は含めていません。データフォルダーの secret-key と files-key、消したものの記録 forgotten.log を、"
            "別の安全な場所に控えてください。"
        )
    return 0


def fingerprints() -> dict[str, str]:
    """Enough to tell whether a key is the right one, too little to guess it from."""
    keys = {name: read_key(name) for name in KEY_FILES}
    return {
        name: hashlib.sha256(f"shirube:{name}:{key}".encode()).hexdigest()[:16]
        for name, key in keys.items()
        if key
    }


def _add_database(writer: archive.Writer, folder: Path) -> None:
    # Beside the target: what fits there once fits in /tmp only by luck.
    with (
        step("データベース"),
        tempfile.TemporaryDirectory(dir=folder, prefix=".shirube-backup-") as temporary,
    ):
        copy = Path(temporary) / "database"
        database_copy.copy_to(copy)
        writer.add(copy, database_copy.FILE_NAMES[connection.vendor])


def _add_files(writer: archive.Writer, folder: Path) -> None:
    paths = list(_regular_files(folder))
    for path in counted(paths, len(paths), "ファイル"):
        try:
            writer.add(path, f"{FILES}/{path.relative_to(folder).as_posix()}")
        except FileNotFoundError:
            tell(f"  {path.name} は控えの途中で消されました（控えに含めません）。")


def _regular_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
