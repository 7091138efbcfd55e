"""Making a case: the same for what residents send in and what staff enter from paper, post, phone and counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from shirube.applications.commands.chain import order_chain
from shirube.applications.commands.counting import count_received
from shirube.applications.commands.story import add_step
from shirube.applications.domain.names import name_known_of, names_in, tokens_of
from shirube.applications.domain.people import Channel
from shirube.applications.domain.states import CaseState
from shirube.applications.events import ApplicationSubmitted
from shirube.applications.models import AnswersVersion, Case, CaseStatistic, NameToken
from shirube.applications.queries.rules import Rules, period_of
from shirube.applications.queries.sealing import Box
from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.ids import new_id
from shirube.kernel.prepared_writes import PreparedInsert, writes_together
from shirube.kernel.receipts import hash_secret, make_receipt_number, make_secret
from shirube.kernel.transactions import step

SECRET_USE = "applications.case_secret"  # noqa: S105 — the name of a use, not a secret.
NAMES_USE = "applications.names"
_TRIES = 5
_CASES = PreparedInsert(Case, ignore_conflicts=True)
_VERSIONS, _TOKENS, _STATISTICS = map(PreparedInsert, (AnswersVersion, NameToken, CaseStatistic))


class AlreadyAppliedError(ConflictError):
    """The procedure may be applied for once per person, and this person has. The draft is kept."""

    code = "applications.already_applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What a case begins with. `answers` are whole, 個人番号 in the clear: never to be logged."""

    municipality_id: UUID
    form_version: forms.FormVersionSummary
    answers: Mapping[str, Any] = field(repr=False)
    channel: Channel
    level: IdentityLevel
    language: str
    submission_key: str
    actor: str
    now: datetime
    # When it reached the city hall, where that was before it was entered.
    received_at: datetime | None = None
    resident_id: UUID | None = None
    is_entered_by_staff: bool = False
    represented: Mapping[str, str] | None = field(default=None, repr=False)
    evidence: Mapping[str, Any] | None = field(default=None, repr=False)
    mail: str = field(default="", repr=False)
    intake: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def represented_id(self) -> UUID | None:
        found = (self.represented or {}).get("resident_id")
        return UUID(found) if found else None

    @property
    def mandate_id(self) -> UUID | None:
        found = (self.represented or {}).get("mandate_id")
        return UUID(found) if found else None

    @property
    def arrived_at(self) -> datetime:
        return self.received_at or self.now

    @property
    def has_secret(self) -> bool:
        """Who has no account follows the case with the number and a secret; paper gets its answer on paper."""
        return self.resident_id is None and self.channel == Channel.ONLINE


@step
def found_case(*, new: NewCase, box: Box, rules: Rules, keyring: files.Keyring) -> Case:
    """The case with its first answers, names to be found by, statistic, story and chain. AlreadyAppliedError."""
    known = forms.known_facts(new.form_version.form, dict(new.answers))
    case = _insert(_row(new, box, rules, known, keyring))
    with writes_together():
        keep_answers(
            case=case,
            box=box,
            form=new.form_version.form,
            answers=new.answers,
            act="submitted",
            actor=new.actor,
            now=new.now,
        )
        _insert_names(case, names_in(new.answers) + _represented_name(new), keyring)
        _start_statistic(case, rules)
        add_step(case=case, act="submitted", actor=new.actor, now=new.now, facts={"channel": case.channel})
        order_chain(case=case, now=new.now)
        _tell(case, new)
    return case


@step
def keep_answers(
    *, case: Case, box: Box, form: forms.Form, answers: Mapping[str, Any], act: str, actor: str, now: datetime
) -> None:
    """Write the answers as version `case.answers_number`: 個人番号 apart, the rest with masks in their places."""
    masked, numbers = forms.split_secret(form, dict(answers))
    place = answers_place(case.answers_number)
    version = AnswersVersion(
        municipality_id=case.municipality_id,
        case=case,
        number=case.answers_number,
        form_version_id=case.form_version_id,
        content=box.seal(masked, place),
        secrets=box.seal_numbers(numbers, place),
        act=act,
        actor=actor,
        made_at=now,
    )
    _VERSIONS.insert(version)


@step
def keep_names(*, case: Case, names: list[str], keyring: files.Keyring) -> None:
    """Make the case found by these names, and by no others."""
    NameToken.objects.filter(municipality_id=case.municipality_id, case_id=case.pk).delete()
    _insert_names(case, names, keyring)


def _insert_names(case: Case, names: list[str], keyring: files.Keyring) -> None:
    tokens = tokens_of(names, keyring.derive(NAMES_USE))
    _TOKENS.insert_now(
        *(NameToken(municipality_id=case.municipality_id, case=case, token=token) for token in sorted(tokens))
    )


def answers_place(number: int) -> str:
    return f"answers:{number}"


def _row(new: NewCase, box: Box, rules: Rules, known: Mapping[str, Any], keyring: files.Keyring) -> Case:
    secret = make_secret(keyring.derive(SECRET_USE), new.submission_key) if new.has_secret else ""
    return Case(
        id=new_id(),
        municipality_id=new.municipality_id,
        procedure_id=rules.id,
        procedure_code=rules.code,
        form_version_id=new.form_version.id,
        section_id=rules.home,
        state=CaseState.SUBMITTED,
        channel=new.channel,
        dossier_id=box.dossier_id,
        parties=box.seal(_parties(new, known), "parties"),
        resident_id=new.resident_id,
        represented_id=new.represented_id,
        mandate_id=new.mandate_id,
        secret_hash=hash_secret(secret) if secret else "",
        level=new.level,
        language=new.language,
        submission_key=new.submission_key,
        once_key=_once_key(new, rules),
        submitted_at=new.arrived_at,
        entered_by=new.actor if new.is_entered_by_staff else "",
        standard_days=rules.standard_days,
        days_unit=rules.days_unit,
        due_on=_due_on(new, rules),
    )


def _parties(new: NewCase, known: Mapping[str, Any]) -> dict[str, Any]:
    """What is shown of the people without opening the answers, and what proves who they are."""
    name = name_known_of(known) or {}
    parts = {key: name.get(key, "") for key in ("family", "given", "family_kana", "given_kana")}
    mail = new.mail or known.get("contact.email") or ""
    rest = {"represented": new.represented, "evidence": new.evidence, "intake": new.intake}
    return {"name": parts, "mail": mail, **rest}


def _represented_name(new: NewCase) -> list[str]:
    return [new.represented["name"]] if new.represented else []


def _once_key(new: NewCase, rules: Rules) -> str | None:
    """One value per procedure and person: of two submissions at once the constraint lets one through."""
    person = new.represented_id or new.resident_id
    if not rules.is_once_per_person or person is None:
        return None
    return sha256(f"{rules.id}:{rules.opens_on}:{person}".encode()).hexdigest()


def _due_on(new: NewCase, rules: Rules) -> Any:
    # Law: the period begins when the application arrives at the office (行政手続法第6条), whatever the hour.
    if rules.standard_days is None:
        return None
    period = period_of(municipality_id=new.municipality_id, unit=rules.days_unit)
    return period.due_on(japan_date(new.arrived_at), rules.standard_days)


def _insert(row: Case) -> Case:
    for _ in range(_TRIES):
        row.receipt_number = make_receipt_number()
        if _CASES.insert_now(row):
            return row
        _explain(row)
    raise RuntimeError("no free receipt number was found")


def _explain(row: Case) -> None:
    """Nothing where only the receipt number was taken, which the next turn mends."""
    rows = Case.objects.filter(municipality_id=row.municipality_id, once_key=row.once_key)
    earlier = rows.first() if row.once_key else None
    if earlier is not None:
        raise AlreadyAppliedError(receipt_number=earlier.receipt_number)


def _start_statistic(case: Case, rules: Rules) -> None:
    statistic = CaseStatistic(
        municipality_id=case.municipality_id,
        case_id=case.pk,
        procedure_code=case.procedure_code,
        section_id=case.section_id,
        channel=case.channel,
        submitted_on=japan_date(case.submitted_at),
        standard_days=rules.standard_days,
    )
    _STATISTICS.insert(statistic)
    count_received(statistic, case.submitted_at)


def _tell(case: Case, new: NewCase) -> None:
    audit.record(
        municipality_id=case.municipality_id,
        actor=new.actor,
        action="applications.submitted",
        subject=f"applications.case:{case.pk}",
        now=new.now,
        facts={"procedure": case.procedure_code, "channel": case.channel, "level": case.level},
    )
    events.publish(
        ApplicationSubmitted(
            municipality_id=case.municipality_id,
            case_id=case.pk,
            procedure_code=case.procedure_code,
            channel=case.channel,
        )
    )
