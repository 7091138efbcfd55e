"""Ordinances whose text was sent in, and the sentences in it to which a rule may apply."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.organizations.interface import TenantModel
from shirube.registers.models.items import Item, Register


class Verdict(models.TextChoices):
    """What a person decided about a hit."""

    APPLIES = "applies", "当てはまる"
    DOES_NOT = "does_not", "当てはまらない"
    CHANGED = "changed", "改正済み"


class Ordinance(TenantModel):
    """The text of an ordinance in paragraphs. The file itself is not kept: only its words are needed, and they are public."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="ordinances")
    title = models.CharField(max_length=200)
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    paragraphs = models.JSONField()
    actor = models.CharField(max_length=80)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "register", "digest"], name="registers_ordinance_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Hit(TenantModel):
    """A sentence in which words of a rule stand. `marks` are the places of the words in the sentence: [[3, 5], …]."""

    ordinance = models.ForeignKey(Ordinance, on_delete=models.CASCADE, related_name="hits")
    rule = models.CharField(max_length=40)
    paragraph = models.PositiveIntegerField()
    article = models.CharField(max_length=60, blank=True)
    sentence = models.TextField()
    starts_at = models.PositiveIntegerField()
    marks = models.JSONField()
    verdict = models.CharField(max_length=20, blank=True, choices=Verdict)
    note = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["paragraph", "starts_at", "rule"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "ordinance", "rule", "paragraph", "starts_at"],
                name="registers_hit_once",
            ),
            models.CheckConstraint(
                name="registers_hit_decided_by_somebody",
                condition=Q(verdict="", decided_at__isnull=True)
                | (~Q(verdict="") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence[:40]
