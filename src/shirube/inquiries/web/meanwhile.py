"""Two people of a section write at once: what the other saved beside what was typed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shirube.forms import interface as forms
from shirube.inquiries.commands.answering import AnswerDraft
from shirube.inquiries.queries.contents import AskedKpi, RowsPart
from shirube.inquiries.queries.inquiries import AskedView, InquiryView
from shirube.registers import interface as registers


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """For ui/components/difference.html: `before` is the other's, `after` what was typed here."""

    label: str
    before: str | None
    after: str | None


def differences(
    inquiry: InquiryView, theirs: AskedView, mine: AnswerDraft, part: RowsPart | None, kpis: list[AskedKpi]
) -> list[Meanwhile]:
    return [
        *_questions(inquiry, theirs, mine),
        *_rows(theirs, mine, part),
        *_kpis(theirs, mine, kpis),
        *_remark(theirs, mine),
    ]


def _questions(inquiry: InquiryView, theirs: AskedView, mine: AnswerDraft) -> Iterator[Meanwhile]:
    if inquiry.form is None:
        return
    found = forms.list_differences(inquiry.form, theirs.answers, mine.answers, language="ja")
    yield from (Meanwhile(one.label, one.before or None, one.after or None) for one in found)


def _rows(theirs: AskedView, mine: AnswerDraft, part: RowsPart | None) -> Iterator[Meanwhile]:
    for row in part.rows if part else ():
        key, item = str(row.item.id), row.item
        for one in part.fields if part else ():
            before = list(theirs.rows.get(key, {}).get(one.code, ["", item.value(one.code)]))[1]
            after = list(mine.rows.get(key, {}).get(one.code, ["", item.value(one.code)]))[1]
            if before != after:
                names = part.register.section_names if part else {}
                shown = [registers.show_value(one, value, names) or None for value in (before, after)]
                yield Meanwhile(f"{item.title} {one.label}", *shown)


def _kpis(theirs: AskedView, mine: AnswerDraft, kpis: list[AskedKpi]) -> Iterator[Meanwhile]:
    for one in kpis:
        key = str(one.kpi.id)
        before = theirs.readings.get(key, {}).get("value", "")
        after = mine.readings.get(key, {}).get("value", "")
        if before != after:
            yield Meanwhile(one.kpi.name, before or None, after or None)


def _remark(theirs: AskedView, mine: AnswerDraft) -> Iterator[Meanwhile]:
    if theirs.remark != mine.remark.strip():
        yield Meanwhile(_("照会した課への連絡"), theirs.remark or None, mine.remark.strip() or None)
    if theirs.is_not_applicable != mine.is_not_applicable:
        words = {True: _("該当なし"), False: _("答える")}
        yield Meanwhile(_("該当"), words[theirs.is_not_applicable], words[mine.is_not_applicable])
