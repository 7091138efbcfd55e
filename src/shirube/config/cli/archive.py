"""The .tar of a backup: contents, and a manifest that names every one with its SHA-256."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any

from shirube.config.cli.output import CannotContinueError

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


@dataclass(slots=True)
class Manifest:
    """`contents` maps a path in the archive to its SHA-256 (hex); `keys` a key's name to its fingerprint."""

    made_at: str
    database: str
    migrations: Sequence[str]
    keys: Mapping[str, str]
    format: int = FORMAT
    contents: dict[str, str] = field(default_factory=dict)


class Writer:
    """Adds files and remembers their hashes; the manifest comes last, when they are known."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar = tar
        self._manifest = manifest

    def add(self, path: Path, name: str) -> None:
        """Add the file as it is at this moment. FileNotFoundError where it has gone."""
        with path.open("rb") as source:
            hashed = _Hashed(source)
            self._tar.addfile(self._described(name, os.fstat(source.fileno()).st_size), hashed)
        self._manifest.contents[name] = hashed.digest.hexdigest()

    def add_manifest(self) -> None:
        body = json.dumps(asdict(self._manifest), ensure_ascii=False, indent=1).encode()
        self._tar.addfile(self._described(MANIFEST, len(body)), BytesIO(body))

    def _described(self, name: str, size: int) -> tarfile.TarInfo:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        return member


class _Hashed:
    """What tarfile reads from, hashing on the way."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self.digest.update(chunk)
        return chunk


@contextmanager
def writing(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """A new archive that appears under its name only when it is whole and on the disk."""
    if path.exists():
        raise CannotContinueError(
            f"{path} はすでにあります。別の名前を指定してください（何も上書きしません）。"
        )
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # Readable by its owner only from the first byte: it holds everything.
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            with tarfile.open(fileobj=handle, mode="w", format=tarfile.PAX_FORMAT) as tar:
                writer = Writer(tar, manifest)
                yield writer
                writer.add_manifest()
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.rename(path)
    except OSError as error:
        raise CannotContinueError(f"{path} に書き出せませんでした（{error.strerror or error}）。") from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def reading(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:") as tar:
            yield tar
    except (tarfile.TarError, OSError, EOFError) as error:
        raise CannotContinueError(
            f"{path} を控えとして読めません（{error}）。何も変えていません。"
        ) from error


def read_manifest(tar: tarfile.TarFile) -> Manifest:
    """The manifest; CannotContinueError where it is missing or of a later format."""
    try:
        member = tar.extractfile(MANIFEST)
        content: dict[str, Any] = json.load(member) if member else {}
        manifest = Manifest(**content)
    except (KeyError, TypeError, ValueError) as error:
        raise CannotContinueError(
            "この .tar には控えの目録がありません。途中で切れた控えか、別のファイルです。"
        ) from error
    if manifest.format != FORMAT:
        raise CannotContinueError(
            f"この控えの形式（{manifest.format}）は、この版では読めません。新しい版で戻してください。"
        )
    return manifest


def unpack(tar: tarfile.TarFile, manifest: Manifest, folder: Path) -> None:
    """Write every content below `folder`, each checked against the manifest. CannotContinueError where one differs."""
    members = {member.name: member for member in tar.getmembers() if member.name != MANIFEST}
    if set(members) != set(manifest.contents):
        raise CannotContinueError("控えの中身が目録と合いません。この控えは使えません。何も変えていません。")
    for name, expected in manifest.contents.items():
        if _unpack_one(tar, members[name], folder) != expected:
            raise CannotContinueError(
                f"控えの中の {name} が壊れています（SHA-256 が目録と違う）。何も変えていません。"
            )


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    source = tar.extractfile(member) if member.isreg() and _is_inside(member.name) else None
    if source is None:
        raise CannotContinueError(
            f"控えの中の {member.name} は、控えにあるはずのない形です。何も変えていません。"
        )
    target, digest = folder / member.name, hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            handle.write(chunk)
        handle.flush()
        os.fsync(handle.fileno())
    return digest.hexdigest()


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
