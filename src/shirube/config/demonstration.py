"""Living three invented years through the same commands that real people use, in the order in which things happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.config.demonstration_people import settle_people, settle_residents
from shirube.organizations import interface as organizations
from shirube.plans import interface as plans
from shirube.plans.commands.readings import AlreadyReadError
from shirube.plans.domain import demonstration as demo
from shirube.plans.domain.packs import PackInitiative, PlanPack
from shirube.plans.models import Action, ActionReport, Initiative, Kpi, OodaEntry, Plan, PlanVersion, Review


class NotADemonstrationError(RuntimeError):
    """Invented activity never goes under a real city's name."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """The city, its one plan, and the ids that the pack's codes stand for."""

    municipality_id: UUID
    plan: Plan
    people: Mapping[str, Actor]
    kpis: Mapping[str, UUID] = field(default_factory=dict)
    initiatives: Mapping[str, UUID] = field(default_factory=dict)
    actions: Mapping[tuple[str, str], UUID] = field(default_factory=dict)


Deed = Callable[[], object]


def load_demonstration(
    *, municipality: organizations.MunicipalitySummary, pack: demo.DemonstrationPack, now: datetime
) -> None:
    """Do again what has not been done yet; a start that was interrupted goes on where it stopped."""
    if not municipality.demonstration:
        raise NotADemonstrationError(municipality.code)
    people = settle_people(municipality.id, pack.people, now)
    settle_residents(municipality.id, pack.residents, now)
    stage = _set_stage(municipality.id, people)
    for _, deed in sorted(_deeds(stage, pack), key=lambda entry: entry[0]):
        deed()


def _set_stage(municipality_id: UUID, people: Mapping[str, Actor]) -> _Stage:
    plan = Plan.objects.get(municipality_id=municipality_id)
    actions = Action.objects.filter(initiative__plan=plan).values_list("initiative__slug", "code", "pk")
    return _Stage(
        municipality_id=municipality_id,
        plan=plan,
        people=people,
        kpis=dict(Kpi.objects.filter(initiative__plan=plan).values_list("code", "pk")),
        initiatives=dict(Initiative.objects.filter(plan=plan).values_list("slug", "pk")),
        actions={(slug, code): pk for slug, code, pk in actions},
    )


def _deeds(stage: _Stage, pack: demo.DemonstrationPack) -> Iterator[tuple[datetime, Deed]]:
    for reading in pack.readings:
        yield reading.at, partial(_read, stage, reading)
    for report in pack.reports:
        yield report.at, partial(_report, stage, report)
    for entry in pack.ooda:
        yield entry.at, partial(_write_ooda, stage, entry)
    for change in pack.changes:
        yield change.at, partial(_change, stage, change)
    for review in pack.reviews:
        for number, step in enumerate(review.steps):
            yield step.at, partial(_step, stage, review, number)


def _read(stage: _Stage, reading: demo.DemoReading) -> None:
    with suppress(AlreadyReadError):
        plans.enter_reading(
            municipality_id=stage.municipality_id,
            kpi_id=stage.kpis[reading.kpi],
            measured_on=reading.measured_on,
            value=reading.value,
            source=reading.source,
            note=reading.note,
            actor=stage.people[reading.by],
            now=reading.at,
        )


def _report(stage: _Stage, report: demo.DemoReport) -> None:
    action_id = stage.actions[report.initiative, report.action]
    if ActionReport.objects.filter(action_id=action_id, reported_at=report.at).exists():
        return
    plans.report_action(
        municipality_id=stage.municipality_id,
        action_id=action_id,
        fiscal_year=report.fiscal_year,
        state=report.state,
        reason=report.reason,
        actor=stage.people[report.by],
        now=report.at,
    )


def _write_ooda(stage: _Stage, entry: demo.DemoOoda) -> None:
    initiative_id = stage.initiatives[entry.initiative]
    if OodaEntry.objects.filter(initiative_id=initiative_id, written_at=entry.at).exists():
        return
    plans.write_ooda_entry(
        municipality_id=stage.municipality_id,
        initiative_id=initiative_id,
        observed=entry.observed,
        oriented=entry.oriented,
        decided=entry.decided,
        acted=entry.acted,
        actor=stage.people[entry.by],
        now=entry.at,
    )


def _step(stage: _Stage, review: demo.DemoReview, number: int) -> None:
    """Write the review before its first step, then make the step unless it was made before."""
    step, actor = review.steps[number], stage.people[review.steps[number].by]
    initiative_id = stage.initiatives[review.initiative]
    row = Review.objects.filter(initiative_id=initiative_id, fiscal_year=review.fiscal_year).first()
    if row is not None and row.steps.filter(made_at=step.at).exists():
        return
    review_id = row.pk if row else _begin_review(stage, review, actor, step.at)
    plans.move_review(
        municipality_id=stage.municipality_id,
        review_id=review_id,
        move=step.move,
        comment=step.comment,
        actor=actor,
        now=step.at,
    )


def _begin_review(stage: _Stage, review: demo.DemoReview, actor: Actor, now: datetime) -> UUID:
    text = plans.ReviewText(
        achievements=review.achievements,
        issues=review.issues,
        next_steps=review.next_steps,
        grade_override=review.override.grade if review.override else None,
        override_reason=review.override.reason if review.override else "",
    )
    return plans.write_review(
        municipality_id=stage.municipality_id,
        initiative_id=stage.initiatives[review.initiative],
        fiscal_year=review.fiscal_year,
        text=text,
        actor=actor,
        now=now,
    )


def _change(stage: _Stage, change: demo.DemoChange) -> None:
    if PlanVersion.objects.filter(plan=stage.plan, effective_at=change.at).exists():
        return
    newest = plans.get_version_at(
        municipality_id=stage.municipality_id, plan_id=stage.plan.pk, moment=change.at
    )
    before = _initiative_of(newest.pack, change)
    row = Initiative.objects.get(pk=stage.initiatives[before.slug])
    plans.edit_initiative(
        municipality_id=stage.municipality_id,
        plan_id=stage.plan.pk,
        initiative_id=row.pk,
        expected_revision=row.revision,
        edited=_edited(before, change),
        reason=change.reason,
        actor=stage.people[change.by],
        now=change.at,
    )


def _initiative_of(pack: PlanPack, change: demo.DemoChange) -> PackInitiative:
    return next(
        item
        for item in pack.initiatives
        if item.slug == change.initiative or change.kpi in {kpi.code for kpi in item.kpis}
    )


def _edited(before: PackInitiative, change: demo.DemoChange) -> PackInitiative:
    content: dict[str, Any] = before.model_dump()
    if change.kpi is None:
        return PackInitiative.model_validate({**content, **change.set})
    for kpi in content["kpis"]:
        if kpi["code"] == change.kpi:
            kpi["target"]["value"] = change.set["target_value"]
    return PackInitiative.model_validate(content)
