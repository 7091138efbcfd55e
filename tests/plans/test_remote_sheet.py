"""A sheet is fetched from a real server: what it may be, what it may not, and how long it may take."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from time import monotonic

import pytest

from shirube.accounts.interface import SYSTEM, Role
from shirube.measures import interface as measures
from shirube.organizations.models import Municipality
from shirube.plans.web.staff import remote_sheet
from shirube.plans.web.staff.remote_sheet import RemoteSheetError, fetch_sheet
from tests.conftest import CityClient
from tests.plans.conftest import NOW
from tests.plans.remote import HOST, Host, answering

CSV = "年月,保有率\n2026年9月,77.8\n2026年10月,78.5\n"


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """The host of the internet whose name leads to this machine, and whose certificate is believed."""
    with answering(tmp_path) as (host, certificate):
        trusting = ssl.create_default_context

        def trust() -> ssl.SSLContext:
            return trusting(cafile=str(certificate))

        monkeypatch.setattr(remote_sheet.ssl, "create_default_context", trust)
        monkeypatch.setattr(remote_sheet, "_PORT", host.port)
        monkeypatch.setattr(remote_sheet, "public_address", lambda _name: "127.0.0.1")
        yield host


def refused(url: str) -> str:
    with pytest.raises(RemoteSheetError) as error:
        fetch_sheet(url)
    return str(error.value.facts["why"])


def test_a_sheet_of_the_old_encoding_is_fetched_looked_at_and_taken_in(
    host: Host, in_city: Municipality, signed_in: Callable[..., CityClient], today: object
) -> None:
    series = measures.PackSeries(code="cards", names="カード保有率", unit="%", source="総務省")
    measures.define_series(municipality_id=in_city.pk, series=series, actor=SYSTEM, now=NOW)
    keeper, url = signed_in(Role.DX_PROMOTION), host.gives("/cards.csv?month=10", CSV.encode("cp932"))
    facts = {"url": url, "source": "交付状況", "day_head": "年月", "value_head": "保有率"}
    page = keeper.post("staff/series/cards/", facts).content.decode()
    signed = page.partition('name="read" value="')[2].partition('"')[0]
    keeper.post("staff/series/cards/take-in/", {"read": signed})

    points = measures.list_points(municipality_id=in_city.pk, code="cards")
    assert [one.value for one in points] == [Decimal("77.8"), Decimal("78.5")]
    assert host.asked == ["/cards.csv?month=10"]


@pytest.mark.parametrize("target", ["https://169.254.169.254/latest/", f"https://{HOST}/inside"])
def test_a_redirect_is_not_followed_wherever_it_leads(host: Host, target: str) -> None:
    host.gives("/inside", b"secret")
    assert refused(host.gives("/moved", b"", status=302, Location=target)) == "status"
    assert host.asked == ["/moved"]


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "TEXT/HTML", "application/xhtml+xml"])
def test_a_page_is_no_sheet(host: Host, kind: str) -> None:
    assert refused(host.gives("/page", b"<html></html>", Content_Type=kind)) == "page"


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/vnd.ms-excel"])
def test_what_calls_itself_a_file_is_told_by_its_content(host: Host, kind: str) -> None:
    assert fetch_sheet(host.gives("/file", CSV.encode(), Content_Type=kind)) == CSV.encode()


def test_what_is_not_there_is_said(host: Host) -> None:
    assert refused(host.gives("/gone", b"", status=404)) == "status"


def test_a_file_beyond_the_limit_is_not_read_to_its_end(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_sheet, "LARGEST_FILE", 1000)
    assert refused(host.gives("/large", b"x" * 1001)) == "large"


@pytest.mark.parametrize("way", ["keeps_silent", "drips"])
def test_nobody_waits_long_for_a_slow_host(host: Host, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(remote_sheet, "_SECONDS", 0.2)
    url, started = getattr(host, way)("/slow"), monotonic()
    assert refused(url) in {"slow", "unreachable"}
    assert monotonic() - started < 2


def test_a_host_that_is_another_is_not_believed(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    url = host.gives("/cards.csv", CSV.encode()).replace(HOST, "other.example.jp")
    assert refused(url) == "unreachable"
    assert host.asked == []
