"""A small register of three works in four stages, as its packs say it, loaded into a city."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor, Role
from shirube.kernel.clock import JAPAN
from shirube.organizations.models import Municipality, Section
from shirube.registers import interface as registers
from shirube.registers.interface import RegisterView

CODE = "works"
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 10, tzinfo=JAPAN)

_DEFINITION: dict[str, Any] = {
    "kind": "register",
    "version": 1,
    "code": CODE,
    "title": "仕事の台帳",
    "item_word": "仕事",
    "summary": "仕事がどこまで進んだかを見る台帳です。",
    "visibility": "staff",
    "sections_add": True,
    "columns": [
        {
            "code": "kind",
            "label": "種類",
            "type": "choice",
            "public": True,
            "options": [
                {"value": "sight", "label": "目視", "words": ["目視"]},
                {"value": "post", "label": "書面掲示", "words": ["掲示する", "見やすい場所"]},
            ],
        },
        {"code": "cost", "label": "経費", "type": "yen"},
        {"code": "law", "label": "根拠", "type": "law"},
        {"code": "about", "label": "内容", "type": "text", "long": True},
        {"code": "papers", "label": "計画書", "type": "files"},
    ],
    "stages": [
        {"code": "plan", "label": "計画"},
        {"code": "build", "label": "準備"},
        {"code": "live", "label": "稼働"},
    ],
    "text_search": {"rule": "kind", "ordinance": "law", "sentence": "about"},
}
_ITEMS: list[dict[str, Any]] = [
    {
        "key": "tax",
        "title": "住民税",
        "section": "first",
        "cells": {"kind": "sight", "cost": 1200000},
        "stages": {
            "plan": {"planned": "2026-01-31", "actual": "2026-02-03"},
            "build": {"planned": "2026-10-31"},
            "live": {"planned": "2027-03-31"},
        },
    },
    {
        "key": "record",
        "title": "住民記録",
        "section": "second",
        "stages": {"live": {"planned": "2026-09-30", "actual": "2026-09-28"}},
    },
    {"key": "health", "title": "健康管理", "section": "first"},
]


def register_content(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(_DEFINITION), **changes}


def items_content(city: Municipality, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "register_items",
        "version": 1,
        "municipality": city.code,
        "register": CODE,
        "items": deepcopy(_ITEMS),
        **changes,
    }


def load_register(
    city: Municipality, *, definition: dict[str, Any] | None = None, now: datetime = NOW, **items: Any
) -> RegisterView:
    """The register with its items; the sections `first` and `second` must exist."""
    registers.load_definition(content=definition or register_content())
    pack = registers.parse_items_pack(items_content(city, **items))
    registers.load_items(municipality_id=city.pk, pack=pack, now=now)
    return view_of(city, code=pack.register_code)


def view_of(city: Municipality, code: str = CODE, on: date = TODAY) -> RegisterView:
    found = registers.find_register(municipality_id=city.pk, code=code, on=on)
    assert found is not None
    return found


def item_of(city: Municipality, key: str) -> registers.ItemView:
    return next(item for item in view_of(city).items if item.key == key)


def clerk_of(section: Section) -> Actor:
    """Somebody who works in the section."""
    return Actor(staff_id=section.pk, sections=frozenset({(Role.SECTION_STAFF, section.pk)}))


_KEEPER = UUID(int=7)


def keeper() -> Actor:
    """Somebody of DX promotion."""
    return Actor(staff_id=_KEEPER, roles=frozenset({Role.DX_PROMOTION}))
