"""Ad-hoc proposals: what is proposed, what it costs, what sections say of it, and every step of its way."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.headquarters.domain.proposals import BudgetState, MoneySource, Move, ProposalState, Stance
from shirube.organizations.interface import TenantModel


class Proposal(TenantModel):
    """One proposal. `number` is given when the office takes it up: 令和8年度 第1号."""

    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in ProposalState], default=ProposalState.DRAFT
    )
    fiscal_year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=150, blank=True)
    purpose = models.TextField(blank=True)
    necessity = models.TextField(blank=True)
    alternatives = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    measure = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=1, blank=True)
    category_reason = models.TextField(blank=True)
    plan = models.ForeignKey("plans.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Slugs of the plan's parts: an edited plan keeps them, and what has left it is noticed when it is looked for.
    pillar = models.CharField(max_length=40, blank=True)
    initiative = models.CharField(max_length=40, blank=True)
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_no_money = models.BooleanField(default=False)
    # Rises with every change of what is proposed: two writers at once, and papers sent before a change.
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    # The meeting as it was called on the day, and what it said.
    decided_in = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    wording = models.TextField(blank=True)
    budget = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in BudgetState], blank=True
    )
    budget_yen = models.PositiveBigIntegerField(null=True, blank=True)
    budget_note = models.CharField(max_length=300, blank=True)
    budget_on = models.DateField(null=True, blank=True)
    # When the decision went into the plan, in which of its versions, and why it could not yet.
    placed_at = models.DateTimeField(null=True, blank=True)
    placed_version = models.PositiveIntegerField(null=True, blank=True)
    placed_initiative = models.CharField(max_length=40, blank=True)
    placing_fault = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "fiscal_year", "number"], name="headquarters_proposal_number"
            ),
            models.CheckConstraint(
                name="headquarters_only_decided_is_placed",
                condition=Q(placed_at__isnull=True) | Q(state=ProposalState.DECIDED),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "section"], name="headquarters_proposal_desk")
        ]

    def __str__(self) -> str:
        return self.title


class ProposalCost(TenantModel):
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="costs")
    position = models.PositiveSmallIntegerField()
    fiscal_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=[(one.value, one.value) for one in MoneySource])
    yen = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.yen}"


class ProposalStep(TenantModel):
    """A move that was made. `content`: what was proposed then, where the move handed it in or corrected it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    # "" for a correction by the office.
    move = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Move], blank=True)
    comment = models.TextField(blank=True)
    content = models.JSONField(null=True, blank=True)
    actor = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.move}"


class ProposalOpinion(TenantModel):
    """What a section is asked by a day, and what it says."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="opinions")
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    due_on = models.DateField()
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    stance = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Stance], blank=True)
    text = models.TextField(blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "proposal", "section"],
                condition=Q(answered_at__isnull=True),
                name="headquarters_opinion_asked_once",
            ),
            models.CheckConstraint(
                name="headquarters_answer_has_a_stance",
                condition=Q(answered_at__isnull=True, stance="")
                | (Q(answered_at__isnull=False) & ~Q(stance="")),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "due_on"], name="headquarters_opinion_due")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.section_id}"
