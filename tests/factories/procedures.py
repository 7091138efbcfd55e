"""A small pack of procedures, as a file would say it, and cities that have adopted it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from shirube.accounts.interface import SYSTEM
from shirube.kernel.clock import JAPAN
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from shirube.procedures import interface as procedures
from shirube.procedures.queries.catalogue import forget_catalogues
from tests.factories.forms import absence_form

PACK = "nationwide-28"
LOADED_AT = datetime(2026, 4, 1, 9, tzinfo=JAPAN)

_ALLOWANCE = {
    "kind": "procedure",
    "code": "allowance",
    "number": 15,
    "name": {
        "ja": "児童手当の認定請求",
        "en": "Child Allowance",
        "ja-easy": "児童手当（じどうてあて）の 申込み",
    },
    "short": {"ja": "児童手当（はじめて）", "en": "Child Allowance (first time)"},
    "summary": {"ja": "子どもを育てている人に支払う手当です。", "en": "Money for people raising children."},
    "who": {"ja": "18歳までの子を養育する人"},
    "when": {"ja": "生まれた日の次の日から15日以内"},
    "bring": [{"ja": "口座がわかるもの"}],
    "fee_yen": 0,
    "standard_days": 30,
    "standard_days_unit": "calendar",
    "legal_basis": [{"law": "児童手当法", "article": "第7条"}],
    "level": "card",
    "representative": True,
    "section_kind": "子育て支援課",
    "other_ways": {"paper": True, "phone": False, "counter": True, "post": True},
    "life_events": ["birth"],
    "search_words": ["こども", "給付金", "赤ちゃん"],
    "route": ["section_chief"],
    "document": {"title": {"ja": "認定通知書"}, "body": {"ja": "{applicant_name} 様 {answers.name}"}},
    "export": {"columns": [{"header": "氏名", "value": "answers.name"}]},
}


def procedure_content(code: str = "allowance", **facts: Any) -> dict[str, Any]:
    """A procedure as its file says it; `facts` replace keys."""
    return deepcopy({**_ALLOWANCE, "code": code, "form": absence_form(code), **facts})


def load_content(*contents: dict[str, Any], now: datetime = LOADED_AT) -> None:
    """Load procedures of one pack."""
    forget_catalogues()
    for content in contents or (procedure_content(),):
        procedures.load_procedure(pack_name=PACK, content=content, actor=SYSTEM, now=now)


def adopt(
    city: Municipality, now: datetime = LOADED_AT, *, replace_edits: bool = False, **adoption: Any
) -> Sequence[procedures.KeptEdit]:
    """The city takes the pack over; what it keeps as its own."""
    content = {"kind": "adoption", "municipality": city.code, "pack": PACK, "reception": "on", **adoption}
    forget_catalogues()
    with municipality_scope(city.pk):
        return procedures.load_adoption(
            municipality_id=city.pk,
            pack=procedures.parse_adoption_pack(content),
            actor=SYSTEM,
            now=now,
            replace_edits=replace_edits,
        )
