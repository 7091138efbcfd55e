"""Minutes from the draft to the public: four eyes, parts withheld for a reason, names of residents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from shirube.applications.domain.names import tokens_of
from shirube.applications.models import Case, NameToken
from shirube.applications.queries.case_list import NAMES_USE
from shirube.files import interface as files
from shirube.headquarters.commands.agenda import MinutesOutError, write_notes
from shirube.headquarters.commands.minutes import (
    MeetingNotOverError,
    MinutesMovedError,
    NamesUndecidedError,
    NotApproverError,
    PartEntry,
    allow_name,
    approve_minutes,
    draft_minutes,
    publish_minutes,
    return_minutes,
    submit_minutes,
    take_minutes_back,
    write_part,
)
from shirube.headquarters.domain.terms import Ground, MinutesState
from shirube.headquarters.queries.decisions import list_published_decisions
from shirube.headquarters.queries.minutes import (
    MinutesNotFoundError,
    MinutesView,
    get_minutes,
    get_published_minutes,
    list_names_found,
)
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality
from tests.factories import headquarters as hq
from tests.factories.organizations import SectionFactory


@pytest.fixture
def held(in_city: Municipality, meeting: UUID, item: UUID) -> UUID:
    """A meeting with one item, decided on, that is over."""
    hq.send(in_city, meeting)
    hq.decide(in_city, item)
    write_notes(item_id=item, notes="枠の数について意見があった。", **hq.by_promoter(in_city, hq.DURING))
    hq.close(in_city, meeting)
    return meeting


@pytest.fixture
def draft(in_city: Municipality, held: UUID) -> UUID:
    draft_minutes(meeting_id=held, **hq.by_promoter(in_city, hq.DURING))
    return held


@pytest.fixture
def published(in_city: Municipality, draft: UUID) -> UUID:
    _bring_out(in_city, draft)
    return draft


def _act(city: Municipality, meeting: UUID, actor: Any = None) -> dict[str, Any]:
    return {
        "municipality_id": city.pk,
        "meeting_id": meeting,
        "actor": actor or hq.promoter(),
        "now": hq.DURING,
    }


def _bring_out(city: Municipality, meeting: UUID) -> None:
    submit_minutes(**_act(city, meeting))
    approve_minutes(**_act(city, meeting, hq.member()))
    publish_minutes(**_act(city, meeting))


def _minutes(city: Municipality, meeting: UUID) -> MinutesView:
    return get_minutes(municipality_id=city.pk, meeting_id=meeting)


def _write(city: Municipality, meeting: UUID, **entry: Any) -> None:
    minutes = _minutes(city, meeting)
    (part,) = minutes.parts
    values = {"heading": part.heading, "text": part.text, **entry}
    write_part(
        part_id=part.id,
        entry=PartEntry(**values),
        seen_revision=minutes.revision,
        **_act(city, meeting),
    )


@pytest.fixture
def applicant(in_city: Municipality) -> None:
    """山田 花子 has applied for something: of the case only the hashes of the name matter here."""
    with transaction.atomic():
        files.ensure_keyring(municipality_id=in_city.pk, now=hq.BEFORE)
    key = files.open_keyring(municipality_id=in_city.pk).derive(NAMES_USE)
    case = Case.objects.create(
        municipality=in_city,
        receipt_number="1",
        procedure_id=new_id(),
        procedure_code="allowance",
        form_version_id=new_id(),
        section=SectionFactory(municipality=in_city),
        channel="online",
        level="mail",
        submission_key="once",
        submitted_at=hq.BEFORE,
    )
    for token in tokens_of(["山田 花子", "ヤマダ ハナコ"], key):
        NameToken.objects.create(municipality=in_city, case=case, token=token)


def test_minutes_begin_when_the_meeting_is_over(in_city: Municipality, meeting: UUID) -> None:
    with pytest.raises(MeetingNotOverError):
        draft_minutes(**_act(in_city, meeting))


def test_the_draft_says_what_was_written_and_noted(in_city: Municipality, draft: UUID) -> None:
    (part,) = _minutes(in_city, draft).parts

    assert part.heading == "審議事項1　窓口の予約を広げる"
    assert "枠の数について意見があった。" in part.text
    assert part.decision is not None


def test_nobody_approves_what_they_handed_in(in_city: Municipality, draft: UUID) -> None:
    both = hq.member()
    submit_minutes(**_act(in_city, draft, hq.promoter()))
    with pytest.raises(NotApproverError):
        approve_minutes(**_act(in_city, draft, hq.promoter()))
    approve_minutes(**_act(in_city, draft, both))
    with pytest.raises(MinutesMovedError):
        approve_minutes(**_act(in_city, draft, both))


def test_nothing_is_published_that_was_not_approved(in_city: Municipality, draft: UUID) -> None:
    submit_minutes(**_act(in_city, draft))
    with pytest.raises(MinutesMovedError):
        publish_minutes(**_act(in_city, draft))


def test_what_came_back_is_written_again(in_city: Municipality, draft: UUID) -> None:
    submit_minutes(**_act(in_city, draft))
    return_minutes(comment="数字を確かめてください", **_act(in_city, draft, hq.member()))
    _write(in_city, draft, text="確かめた数字")

    assert _minutes(in_city, draft).comment == "数字を確かめてください"


def test_published_minutes_bring_the_decision_out(in_city: Municipality, published: UUID) -> None:
    (decision,) = list_published_decisions(municipality_id=in_city.pk)
    assert (decision.meeting_id, decision.wording) == (published, "原案のとおり決定した。")


def test_published_minutes_stand_until_they_are_taken_back(
    in_city: Municipality, published: UUID, item: UUID
) -> None:
    with pytest.raises(MinutesMovedError):
        _write(in_city, published, text="あとから")
    with pytest.raises(MinutesOutError):
        write_notes(item_id=item, notes="あとから", **hq.by_promoter(in_city, hq.DURING))
    take_minutes_back(comment="誤りがあった", **_act(in_city, published))

    assert _minutes(in_city, published).state is MinutesState.DRAFT
    assert not list_published_decisions(municipality_id=in_city.pk)
    with pytest.raises(MinutesNotFoundError):
        get_published_minutes(municipality_id=in_city.pk, meeting_id=published)


def test_a_withheld_part_takes_its_decision_along(in_city: Municipality, draft: UUID) -> None:
    _write(in_city, draft, withheld=Ground.COMPANY, withheld_note="条例第7条第2号")
    _bring_out(in_city, draft)

    assert not list_published_decisions(municipality_id=in_city.pk)


@pytest.mark.usefixtures("applicant")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("山田花子の申請について説明があった。", "山田花子"),
        ("山田　花子の申請について説明があった。", "山田　花子"),
        ("窓口で山田さんから意見があった。", "山田さん"),
        ("ヤマダハナコの名で届いた。", "ヤマダハナコ"),
    ],
)
def test_a_name_of_an_applicant_is_shown(in_city: Municipality, draft: UUID, text: str, found: str) -> None:
    _write(in_city, draft, text=text)

    (name,) = list_names_found(municipality_id=in_city.pk, minutes=_minutes(in_city, draft))
    assert name.name == found
    with pytest.raises(NamesUndecidedError):
        submit_minutes(**_act(in_city, draft))


@pytest.mark.usefixtures("applicant")
@pytest.mark.parametrize("text", ["山田川の水位を測る。", "花子の森公園で開く。", "田花の山、子山の田。"])
def test_other_words_are_left_alone(in_city: Municipality, draft: UUID, text: str) -> None:
    _write(in_city, draft, text=text)
    assert not list_names_found(municipality_id=in_city.pk, minutes=_minutes(in_city, draft))


@pytest.mark.usefixtures("applicant")
def test_the_writer_lets_a_name_stand(in_city: Municipality, draft: UUID) -> None:
    _write(in_city, draft, text="山田花子副市長があいさつした。")
    (name,) = list_names_found(municipality_id=in_city.pk, minutes=_minutes(in_city, draft))
    allow_name(part_id=name.part_id, digest=name.digest, **_act(in_city, draft))
    _bring_out(in_city, draft)

    assert _minutes(in_city, draft).state is MinutesState.PUBLISHED


@pytest.mark.usefixtures("applicant")
def test_a_name_in_a_withheld_part_is_not_published(in_city: Municipality, draft: UUID) -> None:
    _write(in_city, draft, text="山田花子の申請", withheld=Ground.PERSON)
    submit_minutes(**_act(in_city, draft))
