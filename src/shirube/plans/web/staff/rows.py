"""Forms with rows that grow: groups of rows, rows within rows, and adding one without script.

A form is drawn from a *draft*: plain values as they were typed, `{"title": …, "kpis": [{…, "stops": [{…}]}]}`. Sending
the form to add a row reads the draft back, unchecked, and draws it again with the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Draft = Mapping[str, Any]
MOST_ROWS = 60
_MESSAGES = {
    "missing_management_form": _("画面の一部が届きませんでした。前の画面に戻り、もう一度送ってください。")
}


class RowSet(forms.BaseFormSet[forms.Form]):
    """All rows are equal: one left wholly empty is no row, whether it was drawn empty or emptied."""

    def initial_form_count(self) -> int:
        return 0

    def total_form_count(self) -> int:
        if self.is_bound:
            return super().total_form_count()
        return len(self.initial or [])

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("この行を削る")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind. `label` names one row, `title` all of them; `inner` are the rows within each row."""

    name: str
    title: str | Promise
    label: str | Promise
    form: type[forms.Form]
    inner: Group | None = None


@dataclass(frozen=True, slots=True)
class Row:
    form: forms.Form
    inner: Rows | None

    @property
    def is_kept(self) -> bool:
        """Whether the row says anything and is not to be deleted. Of a checked form only."""
        return self.form.has_changed() and not self.form.cleaned_data.get("DELETE", False)

    @property
    def values(self) -> dict[str, Any]:
        """The checked values; those of the rows within under their group's name."""
        inner = {self.inner.group.name: self.inner.values} if self.inner else {}
        return {**self.form.cleaned_data, **inner}


class Rows:
    """The rows of one group, drawn from a draft or read from what was sent."""

    def __init__(
        self,
        group: Group,
        prefix: str,
        *,
        data: QueryDict | None,
        drafts: Sequence[Draft],
        extra: Mapping[str, Any],
    ) -> None:
        self.group, self.prefix = group, prefix
        factory = forms.formset_factory(
            group.form, formset=RowSet, extra=0, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
        )
        self.formset = factory(
            data,
            prefix=prefix,
            initial=list(drafts),
            form_kwargs=dict(extra),
            error_messages={key: str(words) for key, words in _MESSAGES.items()},
        )
        self.rows = [
            Row(form, self._inner(number, data, drafts, extra))
            for number, form in enumerate(self.formset.forms)
        ]

    def _inner(
        self, number: int, data: QueryDict | None, drafts: Sequence[Draft], extra: Mapping[str, Any]
    ) -> Rows | None:
        inner = self.group.inner
        if inner is None:
            return None
        own = () if data is not None else drafts[number].get(inner.name, ())
        return Rows(inner, f"{self.prefix}-{number}-{inner.name}", data=data, drafts=own, extra=extra)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def is_valid(self) -> bool:
        checked = [
            row.inner is None or not self._says_something(row) or row.inner.is_valid() for row in self.rows
        ]
        return self.formset.is_valid() and all(checked)

    def _says_something(self, row: Row) -> bool:
        # Not cleaned_data: a row to be deleted need not be right.
        name = row.form.add_prefix("DELETE")
        deleted = row.form.fields["DELETE"].widget.value_from_datadict(row.form.data, row.form.files, name)
        return row.form.has_changed() and not deleted

    @property
    def values(self) -> list[dict[str, Any]]:
        return [row.values for row in self.rows if row.is_kept]

    def draft(self, *, grow: str) -> list[dict[str, Any]]:
        """The rows as typed, with an empty one more where `grow` names this group's prefix."""
        rows = [self._draft_row(row, grow) for row in self.rows]
        return [*rows, {}] if grow == self.prefix else rows

    def _draft_row(self, row: Row, grow: str) -> dict[str, Any]:
        inner = {row.inner.group.name: row.inner.draft(grow=grow)} if row.inner else {}
        return {**typed(row.form), **inner}

    def errors(self) -> Iterator[tuple[forms.BoundField | None, str]]:
        for text in self.formset.non_form_errors():
            yield None, str(text)
        for row in self.rows:
            if self._says_something(row):
                yield from _row_errors(row)


class Editor:
    """A form with groups of rows."""

    def __init__(
        self,
        main: type[forms.Form],
        groups: Sequence[Group],
        *,
        data: QueryDict | None = None,
        draft: Draft | None = None,
        extra: Mapping[str, Any],
    ) -> None:
        drawn: Draft = draft or {}
        self.main = main(data, initial=dict(drawn), **extra)
        self.groups = [
            Rows(group, group.name, data=data, drafts=drawn.get(group.name, ()), extra=extra)
            for group in groups
        ]

    def is_valid(self) -> bool:
        return all([self.main.is_valid(), *(rows.is_valid() for rows in self.groups)])

    @property
    def values(self) -> dict[str, Any]:
        """All checked values, rows under their groups' names."""
        return {**self.main.cleaned_data, **{rows.group.name: rows.values for rows in self.groups}}

    def draft(self, *, grow: str = "") -> dict[str, Any]:
        """What was typed, unchecked; `grow` is the prefix of the group that gets a row more."""
        return {**typed(self.main), **{rows.group.name: rows.draft(grow=grow) for rows in self.groups}}

    @property
    def row_errors(self) -> list[dict[str, str]]:
        """For the error summary: every error in a row, with the address of its field."""
        found = ((rows.group.title, field, text) for rows in self.groups for field, text in rows.errors())
        return [
            {
                "text": f"{title}: {field.label if field else ''} {text}",
                "url": f"#{field.auto_id}" if field else "",
            }
            for title, field, text in found
        ]


def typed(form: forms.Form) -> dict[str, Any]:
    """What stands in the form's inputs, unchecked."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def _row_errors(row: Row) -> Iterator[tuple[forms.BoundField | None, str]]:
    for text in row.form.non_field_errors():
        yield None, str(text)
    for field in row.form:
        for text in field.errors:
            yield field, str(text)
    if row.inner:
        yield from row.inner.errors()


def lines_of(text: str) -> list[str]:
    """One entry a line, empty lines left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def check_years(first: int | None, last: int | None) -> None:
    """ValidationError where the end lies before the beginning."""
    if first is not None and last is not None and last < first:
        raise ValidationError(_("終わりの年度が始まりの年度より前です。年度を確かめてください。"))
