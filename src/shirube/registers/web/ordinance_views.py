"""Searching ordinances for the words of rules: sending a text in, and deciding about each sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.registers.commands.ordinances import (
    LARGEST_FILE,
    decide_hit,
    keep_ordinance,
    read_ordinance,
    rules_of,
)
from shirube.registers.models import Verdict
from shirube.registers.queries.ordinances import HitView, get_ordinance, list_ordinances
from shirube.registers.queries.registers import RegisterView
from shirube.registers.queries.rights import can_change_item
from shirube.registers.web.desk import READERS, WRITERS, Desk, desk_of, tell, way_to
from shirube.registers.web.forms import OrdinanceForm, VerdictForm
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Cell, Column, Status, Table
from shirube.ui.uploads import limit_body

_VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.APPLIES: ("warning", "flag"),
    Verdict.DOES_NOT: ("neutral", "circle"),
    Verdict.CHANGED: ("success", "done"),
}


def _refuse_large(request: HttpRequest, code: str) -> HttpResponse:
    messages.error(
        request, _("ファイルが大きすぎます。10MBまでのファイルを送ってください。何も保存していません。")
    )
    return redirect("registers_staff:ordinances", code)


# The body of an upload may only be read once its size is known to be bearable; csrf_protect reads it behind the limit.
@csrf_exempt
@access(Access.STAFF, roles=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@limit_body(LARGEST_FILE, _refuse_large)
@csrf_protect
def show_ordinances(request: HttpRequest, code: str) -> HttpResponse:
    """The ordinances that were sent in, and the form for another one."""
    desk = desk_of(request)
    register = desk.register(code)
    rules = rules_of(register.pack)
    form = OrdinanceForm(request.POST or None, request.FILES or None, sections=_sections(register, desk))
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            ordinance_id = _keep(register, form, desk)
        except DomainError as error:
            status = tell(form, error, "file")
        else:
            return redirect("registers_staff:ordinance", code, ordinance_id)
    context = {
        "register": register,
        "form": form,
        "may_send": bool(_sections(register, desk)),
        "table": _table(register, desk),
        "rules": [{"term": one.label, "text": "、".join(one.words)} for one in rules],
        "breadcrumbs": way_to(register, Link(_("例規の文から探す"), "")),
    }
    return page(request, "registers/staff/ordinances.html", context, status=status)


@access(Access.STAFF, roles=READERS)
def show_ordinance(request: HttpRequest, code: str, ordinance_id: UUID) -> HttpResponse:
    """Each sentence that was found, its words marked, and what was decided about it."""
    desk = desk_of(request)
    register = desk.register(code)
    ordinance = get_ordinance(
        municipality_id=desk.municipality_id,
        register_id=register.id,
        ordinance_id=ordinance_id,
        actor=desk.actor,
    )
    labels = {one.value: one.label for one in rules_of(register.pack)}
    context = {
        "register": register,
        "ordinance": ordinance,
        "waiting": sum(hit.verdict is None for hit in ordinance.hits),
        "hits": [_hit(register, hit, labels) for hit in ordinance.hits],
        "verdicts": Verdict.choices,
        "breadcrumbs": way_to(
            register,
            Link(_("例規の文から探す"), reverse("registers_staff:ordinances", args=[code])),
            Link(ordinance.title, ""),
        ),
    }
    return page(request, "registers/staff/ordinance.html", context)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def decide(request: HttpRequest, code: str, ordinance_id: UUID, hit_id: UUID) -> HttpResponse:
    """Keep what the person decided; where the rule applies, the sentence becomes an item."""
    desk = desk_of(request)
    register = desk.register(code)
    # Before anything typed is judged: what this person may not see is not there.
    get_ordinance(
        municipality_id=desk.municipality_id,
        register_id=register.id,
        ordinance_id=ordinance_id,
        actor=desk.actor,
    )
    form = VerdictForm(request.POST)
    address = reverse("registers_staff:ordinance", args=[code, ordinance_id])
    if not form.is_valid():
        messages.error(request, _("判断が選ばれていません。一つ選んで、もう一度保存してください。"))
        return redirect(address)
    verdict = Verdict(form.cleaned_data["verdict"])
    note = form.cleaned_data["note"]
    try:
        decide_hit(**desk.act, ordinance_id=ordinance_id, hit_id=hit_id, verdict=verdict, note=note)
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("判断を保存しました。"))
    return redirect(f"{address}#hit-{hit_id}")


def _keep(register: RegisterView, form: OrdinanceForm, desk: Desk) -> UUID:
    data = form.cleaned_data
    # Before the command: reading a file takes time in which nobody else could write.
    paragraphs = read_ordinance(name=data["file"].name or "", content=data["file"].read())
    return keep_ordinance(
        **desk.act,
        register=register.code,
        title=data["title"],
        section=data["section"],
        file_name=data["file"].name or "",
        paragraphs=paragraphs,
    )


def _sections(register: RegisterView, desk: Desk) -> list[tuple[str, str]]:
    """Those in whose name this person may send in an ordinance."""
    office = desk.office(register)
    return [
        (code, one.name)
        for code, one in register.sections.items()
        if code not in office.ended and can_change_item(desk.actor, one.id)
    ]


def _table(register: RegisterView, desk: Desk) -> Table:
    columns = (
        Column(_("例規")),
        Column(_("所管の課")),
        Column(_("見つかった文"), number=True),
        Column(_("判断を待つ文")),
    )
    names = {one.id: one.name for one in register.sections.values()}
    rows = tuple(
        (
            Cell(one.title, url=reverse("registers_staff:ordinance", args=[register.code, one.id])),
            Cell(names.get(one.section_id) if one.section_id else None, missing=_("なし")),
            Cell(_("%(n)s件") % {"n": one.hits}),
            Cell(None, status=_waiting(one.waiting)),
        )
        for one in list_ordinances(municipality_id=desk.municipality_id, register_id=register.id)
    )
    return Table(_("送られた例規"), columns, rows)


def _waiting(count: int) -> Status:
    if count:
        return Status(_("%(n)s件") % {"n": count}, "warning", "clock")
    return Status(_("すべて判断済み"), "success", "done")


def _hit(register: RegisterView, hit: HitView, labels: Mapping[str, str]) -> dict[str, Any]:
    item = reverse("registers_staff:item", args=[register.code, hit.item_id]) if hit.item_id else ""
    status = Status(str(hit.verdict.label), *_VERDICTS[hit.verdict]) if hit.verdict else None
    return {
        "id": hit.id,
        "rule": labels.get(hit.rule, hit.rule),
        "article": hit.article,
        "sentence": marked(hit.sentence, hit.marks),
        "status": status,
        "note": hit.note,
        "item_url": item,
    }


def marked(sentence: str, marks: Sequence[tuple[int, int]]) -> SafeString:
    """The sentence with the words of the rule marked."""
    parts: list[tuple[str, str]] = []
    at = 0
    for first, end in marks:
        parts.append((sentence[at:first], sentence[first:end]))
        at = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), sentence[at:])
