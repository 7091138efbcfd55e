"""Papers: as they would be sent now, as they were sent, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.headquarters.domain.papers import ItemPaper, PaperContent, Paragraph, Step, item_paper_from_json
from shirube.headquarters.domain.terms import SendingKind
from shirube.headquarters.models import Paper, Sending
from shirube.headquarters.queries.attachments import list_item_files
from shirube.headquarters.queries.decisions import TaskView, list_tasks
from shirube.headquarters.queries.meetings import ItemView, list_items
from shirube.headquarters.registry import SubjectNotFoundError, agenda_kinds
from shirube.kernel.calendar import format_date
from shirube.kernel.errors import NotFoundError


class SendingNotFoundError(NotFoundError):
    code = "headquarters.sending_not_found"


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """The paper of an item as it would be frozen now."""

    item: ItemView
    paper: ItemPaper
    stamp: str


@dataclass(frozen=True, slots=True)
class SentPaper:
    item_id: UUID
    paper: ItemPaper
    revision: int
    stamp: str
    number: int


@dataclass(frozen=True, slots=True)
class SendingView:
    """A set of papers. `by` is the name of who sent it."""

    number: int
    kind: SendingKind
    as_of: date
    note: str
    by: str
    sent_at: datetime
    papers: tuple[SentPaper, ...]


def draft_papers(*, municipality_id: UUID, meeting_id: UUID, as_of: date) -> Sequence[DraftPaper]:
    """The papers of the whole agenda, as of the end of a day."""
    items = list_items(municipality_id=municipality_id, meeting_id=meeting_id)
    files = list_item_files(municipality_id=municipality_id, item_ids=[item.id for item in items])
    tasks = list_tasks(municipality_id=municipality_id, meeting_id=meeting_id)
    drafts = []
    for item in items:
        about = about_of(municipality_id=municipality_id, item=item, on=as_of)
        names = [one.name for one in files[item.id]]
        steps = [_step(task) for task in tasks if task.item_id == item.id]
        drafts.append(DraftPaper(item, _paper(item, about, names, steps), about.stamp))
    return drafts


def about_of(*, municipality_id: UUID, item: ItemView, on: date) -> PaperContent:
    """What the thing behind the item says of itself; that it is not to be found, should it be gone."""
    if not item.about_kind:
        return PaperContent("", ())
    gone = PaperContent("", (Paragraph(_("この議題のもとになったものが見つかりません。")),), "gone")
    if item.about_kind not in agenda_kinds:
        return gone
    kind = agenda_kinds[item.about_kind]
    try:
        return kind.paper(municipality_id=municipality_id, key=item.about_key, on=on)
    except SubjectNotFoundError:
        return gone


def list_sendings(*, municipality_id: UUID, meeting_id: UUID) -> Sequence[SendingView]:
    """What was sent, in the order of sending."""
    rows = Sending.objects.filter(municipality_id=municipality_id, meeting=meeting_id).order_by("number")
    sendings = list(rows)
    papers: dict[UUID, list[SentPaper]] = {row.pk: [] for row in sendings}
    numbers = {row.pk: row.number for row in sendings}
    kept = Paper.objects.filter(municipality_id=municipality_id, sending__in=sendings).order_by("position")
    for row in kept:
        papers[row.sending_id].append(_sent(row, numbers[row.sending_id]))
    names = _names(municipality_id, {row.actor for row in sendings})
    return [_sending(row, papers[row.pk], names) for row in sendings]


def get_sending(*, municipality_id: UUID, meeting_id: UUID, number: int) -> SendingView:
    """SendingNotFoundError."""
    sendings = list_sendings(municipality_id=municipality_id, meeting_id=meeting_id)
    found = next((one for one in sendings if one.number == number), None)
    if found is None:
        raise SendingNotFoundError(number=number)
    return found


def newest_papers(*, municipality_id: UUID, meeting_id: UUID) -> Mapping[UUID, SentPaper]:
    """For each item what the members hold of it: of several sendings the last."""
    sendings = list_sendings(municipality_id=municipality_id, meeting_id=meeting_id)
    return {paper.item_id: paper for sending in sendings for paper in sending.papers}


def is_changed(*, municipality_id: UUID, item: ItemView, held: SentPaper | None, on: date) -> bool:
    """Whether the item is no longer what the members hold of it; so is one of which they hold nothing.

    Cost: asks the thing behind the item only where it gave a stamp.
    """
    if held is None or held.revision != item.revision:
        return True
    return (
        bool(held.stamp) and about_of(municipality_id=municipality_id, item=item, on=on).stamp != held.stamp
    )


def list_changed_items(*, municipality_id: UUID, meeting_id: UUID, on: date) -> Sequence[ItemView]:
    """Items that are no longer what was sent."""
    held = newest_papers(municipality_id=municipality_id, meeting_id=meeting_id)
    items = list_items(municipality_id=municipality_id, meeting_id=meeting_id)
    return [
        item
        for item in items
        if is_changed(municipality_id=municipality_id, item=item, held=held.get(item.id), on=on)
    ]


def due_words(task: TaskView) -> str:
    return format_date(task.due_on) if task.due_on else task.due_words


def _paper(
    item: ItemView, about: PaperContent, attachments: Sequence[str], steps: Sequence[Step]
) -> ItemPaper:
    return ItemPaper(
        kind=item.kind.value,
        number=item.number,
        title=item.title,
        section=item.section,
        points=item.points,
        future=item.future,
        other=item.other,
        figures=item.figures,
        attachments=(*attachments, *item.named_attachments),
        steps=tuple(steps),
        subject=about.title,
        blocks=about.blocks,
    )


def _step(task: TaskView) -> Step:
    owner = " ".join(word for word in (task.section, task.person) if word)
    return Step(task.text, owner, due_words(task))


def _sent(row: Paper, number: int) -> SentPaper:
    return SentPaper(row.item_id, item_paper_from_json(row.content), row.revision, row.stamp, number)


def _sending(row: Sending, papers: Sequence[SentPaper], names: Mapping[str, str]) -> SendingView:
    return SendingView(
        number=row.number,
        kind=SendingKind(row.kind),
        as_of=row.as_of,
        note=row.note,
        by=names.get(row.actor, ""),
        sent_at=row.sent_at,
        papers=tuple(papers),
    )


def _names(municipality_id: UUID, actors: set[str]) -> Mapping[str, str]:
    ids = {actor: UUID(actor.removeprefix("staff:")) for actor in actors if actor.startswith("staff:")}
    names = accounts.names_of(municipality_id=municipality_id, user_ids=list(ids.values())) if ids else {}
    return {actor: names.get(user_id, "") for actor, user_id in ids.items()}
