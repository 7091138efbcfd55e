"""Inquiries, and what is said about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.inquiries.domain.terms import InquiryState, Visibility
from shirube.organizations.interface import TenantModel


class Inquiry(TenantModel):
    """What a section asks the others: questions of a form, rows of a register, values of a plan's KPIs, or all three.

    `form` is the definition itself, not a version of somebody's form: it must read the same when it is repeated years
    later. One known from a document (`source`, `known_until`) may lack its asker, its sections and the day it was sent.
    """

    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.CharField(max_length=200, blank=True)
    # Whom a document names where it names no section.
    addressees = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    state = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in InquiryState], default=InquiryState.DRAFT
    )
    visibility = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Visibility], default=Visibility.OFF
    )
    # Business days before the deadline on which sections are reminded; 0: not before.
    remind_days = models.PositiveSmallIntegerField(default=3)
    form = models.JSONField(default=dict, blank=True)
    register = models.CharField(max_length=40, blank=True)
    register_fields = models.JSONField(default=list, blank=True)
    plan = models.CharField(max_length=80, blank=True)
    measured_on = models.DateField(null=True, blank=True)
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=80, blank=True)
    source = models.JSONField(default=dict, blank=True)
    known_until = models.DateField(null=True, blank=True)
    # What the chief wrote when returning the draft.
    returned = models.TextField(blank=True)
    created_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=80, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Guards against two people who change the draft at once.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "key"], condition=~Q(key=""), name="inquiries_key_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Talk(TenantModel):
    """A question about the inquiry and the asker's answer: every section asked reads both."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="talks")
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return self.question[:40]
