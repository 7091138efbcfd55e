"""Recording what was decided on an item."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.headquarters.commands.deciding import (
    DecisionNotFoundError,
    decide_item,
    reword_decision,
)
from shirube.headquarters.queries.decisions import list_decisions
from shirube.headquarters.queries.meetings import ItemView, MeetingLine, get_item
from shirube.headquarters.queries.papers import is_changed, newest_papers
from shirube.headquarters.web.desk import RECORDERS, FormPage, answer_form, desk_of, way_to
from shirube.headquarters.web.forms_items import DecisionForm
from shirube.ui.access import Access, access
from shirube.ui.links import Link


@access(Access.STAFF, roles=RECORDERS)
def decide(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """What was decided. Where the item is not what was sent, the page says so before anything is typed."""
    desk = desk_of(request)
    item = get_item(item_id=item_id, **desk.look)
    meeting = desk.meeting(item.meeting_id)
    held = newest_papers(meeting_id=meeting.id, **desk.look).get(item_id)
    changed = is_changed(item=item, held=held, on=desk.today, **desk.look)
    form = DecisionForm(request.POST or None, item=item, is_changed=changed)
    lead = item.title
    if changed:
        lead = _(
            "資料を送ったあとに、この議題が変わっています。会議の資料のページから追加の資料を送ると、印を付けずに記録できます。"
        )
    return answer_form(
        request,
        form,
        lambda data: decide_item(
            item_id=item_id, entry=form.entry(), seen_revision=data["revision"], **desk.act
        ),
        _form_page(meeting, item, _("決定を記録する"), lead, _("決定を記録しました。")),
        {
            "headquarters.changed_since_papers": "takes_note",
            "headquarters.report_not_decided": "outcome",
            "headquarters.reason_missing": "wording",
        },
    )


@access(Access.STAFF, roles=RECORDERS)
def reword(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Mend the words; the outcome stays."""
    desk = desk_of(request)
    item = get_item(item_id=item_id, **desk.look)
    meeting = desk.meeting(item.meeting_id)
    decision = list_decisions(meeting_id=meeting.id, **desk.look).get(item_id)
    if decision is None:
        raise DecisionNotFoundError(item=item.title)
    form = DecisionForm(request.POST or None, item=item, is_changed=False, decision=decision)
    lead = _("結果は変えられません。言葉だけを直します。")
    return answer_form(
        request,
        form,
        lambda data: reword_decision(
            item_id=item_id, wording=data["wording"], points=data["points"], **desk.act
        ),
        _form_page(meeting, item, _("決定の言葉を直す"), lead, ""),
    )


def _form_page(meeting: MeetingLine, item: ItemView, title: str, lead: str, told: str) -> FormPage:
    address = reverse("headquarters_staff:item", args=[item.id])
    return FormPage(
        title=title,
        lead=lead,
        submit=_("記録する"),
        to=address,
        breadcrumbs=way_to(meeting, Link(item.title, address), Link(title, "")),
        told=told,
    )
