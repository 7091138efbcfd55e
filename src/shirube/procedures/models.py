"""Packs as the installation knows them, what each city has adopted, and its catalogue with the history of its changes."""

from __future__ import annotations

from django.db import models

from shirube.kernel.ids import new_id
from shirube.organizations.interface import TenantModel


class ReceptionState(models.TextChoices):
    ON = "on", "受け付けている"
    OFF = "off", "オンラインでは受け付けていない"
    WITHDRAWN = "withdrawn", "取りやめ"
    PROPOSED = "proposed", "受付の前（案）"


class PackedProcedure(models.Model):
    """A procedure of a pack. Not a tenant table: every city that adopts the pack begins from the same one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pack = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    facts = models.JSONField()
    form = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "code"], name="procedures_packed_code")]

    def __str__(self) -> str:
        return f"{self.pack} {self.code}"


class GuidePack(models.Model):
    """A guide of life events. Not a tenant table: it leads into the catalogue of whichever city it is read in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=60, unique=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class Adoption(TenantModel):
    """A city has taken over a pack: `content` is the adoption file."""

    pack = models.CharField(max_length=60)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "pack"], name="procedures_one_adoption_each")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.pack}"


class Catalogue(TenantModel):
    """The stamp of a city's catalogue: every change of an entry raises it in the same transaction."""

    revision = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="procedures_one_catalogue_each")]

    def __str__(self) -> str:
        return f"catalogue of {self.municipality_id}, revision {self.revision}"


class Procedure(TenantModel):
    """An entry of the city's catalogue.

    `packed`, `adopted` and `edited` are the layers it is composed of (domain.layers); `facts` and the columns beside it
    are what holds. `search` keeps the keys under which it is found. An entry that a section has made itself has no pack:
    then `packed` is what the section says of it, and no file ever speaks of it.
    """

    code = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField(null=True)
    pack = models.CharField(max_length=60)
    form_code = models.CharField(max_length=60)
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=9, choices=ReceptionState.choices)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    packed = models.JSONField()
    adopted = models.JSONField(default=dict)
    edited = models.JSONField(default=dict)
    facts = models.JSONField()
    search = models.JSONField(default=list)
    # Of the pack's entry and form and of the adoption, as they were last taken over.
    digest = models.CharField(max_length=64)
    # The pack has a newer form, but staff have published one of their own, which stays.
    is_form_kept = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="procedures_procedure_code")
        ]

    @property
    def is_own(self) -> bool:
        """Made in this city, from a form of its own."""
        return not self.pack

    def __str__(self) -> str:
        return self.code


class ProcedureChange(TenantModel):
    """What was changed, by whom: `changes` is {key: [before, after]}."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "procedure", "revision"], name="procedures_change_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.revision}"
