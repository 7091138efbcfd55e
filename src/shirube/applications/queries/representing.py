"""Under which mandate somebody acts for another today: recorded ones are looked at again at every act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.applications.domain.people import Holder, Represented
from shirube.kernel.errors import DomainError, ForbiddenError

Refusal = accounts.MandateRefusal


class NotRepresentableError(ForbiddenError):
    """The procedure must be applied for in person."""

    code = "applications.not_representable"


class MandateOverError(ForbiddenError):
    """The period is over, somebody ended it, or there is none of this person's."""

    code = "applications.mandate_over"


class MandateNotBegunError(ForbiddenError):
    code = "applications.mandate_not_begun"


class MandateNotConfirmedError(ForbiddenError):
    """Nobody has confirmed it yet, or it was refused."""

    code = "applications.mandate_not_confirmed"


class MandateOutOfScopeError(ForbiddenError):
    """It is for other procedures."""

    code = "applications.mandate_out_of_scope"


class RepresentationOverError(ForbiddenError):
    """The case is open to the person represented only: who acted for them does not any more."""

    code = "applications.representation_over"


_ERRORS: Mapping[accounts.MandateRefusal, type[DomainError]] = {
    Refusal.OVER: MandateOverError,
    Refusal.NOT_BEGUN: MandateNotBegunError,
    Refusal.NOT_CONFIRMED: MandateNotConfirmedError,
    Refusal.OTHER_PROCEDURE: MandateOutOfScopeError,
}


def find_represented(
    *,
    municipality_id: UUID,
    represented: Mapping[str, str] | None,
    holder: Holder,
    procedure_code: str,
    today: date,
) -> Represented | None:
    """For whom the holder acts today, None for themselves. Who was told in the form only is staff's to look into.

    A mandate given anew for the same person takes the place of one that is over. Raises MandateOverError,
    MandateNotBegunError, MandateNotConfirmedError, MandateOutOfScopeError. Cost: one query where a mandate is named.
    """
    if not represented:
        return None
    told = Represented.from_json(represented)
    if told.mandate_id is None:
        return told
    held = list_held(municipality_id=municipality_id, holder=holder)
    return represented_by(_standing(held, told.mandate_id, procedure_code, today), relation=told.relation)


def require_mandate(
    *, municipality_id: UUID, mandate_id: UUID, holder: Holder, procedure_code: str, today: date
) -> None:
    """RepresentationOverError where neither the mandate nor one given anew stands today. Cost: one query."""
    held = list_held(municipality_id=municipality_id, holder=holder)
    if not is_standing(held, mandate_id, procedure_code, today):
        named = _named(held, mandate_id)
        raise RepresentationOverError(name=named.person.name if named else "")


def is_standing(
    held: Sequence[accounts.MandateSummary], mandate_id: UUID, procedure_code: str, today: date
) -> bool:
    """Whether one of those that somebody holds lets them act today where the named one did."""
    try:
        _standing(held, mandate_id, procedure_code, today)
    except ForbiddenError:
        return False
    return True


def list_held(*, municipality_id: UUID, holder: Holder) -> Sequence[accounts.MandateSummary]:
    """All mandates that the holder has or had; none without account."""
    if holder.resident_id is None:
        return ()
    return accounts.list_held_mandates(municipality_id=municipality_id, representative_id=holder.resident_id)


def represented_by(mandate: accounts.MandateSummary, *, relation: str = "") -> Represented:
    """The person for whom this mandate stands."""
    return Represented(
        name=mandate.person.name,
        relation=relation,
        mandate_id=mandate.id,
        resident_id=mandate.represented_id,
        mail=mandate.person.email,
    )


def _named(held: Sequence[accounts.MandateSummary], ground: UUID) -> accounts.MandateSummary | None:
    """By its own id; cases from before mandates were named in them say only whose account it was for."""
    return next((one for one in held if ground in {one.id, one.represented_id}), None)


def _standing(
    held: Sequence[accounts.MandateSummary], mandate_id: UUID, procedure_code: str, today: date
) -> accounts.MandateSummary:
    named = _named(held, mandate_id)
    if named is None:
        raise MandateOverError(name="")
    alike = sorted((one for one in held if one.is_for_same_person(named)), key=lambda one: one.id != named.id)
    standing = next((one for one in alike if one.refusal_for(procedure_code, today) is None), None)
    if standing is not None:
        return standing
    refusal = named.refusal_for(procedure_code, today) or Refusal.OVER
    raise _ERRORS[refusal](name=named.person.name)
