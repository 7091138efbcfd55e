"""Residents of one municipality, and the codes by which they sign in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from shirube.accounts.domain.mail_codes import CodePurpose
from shirube.organizations.interface import TenantModel


class Resident(TenantModel):
    """A resident with an account. Never a member of staff: whoever is both has two accounts (ADR 0013).

    `name` and `kana` are sealed. A closed account has lost them and its address; the row stays, because cases name it.
    """

    email = models.EmailField(max_length=254, blank=True)
    name = models.TextField(blank=True)
    kana = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="ja")
    joined_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "municipality",
                Lower("email"),
                condition=Q(closed_at__isnull=True),
                name="accounts_resident_email",
            ),
            models.CheckConstraint(
                name="accounts_closed_resident_is_forgotten",
                condition=(Q(closed_at__isnull=True) & ~Q(email=""))
                | Q(closed_at__isnull=False, email="", name="", kana=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MailCode(TenantModel):
    """A code that was sent. Neither the code nor the address can be read from the row."""

    purpose = models.CharField(max_length=20, choices=[(one.value, one.value) for one in CodePurpose])
    digest = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    # Of the browser that asked for the letter.
    token_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "digest"], name="accounts_codes_by_digest")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.sent_at}"
