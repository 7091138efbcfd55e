"""What sections type: readings, reports, reviews, quick calls. The forms check the shape; commands know the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.plans.commands.reviews import ReviewText
from shirube.plans.domain.document import EvidenceItem, KpiItem, ReviewItem
from shirube.plans.domain.terms import ActionState, Grade
from shirube.plans.web.labels import ACTION_STATES, GRADES
from shirube.plans.web.staff.evidence import EvidenceFields, evidence_key, evidence_words
from shirube.plans.web.staff.fields import SHORT, DayField, FigureField, PassageField, WordsField

BY_RULE = ""


class ReadingForm(EvidenceFields):
    """A value of a KPI. `confirmed` says that a strange value is meant, `replaces` which older one it corrects."""

    field_order = ("value", "measured_on", "source", "note")

    value = FigureField(label=_("値"))
    measured_on = DayField(label=_("いつの値か"), help_text=_("年度末の値は3月31日にします。"))
    source = WordsField(
        label=_("出所"), max_length=200, help_text=_("数えた台帳や統計の名前。市民も読みます。")
    )
    note = PassageField(label=_("補足"), required=False, widget=forms.Textarea(attrs=SHORT))
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kpi: KpiItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = self.fields["value"]
        value.unit = kpi.unit  # type: ignore[attr-defined]
        value.label = _("値（%(unit)s）") % {"unit": kpi.unit}
        value.help_text = kpi.formula


class ReportForm(EvidenceFields):
    """How an action stands in a fiscal year."""

    field_order = ("state", "reason")

    state = forms.ChoiceField(
        label=_("進み具合"),
        widget=forms.RadioSelect,
        choices=[(state.value, ACTION_STATES[state]) for state in ActionState],
    )
    reason = PassageField(
        label=_("説明と理由"),
        required=False,
        help_text=_("「遅れあり」と「中止」では、理由を必ず書いてください。市民も読みます。"),
    )
    # The report that this one replaces, as the writer saw it; empty where there was none.
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ReviewForm(EvidenceFields):
    """The annual review. `revision` is what the writer opened; empty while nobody has begun it."""

    field_order = ("achievements", "issues", "next_steps", "grade", "override_reason", "keep")

    achievements = PassageField(
        label=_("できたこと"),
        required=False,
        help_text=_(
            "この年度に何がどう変わったか。書きかけでも保存できますが、提出までに必ず書いてください。"
        ),
    )
    issues = PassageField(label=_("課題"), required=False)
    next_steps = PassageField(label=_("次の年度にすること"), required=False)
    grade = forms.ChoiceField(label=_("評価"), required=False, widget=forms.RadioSelect)
    override_reason = PassageField(
        label=_("規則と違う評価にする理由"),
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text=_("規則と違う評価を選んだときだけ書きます。評価と一緒に公表されます。"),
    )
    keep = forms.MultipleChoiceField(
        label=_("これまでの根拠"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("チェックを外すと、保存したときに外れます。"),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rule: Grade, evidence: Sequence[EvidenceItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(grade.value, GRADES[grade]) for grade in Grade]
        by_rule = _("規則のとおり（%(grade)s）") % {"grade": GRADES[rule]}
        self.fields["grade"].choices = [(BY_RULE, by_rule), *others]  # type: ignore[attr-defined]
        self.evidence = {evidence_key(item): item for item in evidence}
        kept = [(key, evidence_words(item)) for key, item in self.evidence.items()]
        self.fields["keep"].choices = kept  # type: ignore[attr-defined]
        if not kept:
            del self.fields["keep"]

    @property
    def text(self) -> ReviewText:
        """What `write_review` keeps. Only of a valid form."""
        data = self.cleaned_data
        return ReviewText(
            achievements=data["achievements"],
            issues=data["issues"],
            next_steps=data["next_steps"],
            grade_override=Grade(data["grade"]) if data["grade"] else None,
            override_reason=data["override_reason"],
        )

    @property
    def kept_evidence(self) -> list[EvidenceItem]:
        return [self.evidence[key] for key in self.cleaned_data.get("keep", [])]


def review_initial(review: ReviewItem, revision: int) -> dict[str, Any]:
    """A review as it was last saved."""
    return {
        "achievements": review.achievements,
        "issues": review.issues,
        "next_steps": review.next_steps,
        "grade": review.grade_override.value if review.grade_override else BY_RULE,
        "override_reason": review.override_reason,
        "keep": [evidence_key(item) for item in review.evidence],
        "revision": revision,
    }


class MoveForm(forms.Form):
    """A word to the next desk; what is done is said by the button."""

    comment = PassageField(
        label=_("申し送り"),
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text=_("差し戻すときは、どこをどう直すかを必ず書いてください。公表はされません。"),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class OodaForm(forms.Form):
    """A quick call. `entry` is drawn with the form, so that one sent twice is kept once."""

    observed = PassageField(label=_("観察: 何が起きているか"), widget=forms.Textarea(attrs=SHORT))
    oriented = PassageField(label=_("状況判断: それは何を意味するか"), widget=forms.Textarea(attrs=SHORT))
    decided = PassageField(label=_("決定: どうすると決めたか"), widget=forms.Textarea(attrs=SHORT))
    acted = PassageField(
        label=_("実行: 何をしたか"),
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text=_("まだこれからのときは、空のままにします。"),
    )
    entry = forms.UUIDField(widget=forms.HiddenInput)
