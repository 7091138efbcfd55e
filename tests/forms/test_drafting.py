"""One draft each, one person at a time, and nobody's work written over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.accounts.interface import Role
from shirube.forms import interface as forms
from shirube.forms.models import FormDefinition
from tests.factories.accounts import UserFactory
from tests.factories.forms import APRIL_2026, FormDraftFactory, FormVersionFactory, absence_form
from tests.factories.organizations import SectionFactory
from tests.people import SATO, SUZUKI, TAKAHASHI

LATER = APRIL_2026 + timedelta(minutes=5)


@pytest.fixture
def section(in_city):
    return SectionFactory(name="こども課")


def actor_of(person, section, role="section_staff"):
    return UserFactory(**{role: True, **person.account}, section=section).as_actor()


@pytest.fixture
def sato(section):
    return actor_of(SATO, section)


@pytest.fixture
def suzuki(section):
    return actor_of(SUZUKI, section, "section_chief")


@pytest.fixture
def draft(section):
    return FormDraftFactory(definition__section=section)


def save(city, actor, *, now=APRIL_2026, seen=1, title="新しい名前"):
    content = {**absence_form(), "title": {"ja": title}}
    return forms.save_form_draft(
        municipality_id=city.pk, code="absence", content=content, seen_revision=seen, actor=actor, now=now
    )


def title(city):
    return forms.get_form_draft(municipality_id=city.pk, code="absence").content["title"]["ja"]


def test_a_new_form_begins_as_a_draft_under_the_lock_of_who_made_it(in_city, section, sato):
    forms.create_form_draft(
        municipality_id=in_city.pk, code="absence", content=absence_form(), section_id=section.pk, actor=sato, now=APRIL_2026
    )  # fmt: skip
    draft = forms.get_form_draft(municipality_id=in_city.pk, code="absence")
    assert (draft.revision, draft.lock.holder_name, draft.saved_by) == (1, SATO.name, SATO.name)
    assert forms.find_current_version(municipality_id=in_city.pk, code="absence") is None


def test_a_code_is_given_once(in_city, draft, section, sato):
    with pytest.raises(forms.FormCodeTakenError):
        forms.create_form_draft(
            municipality_id=in_city.pk, code="absence", content={}, section_id=section.pk, actor=sato, now=APRIL_2026
        )  # fmt: skip


def test_every_save_counts_and_takes_the_lock(in_city, draft, sato):
    assert save(in_city, sato) == 2
    kept = forms.get_form_draft(municipality_id=in_city.pk, code="absence")
    assert (kept.revision, kept.lock.holder_id) == (2, sato.staff_id)


def test_a_page_that_is_out_of_date_saves_nothing(in_city, draft, sato):
    save(in_city, sato)
    with pytest.raises(forms.DraftMovedError):
        save(in_city, sato, title="古い画面から")
    assert title(in_city) == "新しい名前"


def test_a_colleague_is_kept_out_and_told_who_is_at_it(in_city, draft, sato, suzuki):
    save(in_city, sato)
    with pytest.raises(forms.FormLockedError) as refused:
        save(in_city, suzuki, now=LATER, seen=2)
    assert refused.value.facts["holder"] == SATO.name


def test_a_lock_ends_by_itself(in_city, draft, sato, suzuki):
    save(in_city, sato)
    assert save(in_city, suzuki, now=APRIL_2026 + timedelta(minutes=21), seen=2) == 3


def test_taking_over_turns_the_lock_round(in_city, draft, sato, suzuki):
    save(in_city, sato)
    forms.take_edit_lock(municipality_id=in_city.pk, code="absence", actor=suzuki, now=LATER, take_over=True)
    with pytest.raises(forms.FormLockedError):
        save(in_city, sato, now=LATER, seen=2)


def test_who_is_done_lets_others_in_at_once(in_city, draft, sato, suzuki):
    save(in_city, sato)
    forms.release_edit_lock(municipality_id=in_city.pk, code="absence", actor=sato, now=LATER)
    assert save(in_city, suzuki, now=LATER, seen=2) == 3


def test_another_section_may_not(in_city, draft):
    other = actor_of(TAKAHASHI, SectionFactory())
    with pytest.raises(forms.NotYourFormError):
        save(in_city, other)


def test_an_old_version_becomes_a_draft_again(in_city, section, sato):
    FormVersionFactory(definition__section=section)
    forms.start_form_draft(municipality_id=in_city.pk, code="absence", actor=sato, now=APRIL_2026, number=1)
    assert forms.get_form_draft(municipality_id=in_city.pk, code="absence").based_on == 1


def test_a_draft_is_not_thrown_away_by_beginning_another(in_city, section, sato, draft):
    FormVersionFactory(definition=draft.definition)
    FormDefinition.objects.update(newest_number=1)
    start = {"municipality_id": in_city.pk, "code": "absence", "actor": sato, "now": APRIL_2026}
    with pytest.raises(forms.DraftExistsError):
        forms.start_form_draft(**start)
    forms.start_form_draft(**start, replace=True)
    assert forms.get_form_draft(municipality_id=in_city.pk, code="absence").based_on == 1


def test_a_form_that_was_never_published_goes_with_its_draft(in_city, draft, sato):
    forms.discard_form_draft(municipality_id=in_city.pk, code="absence", actor=sato, now=APRIL_2026)
    assert not FormDefinition.objects.exists()


def test_the_list_takes_as_many_queries_for_ten_forms_as_for_one(in_city, django_assert_num_queries):
    for number in range(10):
        FormDraftFactory(definition__code=f"form-{number}")
    with django_assert_num_queries(1):
        assert len(forms.list_forms(municipality_id=in_city.pk)) == 10


def test_roles_that_publish_are_among_those_that_draft():
    assert forms.PUBLISHERS < forms.DRAFTERS
    assert Role.SECTION_STAFF in forms.DRAFTERS
