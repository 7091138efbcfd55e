"""Staff's pages of notices."""

from __future__ import annotations

import pytest

from shirube.accounts.interface import Role
from shirube.notices import interface as notices
from shirube.notices.models import Notice, TextVersion
from tests.conftest import CityClient
from tests.factories.notices import NoticeFactory
from tests.factories.organizations import SectionFactory
from tests.notices.conftest import SUBMITTED

LIST = "/staff/notices/"
TEXT = f"/staff/notice-texts/{SUBMITTED.identifier}/ja/"
ENGLISH = f"/staff/notice-texts/{SUBMITTED.identifier}/en/"
LETTER = {"subject": "港市: {receipt_number}", "body": "受け付けました。", "seen": 0, "step": "save"}


@pytest.fixture
def clerk(signed_in, in_city) -> CityClient:
    return signed_in(Role.SECTION_STAFF, section=SectionFactory())


@pytest.fixture
def editor(signed_in, in_city) -> CityClient:
    return signed_in(Role.DX_PROMOTION)


def page_of(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_the_log_shows_what_did_not_arrive_and_why(clerk):
    NoticeFactory(failed=True)

    page = page_of(clerk.get(LIST))

    assert "1件のお知らせが届いていません" in page
    assert "相手のメールサーバーが、この宛先を受け取りませんでした。" in page
    assert "y***@resident.example" in page


def test_the_log_is_filtered_by_state(clerk):
    NoticeFactory(sent=True, masked_address="s***@resident.example")
    NoticeFactory(failed=True, masked_address="f***@resident.example")

    page = page_of(clerk.get(f"{LIST}?state=failed"))

    assert "f***@resident.example" in page
    assert "s***@resident.example" not in page


@pytest.mark.parametrize("words", ["state=lost", "before=yesterday", "state=&before="])
def test_an_address_that_makes_no_sense_shows_the_whole_log(clerk, words):
    NoticeFactory(sent=True)

    assert "y***@resident.example" in page_of(clerk.get(f"{LIST}?{words}"))


def test_a_long_log_goes_on_behind_the_last_line(clerk):
    batch = NoticeFactory.create_batch(51, sent=True)
    first = clerk.get(LIST)

    page = page_of(clerk.get(first.context["next_url"]))

    assert str(batch[0].pk) in page
    assert str(batch[1].pk) not in page


def test_ten_lines_cost_as_many_queries_as_one(clerk):
    NoticeFactory(failed=True)
    one = clerk.count_queries(LIST)
    NoticeFactory.create_batch(9, failed=True)

    assert clerk.count_queries(LIST) == one


def test_a_clerk_sends_a_notice_again(clerk):
    notice = NoticeFactory(failed=True)

    answer = clerk.post(f"{LIST}{notice.pk}/again/")

    assert answer.headers["Location"].endswith(f"/staff/notices/{notice.pk}/")
    assert Notice.objects.get().state == "waiting"


def test_a_clerk_notes_a_telephone_call(clerk):
    notice = NoticeFactory(failed=True)

    page = page_of(
        clerk.post(f"{LIST}{notice.pk}/told/", {"means": "phone", "note": "本人に伝えた"}, follow=True)
    )

    assert "別の方法で伝えた" in page
    assert "本人に伝えた" in page
    assert "佐藤 恵" in page


def test_without_the_means_the_form_comes_back(clerk):
    notice = NoticeFactory(failed=True)

    page = page_of(clerk.post(f"{LIST}{notice.pk}/told/", {"note": "本人に伝えた"}), 422)

    assert 'value="本人に伝えた"' in page


def test_an_auditor_reads_and_is_offered_nothing(signed_in, in_city):
    notice = NoticeFactory(failed=True)

    assert "もう一度送る" not in page_of(signed_in(Role.AUDITOR).get(f"{LIST}{notice.pk}/"))


def test_the_editor_sends_herself_a_trial(editor):
    page = page_of(editor.post(f"{LIST}trial/", follow=True))

    assert "お知らせの試し送り" in page
    assert "t***@city.example" in page


def test_the_log_leads_to_what_a_notice_is_about(editor, monkeypatch):
    about = notices.About(identifier="accounts.staff", label="職員", url_name="accounts:person")
    monkeypatch.setitem(notices.abouts._entries, about.identifier, about)
    notice = NoticeFactory(sent=True, subject=f"accounts.staff:{editor.user.pk}")

    assert f'/staff/people/{editor.user.pk}/">職員</a>' in page_of(editor.get(f"{LIST}{notice.pk}/"))


def test_the_texts_are_listed_with_what_is_stale(editor):
    editor.post(TEXT, LETTER)

    page = page_of(editor.get("/staff/notice-texts/"))

    assert "第1版" in page
    assert page.count("訳が古い") == 2


def test_a_preview_shows_examples_and_saves_nothing(editor):
    page = page_of(editor.post(TEXT, {**LETTER, "body": "{city_name} {recipient_name}", "step": "preview"}))

    assert "港市: 7K3M-PQ24" in page
    assert "港市 山田 花子" in page
    assert not TextVersion.objects.exists()


def test_an_unknown_place_is_told_at_the_body_and_what_was_typed_stays(editor):
    page = page_of(editor.post(TEXT, {**LETTER, "body": "{my_number}を"}), 422)

    assert "{my_number}という差し込みは、このお知らせにはありません。" in page
    assert "{my_number}を</textarea>" in page


def test_who_saves_second_sees_the_difference_and_may_save_then(editor):
    editor.post(TEXT, LETTER)

    answer = editor.post(TEXT, {**LETTER, "subject": "私の件名"})
    page = page_of(answer, 409)
    assert "<del>港市: {receipt_number}</del>" in page
    assert "<ins>私の件名</ins>" in page

    editor.post(TEXT, {**LETTER, "subject": "私の件名", "seen": answer.context["seen"]})
    assert TextVersion.objects.order_by("number").last().subject == "私の件名"


def test_a_stale_translation_is_said_on_its_page_beside_the_japanese(editor):
    editor.post(TEXT, LETTER)

    page = page_of(editor.get(ENGLISH))

    assert "この訳は、今の日本語の文面と合っていません" in page
    assert "港市: {receipt_number}" in page


def test_the_page_shows_the_difference_from_the_delivered_text(editor):
    editor.post(TEXT, LETTER)

    page = page_of(editor.get(TEXT))

    assert "<del>受け付けました（{receipt_number}）</del>" in page
    assert "田中 光" in page


def test_the_editor_goes_back_to_the_delivered_text(editor):
    editor.post(TEXT, LETTER)

    assert "この版に戻す" in page_of(editor.get(f"{TEXT}versions/0/"))
    page = page_of(editor.post(f"{TEXT}versions/0/restore/", {"seen": 1}, follow=True))

    assert "標準の文面と同じです。" in page


def test_staff_find_the_pages_from_their_first_page(editor):
    page = page_of(editor.get("/staff/"))

    assert "/staff/notices/" in page
    assert "/staff/notice-texts/" in page
