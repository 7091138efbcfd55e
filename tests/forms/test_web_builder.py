"""A section makes a form: from the first page to the published version, with and without script."""

from __future__ import annotations

import pytest

from shirube.accounts.interface import Role
from shirube.forms import interface as forms
from shirube.forms.models import FormDraft
from tests.factories.forms import FormDraftFactory, FormVersionFactory, absence_form
from tests.factories.organizations import SectionFactory
from tests.ui.markup import Markup


@pytest.fixture
def section(city):
    return SectionFactory(municipality=city, name="こども課")


@pytest.fixture
def suzuki(signed_in, section):
    return signed_in(Role.SECTION_CHIEF, section=section)


@pytest.fixture
def draft(city, section):
    return FormDraftFactory(municipality=city, definition__municipality=city, definition__section=section)


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return Markup(response.content.decode()).text


def content(in_city):
    return forms.get_form_draft(municipality_id=in_city.pk, code="absence").content


def change(client, act, revision=1, **facts):
    return client.post("/staff/forms/absence/change/", {"act": act, "revision": revision, **facts})


PAGES = ["", "fields/name/", "fields/kind/", "fields/fever/", "pages/reason/", "settings/", "words/", "words/child/",
         "try/", "publish/", "versions/", "file/", "pages/child/preview/", "pages/child/preview/?language=ja-easy"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_draft_opens(suzuki, draft, page):
    assert "児童館" in text(suzuki, f"/staff/forms/absence/{page}")


def test_the_first_page_says_how_it_goes(suzuki):
    words = text(suzuki, "/staff/forms/")
    assert "10分でできる三つの手順" in words
    assert "新しいフォームをつくる" in words
