"""The progress report as data: every text ready to print, for templates_typst/report.typ to lay out.

Nothing of it is ever pasted into markup: the template reads it as JSON, so no text of a plan can act as a command.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from shirube.kernel.calendar import format_date, format_fiscal_year
from shirube.plans.domain import document as doc
from shirube.plans.domain.grading import TOLERANCE, newest_reading
from shirube.plans.domain.outputs.edition import Edition
from shirube.plans.domain.outputs.line_chart import chart_geometry
from shirube.plans.domain.outputs.road_map import road_map_lines
from shirube.plans.domain.terms import Grade
from shirube.ui.figures import format_figure

Data = dict[str, Any]
REPORT = Path(__file__).resolve().parents[2] / "templates_typst" / "report.typ"

# Beside the words, for readers who do not see colours; the signs are those of Japanese evaluation tables.
_SIGNS = {Grade.AHEAD: "◎", Grade.ON_COURSE: "○", Grade.BEHIND: "△", Grade.CANNOT_JUDGE: "－"}
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
# Headings and labels the template itself prints.
_TEMPLATE_WORDS = (
    "about",
    "actions",
    "baseline",
    "contents",
    "duties",
    "dx_mark",
    "formula",
    "grade",
    "initiative",
    "initiatives",
    "kpi",
    "kpis",
    "laws",
    "legend_baseline",
    "legend_path",
    "legend_reading",
    "legend_target",
    "links",
    "logic",
    "newest",
    "no_action",
    "no_kpi",
    "no_review",
    "not_written",
    "notes",
    "notices",
    "page",
    "phase",
    "report",
    "responsible",
    "reviews",
    "road_map",
    "road_map_note",
    "section",
    "sources",
    "state",
    "summary",
    "target",
)


def report_data(document: doc.PlanDocument, edition: Edition) -> Data:
    """The whole report as JSON-ready values, in the edition's language."""
    printer = _Printer(document, edition)
    title = edition.text(document.translations, "name", document.name)
    return {
        "language": "en" if edition.language == "en" else "ja",
        "words": {name: edition.word(f"report.{name}") for name in _TEMPLATE_WORDS},
        "city": edition.city_name,
        "title": title,
        # Most plans carry the name of their city already.
        "full_title": title if title.startswith(edition.city_name) else f"{edition.city_name} {title}",
        "as_of": edition.word("report.as_of") % {"day": printer.day(edition.on)},
        "demonstration": edition.word("demonstration") if edition.demonstration else "",
        "facts": printer.facts(),
        "grade_rule": edition.word("report.grade_rule") % {"percent": f"{TOLERANCE:.0%}"},
        "counts": printer.counts(),
        "years": [printer.year(year) for year in document.years],
        "road_map": [printer.road_map(item) for item in document.initiatives if item.actions],
        "parts": printer.parts(),
        "links": [printer.link(link) for link in document.links],
        "sources": printer.sources(),
        "notices": list(document.notices),
        "address": edition.address,
    }


class _Printer:
    """Turns the parts of one document into printed words of one edition."""

    def __init__(self, document: doc.PlanDocument, edition: Edition) -> None:
        self._document = document
        self._edition = edition
        self._word = edition.word

    def day(self, day: date) -> str:
        return format_date(day, self._edition.language)

    def year(self, fiscal_year: int) -> str:
        return format_fiscal_year(fiscal_year, "en" if self._edition.language == "en" else "ja")

    def facts(self) -> list[list[str]]:
        document, text = self._document, self._edition.text
        pairs = [
            ("philosophy", text(document.translations, "philosophy", document.philosophy)),
            ("period", f"{self.year(document.start_year)} – {self.year(document.end_year)}"),
            ("adopted", self._moment(document.adopted)),
            ("progress_method", text(document.translations, "progress_method", document.progress_method)),
            ("kpi_note", text(document.translations, "kpi_note", document.kpi_note)),
        ]
        return [[self._word(f"column.{code}"), value] for code, value in pairs if value]

    def _moment(self, written: str) -> str:
        """A day as precise as the document gives it: "2021", "2021-12" or "2021-12-24"; other texts as they are."""
        match = _DAY.fullmatch(written)
        if match is None:
            return written
        year, month, day = match.groups()
        if day:
            return self.day(date(int(year), int(month), int(day)))
        return self._word("report.month") % {"year": year, "month": int(month)}

    def counts(self) -> list[Data]:
        """How many initiatives and KPIs have each grade, in the order from ahead to unknown."""
        initiatives = Counter(item.grade for item in self._document.initiatives)
        kpis = Counter(kpi.grade for kpi in self._document.kpis)
        return [{**self.grade(one), "initiatives": initiatives[one], "kpis": kpis[one]} for one in Grade]

    def grade(self, grade: Grade) -> Data:
        return {"code": grade.value, "sign": _SIGNS[grade], "word": self._word(f"grade.{grade}")}

    def parts(self) -> list[Data]:
        """Pillars with their initiatives; initiatives that the plan gives to no pillar come last."""
        document = self._document
        parts = [
            (f"{pillar.code} {self._edition.text(pillar.translations, 'name', pillar.name)}", pillar.code)
            for pillar in document.pillars
        ]
        rest = "report.unassigned" if parts else "report.initiatives"
        groups = [*parts, (self._word(rest), None)]
        listed = [{"title": title, "initiatives": self._initiatives(code)} for title, code in groups]
        return [part for part in listed if part["initiatives"]]

    def _initiatives(self, pillar_code: str | None) -> list[Data]:
        return [self.initiative(item) for item in self._document.initiatives_of(pillar_code)]

    def initiative(self, item: doc.InitiativeItem) -> Data:
        return {
            "title": self._title(item),
            "summary": self._edition.text(item.translations, "summary", item.summary),
            "dx_mark": item.dx_mark,
            "dx_mark_basis": item.dx_mark_basis,
            "grade": self.grade(item.grade),
            "kpi_count": len(item.kpis),
            "responsible": [{"section": one.label, "duties": list(one.duties)} for one in item.responsible],
            "notes": [[self._word(f"note_kind.{note.kind}"), note.text] for note in item.notes],
            "laws": [f"{law.name} {law.clause}".rstrip() for law in item.laws],
            "logic": [[self._word(f"logic_stage.{step.stage}"), step.text] for step in item.logic],
            "kpis": [self.kpi(kpi) for kpi in item.kpis],
            "actions": [self.action(action) for action in item.actions],
            "reviews": [self.review(review) for review in item.reviews],
        }

    def _title(self, item: doc.InitiativeItem) -> str:
        return f"{item.code} {self._edition.text(item.translations, 'title', item.title)}"

    def kpi(self, kpi: doc.KpiItem) -> Data:
        newest = newest_reading(kpi.readings, self._edition.on)
        name = self._edition.text(kpi.translations, "name", kpi.name)
        baseline, target = self._stop(kpi.baseline, kpi), self._stop(kpi.target, kpi)
        measured = self._word("not_measured")
        if newest:
            measured = f"{self._figure(newest.value, kpi)}\n{self.day(newest.measured_on)}"
        facts = {"name": name, "baseline": baseline, "newest": measured, "target": target}
        return {
            **facts,
            "measured": newest is not None,
            "formula": kpi.formula,
            "source": newest.source if newest else "",
            "grade": self.grade(kpi.grade),
            "chart": self._chart(kpi, facts),
        }

    def _stop(self, stop: doc.Value | None, kpi: doc.KpiItem) -> str:
        if stop is None:
            return self._word("not_set")
        value = self._word("unknown") if stop.value is None else self._figure(stop.value, kpi)
        return f"{value}\n{self.year(stop.fiscal_year)}"

    def _figure(self, value: Decimal, kpi: doc.KpiItem) -> str:
        return format_figure(value, kpi.unit, kpi.decimals)

    def _chart(self, kpi: doc.KpiItem, facts: Data) -> Data | None:
        """Nothing to draw before the first reading: a way without a walker says no more than the table."""
        readings = [reading for reading in kpi.readings if reading.measured_on <= self._edition.on]
        if not readings or kpi.target.value is None:
            return None
        geometry = chart_geometry(kpi, readings)
        places = max(kpi.decimals, *(_places(tick["value"]) for tick in geometry["ticks"]))
        ticks = [[tick["y"], format_figure(tick["value"], "", places)] for tick in geometry["ticks"]]
        said = {name: text.replace("\n", " ") for name, text in facts.items()}
        return {
            **geometry,
            "ticks": ticks,
            "years": [self.year(year).removesuffix("年度") for year in geometry["years"]],
            "unit": kpi.unit,
            "newest": self._figure(readings[-1].value, kpi),
            "target": self._figure(kpi.target.value, kpi),
            "alt": self._word("report.chart_alt") % said,
        }

    def action(self, action: doc.ActionItem) -> Data:
        report = action.reports[0] if action.reports else None
        state = self._word(f"action_state.{report.state}") if report else self._word("not_reported")
        return {
            "name": self._edition.text(action.translations, "name", action.name),
            "phases": [self._phase(phase) for phase in action.phases],
            "state": state,
            "year": self.year(report.fiscal_year) if report else "",
            "reason": report.reason if report else "",
        }

    def _phase(self, phase: doc.Phase) -> str:
        first, last = self.year(phase.first_year), self.year(phase.last_year)
        return f"{phase.name} {first}" if first == last else f"{phase.name} {first}–{last}"

    def review(self, review: doc.ReviewItem) -> Data:
        return {
            "year": self.year(review.fiscal_year),
            "grade": self.grade(review.grade),
            "override": self._override(review),
            "texts": self._pairs(
                [
                    ("achievements", review.achievements),
                    ("issues", review.issues),
                    ("next_steps", review.next_steps),
                ]
            ),
        }

    def _override(self, review: doc.ReviewItem) -> str:
        if review.grade_override is None:
            return ""
        said = {"rule": self._word(f"grade.{review.grade_by_rule}"), "reason": review.override_reason}
        return self._word("report.override") % said

    def _pairs(self, texts: Iterable[tuple[str, str]]) -> list[list[str]]:
        return [[self._word(f"report.{name}"), text] for name, text in texts if text]

    def road_map(self, item: doc.InitiativeItem) -> Data:
        """An initiative's actions as lines of cells that fill the plan's years from left to right."""
        lines: list[Data] = []
        for action in item.actions:
            name = self._edition.text(action.translations, "name", action.name)
            for number, cells in enumerate(road_map_lines(action.phases, self._document.years)):
                lines.append({"name": "" if number else name, "cells": cells})
        return {"title": self._title(item), "lines": lines}

    def link(self, link: doc.LinkItem) -> list[str]:
        remark = " / ".join(filter(None, [link.part, link.note]))
        return [self._word(f"relation.{link.relation}"), link.name, remark]

    def sources(self) -> list[str]:
        """What the document says about where it comes from, in the order of a citation."""
        names = ("title", "publisher", "published", "url", "note")
        texts = [self._moment(str(self._document.source.get(name, ""))) for name in names]
        return [text for text in texts if text]


def _places(value: Decimal) -> int:
    """Decimal places that a value needs to be written in full."""
    return max(0, -int(value.normalize().as_tuple().exponent))
