"""Labels: a section's own words for sorting its cases."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.applications.commands.moving import record
from shirube.applications.models import CaseLabel, Label
from shirube.applications.queries.places import NotYourSectionError, get_case_for_staff
from shirube.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from shirube.kernel.transactions import command


class LabelNotFoundError(NotFoundError):
    code = "applications.label_not_found"


class LabelTakenError(ConflictError):
    """The section has a label of this name."""

    code = "applications.label_taken"


class LabelNameError(InvalidInputError):
    """A label's name is 1 to 30 characters."""

    code = "applications.label_name"


@command
def make_label(*, municipality_id: UUID, section_id: UUID, name: str, actor: Actor) -> UUID:
    """A new label for the section's cases. NotYourSectionError, LabelNameError, LabelTakenError."""
    if not actor.works_in({section_id}):
        raise NotYourSectionError(section_id=str(section_id))
    if not 1 <= len(name.strip()) <= 30:
        raise LabelNameError(limit=30)
    try:
        with transaction.atomic():
            label = Label.objects.create(
                municipality_id=municipality_id, section_id=section_id, name=name.strip()
            )
    except IntegrityError as error:
        raise LabelTakenError(name=name.strip()) from error
    return label.pk


@command
def remove_label(*, municipality_id: UUID, label_id: UUID, actor: Actor) -> None:
    """Take the label away from the section and from all its cases. LabelNotFoundError, NotYourSectionError."""
    label = _get(municipality_id, label_id)
    if not actor.works_in({label.section_id}):
        raise NotYourSectionError(section_id=str(label.section_id))
    label.delete()


@command
def label_case(
    *, municipality_id: UUID, case_id: UUID, label_ids: set[UUID], actor: Actor, now: datetime
) -> None:
    """The case bears these labels and no others. CaseNotFoundError, NotYourSectionError, LabelNotFoundError."""
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    known = Label.objects.filter(municipality_id=municipality_id, section_id=case.section_id)
    if label_ids - set(known.values_list("pk", flat=True)):
        raise LabelNotFoundError
    rows = CaseLabel.objects.filter(municipality_id=municipality_id, case=case)
    rows.exclude(label_id__in=label_ids).delete()
    CaseLabel.objects.bulk_create(
        [CaseLabel(municipality_id=municipality_id, case=case, label_id=label_id) for label_id in label_ids],
        ignore_conflicts=True,
    )
    record(case, "applications.label", actor.log_name, now, {"labels": len(label_ids)})


def _get(municipality_id: UUID, label_id: UUID) -> Label:
    label = Label.objects.filter(municipality_id=municipality_id, pk=label_id).first()
    if label is None:
        raise LabelNotFoundError(label_id=str(label_id))
    return label
