"""Municipalities, sections, and the abstract base of every tenant table."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import class_prepared

from shirube.kernel.ids import new_id
from shirube.kernel.tenancy import TenantManager
from shirube.kernel.tenant_joins import name_the_municipality
from shirube.organizations.domain.codes import is_municipality_code


def validate_code(code: str) -> None:
    if not is_municipality_code(code):
        raise ValidationError("全国地方公共団体コードは、検査数字を含む6桁の数字で入力してください。")


class Municipality(models.Model):
    """A city, town or village. Not a tenant table: it is what tenants are told apart by."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=6, unique=True, validators=[validate_code])
    slug = models.SlugField(max_length=40, unique=True)
    host = models.CharField(max_length=253, unique=True, null=True, blank=True)
    name = models.CharField(max_length=40)
    kana = models.CharField(max_length=80)
    english = models.CharField(max_length=80)
    prefecture = models.CharField(max_length=10)
    demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


# Before the first tenant is defined: its joins shall name the municipality.
class_prepared.connect(name_the_municipality, dispatch_uid="shirube.kernel.tenant_joins")


class TenantModel(models.Model):
    """A row that belongs to one municipality. Its unique constraints must all include the municipality."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True

    def _do_update(self, base_qs: models.QuerySet[Any], *args: Any, **options: Any) -> Any:
        # A sharded table is found by its municipality: save() must name it beside the key.
        scoped = base_qs.filter(municipality_id=self.municipality_id)
        return super()._do_update(scoped, *args, **options)


class Section(TenantModel):
    """A section (課) from the day it exists until the day it is renamed, merged or closed: [begins_on, ends_on)."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    department = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="organizations_section_code"),
            models.CheckConstraint(
                name="organizations_section_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(begins_on__isnull=True)
                | models.Q(ends_on__gt=models.F("begins_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClosingDay(TenantModel):
    """A day the city hall is closed beside weekends, holidays and the turn of the year."""

    day = models.DateField()
    reason = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "day"], name="organizations_closing_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"
