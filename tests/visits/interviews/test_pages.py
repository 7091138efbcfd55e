"""The pages of the interview, through the client."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from shirube.accounts.models import User
from shirube.applications.models import Case
from shirube.config.middleware import CITY_URLS
from shirube.kernel.scope import municipality_scope
from shirube.procedures import interface as procedures
from shirube.visits import interface as visits
from shirube.visits.domain.interview.states import Origin
from shirube.visits.models import Interview, PaperSheet
from shirube.visits.web.interviews.words import draw_qr
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory
from tests.visits.interviews.desks import Desk
from tests.visits.interviews.packages import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def tablet(desk: Desk) -> CityClient:
    """佐藤's tablet, signed in."""
    return CityClient(desk.city).enter(User.objects.get(pk=desk.clerk.staff_id))


@pytest.fixture
def now_desk(desk: Desk) -> Desk:
    """The same desk at the moment of the clients."""
    return Desk(desk.city, desk.clerk, timezone.now())


def started(tablet: CityClient) -> str:
    answer = tablet.post("staff/interviews/", {"package": "okuyami", "language": "en"})
    return str(answer.url).rstrip("/").rpartition("/")[2]


def test_the_list_offers_the_package_and_begins_an_interview(tablet: CityClient) -> None:
    assert "おくやみの手続き" in tablet.get("staff/interviews/").content.decode()
    interview_id = started(tablet)
    first = tablet.get(f"staff/interviews/{interview_id}/", follow=True)
    assert "亡くなった方について" in first.content.decode()


def test_a_step_is_kept_and_leads_to_the_next(tablet: CityClient) -> None:
    interview_id = started(tablet)
    path = f"staff/interviews/{interview_id}/ask/opening/"
    keys = visits.get_package(municipality_id=tablet.city.pk, code="okuyami").opening_keys
    answer = tablet.post(path, {**dict.fromkeys(keys, "no"), "had_water": "yes", "_next": "1"})
    assert answer.url.endswith("/ask/deceased/")
    page = tablet.get(answer.url).content.decode()
    assert "亡くなった方の氏名" in page
    assert "水道の名義変更・中止" in page


def test_an_empty_step_comes_back_with_what_to_do(tablet: CityClient) -> None:
    interview_id = started(tablet)
    answer = tablet.post(f"staff/interviews/{interview_id}/ask/opening/", {"_next": "1"})
    assert answer.status_code == 422


def test_a_card_is_read_with_one_button(tablet: CityClient) -> None:
    interview_id = started(tablet)
    tablet.post(f"staff/interviews/{interview_id}/ask/opening/", {"had_insurance": "yes", "_pause": "1"})
    answer = tablet.post(
        f"staff/interviews/{interview_id}/read/simulated_card/", {"_step": "you"}, follow=True
    )
    assert "マイナンバーカードから読み取り" in answer.content.decode()


def test_from_check_to_the_page_for_home(tablet: CityClient, now_desk: Desk, city_client: CityClient) -> None:
    whole = now_desk.answer(now_desk.start(), everything("okuyami", 0))
    act = f"staff/interviews/{whole.id}/act/"
    tablet.post(act, {"pair": "1"})
    tablet.post(act, {"ask": "1"})
    found = now_desk.look(whole.id)
    screen = f"screen/{found.contents.screen_code}/"
    shown = city_client.get(screen).content.decode()
    assert everything("okuyami", 0)["represented_name"]["family"] in shown
    city_client.post(screen, {"confirm": "1", "_revision": str(found.revision)})
    page = tablet.post(act, {"hand_in": "1", "identity_seen": "運転免許証"}, follow=True).content.decode()
    case = Case.objects.filter(municipality_id=tablet.city.pk).first()
    assert case is not None
    assert case.receipt_number in page
    assert "家でもう一度見る" in page
    at_home = city_client.get(f"after/{now_desk.look(whole.id).contents.home_code}/")
    assert case.receipt_number in at_home.content.decode()
    city_client.post(screen, {"rating": "3"})
    assert Interview.objects.get(pk=whole.id).rating == 3


def test_the_screen_shows_no_answers_before_the_check(
    tablet: CityClient, now_desk: Desk, city_client: CityClient
) -> None:
    whole = now_desk.answer(now_desk.start(), everything("okuyami", 0))
    tablet.post(f"staff/interviews/{whole.id}/act/", {"pair": "1"})
    code = now_desk.look(whole.id).contents.screen_code
    page = city_client.get(f"screen/{code}/").content.decode()
    assert everything("okuyami", 0)["represented_name"]["family"] not in page


def test_a_code_that_is_over_shows_nothing(city_client: CityClient, desk: Desk) -> None:
    assert city_client.get("screen/7KMX4QRA9TWC/").status_code == 404
    assert city_client.get("after/7KMX4QRA9TWC/").status_code == 404
    assert city_client.get("screen/?code=abc").status_code == 422


def test_preparation_at_home_ends_with_a_code_that_the_desk_takes(
    city_client: CityClient, tablet: CityClient
) -> None:
    begun = city_client.post("prepare/okuyami/")
    city_client.post(begun.url, {"had_care": "yes", "_pause": "1"})
    row = Interview.objects.get(municipality_id=city_client.city.pk)
    page = city_client.post(f"prepare/i/{row.pk}/", {"finish": "1"}, follow=True).content.decode()
    code = page.partition('class="interview-code">')[2].partition("<")[0]
    answer = tablet.post("staff/interviews/", {"code": code})
    assert answer.url.endswith(f"/staff/interviews/{row.pk}/")


def test_without_its_cookie_a_preparation_is_not_there(city_client: CityClient, tablet: CityClient) -> None:
    begun = city_client.post("prepare/okuyami/")
    assert tablet.get(begun.url).status_code == 404


def test_a_code_shrinks_as_a_whole() -> None:
    drawn = draw_qr("990019-7KMX-4QRA-9TWC")
    assert "viewBox" in drawn
    assert " width=" not in drawn


def test_a_wrong_code_says_what_to_do(tablet: CityClient) -> None:
    answer = tablet.post("staff/interviews/", {"code": "042021-7KMX-4QRA-9TWC"})
    assert answer.status_code == 422
    assert "ほかの市区町村" in answer.content.decode()


def test_a_writing_desk_counts_three_minutes_and_forgets(city_client: CityClient, desk: Desk) -> None:
    begun = city_client.post("desk/okuyami/")
    page = city_client.get(begun.url)
    assert 'data-forget-after="180"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    gone = city_client.get("desk/okuyami/forgotten/")
    assert "何も残っていません" in gone.content.decode()
    assert city_client.get(begun.url).status_code == 404


def test_a_writing_desk_shows_its_code_once(city_client: CityClient, desk: Desk) -> None:
    city_client.post("desk/okuyami/")
    row = Interview.objects.get(municipality_id=desk.city.pk, origin=Origin.TERMINAL)
    assert (
        'class="interview-code"' in city_client.post(f"prepare/i/{row.pk}/", {"finish": "1"}).content.decode()
    )
    assert city_client.get(f"prepare/i/{row.pk}/").status_code == 404


def test_another_city_sees_nothing_of_it(other_city: Any, now_desk: Desk) -> None:
    found = now_desk.start()
    with municipality_scope(other_city.pk):
        section = SectionFactory(municipality=other_city)
        stranger = UserFactory(
            section_staff=True, municipality=other_city, section=section, email="x@yamabe.example"
        )
    elsewhere = CityClient(other_city).enter(stranger)
    assert elsewhere.get(f"staff/interviews/{found.id}/review/").status_code == 404
    assert elsewhere.get(f"staff/interviews/{found.id}/ask/opening/").status_code == 404


def test_filled_sheets_are_pdf_until_half_an_hour_after(tablet: CityClient, now_desk: Desk) -> None:
    whole = now_desk.answer(now_desk.start(), everything("okuyami", 0))
    answer = tablet.get(f"staff/interviews/{whole.id}/sheets/suidou-meigi.pdf")
    assert answer.content[:5] == b"%PDF-"


def test_a_paper_sheet_is_printed_with_a_code_and_typed_in_once(tablet: CityClient, desk: Desk) -> None:
    printed = tablet.post("staff/sheets/print/", {"procedure": "sousaihi"})
    assert printed.content[:5] == b"%PDF-"
    sheet = PaperSheet.objects.get(municipality_id=desk.city.pk)
    found = tablet.post("staff/sheets/", {"code": f"{desk.city.code}-{sheet.code}/2"})
    typing = {"arrival-received_on": timezone.localdate().isoformat(), "_next": "1", "_accept_warnings": "1"}
    assert tablet.post(found.url, typing).status_code == 302
    assert tablet.post(found.url, typing).status_code == 422
    case = Case.objects.get(municipality_id=desk.city.pk)
    sheet.refresh_from_db()
    assert (case.channel, sheet.receipt_number) == ("paper", case.receipt_number)


@pytest.mark.parametrize(("event", "links"), [("bereavement", 1), ("birth", 0)])
def test_the_guide_offers_the_one_counter(desk: Desk, event: str, links: int) -> None:
    facts = {"municipality_id": desk.city.pk, "event": event, "language": "ja"}
    with override_settings(ROOT_URLCONF=CITY_URLS):
        found = [one.find(**facts) for one in procedures.event_offers]
    assert [one.url for one in found if one] == ["/prepare/okuyami/"] * links
