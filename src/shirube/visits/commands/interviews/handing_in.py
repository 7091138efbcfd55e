"""Out come all applications, in all sections' inboxes: every one of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.forms import interface as forms
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.receipts import hash_secret, new_code
from shirube.kernel.transactions import command
from shirube.visits.commands.calling import finish_where_they_stand
from shirube.visits.commands.guards import require_counter
from shirube.visits.commands.interviews.moving import move_interview, note
from shirube.visits.domain.interview.states import KEPT_AFTER, InterviewState, Source
from shirube.visits.events import InterviewHandedIn
from shirube.visits.models import Interview, InterviewCase
from shirube.visits.queries.interviews.reading import InterviewView, Outcome, list_outcomes
from shirube.visits.queries.interviews.sealing import open_keys
from shirube.visits.queries.interviews.talks import TalkPart

_WORDS = {
    Source.CARD: "カードから読んだ項目",
    Source.LICENCE: "運転免許証から読んだ項目",
    Source.PREFILLED: "来庁前に本人が書いた項目",
}


class NothingToHandInError(ConflictError):
    """No procedure follows from the answers."""

    code = "visits.nothing_to_hand_in"


def hand_in(
    *,
    interview: InterviewView,
    identity_seen: str,
    papers_seen: Sequence[str],
    actor: Actor,
    now: datetime,
) -> Sequence[Outcome]:
    """Take in all applications; then the service of the ticket is done, and the desk is free.

    Two commands: the queue of the hall does not wait for sealing. A second click gives the same applications. Raises
    what `take_all_in` raises.
    """
    outcomes = take_all_in(
        interview=interview, identity_seen=identity_seen, papers_seen=papers_seen, actor=actor, now=now
    )
    if interview.visit_id is not None:
        place = {"municipality_id": interview.municipality_id, "visit_id": interview.visit_id}
        finish_where_they_stand(**place, actor=actor, now=now)
    return outcomes


@command
def take_all_in(
    *,
    interview: InterviewView,
    identity_seen: str,
    papers_seen: Sequence[str],
    actor: Actor,
    now: datetime,
) -> Sequence[Outcome]:
    """Take in one application for each procedure that applies, in the form that was asked from and checked.

    A second click gives the same ones.

    Law: an incomplete application is received all the same (行政手続法第7条). Raises NothingToHandInError,
    InterviewMovedError (not checked by the resident, or changed meanwhile), NotCounterStaffError, and what
    `applications.take_in_at_counter` raises; then none was taken in.
    """
    require_counter(actor)
    if interview.state == InterviewState.CONFIRMED:
        return list_outcomes(municipality_id=interview.municipality_id, interview_id=interview.id)
    today = japan_date(now)
    applying = interview.applying(today)
    if not applying:
        raise NothingToHandInError
    home_code = new_code()
    move_interview(
        interview=interview,
        seen_in=[InterviewState.CHECKED],
        contents=interview.contents.changed(home_code=home_code),
        now=now,
        state=InterviewState.CONFIRMED,
        confirmed_at=now,
        confirmed_by=actor.log_name,
        home_hash=hash_secret(home_code),
        remaining=[one.code for one in interview.talk.list_remaining(interview.answers, today)],
        expires_at=now + KEPT_AFTER,
    )
    whole = _whole_answers(interview)
    intake = _intake(interview, identity_seen, papers_seen, now)
    for position, part in enumerate(applying):
        _take_in(interview, part, position, whole, intake, actor, now)
    _end(interview, len(applying), actor, now)
    return list_outcomes(municipality_id=interview.municipality_id, interview_id=interview.id)


def _end(interview: InterviewView, count: int, actor: Actor, now: datetime) -> None:
    place = interview.municipality_id
    note(place, "interview_handed_in", interview.id, actor.log_name, now, count=count)
    events.publish(
        InterviewHandedIn(
            municipality_id=place,
            interview_id=interview.id,
            package=interview.talk.package.code,
            applications=count,
        )
    )


def _take_in(
    interview: InterviewView,
    part: TalkPart,
    position: int,
    whole: dict[str, Any],
    intake: applications.Intake,
    actor: Actor,
    now: datetime,
) -> None:
    receipt = applications.take_in_at_counter(
        municipality_id=interview.municipality_id,
        procedure_code=part.code,
        form_version=part.version,
        answers=interview.talk.answers_for(part, whole, japan_date(now)),
        intake=intake,
        submission_key=f"{interview.id}:{part.row}" if part.row else str(interview.id),
        language=interview.language,
        actor=actor,
        now=now,
    )
    InterviewCase.objects.create(
        municipality_id=interview.municipality_id,
        interview_id=interview.id,
        procedure_code=part.code,
        row=part.row,
        section_id=part.section_id,
        case_id=receipt.case_id,
        receipt_number=receipt.receipt_number,
        position=position,
    )


def _whole_answers(interview: InterviewView) -> dict[str, Any]:
    """With 個人番号 in the clear. Danger: never to be logged or kept."""
    row = Interview.objects.get(municipality_id=interview.municipality_id, pk=interview.id)
    numbers = open_keys(row).unseal_numbers(row)
    return forms.join_secret(interview.talk.form, dict(interview.answers), numbers)


def _intake(
    interview: InterviewView, identity_seen: str, papers_seen: Sequence[str], now: datetime
) -> applications.Intake:
    """What the sections read about where the answers came from."""
    lines = [f"窓口の聞き取り（{interview.talk.package.title.ja}）"]
    for source, words in _WORDS.items():
        labels = _labels(interview, source)
        lines += [f"{words}: {'、'.join(labels)}"] if labels else []
    lines += [f"窓口で確認した書類: {'、'.join(papers_seen)}"] if papers_seen else []
    return applications.Intake(
        channel=applications.Channel.COUNTER,
        received_at=now,
        note="\n".join(lines),
        identity_seen=identity_seen,
    )


def _labels(interview: InterviewView, source: Source) -> list[str]:
    known = interview.talk.form.by_key
    keys = [key for key, value in interview.contents.sources.items() if value == source.value]
    return [known[key].label.ja for key in keys if key in known]
