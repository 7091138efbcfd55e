"""When the builder says no, nothing that was typed is lost and nothing strange is made."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shirube.accounts.interface import Role
from shirube.forms import interface as forms
from shirube.kernel.calendar import format_date
from tests.factories.forms import FormDraftFactory, FormVersionFactory
from tests.factories.organizations import SectionFactory

OUTLINE = "/staff/forms/absence/"
PLAN = "kind: plan\nversion: 1\nname: 計画\n".encode()


@pytest.fixture
def section(city):
    return SectionFactory(municipality=city, name="こども課")


@pytest.fixture
def suzuki(signed_in, section):
    return signed_in(Role.SECTION_CHIEF, section=section)


@pytest.fixture
def sato(signed_in, section):
    return signed_in(Role.SECTION_STAFF, section=section)


@pytest.fixture
def held(city, section, in_city, sato):
    """A draft on which the colleague is working."""
    FormDraftFactory(municipality=city, definition__municipality=city, definition__section=section)
    sato.post(OUTLINE + "change/", {"act": "step_add", "title": "二つ目", "revision": 1})


def add(client, **headers):
    typed = {"act": "field_add:child", "type-child": "date", "label-child": "<誕生日>", "revision": 2}
    return client.post(OUTLINE + "change/", typed, headers=headers)


def test_what_was_typed_against_a_lock_stays_in_its_box(held, suzuki):
    answer = add(suzuki)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="&lt;誕生日&gt;"' in shown
    assert '<option value="date" selected>' in shown
    assert "編集しています。あなたの変更は保存していません" in shown


def test_htmx_is_given_the_bench_and_not_a_page_within_the_page(held, suzuki):
    shown = add(suzuki, HX_Request="true").content.decode()

    assert "<main" not in shown
    assert shown.lstrip().startswith('<div class="builder"')
    assert 'value="&lt;誕生日&gt;"' in shown
    assert "あなたの変更は保存していません" in shown
    assert "あなたの変更は保存していません" not in suzuki.get("/staff/forms/").content.decode()


def test_an_old_page_keeps_the_title_of_the_page_that_was_typed(held, sato):
    answer = sato.post(OUTLINE + "change/", {"act": "step_add", "title": "三つ目", "revision": 1})

    assert answer.status_code == 409
    assert 'value="三つ目"' in answer.content.decode()


def test_a_foreign_file_makes_no_form(suzuki, in_city, section):
    sent = {"start": "file", "file-section": section.pk, "file-pack": SimpleUploadedFile("plan.yaml", PLAN)}

    answer = suzuki.post("/staff/forms/new/", sent)

    assert answer.status_code == 422
    assert "フォームのファイルではありません" in answer.content.decode()
    assert forms.list_forms(municipality_id=in_city.pk) == []


def test_a_form_with_faults_is_told_of_them_before_there_is_a_draft(suzuki, in_city, section):
    body = "code: x\ntitle: よび名\nsteps: []\ncolour: red\n".encode()
    sent = {"start": "file", "file-section": section.pk, "file-pack": SimpleUploadedFile("f.yaml", body)}

    answer = suzuki.post("/staff/forms/new/", sent)

    assert answer.status_code == 422
    assert "colour" in answer.content.decode()
    assert forms.list_forms(municipality_id=in_city.pk) == []


def test_pressed_once_more_it_opens_the_draft_that_is_there(suzuki, in_city, section):
    sent = {"start": "blank", "blank-title": "見学", "blank-section": section.pk}

    first, second = (suzuki.post("/staff/forms/new/", sent) for _ in range(2))

    assert first.url == second.url
    assert len(forms.list_forms(municipality_id=in_city.pk)) == 1


def test_a_day_that_is_not_ahead_is_refused_and_the_note_stays(suzuki, city, section, in_city):
    FormDraftFactory(municipality=city, definition__municipality=city, definition__section=section)
    sent = {"revision": 1, "note": "<版>", "starts_on": "2020-01-01"}

    answer = suzuki.post(OUTLINE + "publish/", sent)

    assert answer.status_code == 422
    assert "明日からあとの日" in answer.content.decode()
    assert "&lt;版&gt;" in answer.content.decode()


def test_a_version_for_later_is_shown_and_called_off(suzuki, city, section, in_city):
    first = FormVersionFactory(municipality=city, definition__municipality=city, definition__section=section)
    FormDraftFactory(municipality=city, definition=first.definition)
    suzuki.post(OUTLINE + "settings/", {"revision": 1, "title": "新しい名前"})
    suzuki.post(OUTLINE + "publish/", {"revision": 2, "starts_on": "2099-01-01"})

    assert format_date(date(2099, 1, 1)) in suzuki.get(OUTLINE + "versions/").content.decode()

    suzuki.post(OUTLINE + "call-off/")
    again = suzuki.post(OUTLINE + "start-now/", follow=True).content.decode()
    assert "もうありません" in again
