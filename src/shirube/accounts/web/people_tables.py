"""The tables of the staff pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import StaffSummary
from shirube.accounts.web.labels import role_label, state_of
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import moment


@dataclass(frozen=True, slots=True)
class RoleLine:
    label: str
    role: str
    section_id: str


def people_table(people: Sequence[StaffSummary], section_names: Mapping[UUID, str]) -> Table:
    """All accounts, one row each."""
    columns = (Column(_("氏名")), Column(_("役割")), Column(_("状態")), Column(_("最後のサインイン")))
    return Table(_("職員の一覧"), columns, tuple(_row(person, section_names) for person in people))


def role_lines(person: StaffSummary, section_names: Mapping[UUID, str]) -> list[RoleLine]:
    """The person's roles in words, each with what names it in a form."""
    return [
        RoleLine(role_label(held, section_names), held.role.value, str(held.section_id or ""))
        for held in person.roles
    ]


def _row(person: StaffSummary, section_names: Mapping[UUID, str]) -> tuple[Cell, ...]:
    labels = "、".join(role_label(held, section_names) for held in person.roles)
    last = moment(person.last_sign_in_at) or None
    return (
        Cell(person.name, url=reverse("accounts:person", args=[person.id]), note=person.email),
        Cell(labels or None, missing=_("役割なし")),
        Cell(None, status=state_of(person, is_invited=person.is_invited)),
        Cell(last, missing=_("まだありません")),
    )
