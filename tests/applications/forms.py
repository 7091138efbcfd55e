"""The form of the tests: a name, a birthday, a mail address, children in rows, 個人番号 and photos."""

from __future__ import annotations

from typing import Any


def allowance_form(code: str = "allowance", **changes: Any) -> dict[str, Any]:
    applicant = [
        {"key": "applicant_name", "type": "person_name", "label": "氏名", "concept": "person.name"},
        {"key": "born_on", "type": "date", "label": "生年月日", "concept": "person.born_on"},
        {"key": "mail", "type": "email", "label": "メール", "concept": "contact.email", "required": "no"},
        {"key": "my_number", "type": "my_number", "label": "個人番号", "required": "no"},
    ]
    child = {"key": "name", "type": "person_name", "label": "子の氏名"}
    family = [
        {"key": "children", "type": "group", "label": "子", "required": "no", "fields": [child]},
        {
            "key": "photos",
            "type": "files",
            "label": "写真",
            "required": "no",
            "max_files": 3,
            "kinds": "photos",
        },
    ]
    return {
        "code": code,
        "title": "児童手当の請求",
        "steps": [
            {"code": "applicant", "title": "あなたのこと", "fields": applicant},
            {"code": "family", "title": "家族", "fields": family},
        ],
        **changes,
    }
