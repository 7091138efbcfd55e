"""Invented applications for the demonstration city, lived through the same commands that residents and staff use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime

from shirube.accounts.interface import Actor
from shirube.accounts.models import Resident, User
from shirube.applications import interface as applications
from shirube.applications.commands.entries import keep_entry
from shirube.applications.models import Case, Draft, IntakeDraft, Proposal
from shirube.applications.queries.entries import Typed
from shirube.config.demonstration import NotADemonstrationError
from shirube.config.demonstration_odd_ends import draw_picture, leave_standing
from shirube.config.demonstration_people import DemoMandate, find_mandate, settle_mandates, settle_residents
from shirube.forms import interface as forms
from shirube.kernel.clock import JAPAN, japan_date
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.packs import PackModel
from shirube.organizations import interface as organizations
from shirube.plans.domain.demonstration import DemoResident
from shirube.procedures import interface as procedures


class DemoPoint(PackModel):
    path: str
    reason: applications.CorrectionReason
    text: str = ""


class DemoAct(PackModel):
    """What somebody did with a case. `by` is the part of a staff mail address before the @; none: the resident."""

    do: Literal[
        "accept", "review", "return", "correct", "propose", "approve", "issue", "close",
        "withdraw", "ask", "answer", "note", "hold",
    ]  # fmt: skip
    at: AwareDatetime
    by: str = ""
    words: str = ""
    outcome: applications.Outcome = applications.Outcome.DECIDED
    points: list[DemoPoint] = []
    answers: dict[str, Any] = {}


class DemoStory(PackModel):
    """An application from its beginning. `is_sent` false: a draft that lies. `by`: who entered what came on paper.

    `represented`: for whom the resident acts, by a mandate of the pack. `pictures`: what stands on the pictures that were
    chosen, by field. `stands_still`: why nothing happened after it was sent in, until staff have it tried again.
    """

    procedure: str
    at: AwareDatetime
    resident: str = ""
    level: IdentityLevel = IdentityLevel.MAIL
    language: Literal["ja", "en", "ja-easy"] = "ja"
    channel: applications.Channel = applications.Channel.ONLINE
    by: str = ""
    words: str = ""
    is_sent: bool = True
    represented: str = ""
    relation: str = ""
    pictures: dict[str, list[str]] = {}
    stands_still: str = ""
    answers: dict[str, Any]
    acts: list[DemoAct] = []


class DemoPile(PackModel):
    """What came on paper, evenly over [since, until], and was decided by `by` the next morning: `count` of a kind.

    `answers` are taken in turn.
    """

    procedure: str
    channel: applications.Channel
    by: str
    count: int
    since: date
    until: date
    words: str
    reason: str
    answers: list[dict[str, Any]]

    def stories(self) -> Iterator[DemoStory]:
        days = (self.until - self.since).days
        for number in range(self.count):
            day = self.since + timedelta(days=days * number // self.count)
            at = datetime.combine(day, time(9, number % 60), JAPAN)
            then = at + timedelta(days=1)
            deeds = (("accept", ""), ("review", ""), ("propose", self.reason), ("close", ""))
            yield DemoStory(
                procedure=self.procedure,
                at=at,
                channel=self.channel,
                by=self.by,
                words=self.words,
                answers=self.answers[number % len(self.answers)],
                acts=[
                    DemoAct.model_validate({"do": do, "at": then, "by": self.by, "words": words})
                    for do, words in deeds
                ],
            )


class DemoCasesPack(PackModel):
    kind: Literal["demonstration_cases"]
    version: Literal[1]
    municipality: str
    residents: list[DemoResident]
    mandates: list[DemoMandate] = []
    stories: list[DemoStory]
    piles: list[DemoPile] = []


@dataclass(frozen=True, slots=True)
class _Scene:
    """One story being lived: whose it is, and which case came of it."""

    municipality_id: UUID
    story: DemoStory
    holder: applications.Holder
    case_id: UUID | None = None

    def act(self, now: datetime) -> dict[str, Any]:
        return {"municipality_id": self.municipality_id, "case_id": self.case_id, "now": now}


def load_demonstration_cases(
    *, municipality: organizations.MunicipalitySummary, pack: DemoCasesPack, now: datetime
) -> None:
    """Live the stories that have not begun yet; one that was interrupted stays where it stopped."""
    if not municipality.demonstration:
        raise NotADemonstrationError(municipality.code)
    settle_residents(municipality.id, pack.residents, now)
    settle_mandates(municipality.id, pack.mandates)
    piled = (story for pile in pack.piles for story in pile.stories())
    for story in sorted([*pack.stories, *piled], key=lambda one: one.at):
        if not _has_begun(municipality.id, story):
            _live(_Scene(municipality.id, story, _holder(municipality.id, story)))


def _has_begun(municipality_id: UUID, story: DemoStory) -> bool:
    """A story is known by its procedure and moment."""
    same: dict[str, Any] = {"municipality_id": municipality_id, "procedure_code": story.procedure}
    return (
        Case.objects.filter(**same, submitted_at=story.at).exists()
        or Draft.objects.filter(**same, created_at=story.at, case__isnull=True).exists()
        or IntakeDraft.objects.filter(**same, created_at=story.at).exists()
    )


def _holder(municipality_id: UUID, story: DemoStory) -> applications.Holder:
    if not story.resident:
        return applications.Holder()
    row = Resident.objects.get(municipality_id=municipality_id, email=story.resident)
    return applications.Holder(resident_id=row.pk, level=story.level, mail=row.email)


def _live(scene: _Scene) -> None:
    case_id = _begin(scene)
    lived = replace(scene, case_id=case_id)
    for act in scene.story.acts:
        _ACTS[act.do](lived, act)
    if case_id is not None and scene.story.stands_still:
        leave_standing(scene.municipality_id, case_id, why=scene.story.stands_still, at=scene.story.at)


def _begin(scene: _Scene) -> UUID | None:
    """None where nothing was sent in yet."""
    if scene.story.channel is applications.Channel.ONLINE:
        return _apply(scene)
    if scene.story.is_sent:
        return _take_in(scene)
    _begin_entry(scene)
    return None


def _apply(scene: _Scene) -> UUID | None:
    story = scene.story
    facts: dict[str, Any] = {"municipality_id": scene.municipality_id, "now": story.at}
    started = applications.start_draft(
        procedure_code=story.procedure,
        holder=scene.holder,
        language=story.language,
        represented=_represented(scene),
        another=True,
        **facts,
    )
    holder = replace(scene.holder, secret=started.secret)
    pictures = _add_pictures(scene, started.draft_id, holder)
    _write(scene, started.draft_id, {**story.answers, **pictures}, holder, story.at)
    if not story.is_sent:
        return None
    receipt = applications.submit_application(
        draft_id=started.draft_id,
        holder=holder,
        submission_key="demonstration",
        warnings_accepted=True,
        **facts,
    )
    return receipt.case_id


def _represented(scene: _Scene) -> applications.Represented | None:
    story = scene.story
    if not story.represented or scene.holder.resident_id is None:
        return None
    mandate_id = find_mandate(scene.municipality_id, scene.holder.resident_id, story.represented)
    return applications.Represented(name=story.represented, relation=story.relation, mandate_id=mandate_id)


def _add_pictures(scene: _Scene, draft_id: UUID, holder: applications.Holder) -> dict[str, Any]:
    """The answers of the fields for files."""
    return {
        key: [
            applications.add_draft_file(
                municipality_id=scene.municipality_id,
                draft_id=draft_id,
                holder=holder,
                name=f"{words}.jpg",
                declared_type="image/jpeg",
                content=draw_picture(words),
                now=scene.story.at,
            )
            for words in named
        ]
        for key, named in scene.story.pictures.items()
    }


def _write(
    scene: _Scene, draft_id: UUID, answers: Mapping[str, Any], holder: applications.Holder, at: datetime
) -> None:
    """Write the answers into the draft over those that are there."""
    place: dict[str, Any] = {"municipality_id": scene.municipality_id, "draft_id": draft_id}
    draft = applications.open_draft(holder=holder, today=japan_date(at), **place)
    bound = forms.Bound({**draft.answers, **answers}, {})
    applications.save_draft(
        draft=draft,
        step_code=draft.form.steps[-1].code,
        bound=bound,
        holder=holder,
        device="demonstration",
        seen=draft.revision,
        now=at,
    )


def _take_in(scene: _Scene) -> UUID:
    story = scene.story
    intake = applications.Intake(channel=story.channel, received_at=story.at, note=story.words)
    receipt = applications.take_in_application(
        municipality_id=scene.municipality_id,
        procedure_code=story.procedure,
        answers=story.answers,
        intake=intake,
        submission_key=f"{story.procedure}:{story.at.isoformat()}",
        actor=_staff(scene, story.by),
        now=story.at,
    )
    return receipt.case_id


def _begin_entry(scene: _Scene) -> None:
    """Staff were called away while they typed."""
    story = scene.story
    place: dict[str, Any] = {"municipality_id": scene.municipality_id}
    found = procedures.get_procedure(**place, code=story.procedure)
    version = forms.find_current_version(**place, code=found.form_code)
    assert version is not None
    facts = {
        "channel": story.channel.value,
        "received_on": japan_date(story.at).isoformat(),
        "note": story.words,
    }
    keep_entry(
        **place,
        procedure_code=story.procedure,
        version=version,
        typed=Typed(answers=story.answers, facts=facts),
        submission_key=f"{story.procedure}:{story.at.isoformat()}",
        device="demonstration",
        seen=0,
        actor=_staff(scene, story.by),
        now=story.at,
    )


def _staff(scene: _Scene, key: str) -> Actor:
    users = User.objects.filter(municipality_id=scene.municipality_id)
    return users.get(email=f"{key}@shirube.example").as_actor()


def _by_staff(command: Callable[..., Any], *words: str) -> Callable[[_Scene, DemoAct], None]:
    """A command that takes the case, the person and, under the names in `words`, what was written."""

    def do(scene: _Scene, act: DemoAct) -> None:
        command(**scene.act(act.at), actor=_staff(scene, act.by), **dict.fromkeys(words, act.words))

    return do


def _return(scene: _Scene, act: DemoAct) -> None:
    points = [applications.PointEntry(path=one.path, reason=one.reason, text=one.text) for one in act.points]
    applications.return_for_correction(
        **scene.act(act.at), message=act.words, points=points, actor=_staff(scene, act.by)
    )


def _correct(scene: _Scene, act: DemoAct) -> None:
    started = applications.open_correction(**scene.act(act.at), holder=scene.holder)
    _write(scene, started.draft_id, act.answers, scene.holder, act.at)
    applications.resubmit_application(
        **scene.act(act.at), draft_id=started.draft_id, holder=scene.holder, warnings_accepted=True
    )


def _propose(scene: _Scene, act: DemoAct) -> None:
    applications.propose_decision(
        **scene.act(act.at), outcome=act.outcome, reason=act.words, actor=_staff(scene, act.by)
    )


def _approve(scene: _Scene, act: DemoAct) -> None:
    assert scene.case_id is not None
    proposal = Proposal.objects.get(
        municipality_id=scene.municipality_id, case_id=scene.case_id, state="open"
    )
    applications.approve_proposal(
        **scene.act(act.at),
        proposal_id=proposal.pk,
        position=proposal.steps.filter(decided_at__isnull=True)
        .order_by("position")
        .values_list("position", flat=True)[0],
        comment=act.words,
        actor=_staff(scene, act.by),
    )


def _withdraw(scene: _Scene, act: DemoAct) -> None:
    applications.withdraw_application(**scene.act(act.at), reason=act.words, holder=scene.holder)


def _ask(scene: _Scene, act: DemoAct) -> None:
    applications.send_message(**scene.act(act.at), text=act.words, holder=scene.holder)


_ACTS: Mapping[str, Callable[[_Scene, DemoAct], None]] = {
    "accept": _by_staff(applications.accept_case),
    "review": _by_staff(applications.start_review),
    "return": _return,
    "correct": _correct,
    "propose": _propose,
    "approve": _approve,
    "issue": _by_staff(applications.issue_document),
    "close": _by_staff(applications.close_case),
    "withdraw": _withdraw,
    "ask": _ask,
    "answer": _by_staff(applications.write_to_resident, "text"),
    "note": _by_staff(applications.add_note, "text"),
    "hold": _by_staff(applications.hold_case, "reason"),
}
