"""`./shirube load`: packs into the database, with every problem of a pack said in one go."""

from __future__ import annotations

import shlex
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from shirube.config import packs
from shirube.config.cli import schema
from shirube.config.cli.output import CannotContinueError, counted, say, tell
from shirube.config.cli.surroundings import require_keys
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import ConflictError, DomainError
from shirube.plans import interface as plans
from shirube.procedures import interface as procedures
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


def load(files: Sequence[Path], *, replace_edits: bool = False, goes_on: bool = False) -> None:
    """`goes_on`: what people have changed in the browser stays as it is and is told, and the next pack follows."""
    for path in counted(files, len(files), "パック"):
        try:
            kept = packs.load_pack_file(path, now=read_clock(), replace_edits=replace_edits)
        except packs.PackFileError as error:
            raise CannotContinueError(_words(error)) from error
        except ConflictError as error:
            if not goes_on:
                raise CannotContinueError(_refused(path, error)) from error
            tell(_stays(path, error))
        except DomainError as error:
            raise CannotContinueError(_refused(path, error)) from error
        else:
            _tell_kept(path, kept)


def _refused(path: Path, error: DomainError) -> str:
    return f"{path}: {sentence_for(error)}（{error.code}）このパックからは何も変えていません。"


def _stays(path: Path, error: ConflictError) -> str:
    """A plan that was changed in the browser, or whose parts are in use: the city's own stays."""
    if isinstance(error, plans.PlanEditedHereError):
        return (
            f"  {path.name}: 画面で直した計画があるため、まちの計画をそのまま残し、先へ進みます。"
            f"\n    {_replacing(path)}"
        )
    return f"  {_refused(path, error)}先へ進みます。"


def _tell_kept(path: Path, kept: packs.Kept) -> None:
    for one in kept:
        tell(f"  {path.name}: {one.municipality}の「{one.procedure}」は、{_KEPT[one.part]}")
    if any(one.part is not procedures.Part.ENTRY for one in kept):
        tell(f"    {_replacing(path)}")


def _replacing(path: Path) -> str:
    command = shlex.join(["./shirube", "load", "--replace-edits", "--data", str(settings.DATA), str(path)])
    return f"パックの内容に置き換えるとき: {command}"


_KEPT = {
    procedures.Part.FORM: "画面で直した様式をそのまま残しました。",
    procedures.Part.FACTS: "画面で直した項目をそのまま残し、ほかの項目だけ新しくしました。",
    procedures.Part.ENTRY: "まちで加えた手続です。同じ記号のパックの手続は取り込んでいません。",
}


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
