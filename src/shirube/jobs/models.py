"""What django-tasks does not keep of a queued task: for whom it works, how often it was tried, who holds it.

The queue belongs to no tenant: workers look for work across all municipalities, so these tables carry no row policy
and stay unsharded. That is also why the column is not called `municipality_id`.
"""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """One queued task. Its state (ready, running, failed, successful) is the task result's; the lease is here."""

    result = models.OneToOneField(
        "django_tasks_database.DBTaskResult", primary_key=True, on_delete=models.CASCADE, related_name="job"
    )
    for_municipality = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    last_failed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["leased_until"],
                name="jobs_held",
                condition=models.Q(leased_until__isnull=False),
            ),
            models.Index(fields=["for_municipality"], name="jobs_by_municipality"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
