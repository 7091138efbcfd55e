"""Reporting how an action stands in a fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command, step
from shirube.plans.commands.guards import get_action, keep_evidence, raise_revision, require_responsible
from shirube.plans.domain.document import EvidenceItem
from shirube.plans.domain.terms import ActionState
from shirube.plans.events import ActionReported
from shirube.plans.models import Action, ActionReport

Replaced = UUID | None | Literal["any"]


class ReasonMissingError(InvalidInputError):
    """Late and stopped need a reason that the public can read."""

    code = "plans.reason_missing"


class FutureYearError(InvalidInputError):
    code = "plans.year_in_the_future"


class ReportedMeanwhileError(ConflictError):
    """Somebody has reported on the same year since the writer looked."""

    code = "plans.reported_meanwhile"


@command
def report_action(
    *,
    municipality_id: UUID,
    action_id: UUID,
    fiscal_year: int,
    state: ActionState,
    actor: Actor,
    now: datetime,
    reason: str = "",
    evidence: Sequence[EvidenceItem] = (),
    replaces: Replaced = "any",
) -> UUID:
    """Keep how the action stands in the fiscal year; an older report of that year stays as replaced.

    `replaces` is the report of that year which the writer saw, None where there was none: another one made meanwhile
    is not replaced unseen. "any" is for writers who have not looked.

    Raises PartNotFoundError, NotYourSectionError, ReasonMissingError, FutureYearError, ReportedMeanwhileError.
    """
    return place_report(
        action=get_action(municipality_id, action_id),
        fiscal_year=fiscal_year,
        state=state,
        reason=reason,
        evidence=evidence,
        actor=actor,
        now=now,
        replaces=replaces,
    )


@step
def place_report(
    *,
    action: Action,
    fiscal_year: int,
    state: ActionState,
    reason: str,
    evidence: Sequence[EvidenceItem],
    actor: Actor,
    now: datetime,
    replaces: Replaced = "any",
) -> UUID:
    """The part of `report_action` that an update sheet repeats for each row of one transaction."""
    require_responsible(action.initiative, actor)
    # Before any row of the plan: two writers who took them in another order would wait for each other for ever.
    raise_revision(action.initiative.plan_id, now)
    if state in {ActionState.LATE, ActionState.STOPPED} and not reason.strip():
        raise ReasonMissingError(state=state.value)
    if fiscal_year > fiscal_year_of(japan_date(now)):
        raise FutureYearError(fiscal_year=fiscal_year)
    _set_aside(action, fiscal_year, replaces, now)
    report = ActionReport(
        municipality_id=action.municipality_id,
        action=action,
        fiscal_year=fiscal_year,
        state=state.value,
        reason=reason.strip(),
        actor=actor.log_name,
        reported_at=now,
    )
    _insert(report)
    subject = f"plans.report:{report.pk}"
    keep_evidence(action.municipality_id, evidence, subject=subject, actor=actor, now=now, report=report)
    _tell(action, report, now)
    return report.pk


def _set_aside(action: Action, fiscal_year: int, replaces: Replaced, now: datetime) -> None:
    standing = ActionReport.objects.filter(
        municipality_id=action.municipality_id,
        action=action,
        fiscal_year=fiscal_year,
        replaced_at__isnull=True,
    )
    if replaces == "any":
        standing.update(replaced_at=now)
    # Where the writer saw none, the unique constraint refuses the insert; here the id in the WHERE clause does it.
    elif replaces is not None and not standing.filter(pk=replaces).update(replaced_at=now):
        raise ReportedMeanwhileError(fiscal_year=fiscal_year)


def _insert(report: ActionReport) -> None:
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as error:
        raise ReportedMeanwhileError(fiscal_year=report.fiscal_year) from error


def _tell(action: Action, report: ActionReport, now: datetime) -> None:
    plan_id = action.initiative.plan_id
    audit.record(
        municipality_id=action.municipality_id,
        actor=report.actor,
        action="plans.action_reported",
        subject=f"plans.action:{action.pk}",
        now=now,
        facts={"fiscal_year": report.fiscal_year, "state": report.state},
    )
    events.publish(
        ActionReported(
            municipality_id=action.municipality_id,
            plan_id=plan_id,
            action_id=action.pk,
            fiscal_year=report.fiscal_year,
        )
    )
