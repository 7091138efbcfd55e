"""The procedure of the benchmarks: two steps, twelve fields, no account needed; and what a resident types into it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench import servers

CODE = "bench"
PACK = "bench"
SECTION = "市民課"
CITY = "shirube"
CITY_CODE = "990019"
CITY_PACK = "packs/municipalities/shirube.yaml"


def _words(text: str) -> dict[str, str]:
    return {"ja": text}


def _field(key: str, kind: str, label: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": _words(label), **more}


def _options(*labels: str) -> list[dict[str, Any]]:
    return [{"value": f"o{number}", "label": _words(label)} for number, label in enumerate(labels, 1)]


PERSON = [
    _field("name", "person_name", "氏名", concept="person.name"),
    _field("born_on", "date", "生年月日", calendar="western"),
    _field("phone", "phone", "電話番号"),
    _field("mail", "email", "メールアドレス", concept="contact.email"),
    _field("district", "text", "地区"),
    _field("house", "text", "番地"),
]
WISH = [
    _field("kind", "choice", "申請の種類", options=_options("新しく", "変える", "やめる")),
    _field("ways", "choices", "希望する方法", options=_options("郵便", "窓口", "メール")),
    _field("count", "number", "部数"),
    _field("urgent", "yes_no", "急ぎますか"),
    _field("reason", "long_text", "理由"),
    _field("agreed", "consent", "同意", text=_words("書いたことは事実です。")),
]
FORM = {
    "code": CODE,
    "title": _words("証明の申請"),
    "steps": [
        {"code": "person", "title": _words("あなたのこと"), "fields": PERSON},
        {"code": "wish", "title": _words("申請すること"), "fields": WISH},
    ],
}
PROCEDURE = {
    "kind": "procedure",
    "code": CODE,
    **{name: _words("証明の申請") for name in ("name", "short", "summary", "who", "when")},
    "standard_days": 10,
    "standard_days_unit": "business",
    "section_kind": SECTION,
    "export": {
        "encoding": "cp932",
        "columns": [
            {"header": "受付番号", "value": "receipt_number"},
            {"header": "氏", "value": "answers.name.family"},
            {"header": "名", "value": "answers.name.given"},
            {"header": "電話", "value": "answers.phone"},
            {"header": "種類", "value": "answers.kind"},
            {"header": "部数", "value": "answers.count"},
            {"header": "理由", "value": "answers.reason"},
        ],
    },
    "form": FORM,
}
ADOPTION = {
    "kind": "adoption",
    "municipality": CITY_CODE,
    "pack": PACK,
    "sections": {SECTION: SECTION},
    "reception": "on",
}
# What is posted with each step.
TYPED = {
    "person": [
        ("name.family", "山田"),
        ("name.given", "花子"),
        ("name.family_kana", "ヤマダ"),
        ("name.given_kana", "ハナコ"),
        ("born_on.era", "western"),
        ("born_on.year", "1990"),
        ("born_on.month", "4"),
        ("born_on.day", "1"),
        ("phone", "0225123456"),
        ("mail", "yamada@resident.example"),
        ("district", "矢本"),
        ("house", "36番地1"),
    ],
    "wish": [
        ("kind", "o1"),
        ("ways", "o1"),
        ("ways", "o3"),
        ("count", "2"),
        ("urgent", "no"),
        ("reason", "転校の手続きで学校に出すためです。\n2部お願いします。"),
        ("agreed", "yes"),
    ],
}


def make_installation(data: Path, database: str = "", procedure: Mapping[str, Any] = PROCEDURE) -> None:
    """The demonstration city, which takes the procedure online."""
    packs = data / "packs" / PACK
    packs.mkdir(parents=True)
    files = {"procedure.yaml": procedure, "adoption.yaml": ADOPTION}
    for name, content in files.items():
        # JSON is YAML.
        (packs / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    words = [CITY_PACK, *(str(packs / name) for name in files)]
    servers.make_installation(data, *words, database=database)
