"""列の対応: which answer stands under which heading of a core system's file; the section's chief may change it here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts.interface import Role
from shirube.applications.queries.handovers import CASE_VALUES
from shirube.applications.queries.rules import ProcedureNotOfferedError, Rules, get_rules
from shirube.applications.web.staff.desk import Desk, desk_of, way
from shirube.applications.web.staff.writing import is_done
from shirube.forms import interface as forms
from shirube.procedures import interface as procedures
from shirube.ui.access import Access, access
from shirube.ui.pages import page

mappers = access(Access.STAFF, roles=frozenset({Role.SECTION_CHIEF, Role.DX_PROMOTION, Role.ADMINISTRATOR}))
ENCODINGS = {"cp932": "Shift_JIS（cp932）", "utf-8": "UTF-8", "utf-8-sig": "UTF-8（BOM付き）"}
_OF_CASE: dict[str, str | Promise] = {
    "receipt_number": gettext_lazy("受付番号"),
    "procedure_code": gettext_lazy("手続きの符号"),
    "channel": gettext_lazy("受付の道"),
    "state": gettext_lazy("状態"),
    "outcome": gettext_lazy("結果"),
    "submitted_on": gettext_lazy("届いた日"),
    "accepted_on": gettext_lazy("受け付けた日"),
    "decided_on": gettext_lazy("決定した日"),
}
_PARTS: dict[str, str | Promise] = {
    "family": gettext_lazy("氏"),
    "given": gettext_lazy("名"),
    "family_kana": gettext_lazy("氏のフリガナ"),
    "given_kana": gettext_lazy("名のフリガナ"),
    "old_family": gettext_lazy("旧氏"),
    "latin": gettext_lazy("ローマ字"),
    "alias": gettext_lazy("通称"),
    "postal_code": gettext_lazy("郵便番号"),
    "prefecture": gettext_lazy("都道府県"),
    "city": gettext_lazy("市区町村"),
    "town": gettext_lazy("町名"),
    "number": gettext_lazy("番地・番号"),
    "building": gettext_lazy("建物"),
    "free": gettext_lazy("1行で書いた住所"),
    "kind": gettext_lazy("口座の種類"),
    "bank_name": gettext_lazy("金融機関"),
    "bank_code": gettext_lazy("金融機関コード"),
    "branch_name": gettext_lazy("支店"),
    "branch_code": gettext_lazy("支店コード"),
    "holder_kana": gettext_lazy("口座の名義"),
    "symbol": gettext_lazy("ゆうちょの記号"),
}
# Law: 個人番号 leaves only by the way the law names (番号法第19条); files and explanations are no text.
_NEVER = frozenset({"my_number", "files", "explanation"})
_SPARE = 3
_LAST = 999


class ColumnForm(django_forms.Form):
    """One column. Without a heading it is left out."""

    place = django_forms.IntegerField(label=gettext_lazy("順番"), min_value=1, max_value=_LAST)
    header = django_forms.CharField(label=gettext_lazy("見出し"), max_length=200, required=False)
    value = django_forms.ChoiceField(label=gettext_lazy("入れるもの"), required=False)

    def __init__(self, *args: Any, values: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = [("", _("選んでください")), *values]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("header", "").strip() and not found.get("value") and "value" not in self.errors:
            self.add_error("value", _("この見出しの下に入れるものを選んでください。"))
        return found


class FileForm(django_forms.Form):
    encoding = django_forms.ChoiceField(label=gettext_lazy("文字コード"), choices=list(ENCODINGS.items()))
    seen = django_forms.IntegerField(min_value=0, widget=django_forms.HiddenInput)


def list_values(form: forms.Form) -> Iterator[tuple[str, str]]:
    """What a column may hold, with its words: facts of the case, whole answers, and parts of them."""
    yield from ((value, str(_OF_CASE[value])) for value in CASE_VALUES)
    for key, field in form.by_key.items():
        if field.type in _NEVER:
            continue
        label = field.label.in_language("ja")
        yield f"answers.{key}", label
        if field.type != "group":
            for part in field.answer_parts:
                yield f"answers.{key}.{part}", f"{label} – {_PARTS.get(part, part)}"


def describe_columns(desk: Desk, rules: Rules) -> list[dict[str, Any]]:
    """The mapping in words: which answer stands under which heading."""
    version = forms.find_current_version(
        municipality_id=desk.municipality_id, code=rules.form_code, on=desk.today
    )
    labels = dict(list_values(version.form)) if version else {}
    columns = rules.export.columns if rules.export else []
    return [{"header": one.header, "value": one.value, "label": labels.get(one.value, "")} for one in columns]


@mappers
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """Change headings, order and contents. Files that were made before stay as they were."""
    desk = desk_of(request)
    entry = procedures.get_procedure(municipality_id=desk.municipality_id, code=code)
    procedures.require_editor(desk.actor, entry.section_id)
    rules = get_rules(municipality_id=desk.municipality_id, code=code)
    version = forms.find_current_version(
        municipality_id=desk.municipality_id, code=rules.form_code, on=desk.today
    )
    if version is None:
        raise ProcedureNotOfferedError(procedure=code)
    values = list(list_values(version.form))
    rows = _rows(request, rules, values)
    form = FileForm(request.POST or None, initial={"encoding": _encoding(rules), "seen": entry.revision})
    if request.method == "POST" and _is_valid(form, rows) and _is_saved(desk, code, form, rows):
        messages.success(request, _("列の対応を保存しました。次に作るファイルから使います。"))
        return redirect("applications_staff:export", code)
    back, name = reverse("applications_staff:export", args=[code]), rules.name_in("ja")
    context = {
        "name": name, "form": form, "rows": rows, "back": back,
        "has_errors": bool(form.errors or any(one.errors for one in rows)),
        "breadcrumbs": way(
            (_("基幹システムへの引渡し"), reverse("applications_staff:exports")),
            (name, back), (_("列の対応"), ""),
        ),
    }  # fmt: skip
    status = getattr(form, "refused_with", 422) if context["has_errors"] else 200
    return page(request, "applications/staff/export_columns.html", context, status=status)


def _rows(request: HttpRequest, rules: Rules, values: list[tuple[str, str]]) -> list[ColumnForm]:
    """The columns as they are, and some empty ones; posted, as many as were sent."""
    if request.method == "POST":
        sent = request.POST.get("rows", "")
        count = min(int(sent), 203) if sent.isascii() and sent.isdecimal() else 0
        return [ColumnForm(request.POST, prefix=f"c{place}", values=values) for place in range(count)]
    known = (
        [{"header": one.header, "value": one.value} for one in rules.export.columns] if rules.export else []
    )
    # Whoever begins is offered everything the form asks, to take away from.
    start = known or [{"header": label, "value": value} for value, label in values if value.count(".") < 2]
    filled = [*start[:200], *({} for _place in range(_SPARE))]
    return [
        ColumnForm(prefix=f"c{place}", values=values, initial={**one, "place": min((place + 1) * 10, _LAST)})
        for place, one in enumerate(filled)
    ]


def _encoding(rules: Rules) -> str:
    return rules.export.encoding if rules.export else "cp932"


def _is_valid(form: FileForm, rows: list[ColumnForm]) -> bool:
    # Every row is looked at, so that all that is wrong is told at once.
    wrong = [one for one in rows if not one.is_valid()]
    is_whole = form.is_valid() and not wrong
    if is_whole and not _named(rows):
        form.add_error(None, _("見出しのある列が一つもありません。"))
        return False
    return is_whole


def _named(rows: list[ColumnForm]) -> list[dict[str, str]]:
    """The columns that have a heading, in the order asked for."""
    kept = [one.cleaned_data for one in rows if one.cleaned_data["header"].strip()]
    ordered = sorted(kept, key=lambda one: int(one["place"]))
    return [{"header": one["header"].strip(), "value": one["value"]} for one in ordered]


def _is_saved(desk: Desk, code: str, form: FileForm, rows: list[ColumnForm]) -> bool:
    export = {"encoding": form.cleaned_data["encoding"], "columns": _named(rows)}
    return is_done(
        form,
        lambda: procedures.edit_procedure(
            **desk.act, code=code, wishes={"export": export}, seen_revision=form.cleaned_data["seen"]
        ),
    )
