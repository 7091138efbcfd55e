"""Forms of bodies, seats and meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts import interface as accounts
from shirube.headquarters.commands.bodies import BodyEntry, SeatEntry
from shirube.headquarters.commands.meetings import Attended, MeetingEntry
from shirube.headquarters.domain.terms import BodyKind, Presence, SeatRole
from shirube.headquarters.queries.bodies import BodyLine, SeatLine
from shirube.headquarters.queries.meetings import AttendanceLine, MeetingLine
from shirube.headquarters.web.words import BODY_KINDS, PRESENCES, SEAT_ROLES
from shirube.organizations.interface import SectionSummary


def date_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def time_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, help_text=help_text, widget=widget)


def section_choices(sections: Iterable[SectionSummary]) -> list[tuple[str, str]]:
    return [("", _("なし")), *((str(one.id), one.name) for one in sections)]


def as_id(value: str) -> UUID | None:
    return UUID(value) if value else None


class BodyForm(forms.Form):
    code = forms.SlugField(
        label=gettext_lazy("符号"),
        max_length=40,
        help_text=gettext_lazy("アドレスに使います。半角の英字、数字、ハイフン。例: headquarters"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("種類"), choices=list(BODY_KINDS.items()))
    name = forms.CharField(label=gettext_lazy("名前"), max_length=100)
    purpose = forms.CharField(
        label=gettext_lazy("役目"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    rule = forms.CharField(label=gettext_lazy("もとになる要綱など"), max_length=200, required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("会議を市民のページに出す"), required=False, initial=True
    )

    def __init__(self, *args: Any, body: BodyLine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body is not None:
            del self.fields["code"]
            self.initial.update(
                kind=body.kind.value,
                name=body.name,
                purpose=body.purpose,
                rule=body.rule,
                is_public=body.is_public,
            )

    def entry(self) -> BodyEntry:
        data = self.cleaned_data
        return BodyEntry(
            kind=BodyKind(data["kind"]),
            name=data["name"],
            purpose=data["purpose"],
            rule=data["rule"],
            is_public=data["is_public"],
        )


class SeatForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("役"), choices=list(SEAT_ROLES.items()))
    post = forms.CharField(label=gettext_lazy("職"), max_length=100, help_text=gettext_lazy("例: 副市長"))
    name = forms.CharField(label=gettext_lazy("氏名"), max_length=100, required=False)
    staff = forms.ChoiceField(
        label=gettext_lazy("しるべの職員"),
        required=False,
        help_text=gettext_lazy("選ぶと、課題がこの人の仕事の一覧に出ます。"),
    )
    section = forms.ChoiceField(label=gettext_lazy("課"), required=False)
    begins_on = date_field(gettext_lazy("いつから"))
    ends_on = date_field(
        gettext_lazy("いつまで"),
        required=False,
        help_text=gettext_lazy("この日からは委員でなくなります。続く間は空けておきます。"),
    )

    def __init__(
        self,
        *args: Any,
        staff: Sequence[accounts.StaffSummary],
        sections: Sequence[SectionSummary],
        seat: SeatLine | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [("", _("選ばない")), *((str(one.id), one.name) for one in staff)]
        self.fields["staff"].choices = people  # type: ignore[attr-defined]
        self.fields["section"].choices = section_choices(sections)  # type: ignore[attr-defined]
        if seat is not None:
            self.initial.update(
                role=seat.role.value,
                post=seat.post,
                name=seat.name,
                staff=str(seat.staff_id or ""),
                section=str(seat.section_id or ""),
                begins_on=seat.begins_on,
                ends_on=seat.ends_on,
            )

    def entry(self) -> SeatEntry:
        data = self.cleaned_data
        return SeatEntry(
            role=SeatRole(data["role"]),
            post=data["post"],
            name=data["name"],
            staff_id=as_id(data["staff"]),
            section_id=as_id(data["section"]),
            begins_on=data["begins_on"],
            ends_on=data["ends_on"],
        )


class MeetingForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    body = forms.ChoiceField(label=gettext_lazy("会議体"))
    session = forms.CharField(
        label=gettext_lazy("回"), max_length=60, help_text=gettext_lazy("例: 令和8年度 第3回")
    )
    held_on = date_field(gettext_lazy("開催日"))
    starts_time = time_field(gettext_lazy("始まり"))
    ends_time = time_field(gettext_lazy("終わり（予定）"), required=False)
    place = forms.CharField(label=gettext_lazy("場所"), max_length=100, required=False)
    papers_as_of = date_field(
        gettext_lazy("資料の基準日"),
        required=False,
        help_text=gettext_lazy(
            "計画、台帳、数値を、この日の終わりの様子で資料にします。空ければ資料を送る日です。"
        ),
    )
    is_announced = forms.BooleanField(
        label=gettext_lazy("開催の予定を市民のページに出す"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, bodies: Sequence[BodyLine], meeting: MeetingLine | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if meeting is None:
            self.fields["body"].choices = [(one.code, one.name) for one in bodies]  # type: ignore[attr-defined]
            return
        del self.fields["body"]
        names = ("session", "held_on", "starts_time", "ends_time", "place", "papers_as_of", "is_announced")
        self.initial.update({name: getattr(meeting, name) for name in names}, revision=meeting.revision)

    def entry(self) -> MeetingEntry:
        data = self.cleaned_data
        return MeetingEntry(
            session=data["session"],
            held_on=data["held_on"],
            starts_time=data["starts_time"],
            ends_time=data["ends_time"],
            place=data["place"],
            papers_as_of=data["papers_as_of"],
            is_announced=data["is_announced"],
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=200)


class CloseForm(forms.Form):
    ends_time = time_field(
        gettext_lazy("終わった時刻"), required=False, help_text=gettext_lazy("空ければ予定の時刻のままです。")
    )


class AttendanceForm(forms.Form):
    """A choice and a deputy's name for each seat."""

    def __init__(
        self,
        *args: Any,
        seats: Sequence[SeatLine],
        recorded: Sequence[AttendanceLine],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._seats = seats
        known = {one.seat_id: one for one in recorded}
        for seat in seats:
            was = known.get(seat.id)
            label = " ".join(word for word in (seat.post, seat.name) if word)
            self.fields[f"presence-{seat.id}"] = forms.ChoiceField(
                label=label,
                choices=list(PRESENCES.items()),
                initial=was.presence.value if was else Presence.PRESENT.value,
            )
            self.fields[f"deputy-{seat.id}"] = forms.CharField(
                label=_("%(who)sの代理の人") % {"who": label},
                max_length=100,
                required=False,
                initial=was.deputy if was else "",
            )

    def attended(self) -> dict[UUID, Attended]:
        data = self.cleaned_data
        return {
            seat.id: Attended(
                presence=Presence(data[f"presence-{seat.id}"]), deputy=data[f"deputy-{seat.id}"]
            )
            for seat in self._seats
        }
