"""Ordering letters about a case: to the applicant, and to the person represented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shirube.accounts import interface as accounts
from shirube.applications.domain.people import Holder
from shirube.applications.models import Case, Draft
from shirube.applications.queries.places import ground_of
from shirube.applications.queries.representing import is_standing, list_held
from shirube.applications.queries.rules import get_rules
from shirube.applications.queries.sealing import open_box
from shirube.files import interface as files
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import step
from shirube.notices import interface as notices

RECEIVED = "applications.received"
RETURNED = "applications.returned"
DECIDED = "applications.decided"
DOCUMENT_READY = "applications.document_ready"
MESSAGE = "applications.message"
REPRESENTED_TOLD = "applications.represented_told"
DRAFT_EXPIRING = "applications.draft_expiring"


@step
def tell_submitted(*, case: Case, now: datetime) -> bool:
    """The letter of receipt, and one to the person for whom somebody acted. False where nobody has an address."""
    told = tell_applicant(case=case, kind=RECEIVED, once="received", now=now)
    return tell_represented(case=case, now=now) or told


@step
def tell_applicant(
    *, case: Case, kind: str, once: str, now: datetime, more: Mapping[str, str] | None = None
) -> bool:
    """Order a letter to the applicant; `once` tells this occasion from others of the case. False without address.

    Who acted under a mandate that is over hears no more of it: the person represented does.
    """
    parties = parties_of(case)
    if _is_mandate_over(case, now):
        return _send(case, kind, _represented(case, parties["represented"]), once, now, more or {})
    name = f"{parties['name']['family']} {parties['name']['given']}".strip()
    recipient = notices.Recipient(parties["mail"], case.language, name, case.resident_id)
    return _send(case, kind, recipient, once, now, more or {})


@step
def tell_represented(*, case: Case, now: datetime) -> bool:
    """The person represented learns that somebody applied for them, where an address of theirs is known."""
    told = parties_of(case)["represented"]
    if not told:
        return False
    return _send(case, REPRESENTED_TOLD, _represented(case, told), "represented", now, {})


def _represented(case: Case, told: Mapping[str, str]) -> notices.Recipient:
    account = _account_of(case)
    mail, language = (account.email, account.language) if account else (told["mail"], case.language)
    return notices.Recipient(mail, language, told["name"], case.represented_id)


def _is_mandate_over(case: Case, now: datetime) -> bool:
    ground = ground_of(case)
    if ground is None or case.resident_id is None:
        return False
    held = list_held(municipality_id=case.municipality_id, holder=Holder(resident_id=case.resident_id))
    return not is_standing(held, ground, case.procedure_code, japan_date(now))


def _account_of(case: Case) -> accounts.ResidentSummary | None:
    """The account of the person represented: its address and language are newer than what the mandate says."""
    if case.represented_id is None:
        return None
    return accounts.find_resident(municipality_id=case.municipality_id, resident_id=case.represented_id)


@step
def tell_draft_expiring(*, draft: Draft, recipient: notices.Recipient, now: datetime) -> None:
    """The resident can still go on: until when, and with what."""
    rules = get_rules(municipality_id=draft.municipality_id, code=draft.procedure_code)
    notices.send_notice(
        municipality_id=draft.municipality_id,
        kind=DRAFT_EXPIRING,
        recipient=recipient,
        facts={
            "procedure_name": rules.name_in(recipient.reads),
            "expires_on": format_date(draft.expires_on, recipient.reads),
        },
        subject=f"applications.draft:{draft.pk}",
        once=f"{DRAFT_EXPIRING}:{draft.pk}:{draft.expires_on}",
        now=now,
    )


def parties_of(case: Case) -> dict[str, Any]:
    keyring = files.open_keyring(municipality_id=case.municipality_id)
    parties: dict[str, Any] = open_box(case.dossier, keyring).unseal(case.parties, "parties")
    return parties


def _send(
    case: Case, kind: str, recipient: notices.Recipient, once: str, now: datetime, more: Mapping[str, str]
) -> bool:
    if not recipient.email:
        return False
    rules = get_rules(municipality_id=case.municipality_id, code=case.procedure_code)
    facts = {"procedure_name": rules.name_in(recipient.reads), "receipt_number": case.receipt_number}
    notices.send_notice(
        municipality_id=case.municipality_id,
        kind=kind,
        recipient=recipient,
        facts={**facts, **more},
        subject=f"applications.case:{case.pk}",
        once=f"{kind}:{case.pk}:{once}",
        now=now,
    )
    return True
