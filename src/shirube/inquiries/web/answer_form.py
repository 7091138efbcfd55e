"""The section's answer as a form: questions by the forms engine, rows and KPIs by the register's and the plan's own rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, BinaryIO, cast
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.inquiries.commands.answering import ANSWER_FILE, AnswerDraft
from shirube.inquiries.queries.contents import AskedKpi, AskedRow, RowsPart, kpis_of, rows_of
from shirube.inquiries.queries.inquiries import AskedView, InquiryView
from shirube.inquiries.web.desk import Desk
from shirube.inquiries.web.sentences import fault_sentence
from shirube.kernel.calendar import format_date
from shirube.kernel.errors import DomainError
from shirube.kernel.sheets.cells import read_number
from shirube.kernel.sheets.grid import text_cell
from shirube.registers import interface as registers
from shirube.ui.figures import format_number
from shirube.ui.sentences import sentence_for

_LANGUAGE = "ja"


class AnswerForm(django_forms.Form):
    """Rows, KPIs and the remark. What stands beside the forms engine's questions in the same form of the page."""

    revision = django_forms.IntegerField(widget=django_forms.HiddenInput, min_value=0)
    is_not_applicable = django_forms.BooleanField(
        label=gettext_lazy("この照会に、この課が答えることはない（該当なし）"), required=False
    )
    remark = django_forms.CharField(
        label=gettext_lazy("照会した課への連絡"),
        max_length=2_000,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("該当なしのときは、その理由を書いてください。"),
    )

    def __init__(
        self,
        *args: Any,
        part: RowsPart | None,
        kpis: Sequence[AskedKpi],
        office: registers.Office,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._part, self._kpis, self._office = part, kpis, office
        self._rows: dict[str, dict[str, list[str]]] = {}
        self._readings: dict[str, dict[str, str]] = {}
        for row in part.rows if part else ():
            for one in part.fields if part else ():
                self.fields[row_name(row.item.id, one.code)] = _row_field(one, row.wished(one.code), office)
        for kpi in kpis:
            self.fields[kpi_name(kpi.kpi.id)] = _kpi_field(kpi)
            self.fields[note_name(kpi.kpi.id)] = django_forms.CharField(
                label=_("備考"), max_length=500, required=False, initial=kpi.note
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in self._part.rows if self._part else ():
            self._clean_row(row, cleaned)
        for kpi in self._kpis:
            self._clean_kpi(kpi, cleaned)
        return cleaned

    def draft(self, bound: forms.Bound | None) -> AnswerDraft:
        """What the command keeps; once the form is valid."""
        return AnswerDraft(
            answers=bound.answers if bound else {},
            typed=bound.typed if bound else {},
            rows=self._rows,
            readings=self._readings,
            remark=self.cleaned_data["remark"],
            is_not_applicable=self.cleaned_data["is_not_applicable"],
        )

    def _clean_row(self, row: AskedRow, cleaned: Mapping[str, Any]) -> None:
        assert self._part is not None
        wishes: dict[str, list[str]] = {}
        for one in self._part.fields:
            name = row_name(row.item.id, one.code)
            value = registers.read_typed(one, str(cleaned.get(name) or ""), self._office)
            if isinstance(value, StrEnum):
                words = "、".join(option.label for option in one.options)
                self.add_error(name, fault_sentence(value, unit=one.unit, words=words, longest=one.longest))
            elif value != row.item.value(one.code):
                wishes[one.code] = [row.item.value(one.code), value]
        if wishes:
            self._rows[str(row.item.id)] = wishes

    def _clean_kpi(self, kpi: AskedKpi, cleaned: Mapping[str, Any]) -> None:
        name = kpi_name(kpi.kpi.id)
        text = str(cleaned.get(name) or "").strip()
        if not text:
            return
        value = read_number(text_cell(text), kpi.kpi.unit)
        if isinstance(value, StrEnum):
            self.add_error(name, fault_sentence(value, unit=kpi.kpi.unit))
            return
        note = str(cleaned.get(note_name(kpi.kpi.id)) or "").strip()
        self._readings[str(kpi.kpi.id)] = {"value": f"{value:f}", "note": note}


def row_name(item_id: UUID, code: str) -> str:
    return f"r-{item_id.hex}-{code}"


def kpi_name(kpi_id: UUID) -> str:
    return f"k-{kpi_id.hex}"


def note_name(kpi_id: UUID) -> str:
    return f"n-{kpi_id.hex}"


def _row_field(one: registers.Field, value: str, office: registers.Office) -> django_forms.Field:
    facts: dict[str, Any] = {"label": one.label, "required": False, "initial": value}
    if one.kind is registers.ColumnKind.CHOICE:
        known = [(option.value, option.label) for option in one.options]
        return django_forms.ChoiceField(choices=[("", _("記入なし")), *known], **facts)
    if one.kind is registers.ColumnKind.DATE:
        return django_forms.CharField(widget=django_forms.TextInput(attrs={"type": "date"}), **facts)
    if one.long:
        area = django_forms.Textarea(attrs={"rows": 2, "maxlength": one.longest})
        return django_forms.CharField(widget=area, **facts)
    shown = registers.print_value(one, value, office.sections)
    return django_forms.CharField(**{**facts, "initial": shown})


def _kpi_field(kpi: AskedKpi) -> django_forms.Field:
    shown = f"{kpi.shown.normalize():f}" if kpi.shown is not None else ""
    last = ""
    if kpi.last is not None:
        facts = {
            "day": format_date(kpi.last.measured_on),
            "value": format_number(kpi.last.value, kpi.kpi.decimals),
            "unit": kpi.kpi.unit,
        }
        last = _("前の値: %(value)s%(unit)s（%(day)s）") % facts
    label = _("%(name)s（%(unit)s）") % {"name": kpi.kpi.name, "unit": kpi.kpi.unit}
    widget = django_forms.TextInput(attrs={"inputmode": "decimal"})
    return django_forms.CharField(
        label=label, required=False, initial=shown, help_text=last, widget=widget, max_length=40
    )


@dataclass(frozen=True, slots=True)
class RowCard:
    """An item with its inputs, for answer_form.html."""

    title: str
    fields: list[Any]


@dataclass(frozen=True, slots=True)
class KpiCard:
    initiative: str
    fields: list[Any]


@dataclass(slots=True)
class AnswerPage:
    """The whole page's form: bound or as it lies."""

    inquiry: InquiryView
    asked: AskedView
    desk: Desk
    part: RowsPart | None
    kpis: Sequence[AskedKpi]
    form: AnswerForm
    bound: forms.Bound | None = None
    problems: Sequence[forms.Problem] = ()
    refused: list[forms.ProblemView] = field(default_factory=list)

    def bind(self, request: HttpRequest) -> None:
        """What was typed into the questions, in all steps; files are taken in first."""
        if self.inquiry.form is None:
            return
        stored = self._store_files(request)
        posted = dict(request.POST.lists())
        answers, typed = dict(self.asked.answers), dict(self.asked.typed)
        bound = forms.Bound(answers, typed)
        for step in self.inquiry.form.steps:
            bound = forms.bind_step(
                self.inquiry.form,
                step.code,
                posted,
                bound.answers,
                today=self.desk.today,
                files=stored,
                typed=bound.typed,
                partial=True,
            )
        self.bound = bound

    def steps(self) -> list[forms.StepView]:
        """The questions, with what stands in them and what is wrong."""
        if self.inquiry.form is None:
            return []
        given = self.bound or forms.Bound(dict(self.asked.answers), dict(self.asked.typed))
        return [self._step(self.inquiry.form, step.code, given) for step in self.inquiry.form.steps]

    def row_cards(self) -> list[RowCard]:
        if self.part is None:
            return []
        return [
            RowCard(
                row.item.title,
                [self.form[row_name(row.item.id, one.code)] for one in self.part.fields],
            )
            for row in self.part.rows
        ]

    def kpi_cards(self) -> list[KpiCard]:
        return [
            KpiCard(one.initiative, [self.form[kpi_name(one.kpi.id)], self.form[note_name(one.kpi.id)]])
            for one in self.kpis
        ]

    @property
    def is_stepping(self) -> bool:
        """Whether a button asked for something else than to save: a row more, a file taken away."""
        return self.bound is not None and self.bound.asked is not None

    def _step(self, form: forms.Form, code: str, given: forms.Bound) -> forms.StepView:
        own = [one for one in self.problems if form.step_of.get(one.path.partition(".")[0]) == code]
        view = forms.present_step(form, code, given, language=_LANGUAGE, today=self.desk.today, problems=own)
        fields = tuple(self._addressed(one) for one in view.fields)
        refused = tuple(
            replace(one, label=named.label)
            for one in self.refused
            for named in view.fields
            if named.path == one.path
        )
        return replace(view, fields=fields, problems=(*view.problems, *refused))

    def _addressed(self, view: forms.FieldView) -> forms.FieldView:
        own = tuple(
            replace(one, url=reverse("inquiries:file", args=[self.asked.id, one.id])) for one in view.files
        )
        refused = tuple(one for one in self.refused if one.path == view.path)
        return replace(view, files=own, problems=(*view.problems, *refused))

    def _store_files(self, request: HttpRequest) -> dict[str, list[forms.FileAnswer]]:
        """A file that is refused says why at its field and holds up nothing else."""
        stored: dict[str, list[forms.FileAnswer]] = {}
        for path, uploads in request.FILES.lists():
            for upload in uploads:
                try:
                    kept = files.store_upload(
                        municipality_id=self.desk.municipality_id,
                        purpose=ANSWER_FILE,
                        name=upload.name or "",
                        declared_type=upload.content_type or "",
                        content=cast("BinaryIO", upload.file),
                        actor=self.desk.actor.log_name,
                        now=self.desk.now,
                    )
                except DomainError as error:
                    self.refused.append(forms.ProblemView(path=path, label="", text=sentence_for(error)))
                else:
                    stored.setdefault(path, []).append(_file_answer(kept))
        return stored


def open_page(inquiry: InquiryView, asked: AskedView, desk: Desk, data: Any = None) -> AnswerPage:
    facts: dict[str, Any] = {"municipality_id": desk.municipality_id, "inquiry": inquiry, "on": desk.today}
    part = rows_of(**facts, asked=asked)
    kpis = kpis_of(**facts, asked=asked)
    office = registers.office_of(municipality_id=desk.municipality_id, on=desk.today)
    initial = {
        "revision": asked.revision,
        "remark": asked.remark,
        "is_not_applicable": asked.is_not_applicable,
    }
    form = AnswerForm(data, part=part, kpis=kpis, office=office, initial=initial)
    return AnswerPage(inquiry, asked, desk, part, kpis, form)


def _file_answer(kept: files.FileSummary) -> forms.FileAnswer:
    return {
        "id": str(kept.id),
        "name": kept.name,
        "size": kept.size,
        "sha256": kept.sha256,
        "content_type": kept.content_type,
    }
