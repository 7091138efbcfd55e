"""Changing what a plan promises, in the browser: always as a new version with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import F
from pydantic import ValidationError

from shirube.accounts.interface import Actor, Role
from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.kernel.packs import InvalidPackError, problems_of
from shirube.kernel.transactions import command, step
from shirube.plans.commands.guards import PartNotFoundError, raise_revision
from shirube.plans.commands.loading import check_formulas, keep_version, rewrite_plan
from shirube.plans.domain.packs import PackInitiative, PlanPack, pack_content
from shirube.plans.domain.staleness import drop_stale_translations
from shirube.plans.events import PlanChanged
from shirube.plans.models import Initiative, Plan
from shirube.plans.queries.documents import PlanNotFoundError
from shirube.plans.queries.packs import find_newest_version, read_current_pack


class NotDxPromotionError(ForbiddenError):
    """Only DX promotion changes what the plan says."""

    code = "plans.not_dx_promotion"


class EditedMeanwhileError(ConflictError):
    """Somebody has saved the same part since it was opened; `current_revision` is what stands now."""

    code = "plans.edited_meanwhile"


class ChangeReasonMissingError(InvalidInputError):
    """A plan is public: each change says why."""

    code = "plans.change_reason_missing"


class NothingChangedError(ConflictError):
    code = "plans.nothing_changed"


@command
def edit_initiative(
    *,
    municipality_id: UUID,
    plan_id: UUID,
    initiative_id: UUID,
    expected_revision: int,
    edited: PackInitiative,
    reason: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Replace the initiative's promises by `edited`; readings and reports stay with the codes they belong to.

    Its slug stays: it is the address that residents and other sites have kept.

    Returns the number of the new version. Raises NotDxPromotionError, ChangeReasonMissingError, PartNotFoundError,
    EditedMeanwhileError, InvalidPackError, PartInUseError, UnknownSectionError, NothingChangedError.
    """
    _require_editor(actor, reason)
    raise_revision(plan_id, now)
    slug = _claim_initiative(municipality_id, plan_id, initiative_id, expected_revision)
    replacement = edited.model_copy(update={"slug": slug})

    def swap(pack: PlanPack) -> list[PackInitiative]:
        return [
            drop_stale_translations(item, replacement) if item.slug == slug else item
            for item in pack.initiatives
        ]

    return _change_initiatives(municipality_id, plan_id, swap, reason, actor, now)


@command
def add_initiative(
    *, municipality_id: UUID, plan_id: UUID, added: PackInitiative, reason: str, actor: Actor, now: datetime
) -> int:
    """Add an initiative at the end of the plan. Errors and result as in `edit_initiative`."""
    _require_editor(actor, reason)
    raise_revision(plan_id, now)
    return _change_initiatives(
        municipality_id, plan_id, lambda pack: [*pack.initiatives, added], reason, actor, now
    )


@command
def remove_initiative(
    *, municipality_id: UUID, plan_id: UUID, slug: str, reason: str, actor: Actor, now: datetime
) -> int:
    """Take an initiative without any readings, reports or reviews out of the plan. Errors as in `edit_initiative`."""
    _require_editor(actor, reason)
    raise_revision(plan_id, now)

    def without(pack: PlanPack) -> list[PackInitiative]:
        kept = [item for item in pack.initiatives if item.slug != slug]
        if len(kept) == len(pack.initiatives):
            raise PartNotFoundError(kind="initiative")
        return kept

    return _change_initiatives(municipality_id, plan_id, without, reason, actor, now)


@command
def edit_plan_outline(
    *,
    municipality_id: UUID,
    plan_id: UUID,
    expected_version: int,
    edited: PlanPack,
    reason: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Replace what the plan says about itself (name, period, pillars, links, notices); its initiatives stay.

    The plan's slug stays, being its address; a pillar keeps its initiatives when its code changes but not its slug.
    `expected_version` is the number of the version the editor saw. Errors as in `edit_initiative`.
    """
    _require_editor(actor, reason)
    raise_revision(plan_id, now)
    plan = _get_plan(municipality_id, plan_id)
    newest = find_newest_version(municipality_id=municipality_id, plan_id=plan_id)
    if newest != expected_version:
        raise EditedMeanwhileError(current_revision=newest)
    current = _current_pack(plan, now)
    outline = edited.model_copy(update={"slug": current.slug, "municipality": current.municipality})
    initiatives = _follow_pillars(current, outline)
    return _write_version(plan, current, _validated(outline, initiatives), reason, actor, now)


@step
def amend_plan(
    *,
    municipality_id: UUID,
    plan_id: UUID,
    amend: Callable[[PlanPack], PlanPack],
    reason: str,
    actor: Actor,
    now: datetime,
) -> int:
    """The door for another room, inside its own command: make of the plan what `amend` makes of it. The new version's number.

    `amend` is given the plan as it stands under its lock, whatever was edited since anybody looked, and may refuse by a
    DomainError of its own. The plan's address, period and municipality stay. Raises what `edit_plan_outline` raises.
    """
    _require_editor(actor, reason)
    raise_revision(plan_id, now)
    plan = _get_plan(municipality_id, plan_id)
    current = _current_pack(plan, now)
    wanted = amend(current)
    same = {"slug": current.slug, "municipality": current.municipality, "period": current.period}
    edited = _validated(wanted.model_copy(update=same), wanted.initiatives)
    number = _write_version(plan, current, edited, reason, actor, now)
    # Danger: whoever has one of these open in the browser would save what they saw over what was added.
    touched = [item.slug for item in edited.initiatives if item not in current.initiatives]
    mine = Initiative.objects.filter(municipality_id=municipality_id, plan_id=plan_id, slug__in=touched)
    mine.update(revision=F("revision") + 1)
    return number


def _follow_pillars(current: PlanPack, outline: PlanPack) -> list[PackInitiative]:
    """The initiatives, named by their pillars' new codes."""
    new_codes = {pillar.slug: pillar.code for pillar in outline.pillars}
    renamed = {pillar.code: new_codes.get(pillar.slug, pillar.code) for pillar in current.pillars}
    return [
        item.model_copy(update={"pillar": renamed[item.pillar]}) if item.pillar else item
        for item in current.initiatives
    ]


def _require_editor(actor: Actor, reason: str) -> None:
    if not actor.is_system and not actor.holds(Role.DX_PROMOTION):
        raise NotDxPromotionError
    if not reason.strip():
        raise ChangeReasonMissingError


def _claim_initiative(
    municipality_id: UUID, plan_id: UUID, initiative_id: UUID, expected_revision: int
) -> str:
    """Take the next revision, which only one of two editors can. Returns the initiative's slug."""
    mine = Initiative.objects.filter(municipality_id=municipality_id, plan_id=plan_id, pk=initiative_id)
    current = mine.values_list("revision", "slug").first()
    if current is None:
        raise PartNotFoundError(kind="initiative")
    if not mine.filter(revision=expected_revision).update(revision=expected_revision + 1):
        raise EditedMeanwhileError(current_revision=current[0])
    return current[1]


def _change_initiatives(
    municipality_id: UUID,
    plan_id: UUID,
    change: Callable[[PlanPack], list[PackInitiative]],
    reason: str,
    actor: Actor,
    now: datetime,
) -> int:
    # The plan's row is locked by raise_revision, so the pack read here is the newest on both databases.
    plan = _get_plan(municipality_id, plan_id)
    current = _current_pack(plan, now)
    return _write_version(plan, current, _validated(current, change(current)), reason, actor, now)


def _get_plan(municipality_id: UUID, plan_id: UUID) -> Plan:
    plan = Plan.objects.filter(municipality_id=municipality_id, pk=plan_id).first()
    if plan is None:
        raise PlanNotFoundError(plan_id=str(plan_id))
    return plan


def _current_pack(plan: Plan, now: datetime) -> PlanPack:
    return read_current_pack(municipality_id=plan.municipality_id, plan_id=plan.pk, on=japan_date(now))


def _validated(outline: PlanPack, initiatives: list[PackInitiative]) -> PlanPack:
    """The whole plan is checked as a pack is, so that an edit cannot make what a pack may not say."""
    content = {**outline.model_dump(), "initiatives": [item.model_dump() for item in initiatives]}
    try:
        pack = PlanPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error
    check_formulas(pack)
    return pack


def _write_version(
    plan: Plan, current: PlanPack, edited: PlanPack, reason: str, actor: Actor, now: datetime
) -> int:
    if pack_content(edited) == pack_content(current):
        raise NothingChangedError
    rewrite_plan(plan, edited, now=now)
    number = keep_version(
        plan, content=pack_content(edited), actor=actor.log_name, reason=reason.strip(), now=now
    )
    audit.record(
        municipality_id=plan.municipality_id,
        actor=actor.log_name,
        action="plans.plan_edited",
        subject=f"plans.plan:{plan.pk}",
        now=now,
        facts={"version": number, "reason": reason.strip()},
    )
    events.publish(PlanChanged(municipality_id=plan.municipality_id, plan_id=plan.pk, version=number))
    return number
