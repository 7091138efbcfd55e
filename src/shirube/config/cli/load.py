"""`./shirube load`: packs into the database, with every problem of a pack said in one go."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from shirube.config import packs
from shirube.config.cli import schema
from shirube.config.cli.output import CannotContinueError, counted, say
from shirube.config.cli.surroundings import require_keys
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.ui.pack_problems import describe_problem
from shirube.ui.sentences import sentence_for


def run(options: Namespace) -> int:
    """Load each pack as a whole or not at all; the first that cannot be loaded stops the work."""
    require_keys()
    schema.require_current_tables()
    files = list(_files(options))
    if not files:
        raise CannotContinueError("取り込むパックを指定するか、--all を付けてください。", 2)
    load(files, replace_edits=options.replace_edits)
    say(f"{len(files)} 件のパックを取り込みました。")
    return 0


def load(files: Sequence[Path], *, replace_edits: bool = False) -> None:
    for path in counted(files, len(files), "パック"):
        try:
            packs.load_pack_file(path, now=read_clock(), replace_edits=replace_edits)
        except packs.PackFileError as error:
            raise CannotContinueError(_words(error)) from error
        except DomainError as error:
            raise CannotContinueError(
                f"{path}: {sentence_for(error)}（{error.code}）このパックからは何も変えていません。"
            ) from error


def _files(options: Namespace) -> Iterator[Path]:
    if options.all:
        yield from packs.find_pack_files(settings.PACKS)
    for place in options.packs:
        if not place.exists():
            raise CannotContinueError(f"{place} がありません。")
        yield from packs.find_pack_files(place) or sorted(place.glob("*.yaml")) if place.is_dir() else [place]


def _words(error: packs.PackFileError) -> str:
    head = f"{error.path} に直すところがあります。このパックからは何も取り込んでいません。"
    return "\n".join([head, *(f"  {describe_problem(problem)}" for problem in error.problems)])
