"""Registers, their items with the days of each stage, and every change of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.kernel.ids import new_id
from shirube.organizations.interface import TenantModel
from shirube.registers.domain.definition import RegisterPack, known_pack


class DefinitionPack(models.Model):
    """What a register is, for all cities of the installation. Not a tenant table: every city begins from the same."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.code


class Register(TenantModel):
    """A register that a city keeps. `version` rises with each new definition, `revision` with each change of anything."""

    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    source = models.JSONField(default=dict)
    # The day of the document behind the items; nothing is called late beyond it. None: kept up to date here.
    known_until = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="registers_register_code")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def pack(self) -> RegisterPack:
        return known_pack(self.digest, self.definition)


class Item(TenantModel):
    """One row. `cells` holds the values of the register's columns by their codes; what is not there is empty."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="items")
    key = models.SlugField(max_length=60)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200)
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.CharField(max_length=200, blank=True)
    ordinance = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    cells = models.JSONField(default=dict)
    # Guards against two people who edit at once: a write names the revision that the writer saw.
    revision = models.PositiveIntegerField(default=1)
    # Of the pack's entry it was last loaded from; an item that a person has changed is not written over.
    pack_digest = models.CharField(max_length=64, blank=True)
    is_edited = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "register", "key"], name="registers_item_key")
        ]

    def __str__(self) -> str:
        return self.title


class StageDate(TenantModel):
    """The planned and the actual day of an item's stage; no row where both are unknown."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="stage_dates")
    stage = models.CharField(max_length=40)
    planned = models.DateField(null=True, blank=True)
    actual = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item", "stage"], name="registers_stage_once"),
            models.CheckConstraint(
                name="registers_stage_has_a_day",
                condition=Q(planned__isnull=False) | Q(actual__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.stage}"


class Change(TenantModel):
    """One value of an item that changed, in the revision that this made. `via`: page, sheet, pack, ordinance, inquiry."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    field = models.CharField(max_length=60)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    actor = models.CharField(max_length=80)
    via = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-revision", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "item", "revision", "field"], name="registers_change_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.revision}"
