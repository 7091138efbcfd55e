"""`./shirube restore`: a backup into an empty place, checked before anything is put there."""

from __future__ import annotations

import shutil
import tarfile
from argparse import Namespace
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from shirube.config.cli import archive, database_copy, forget_again, schema
from shirube.config.cli.backup import FILES, KEYS, fingerprints
from shirube.config.cli.output import CannotContinueError, say, step, tell
from shirube.config.cli.surroundings import KEY_FILES, data_folder
from shirube.files import interface as files

# What lies here is not part of the installation yet; a restore that was cut off left it and may sweep it away.
UNFINISHED = ".restoring"


def run(options: Namespace) -> int:
    """Restore; the database comes last and makes it count. Interrupted before, it can simply be done again."""
    data = data_folder()
    with archive.reading(options.file) as tar:
        manifest = archive.read_manifest(tar)
        _check_fits(manifest)
        _sweep(data)
        _check_empty(data)
        try:
            _restore(tar, manifest, data)
        finally:
            _sweep(data)
    say(f"{data} に戻しました。")
    _advise(manifest)
    _forget_again(manifest, options.forgotten, data / files.LEDGER)
    return 0


def _restore(tar: tarfile.TarFile, manifest: archive.Manifest, data: Path) -> None:
    with step(f"控えを調べながら取り出し（{len(manifest.contents)} 件、{manifest.made_at}）"):
        archive.unpack(tar, manifest, data / UNFINISHED)
    database_copy.check_copy(_copy(data))
    with step("元の場所に置く"):
        _put_in_place(data)


def _check_fits(manifest: archive.Manifest) -> None:
    if manifest.database != connection.vendor:
        raise CannotContinueError(
            f"この控えは {manifest.database} のものですが、今の設定は {connection.vendor} です。SHIRUBE_DATABASE を確かめてください。"
        )
    if unknown := set(manifest.migrations) - schema.list_known_migrations():
        raise CannotContinueError(
            f"この控えは新しい版のものです（{min(unknown)} ほか {len(unknown)} 件）。同じか新しい版のプログラムで戻してください。"
        )
    present = fingerprints()
    for name, fingerprint in manifest.keys.items():
        if present.get(name, fingerprint) != fingerprint:
            raise CannotContinueError(
                f"置かれている鍵 {name} は、控えたときのものと違います。正しい鍵に置きかえてください。"
            )


def _sweep(data: Path) -> None:
    """Take away what a restore left when it failed or was cut off; nothing once its database is in place."""
    if (data / UNFINISHED).exists() and database_copy.is_empty():
        shutil.rmtree(data / UNFINISHED)
        shutil.rmtree(data / FILES, ignore_errors=True)


def _check_empty(data: Path) -> None:
    """Keys and the ledger that the operator has put back beforehand are welcome; anything else is not touched."""
    data.mkdir(parents=True, exist_ok=True, mode=0o750)
    others = sorted(path.name for path in data.iterdir() if path.name not in {*KEY_FILES, files.LEDGER})
    if others or not database_copy.is_empty():
        raise CannotContinueError(
            f"戻す先が空ではありません（{data}: {'、'.join(others[:5]) or 'データベースに表があります'}）。\n"
            "空のフォルダーを --data で、空のデータベースを SHIRUBE_DATABASE で指定してください。何も変えていません。"
        )


def _forget_again(manifest: archive.Manifest, given: Path | None, ledger: Path) -> None:
    """What was forgotten since the backup must not come back with it."""
    if given is not None:
        shutil.copyfile(given, ledger)
    if not ledger.exists():
        tell(
            f"{manifest.made_at} より後に保存期間が終わって消した申請が、この控えには残っています。"
            f"元のデータフォルダーの {files.LEDGER} を {ledger.parent} に置き、./shirube forget-again を実行してください。"
        )
    elif set(manifest.keys) - set(fingerprints()) or schema.count_pending_migrations():
        tell(
            "鍵と表がそろったら、./shirube forget-again を実行してください。控えのあとに消したものを、もう一度消します。"
        )
    else:
        # What was being forgotten while the backup was made may be in it or not.
        forget_again.apply_ledger(since=datetime.fromisoformat(manifest.made_at) - timedelta(days=1))


def _put_in_place(data: Path) -> None:
    unfinished = data / UNFINISHED
    for name in KEY_FILES:
        if (unfinished / KEYS / name).exists() and not (data / name).exists():
            (unfinished / KEYS / name).rename(data / name)
    if (unfinished / FILES).exists():
        (unfinished / FILES).rename(data / FILES)
    database_copy.put_in_place(_copy(data))
    shutil.rmtree(unfinished)


def _copy(data: Path) -> Path:
    return data / UNFINISHED / database_copy.FILE_NAMES[connection.vendor]


def _advise(manifest: archive.Manifest) -> None:
    if missing := set(manifest.keys) - set(fingerprints()):
        tell(
            f"鍵（{'、'.join(sorted(missing))}）がまだありません。控えておいた鍵を戻してから始めてください。"
        )
    if pending := schema.count_pending_migrations():
        tell(f"この控えは前の版のものです（未適用 {pending} 件）。./shirube migrate を実行してください。")
