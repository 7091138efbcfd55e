"""The asker looks at one section's answer: accepts it, or sends it back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shirube.inquiries.commands.looking import Carried, accept_answer, send_back_answer
from shirube.inquiries.domain.terms import InquiryState
from shirube.inquiries.queries.inquiries import get_asked, get_inquiry
from shirube.inquiries.queries.rights import can_ask
from shirube.inquiries.queries.talks import names_of_actors
from shirube.inquiries.web.desk import READERS, WRITERS, Desk, attempt, desk_of, way_to
from shirube.inquiries.web.forms import CommentForm
from shirube.inquiries.web.told import tell_answer
from shirube.inquiries.web.words import answer_status, day_of, late_note
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page


@access(Access.STAFF, roles=READERS)
def look(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """The answer beside what the register and the KPIs say now, with the two buttons."""
    desk = desk_of(request)
    found, _asked = get_asked(**desk.look, asked_id=asked_id)
    inquiry = get_inquiry(**desk.look, inquiry_id=found.id)
    asked = inquiry.find_asked(asked_id)
    asker = inquiry.section.id if inquiry.section else None
    may_act = desk.actor.holds(*WRITERS) and can_ask(desk.actor, asker)
    if request.method == "POST":
        return _act(request, asked_id, inquiry.id)
    approved_by = names_of_actors(desk.municipality_id, [asked.approved_by]).get(asked.approved_by, "")
    context = {
        "inquiry": inquiry,
        "asked": asked,
        "status": answer_status(asked, desk.today),
        "late": late_note(asked),
        "answered_on": day_of(asked.answered_at),
        "approved_by": approved_by,
        "summary": tell_answer(inquiry, asked, desk),
        "may_accept": may_act and asked.is_given and asked.accepted_at is None,
        "may_return": may_act
        and asked.is_given
        and asked.accepted_at is None
        and inquiry.state is InquiryState.SENT,
        "comment_form": CommentForm(),
        "breadcrumbs": way_to(inquiry, Link(asked.section.name, "")),
    }
    return page(request, "inquiries/look.html", context)


def _act(request: HttpRequest, asked_id: UUID, inquiry_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    facts = {**desk.act, "asked_id": asked_id}
    if "_return" in request.POST:
        comment = request.POST.get("comment", "")[:2_000]
        done = _("課に戻しました。コメントは、課の画面とメールで伝わります。")
        if attempt(request, partial(send_back_answer, **facts, comment=comment), done):
            return redirect("inquiries:inquiry", inquiry_id)
        return redirect("inquiries:look", asked_id)
    accept = partial(
        accept_answer, **facts, seen_revision=_number(request, "revision"), seen_items=_seen(request)
    )
    carried: list[Carried] = []
    done = _("確認しました。台帳と指標に入る回答は、反映されました。")
    if not attempt(request, lambda: carried.append(accept()), done):
        return redirect("inquiries:look", asked_id)
    if carried[0].left:
        names = "".join(f"「{one}」" for one in carried[0].left)
        messages.warning(request, _left_words(asked_id, desk) % {"names": names})
    return redirect("inquiries:inquiry", inquiry_id)


def _left_words(asked_id: UUID, desk: Desk) -> str:
    inquiry, _asked = get_asked(**desk.look, asked_id=asked_id)
    if inquiry.state is InquiryState.SENT:
        return _(
            "%(names)sは、この画面を開いたあとにほかで変わったため、反映していません。この項目だけ、課に聞き直しています。"
        )
    return _(
        "%(names)sは、この画面を開いたあとにほかで変わったため、反映していません。締め切ったあとなので、課には聞き直していません。"
    )


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _seen(request: HttpRequest) -> dict[UUID, int]:
    """`seen` = "<item>-<revision>", one for each row that the page showed."""
    seen: dict[UUID, int] = {}
    for text in request.POST.getlist("seen")[:5_000]:
        item, _dash, revision = text.partition("-")
        if revision.isascii() and revision.isdecimal() and len(revision) < 10:
            try:
                seen[UUID(hex=item)] = int(revision)
            except ValueError:
                continue
    return seen
