"""Loading a plan from a pack: the first time as a whole, later as an update that keeps what has been reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from shirube.audit import interface as audit
from shirube.kernel.clock import JAPAN
from shirube.kernel.errors import ConflictError
from shirube.kernel.ids import new_id
from shirube.kernel.packs import InvalidPackError, PackProblem
from shirube.kernel.transactions import command, step
from shirube.measures import interface as measures
from shirube.organizations import interface as organizations
from shirube.plans.commands.rows import PlanRows, collect_rows
from shirube.plans.domain.packs import PackInitiative, PlanPack, pack_content, pack_digest
from shirube.plans.models import (
    Action,
    ActionPhase,
    Initiative,
    InitiativeNote,
    IntermediateTarget,
    Kpi,
    LogicStep,
    Pillar,
    Plan,
    PlanLink,
    PlanVersion,
    RelatedLaw,
    Responsibility,
)

# The reason of a version that came from a pack; entrances say it in words.
PACK_LOADED = "pack"


class PlanEditedHereError(ConflictError):
    """People have changed the plan since it was loaded; a pack may not overwrite them unasked."""

    code = "plans.plan_edited_here"


class PartInUseError(ConflictError):
    """The pack leaves out an initiative, action or KPI that has readings, reports or reviews; `parts` names them."""

    code = "plans.part_in_use"


def check_formulas(pack: PlanPack) -> None:
    """InvalidPackError for a KPI or a step of a logic model whose measures cannot be read."""
    problems = [
        PackProblem(f"initiatives[{item.code}] › {place} › measure", "measure_formula", formula)
        for item in pack.initiatives
        for place, formula in _formulas(item)
        if formula and not _can_read(formula)
    ]
    if problems:
        raise InvalidPackError(problems)


def _formulas(item: PackInitiative) -> Iterator[tuple[str, str | None]]:
    for kpi in item.kpis:
        yield f"kpis[{kpi.code}]", kpi.measure
    for number, logic in enumerate(item.logic, 1):
        yield f"logic[{number}]", logic.measure


def _can_read(formula: str) -> bool:
    try:
        measures.parse_formula(formula)
    except measures.InvalidFormulaError:
        return False
    return True


@command
def load_plan(
    *, municipality_id: UUID, pack: PlanPack, actor: str, now: datetime, replace_edits: bool = False
) -> UUID:
    """Create the plan of the pack or bring it up to date, and keep the result as a version.

    Parts are known by their codes, so readings and reports stay with them. The same pack again changes nothing.
    `replace_edits`: what people changed since the last pack gives way; the version that held it stays to be read.
    Raises InvalidPackError, UnknownSectionError, PlanEditedHereError, PartInUseError; then nothing is changed.
    """
    check_formulas(pack)
    plan = Plan.objects.filter(municipality_id=municipality_id, slug=pack.slug).first()
    digest = pack_digest(pack)
    edited = plan is not None and _edited_since_the_last_pack(plan)
    if plan is not None and plan.pack_digest == digest and not (edited and replace_edits):
        return plan.pk
    if edited and not replace_edits:
        raise PlanEditedHereError(slug=pack.slug)
    written = _create_plan(municipality_id, pack, now) if plan is None else rewrite_plan(plan, pack, now=now)
    Plan.objects.filter(pk=written.pk).update(pack_digest=digest)
    # Whoever has an initiative open in the browser is shown what the pack changed.
    Initiative.objects.filter(plan=written).update(revision=F("revision") + 1)
    effective_at = now if plan is not None else min(now, adoption_moment(pack.adopted) or now)
    keep_version(written, content=pack_content(pack), actor=actor, reason=PACK_LOADED, now=effective_at)
    audit.record(
        municipality_id=municipality_id,
        actor=actor,
        action="plans.plan_loaded",
        subject=f"plans.plan:{written.pk}",
        now=now,
        facts={"slug": pack.slug, "digest": digest, "replaced_edits": edited},
    )
    return written.pk


@step
def rewrite_plan(plan: Plan, pack: PlanPack, *, now: datetime) -> Plan:
    """Make an existing plan say what the pack says; parts keep their ids and what hangs on them.

    Raises UnknownSectionError, PartInUseError.
    """
    ids = _known_ids(plan)
    rows = collect_rows(pack, plan.municipality_id, plan.pk, ids, _sections(plan.municipality_id))
    lost = _lost_parts(ids, rows)
    _refuse_used_parts(lost)
    for model in (Kpi, Action, Initiative):
        model.objects.filter(pk__in=lost).delete()
    rows.plan.revision, rows.plan.changed_at = plan.revision + 1, now
    rows.plan.pack_digest = plan.pack_digest
    rows.plan.save(force_update=True)
    _clear_details(rows.plan)
    _write_parts(rows)
    # Only now that no initiative points to it any more.
    Pillar.objects.filter(pk__in=lost).delete()
    return rows.plan


def keep_version(plan: Plan, *, content: Mapping[str, object], actor: str, reason: str, now: datetime) -> int:
    """Keep the plan as it stands now. The unique number lets one of two writers win. Returns the number."""
    newest = (
        PlanVersion.objects.filter(plan_id=plan.pk)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    number = (newest or 0) + 1
    PlanVersion.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        number=number,
        effective_at=now,
        actor=actor,
        reason=reason,
        content=content,
    )
    return number


def adoption_moment(adopted: str) -> datetime | None:
    """The first moment of the day, month or year that the document names as its adoption: "2021-12" → 1 December."""
    if not adopted:
        return None
    year, month, day = (int(part) for part in f"{adopted}-01-01".split("-")[:3])
    return datetime(year, month, day, tzinfo=JAPAN)


def _edited_since_the_last_pack(plan: Plan) -> bool:
    versions = PlanVersion.objects.filter(municipality_id=plan.municipality_id, plan=plan)
    return versions.order_by("-number").values_list("reason", flat=True).first() not in {None, PACK_LOADED}


def _sections(municipality_id: UUID) -> dict[str, UUID]:
    return {
        section.code: section.id for section in organizations.list_sections(municipality_id=municipality_id)
    }


def _known_ids(plan: Plan) -> dict[tuple[str, ...], UUID]:
    """The ids of parts that exist, by kind and code: an action's code is unique within its initiative only."""
    initiatives = Initiative.objects.filter(plan=plan).values_list("slug", "pk")
    actions = Action.objects.filter(initiative__plan=plan).values_list("initiative__slug", "code", "pk")
    return {
        **{("pillar", slug): pk for slug, pk in Pillar.objects.filter(plan=plan).values_list("slug", "pk")},
        **{("initiative", slug): pk for slug, pk in initiatives},
        **{("action", slug, code): pk for slug, code, pk in actions},
        **{
            ("kpi", code): pk
            for code, pk in Kpi.objects.filter(initiative__plan=plan).values_list("code", "pk")
        },
    }


def _lost_parts(ids: Mapping[tuple[str, ...], UUID], rows: PlanRows) -> list[UUID]:
    kept = {row.pk for row in (*rows.pillars, *rows.initiatives, *rows.actions, *rows.kpis)}
    return [pk for pk in ids.values() if pk not in kept]


def _refuse_used_parts(lost: Sequence[UUID]) -> None:
    """What has been reported must not vanish with the part it was reported on. PartInUseError."""
    told = Q(reviews__isnull=False) | Q(ooda_entries__isnull=False)
    names = [
        *Initiative.objects.filter(told, pk__in=lost).values_list("title", flat=True).distinct(),
        *Action.objects.filter(pk__in=lost, reports__isnull=False).values_list("name", flat=True).distinct(),
        *Kpi.objects.filter(pk__in=lost, readings__isnull=False).values_list("name", flat=True).distinct(),
    ]
    if names:
        raise PartInUseError(parts="」「".join(dict.fromkeys(names)))


def _create_plan(municipality_id: UUID, pack: PlanPack, now: datetime) -> Plan:
    rows = collect_rows(pack, municipality_id, new_id(), {}, _sections(municipality_id))
    rows.plan.changed_at = now
    rows.plan.save(force_insert=True)
    _write_parts(rows)
    return rows.plan


def _write_parts(rows: PlanRows) -> None:
    _place(Pillar, rows.pillars)
    _place(Initiative, rows.initiatives, keep=("revision",))
    _place(Action, rows.actions)
    _place(Kpi, rows.kpis)
    for model, details in rows.details():
        model.objects.bulk_create(details)


def _clear_details(plan: Plan) -> None:
    """Rows that nothing hangs on are written anew; they have no history of their own beside the version."""
    PlanLink.objects.filter(plan=plan).delete()
    for model in (Responsibility, InitiativeNote, RelatedLaw, LogicStep):
        model.objects.filter(initiative__plan=plan).delete()
    ActionPhase.objects.filter(action__initiative__plan=plan).delete()
    IntermediateTarget.objects.filter(kpi__initiative__plan=plan).delete()


def _place(model: type[Any], rows: list[Any], keep: tuple[str, ...] = ()) -> None:
    fields = [
        field.name for field in model._meta.concrete_fields if field.name not in {"id", "municipality", *keep}
    ]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)
