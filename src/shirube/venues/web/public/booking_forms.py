"""What residents type when they book. Forms check the shape; commands know the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.bookings.interface import Booker
from shirube.kernel.text import normalise
from shirube.venues.commands.entering import EntryWish
from shirube.venues.commands.renting import RoomWish
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.domain.facts import CourseFacts, FacilityFacts, RoomFacts
from shirube.venues.web.public.reader import Reader
from shirube.venues.web.words import AGES, plain, yen_words

KEY = "[0-9a-f]{32}"


class BookerForm(forms.Form):
    """Who books: a name, and a way to be reached."""

    name = forms.CharField(
        label=gettext_lazy("名前"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    mail = forms.EmailField(
        label=gettext_lazy("メールアドレス"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("予約の確認と、変わったことを送ります。"),
    )
    phone = forms.CharField(
        label=gettext_lazy("電話番号"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        help_text=gettext_lazy("メールがない人は、電話番号を書いてください。"),
    )
    key = forms.RegexField(KEY, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not (data.get("mail") or data.get("phone")) and not {"mail", "phone"} & set(self.errors):
            self.add_error("mail", _("メールアドレスか電話番号のどちらかを書いてください。"))
        return data

    def booker(self, reader: Reader) -> Booker:
        data = self.cleaned_data
        return Booker(
            resident_id=reader.resident_id,
            name=normalise(data["name"]),
            mail=data["mail"],
            phone=normalise(data["phone"]),
            language=reader.language,
            turns=reader.turns,
        )


class EnterForm(BookerForm):
    """Entering a session, or its waiting list."""

    quantity = forms.TypedChoiceField(label=gettext_lazy("人数"), coerce=int)
    age_group = forms.ChoiceField(
        label=gettext_lazy("年代"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("市が、どの年代の人が来たかを数えるために使います。"),
    )

    def __init__(self, data: Any, *, course: CourseFacts, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial={"quantity": 1, **initial})
        people = [(n, _("%(n)s人") % {"n": n}) for n in range(1, course.seats_each + 1)]
        self.fields["quantity"].choices = people  # type: ignore[attr-defined]
        self.fields["age_group"].choices = [(one.value, AGES[one]) for one in AgeGroup]  # type: ignore[attr-defined]
        if course.seats_each == 1:
            del self.fields["quantity"]
        if not course.asks_age:
            del self.fields["age_group"]

    def wish(self, version_id: Any, answers: Mapping[str, Any]) -> EntryWish:
        data = self.cleaned_data
        return EntryWish(
            quantity=data.get("quantity", 1),
            age_group=AgeGroup(data.get("age_group", AgeGroup.UNKNOWN)),
            form_version_id=version_id,
            answers=answers,
        )


class RoomUseForm(forms.Form):
    """What the room is for: everything the fee depends on."""

    purpose = forms.CharField(label=gettext_lazy("使う目的"), max_length=200)
    people = forms.IntegerField(label=gettext_lazy("使う人数"), min_value=1, max_value=100_000)
    fee_class = forms.ChoiceField(label=gettext_lazy("料金の区分"), widget=forms.RadioSelect)
    equipment = forms.MultipleChoiceField(
        label=gettext_lazy("使う設備"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reduction = forms.ChoiceField(
        label=gettext_lazy("料金の減免"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("申し込むと、担当の課が確かめて、認めるかどうかをお知らせします。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("減免を申し込む理由"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: Any, *, house: FacilityFacts, room: RoomFacts, language: str, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        classes = [(one.code, plain(one.title, language)) for one in house.fee_classes]
        things = [
            (one.code, f"{plain(one.title, language)} {yen_words(one.fee_yen)}") for one in room.equipment
        ]
        reasons = [(one.code, plain(one.title, language)) for one in house.reductions]
        self.fields["fee_class"].choices = classes  # type: ignore[attr-defined]
        self.fields["equipment"].choices = things  # type: ignore[attr-defined]
        self.fields["reduction"].choices = [("", _("申し込まない")), *reasons]  # type: ignore[attr-defined]
        self.fields["people"].help_text = _("%(n)s人まで入れます。") % {"n": room.people}
        if not things:
            del self.fields["equipment"]
        if not reasons:
            del self.fields["reduction"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("reduction") and not data.get("reason"):
            self.add_error("reason", _("減免を申し込む理由を書いてください。"))
        return data

    def wish(self) -> RoomWish:
        data = self.cleaned_data
        return RoomWish(
            fee_class=data["fee_class"],
            people=data["people"],
            equipment=tuple(data.get("equipment", ())),
            reduction=data.get("reduction", ""),
            purpose=normalise(data["purpose"]),
            reason=normalise(data.get("reason", "")),
        )
