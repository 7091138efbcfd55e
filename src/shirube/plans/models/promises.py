"""What the city promised: plan, pillar, initiative, action, and what stands around them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shirube.organizations.interface import TenantModel
from shirube.plans.domain.terms import Category, DocumentKind, LogicStage, NoteKind, Relation

_CATEGORIES = [(category.value, category.value) for category in Category]


class Plan(TenantModel):
    """A plan or policy with its period in fiscal years, both inclusive."""

    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    document_kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in DocumentKind])
    # As precise as the document: "2021", "2021-12" or "2021-12-24".
    adopted = models.CharField(max_length=10, blank=True)
    start_year = models.PositiveSmallIntegerField()
    end_year = models.PositiveSmallIntegerField()
    philosophy = models.CharField(max_length=300, blank=True)
    progress_method = models.TextField(blank=True)
    kpi_note = models.TextField(blank=True)
    source = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    translations = models.JSONField(default=dict)
    # Grows with every change of the plan or of its progress: the stamp of all pages made from it.
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    # Which pack the plan was last loaded from.
    pack_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-start_year", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="plans_plan_slug"),
            models.CheckConstraint(name="plans_plan_period", condition=Q(end_year__gte=F("start_year"))),
        ]

    def __str__(self) -> str:
        return self.name


class PlanLink(TenantModel):
    """Another plan this one stands under, beside or behind; with the class of work that it carries."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Relation])
    category = models.CharField(max_length=1, choices=_CATEGORIES, blank=True)
    part = models.CharField(max_length=200, blank=True)
    adopted = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Pillar(TenantModel):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pillars")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=1, choices=_CATEGORIES, blank=True)
    translations = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "plan", "slug"], name="plans_pillar_slug")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Initiative(TenantModel):
    """One thing the plan sets out to do (取組事項)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="initiatives")
    # A plan may list its initiatives without saying which pillar carries which.
    pillar = models.ForeignKey(
        Pillar, null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives"
    )
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True)
    category = models.CharField(max_length=1, choices=_CATEGORIES, blank=True)
    dx_mark = models.BooleanField(default=False)
    dx_mark_basis = models.CharField(max_length=300, blank=True)
    translations = models.JSONField(default=dict)
    # Two editors: the one who saves second must have read what the first saved.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "plan", "slug"], name="plans_initiative_slug"),
            models.UniqueConstraint(fields=["municipality", "plan", "code"], name="plans_initiative_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Responsibility(TenantModel):
    """Who carries an initiative: one section, or a wording such as 「すべての課」 that names none."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="responsibilities")
    position = models.PositiveSmallIntegerField()
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField(max_length=120)
    duties = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "responsibilities"

    def __str__(self) -> str:
        return self.label


class InitiativeNote(TenantModel):
    """Background, issue, response, case elsewhere and the like."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="notes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in NoteKind])
    text = models.TextField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:40]


class RelatedLaw(TenantModel):
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="laws")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    clause = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.name} {self.clause}"


class LogicStep(TenantModel):
    """A box of an initiative's logic model, with the figure that shows whether it came true."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="logic")
    position = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=[(stage.value, stage.value) for stage in LogicStage])
    text = models.CharField(max_length=300)
    measure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.stage} {self.text[:40]}"


class Action(TenantModel):
    """A bar of the road map (実施事項)."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=160)
    translations = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "initiative", "code"], name="plans_action_code")
        ]

    def __str__(self) -> str:
        return self.name


class ActionPhase(TenantModel):
    """A named stretch of an action (準備, 移行, 稼働) over fiscal years, both inclusive."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(max_length=60)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["first_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "action", "first_year"], name="plans_phase_start"
            ),
            models.CheckConstraint(name="plans_phase_period", condition=Q(last_year__gte=F("first_year"))),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_year}–{self.last_year}"


class PlanVersion(TenantModel):
    """The whole plan as it stood from `effective_at` until the next version."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    effective_at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    reason = models.CharField(max_length=300)
    content = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "plan", "number"], name="plans_version_number")
        ]
        indexes = [
            models.Index(fields=["municipality", "plan", "effective_at"], name="plans_version_moment"),
            models.Index(fields=["municipality", "-effective_at", "-id"], name="plans_version_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"
