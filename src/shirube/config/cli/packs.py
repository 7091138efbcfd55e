"""Packs: the YAML files in which cities share plans. Reading them, and handing each to the room that knows its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from shirube.audit import interface as audit
from shirube.config.cli.output import CannotContinueError, tell
from shirube.kernel.errors import DomainError
from shirube.kernel.scope import municipality_scope
from shirube.organizations import interface as organizations
from shirube.plans import interface as plans
from shirube.ui.sentences import sentence_for

# Municipalities come before what belongs to them, plans before what people did with them.
KINDS = ("municipality", "plan", "comparison", "demonstration")
DEMONSTRATION_PASSWORD = "shirube-demo"  # noqa: S105 — printed on purpose: a demonstration has no secrets.
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
    "not_understood": "読み取れません",
}


@dataclass(frozen=True, slots=True)
class Pack:
    path: Path
    kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SignIn:
    slug: str
    email: str
    name: str
    role: str


def find_packs(places: Sequence[Path]) -> list[Path]:
    """The YAML files in `places` (files or folders), in the order of their names."""
    found: list[Path] = []
    for place in places:
        if not place.exists():
            raise CannotContinueError(f"{place} がありません。")
        found += sorted(place.rglob("*.yaml")) if place.is_dir() else [place]
    return found


def load(paths: Sequence[Path], *, now: datetime, replace_edits: bool = False) -> None:
    """Load each pack as a whole; the first that cannot be loaded stops the work, and what came before it stays."""
    for pack in sorted(map(_read, paths), key=lambda pack: KINDS.index(pack.kind)):
        tell(f"  {pack.path.name}")
        try:
            LOADERS[pack.kind](pack.content, now, replace_edits)
        except plans.InvalidPackError as error:
            raise CannotContinueError(_problem_text(pack.path, error)) from error
        except DomainError as error:
            raise CannotContinueError(
                f"{pack.path}: {sentence_for(error)}（{error.code} {error.facts}）"
            ) from error


def list_demonstration_sign_ins() -> list[SignIn]:
    return []


def _read(path: Path) -> Pack:
    try:
        content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise CannotContinueError(f"{path} は YAML として読めません。\n{error}") from error
    kind = content.get("kind") if isinstance(content, dict) else None
    if kind not in KINDS:
        raise CannotContinueError(
            f"{path}: kind は {'・'.join(KINDS)} のどれかにしてください（今は {kind}）。"
        )
    return Pack(path, kind, content)


def _problem_text(path: Path, error: plans.InvalidPackError) -> str:
    lines = [
        f"  {item.path}: {PROBLEMS.get(item.code, item.code)}（{item.value}）" for item in error.problems
    ]
    return "\n".join([f"{path} に直すところがあります。何も取り込んでいません。", *lines])


def _load_municipality(content: Mapping[str, Any], now: datetime, _replace_edits: bool) -> None:  # noqa: FBT001
    names = ("code", "slug", "name", "kana", "english", "prefecture")
    entry = organizations.MunicipalityEntry(
        **{name: content[name] for name in names},
        demonstration=content.get("demonstration", False),
        sections=[organizations.SectionEntry(**section) for section in content.get("sections", [])],
    )
    organizations.register_municipality(entry=entry, actor=audit.SYSTEM, now=now)


def _load_plan(content: Mapping[str, Any], now: datetime, replace_edits: bool) -> None:  # noqa: FBT001
    pack = plans.parse_plan_pack(content)
    municipality = organizations.find_municipality_by_code(pack.municipality)
    if municipality is None:
        raise CannotContinueError(
            f"コード {pack.municipality} の自治体がありません。先に自治体のパックを取り込んでください。"
        )
    with municipality_scope(municipality.id):
        plans.load_plan(
            municipality_id=municipality.id,
            pack=pack,
            actor=audit.SYSTEM,
            now=now,
            replace_edits=replace_edits,
        )


def _load_later(_content: Mapping[str, Any], _now: datetime, _replace_edits: bool) -> None:  # noqa: FBT001
    tell("    （この種類はまだ取り込めません）")


LOADERS: dict[str, Callable[[Mapping[str, Any], datetime, bool], None]] = {
    "municipality": _load_municipality,
    "plan": _load_plan,
    "comparison": _load_later,
    "demonstration": _load_later,
}
