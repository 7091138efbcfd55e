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
from shirube.plans.interface import PackProblem
from shirube.ui.sentences import sentence_for

PROBLEMS = {
    "unknown_key": "知らない項目です（綴りを確かめてください）",
    "missing_key": "必要な項目がありません",
    "out_of_range": "範囲の外の値です",
    "unknown_choice": "選べない値です",
    "not_a_whole_number": "整数ではありません",
    "not_a_number": "数ではありません",
    "not_a_text": "文字ではありません",
    "not_yes_or_no": "true か false で書いてください",
    "slug": "英小文字・数字・ハイフンで書いてください",
    "adopted": "YYYY、YYYY-MM、YYYY-MM-DD のどれかで書いてください",
    "period_reversed": "終わりの年度が始まりより前です",
    "target_before_baseline": "目標の年度が基準の年度より前です",
    "intermediate_years": "途中の目標の年度は、基準と目標の間で、重ならないように書いてください",
    "unknown_pillar": "その柱はこの計画にありません",
    "unknown_municipality": "その自治体がありません（先に自治体のパックを取り込んでください）",
    "too_large": "ファイルが大きすぎます（4 MB まで）",
    "not_yaml": "YAML として読めません",
    "not_a_pack": "パックの形をしていません",
    "twin_key": "同じ項目が二度書かれています",
    "alias": "YAML の参照（&・*）は使えません",
    "not_understood": "読み取れません",
}


def run(options: Namespace) -> int:
    """Load each pack as a whole or not at all; the first that cannot be loaded stops the work."""
    require_keys()
    schema.require_current_tables()
    files = list(_files(options))
    if not files:
        raise CannotContinueError("取り込むパックを指定するか、--all を付けてください。", 2)
    load(files)
    say(f"{len(files)} 件のパックを取り込みました。")
    return 0


def load(files: Sequence[Path]) -> None:
    for path in counted(files, len(files), "パック"):
        try:
            packs.load_pack_file(path, now=read_clock())
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
    return "\n".join([head, *map(_line, error.problems)])


def _line(problem: PackProblem) -> str:
    place = f"{problem.path}: " if problem.path else ""
    value = f"（{problem.value}）" if problem.value else ""
    return f"  {place}{_sentence(problem.code)}{value}"


def _sentence(code: str) -> str:
    if code.startswith("twin_"):
        return PROBLEMS.get(code, "同じ符号が二つあります")
    return PROBLEMS.get(code, PROBLEMS["not_understood"])
