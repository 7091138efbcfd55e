"""A plan document as the loader would give it: everything that can be there, and what is often missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import translation

from shirube.kernel.ids import new_id
from shirube.plans.domain import document as doc
from shirube.plans.domain.grading import grade_kpi
from shirube.plans.domain.outputs.edition import Edition
from shirube.plans.domain.terms import (
    ActionState,
    Category,
    Direction,
    DocumentKind,
    Grade,
    NoteKind,
    Relation,
    ReviewState,
)
from shirube.plans.web.words import word

ON = date(2026, 10, 20)
CHANGED_AT = datetime(2026, 10, 7, 1, 5, tzinfo=UTC)
PLAN_ID = UUID("019a0000-0000-7000-8000-000000000001")
# Two characters of names, one beyond the Basic Multilingual Plane.
RARE_NAMES = "髙橋・山﨑・𠮷田"


def edition(**changes: Any) -> Edition:
    facts: dict[str, Any] = {
        "city_code": "990019",
        "city_name": "標市",
        "demonstration": True,
        "language": "ja",
        "on": ON,
        "address": "https://plan.example/shirube/plans/dx-2024/",
        "word": word,
    }
    facts |= changes
    language = facts["language"]

    def in_language(code: str) -> str:
        with translation.override(language):
            return word(code)

    return Edition(**{**facts, "word": in_language})


def reading(measured_on: date, value: str, **changes: Any) -> doc.ReadingItem:
    facts: dict[str, Any] = {"source": "手続き台帳（市民課）", "note": "", "entered_at": CHANGED_AT}
    return doc.ReadingItem(id=new_id(), measured_on=measured_on, value=Decimal(value), **{**facts, **changes})


def kpi(**changes: Any) -> doc.KpiItem:
    """A share that rises as planned: measured twice."""
    facts: dict[str, Any] = {
        "id": new_id(),
        "code": "online-rate",
        "name": "行政手続のオンライン化率",
        "unit": "%",
        "decimals": 1,
        "direction": Direction.INCREASE,
        "baseline": doc.Value(fiscal_year=2023, value=Decimal("12.5")),
        "target": doc.Value(fiscal_year=2028, value=Decimal("70.0000")),
        "intermediate": (doc.Value(fiscal_year=2026, value=Decimal(45)),),
        "formula": "オンラインで申請できる手続き数÷市の手続き数",
        "translations": {"en": {"name": "Share of procedures available online"}},
        "readings": (reading(date(2025, 3, 31), "20.9"), reading(date(2026, 9, 30), "40.9")),
    }
    item = doc.KpiItem(**{**facts, **changes})
    return replace(item, grade=grade_kpi(item, ON))


def unmeasured_kpi(**changes: Any) -> doc.KpiItem:
    """Neither a baseline nor a reading: both are unknown, not 0."""
    facts: dict[str, Any] = {
        "code": "booked-visits",
        "name": "来庁予約の件数",
        "unit": "件",
        "decimals": 0,
        "baseline": doc.Value(fiscal_year=2023, value=None),
        "target": doc.Value(fiscal_year=2028, value=Decimal(6000)),
        "intermediate": (),
        "formula": "=直近12か月の件数",
        "translations": {},
        "readings": (),
    }
    return kpi(**{**facts, **changes})


def action(**changes: Any) -> doc.ActionItem:
    facts: dict[str, Any] = {
        "id": new_id(),
        "code": "a1",
        "name": "手続きの棚卸しと見直し",
        "translations": {"en": {"name": "Listing and simplifying the procedures"}},
        "phases": (
            doc.Phase(name="準備", first_year=2024, last_year=2024),
            doc.Phase(name="試行", first_year=2026, last_year=2027),
            doc.Phase(name="稼働", first_year=2027, last_year=2030),
        ),
        "reports": (
            doc.Report(
                fiscal_year=2025,
                state=ActionState.LATE,
                reason="端末の納品が4か月遅れた",
                reported_at=CHANGED_AT,
            ),
        ),
    }
    return doc.ActionItem(**{**facts, **changes})


def review(**changes: Any) -> doc.ReviewItem:
    facts: dict[str, Any] = {
        "id": new_id(),
        "fiscal_year": 2025,
        "state": ReviewState.PUBLISHED,
        "achievements": "120手続きのうち66手続きを公開した。\n住民からの声は37件。",
        "issues": "添付書類の多い手続きが残っている。",
        "next_steps": "様式を見直す。",
        "grade_by_rule": Grade.BEHIND,
        "grade_override": Grade.ON_COURSE,
        "override_reason": "納品の遅れは取り戻せる見込み",
        "published_at": CHANGED_AT,
    }
    return doc.ReviewItem(**{**facts, **changes})


def initiative(**changes: Any) -> doc.InitiativeItem:
    facts: dict[str, Any] = {
        "id": new_id(),
        "code": "1-1",
        "slug": "1-1",
        "title": "行政手続のオンライン化",
        "summary": f"家や職場から申請できるようにします。担当は{RARE_NAMES}。",
        "pillar_code": "1",
        "category": Category.A,
        "dx_mark": True,
        "dx_mark_basis": "前期実施計画の掲載事業",
        "revision": 1,
        "translations": {
            "en": {"title": "Administrative procedures online", "summary": "Apply from home or work."}
        },
        "responsible": (
            doc.ResponsibleItem(label="市民課", section_id=new_id(), duties=("順番を決める", "様式を直す")),
            doc.ResponsibleItem(label="すべての課"),
        ),
        "notes": (
            doc.Note(kind=NoteKind.BACKGROUND, text="手続きは320件"),
            doc.Note(kind=NoteKind.ISSUE, text="－"),
        ),
        "laws": (doc.Law(name="官民データ活用推進基本法", clause="第10条"),),
        "actions": (action(),),
        "kpis": (kpi(), unmeasured_kpi()),
        "reviews": (review(),),
        "grade": Grade.BEHIND,
    }
    return doc.InitiativeItem(**{**facts, **changes})


def bare_initiative(**changes: Any) -> doc.InitiativeItem:
    """As many plans give one: a title and nothing else, under no pillar."""
    facts: dict[str, Any] = {
        "code": "9",
        "slug": "9",
        "title": "+セキュリティ対策",
        "summary": "",
        "pillar_code": None,
        "category": None,
        "dx_mark": False,
        "dx_mark_basis": "",
        "translations": {},
        "responsible": (),
        "notes": (),
        "laws": (),
        "actions": (action(phases=(), reports=()),),
        "kpis": (),
        "reviews": (),
        "grade": Grade.CANNOT_JUDGE,
    }
    return initiative(**{**facts, **changes})


def plan_document(**changes: Any) -> doc.PlanDocument:
    facts: dict[str, Any] = {
        "id": PLAN_ID,
        "slug": "dx-2024",
        "name": "標市デジタル・しるべ計画",
        "document_kind": DocumentKind.PLAN,
        "adopted": "2024-03-22",
        "start_year": 2024,
        "end_year": 2028,
        "philosophy": "迷わない、待たない、ひとりにしない",
        "progress_method": "年度ごとに各課が自己評価し、推進本部が確かめて公表する。",
        "kpi_note": "",
        "source": {
            "title": "標市デジタル・しるべ計画",
            "publisher": "標市（架空の市）",
            "published": "2024-03-22",
        },
        "notices": ("標市は架空の市です。",),
        "revision": 12,
        "changed_at": CHANGED_AT,
        "translations": {"en": {"name": "Shirube City Digital Waymark Plan"}},
        "links": (
            doc.LinkItem(
                name="第3次標市総合計画",
                relation=Relation.UPPER,
                category=None,
                part="基本目標4",
                adopted="2023-12",
                note="",
            ),
        ),
        "pillars": (
            doc.PillarItem(
                id=new_id(),
                code="1",
                slug="1",
                name="くらしの手続きを軽くする",
                category=Category.A,
                translations={"en": {"name": "Lighter procedures for daily life"}},
            ),
        ),
        "initiatives": (initiative(), bare_initiative()),
    }
    return doc.PlanDocument(**{**facts, **changes})
