"""What must still happen after a submission was acknowledged."""

from __future__ import annotations

from django.db import models

from shirube.applications.models.cases import Case
from shirube.organizations.interface import TenantModel


class StepName(models.TextChoices):
    RECORD = "record", "記録PDFの作成"
    ROUTING = "routing", "担当課への回付"
    NOTICE = "notice", "受付のお知らせ"
    HAND_OVER = "hand_over", "連携の準備"


class StepState(models.TextChoices):
    WAITING = "waiting", "待機中"
    DONE = "done", "完了"
    FAILED = "failed", "失敗"
    SKIPPED = "skipped", "対象外"


class ChainStep(TenantModel):
    """One step of a case's chain. Steps run in order of `position`; each may run twice without harm."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="chain")
    name = models.CharField(max_length=10, choices=StepName.choices)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=100, blank=True)
    # The job that is to do it; the sweeper orders another where that one is gone.
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case", "name"], name="applications_chain_step")
        ]
        indexes = [
            models.Index(
                fields=["municipality", "created_at"],
                name="applications_chain_open",
                condition=models.Q(state__in=["waiting", "failed"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"
