"""Putting forms into force, from drafts and from packs."""

from __future__ import annotations

import pytest

from shirube.accounts.interface import SYSTEM
from shirube.forms import interface as forms
from shirube.kernel.packs import InvalidPackError
from tests.factories.accounts import UserFactory
from tests.factories.forms import APRIL_2026, FormDraftFactory, FormVersionFactory, absence_form
from tests.factories.organizations import SectionFactory
from tests.people import SATO, SUZUKI


@pytest.fixture
def section(in_city):
    return SectionFactory(name="こども課")


@pytest.fixture
def suzuki(section):
    return UserFactory(section_chief=True, section=section, **SUZUKI.account).as_actor()


@pytest.fixture
def draft(section):
    return FormDraftFactory(definition__section=section)


def publish(city, actor, note="", seen=1):
    return forms.publish_form(
        municipality_id=city.pk, code="absence", seen_revision=seen, actor=actor, now=APRIL_2026, note=note
    )


def load(city, **changes):
    form = forms.parse_form({**absence_form(), **changes})
    return forms.load_form(municipality_id=city.pk, form=form, section_id=None, actor=SYSTEM, now=APRIL_2026)


def test_publishing_puts_the_draft_into_force_and_uses_it_up(in_city, draft, suzuki):
    version = publish(in_city, suzuki, note="最初の版")
    current = forms.find_current_version(municipality_id=in_city.pk, code="absence")
    assert (version.number, version.state, current.id) == (1, "current", version.id)
    assert forms.find_form_draft(municipality_id=in_city.pk, code="absence") is None


def test_section_staff_draft_but_do_not_publish(in_city, section, draft):
    sato = UserFactory(section_staff=True, section=section, **SATO.account).as_actor()
    with pytest.raises(forms.NotYourFormError):
        publish(in_city, sato)


def test_a_draft_with_faults_stays_a_draft(in_city, section, suzuki):
    FormDraftFactory(definition__section=section, content={**absence_form(), "steps": []})
    with pytest.raises(InvalidPackError):
        publish(in_city, suzuki)
    assert forms.find_form_draft(municipality_id=in_city.pk, code="absence")


def test_a_draft_that_moved_is_not_published_unseen(in_city, draft, suzuki):
    with pytest.raises(forms.DraftMovedError):
        publish(in_city, suzuki, seen=7)


def test_what_changes_nothing_makes_no_version(in_city, draft, suzuki):
    publish(in_city, suzuki)
    forms.start_form_draft(municipality_id=in_city.pk, code="absence", actor=suzuki, now=APRIL_2026)
    with pytest.raises(forms.NothingChangedError):
        publish(in_city, suzuki)


def test_a_withdrawn_form_is_not_in_force_but_stays_readable(in_city, section, suzuki):
    version = FormVersionFactory(definition__section=section)
    forms.withdraw_form(municipality_id=in_city.pk, code="absence", actor=suzuki, now=APRIL_2026)
    assert forms.find_current_version(municipality_id=in_city.pk, code="absence") is None
    kept = forms.get_form_version(municipality_id=in_city.pk, version_id=version.pk)
    assert (kept.state, kept.form.code) == ("withdrawn", "absence")
    with pytest.raises(forms.NotInForceError):
        forms.withdraw_form(municipality_id=in_city.pk, code="absence", actor=suzuki, now=APRIL_2026)


def test_loading_a_pack_twice_makes_one_version(in_city):
    assert load(in_city).id == load(in_city).id


def test_a_changed_pack_makes_the_next_version(in_city):
    load(in_city)
    assert load(in_city, title={"ja": "別の名前"}).number == 2


def test_a_pack_does_not_write_over_what_staff_published(in_city, section):
    load(in_city)
    tanaka = UserFactory(dx_promotion=True).as_actor()
    forms.start_form_draft(municipality_id=in_city.pk, code="absence", actor=tanaka, now=APRIL_2026)
    content = {**absence_form(), "title": {"ja": "市の名前"}}
    forms.save_form_draft(
        municipality_id=in_city.pk, code="absence", content=content, seen_revision=1, actor=tanaka, now=APRIL_2026
    )  # fmt: skip
    own = publish(in_city, tanaka, seen=2)
    assert load(in_city).id == own.id
    with pytest.raises(forms.FormEditedHereError):
        load(in_city, title={"ja": "パックの新しい名前"})


def test_another_citys_form_is_not_found(in_city, other_city):
    version = FormVersionFactory()
    with pytest.raises(forms.FormNotFoundError):
        forms.get_form_version(municipality_id=other_city.pk, version_id=version.pk)


def test_versions_are_told_newest_first_with_who_published_them(in_city, draft, suzuki):
    publish(in_city, suzuki)
    forms.start_form_draft(municipality_id=in_city.pk, code="absence", actor=suzuki, now=APRIL_2026)
    forms.save_form_draft(
        municipality_id=in_city.pk, code="absence", content={**absence_form(), "title": "新"}, seen_revision=1,
        actor=suzuki, now=APRIL_2026,
    )  # fmt: skip
    publish(in_city, suzuki, seen=2)
    versions = forms.list_versions(municipality_id=in_city.pk, code="absence")
    assert [(one.number, one.state, one.published_by) for one in versions] == [
        (2, "current", SUZUKI.name),
        (1, "older", SUZUKI.name),
    ]
