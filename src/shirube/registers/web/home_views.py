"""The first page of registers: what the city keeps, how far each has come, and what of one's own section is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.errors import DomainError
from shirube.registers.commands.items import hand_over_items
from shirube.registers.domain.definition import Visibility
from shirube.registers.queries.registers import RegisterView, list_registers, office_of
from shirube.registers.queries.rights import can_keep
from shirube.registers.web.desk import KEEPERS, READERS, Desk, desk_of, tell, way
from shirube.registers.web.forms import HandOverForm
from shirube.registers.web.words import late_words
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Status, Table

_MOST_LATE = 20


@dataclass(frozen=True, slots=True)
class Card:
    """For registers/staff/home.html."""

    register: RegisterView
    url: str
    words: str
    status: Status | None

    @property
    def total(self) -> int:
        return len(self.register.items)


@access(Access.STAFF, roles=READERS)
def show_home(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    registers = list_registers(**desk.look)
    context = {
        "cards": [_card(register) for register in registers],
        "mine": _mine(registers, desk),
        "ended": _ended(registers, desk),
        "may_hand_over": can_keep(desk.actor),
        "breadcrumbs": [*way()[:-1], Link(_("台帳"), "")],
    }
    return page(request, "registers/staff/home.html", context)


@access(Access.STAFF, roles=KEEPERS)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Give all items of a section to another one, when sections are merged or closed."""
    desk = desk_of(request)
    office = office_of(municipality_id=desk.municipality_id, on=desk.today)
    form = HandOverForm(request.POST or None, office=office)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            moved = hand_over_items(**desk.act, **form.cleaned_data)
        except DomainError as error:
            status = tell(form, error)
        else:
            messages.success(request, _("%(count)s件の担当課を変えました。") % {"count": moved})
            return redirect("registers_staff:home")
    context = {
        "form": form,
        "title": _("課の仕事を引き継ぐ"),
        "lead": _("今の担当課の項目を、すべての台帳でまとめて別の課に移します。"),
        "submit": _("引き継ぐ"),
        "cancel_url": reverse("registers_staff:home"),
        "breadcrumbs": way(Link(_("課の仕事を引き継ぐ"), "")),
    }
    return page(request, "registers/staff/form.html", context, status=status)


def _card(register: RegisterView) -> Card:
    address = reverse("registers_staff:table", args=[register.code])
    total, late = len(register.items), len(register.late)
    words = _("%(total)s件のうち%(done)s件が完了") % {"total": total, "done": register.done}
    if late:
        return Card(register, address, words, Status(_("遅れ %(n)s件") % {"n": late}, "warning", "clock"))
    if register.pack.visibility is Visibility.RESTRICTED:
        return Card(register, address, words, Status(_("読める人を限っています"), "neutral", "info"))
    return Card(register, address, words, None)


def _mine(registers: Sequence[RegisterView], desk: Desk) -> Table:
    """What is late in the sections of this person, the longest first."""
    late = [
        (register, item)
        for register in registers
        for item in register.late
        if item.section_id and desk.actor.works_in([item.section_id])
    ]
    late.sort(key=lambda one: -one[1].progress.days_late)
    rows = tuple(
        (
            Cell(item.title, url=reverse("registers_staff:item", args=[register.code, item.id])),
            Cell(register.pack.title),
            Cell(late_words(item.progress)),
        )
        for register, item in late[:_MOST_LATE]
    )
    columns = (Column(_("項目")), Column(_("台帳")), Column(_("遅れ")))
    return Table(_("あなたの課の遅れている項目"), columns, rows)


def _ended(registers: Sequence[RegisterView], desk: Desk) -> Sequence[str]:
    """Names of sections that have ended and still have items."""
    found = {
        section.name
        for register in registers
        for section in register.sections.values()
        if section.ends_on
        and section.ends_on <= desk.today
        and any(item.section_id == section.id for item in register.items)
    }
    return sorted(found)
