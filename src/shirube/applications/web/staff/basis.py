"""判断のもと: what whoever proposes or approves must have seen, said before the button is pressed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.applications.domain.attachments import file_ids_in
from shirube.applications.domain.people import Channel
from shirube.applications.queries.duplicates import list_duplicates
from shirube.applications.queries.staff_cases import CaseForStaff
from shirube.applications.web.staff.desk import Desk
from shirube.applications.web.staff.words import CHANNELS, LEVELS
from shirube.forms import interface as forms
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date

_SOON = 3


def present_basis(desk: Desk, found: CaseForStaff, name: str) -> dict[str, Any]:
    """Who, what, until when, what is odd, and the answers. Cost: the search for a second application."""
    return {
        "name": name,
        "channel": CHANNELS[found.channel],
        "level": LEVELS.get(found.level, found.level),
        "warnings": [*list_warnings(desk, found), *_same_person(desk, found)],
        "sections": forms.summarise(found.version.form, dict(found.answers), language="ja", today=desk.today),
        "file_urls": {
            file_id: reverse("applications_staff:file", args=[found.id, file_id])
            for file_id in file_ids_in(found.answers)
        },
    }


def list_warnings(desk: Desk, found: CaseForStaff) -> list[str]:
    """What is missing, late, unanswered or unclear, in words. No query."""
    return [*_of_time(desk, found), *_of_people(found), *_of_answers(found), *_of_talk(found)]


def _of_time(desk: Desk, found: CaseForStaff) -> Iterator[str]:
    if found.due_on is None:
        return
    day = format_date(found.due_on)
    if found.is_overdue:
        yield _("標準処理期間（%(day)s）を過ぎています。") % {"day": day}
    elif (found.due_on - desk.today).days <= _SOON and found.settled_at is None:
        yield _("期限の%(day)sが近づいています。") % {"day": day}


def _of_people(found: CaseForStaff) -> Iterator[str]:
    represented = found.parties["represented"]
    if represented and not represented.get("mandate_id"):
        yield _(
            "%(name)sさんの代わりの申請ですが、代理の登録がありません。委任状などを見たか、確かめてください。"
        ) % {"name": represented["name"]}
    proof = (found.parties["evidence"] or {}).get("proof") or {}
    if proof.get("match") == "unclear":
        yield _("電子署名の氏名の書き方が申請と違います。本人か、確かめてください。")


def _of_answers(found: CaseForStaff) -> Iterator[str]:
    """As on the day of arrival: what was in time then is not late now. The files of a paper are in its scan."""
    form, answers = found.version.form, dict(found.answers)
    problems = forms.check_answers(form, answers, today=japan_date(found.submitted_at))
    if found.channel != Channel.ONLINE:
        uploads = {key for key, field in form.by_key.items() if field.type == "files"}
        problems = [one for one in problems if one.path not in uploads]
    for one in forms.present_problems(form, problems, answers, language="ja"):
        yield f"{one.label}: {one.text}" if one.label else one.text
    if words := unopened_files(found):
        yield words


def unopened_files(found: CaseForStaff) -> str:
    """Which files of the case nobody can open; empty where all can be."""
    names = _("、").join(one.name for one in found.files if not one.can_be_opened)
    words = _("まだ開けないファイルがあります（ウイルスの検査待ち、または拒否）: %(names)s")
    return words % {"names": names} if names else ""


def _of_talk(found: CaseForStaff) -> Iterator[str]:
    if any(one.answer is None and not one.is_taken_back for one in found.opinions):
        yield _("ほかの課に聞いた意見が、まだ届いていません。")
    if any(one.is_from_resident and one.read_at is None for one in found.messages):
        yield _("申請した人から、まだ読んでいないメッセージがあります。")


def _same_person(desk: Desk, found: CaseForStaff) -> Iterator[str]:
    others = list_duplicates(
        **desk.look,
        procedure_code=found.procedure_code,
        form=found.version.form,
        answers=found.answers,
        today=desk.today,
    )
    numbers = [one.receipt_number for one in others if one.id != found.id]
    if numbers:
        yield _("同じ氏名の人の、同じ手続きの申請がほかにあります: %(numbers)s") % {
            "numbers": _("、").join(numbers)
        }
