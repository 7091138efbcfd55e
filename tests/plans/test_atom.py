from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from lxml import etree

from shirube.organizations.models import Municipality
from shirube.plans.domain.outputs.atom import NAMESPACE, Feed, FeedEntry, write_feed
from shirube.plans.models import Plan, Reading
from tests.conftest import CityClient

NAMES = {"a": NAMESPACE}
AT = datetime(2026, 4, 1, 16, 30, tzinfo=UTC)


def feed(*entries: FeedEntry) -> etree._Element:
    return etree.fromstring(
        write_feed(
            Feed(
                authority="plan.example",
                city_code="990019",
                part="changes",
                html_lang="ja",
                title="標市の計画の更新情報",
                author="標市",
                address="https://plan.example/shirube/changes.atom",
                page="https://plan.example/shirube/changes/",
                updated=AT,
                entries=entries,
            )
        )
    )


def entry(summary: str = "12.5%") -> FeedEntry:
    return FeedEntry(
        id=UUID("019a0000-0000-7000-8000-00000000000a"),
        at=AT,
        kind="reading",
        title="新しい数値：<オンライン化率>",
        summary=summary,
        address="https://plan.example/shirube/plans/dx-2024/kpis/online-rate/",
    )


def said(element: etree._Element, path: str) -> str:
    return str(element.findtext(path, namespaces=NAMES))


def test_a_feed_has_what_rfc_4287_requires() -> None:
    root = feed()
    assert said(root, "a:id") == "tag:plan.example,2026:990019/changes"
    assert said(root, "a:updated") == "2026-04-01T16:30:00Z"
    assert said(root, "a:author/a:name") == "標市"
    assert [link.get("rel") for link in root.iterfind("a:link", NAMES)] == ["self", "alternate"]


def test_the_id_of_an_entry_is_of_the_day_in_japan_and_of_its_row() -> None:
    found = said(feed(entry()), "a:entry/a:id")
    assert found == "tag:plan.example,2026-04-02:990019/changes/019a0000-0000-7000-8000-00000000000a"


def test_titles_are_text_and_not_markup() -> None:
    assert said(feed(entry()), "a:entry/a:title") == "新しい数値：<オンライン化率>"


def test_an_entry_without_a_summary_has_none() -> None:
    assert feed(entry(summary="")).find("a:entry/a:summary", NAMES) is None


def test_a_citys_feed_tells_of_its_readings(published_plan: Plan, city_client: CityClient) -> None:
    answer = city_client.get("/changes.atom")
    root = etree.fromstring(answer.content)
    first = root.findall("a:entry", NAMES)[0]
    link = first.findall("a:link", NAMES)[0]
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (said(first, "a:title"), said(first, "a:summary")) == ("新しい数値：オンライン化率", "40.9%")
    assert link.get("href") == "http://testserver/minato/plans/dx-2024/kpis/online-rate/"


def test_the_english_feed_leads_to_english_pages(published_plan: Plan, city_client: CityClient) -> None:
    root = etree.fromstring(city_client.get("/en/changes.atom").content)
    links = {str(link.get("href")) for link in root.iterfind("a:entry/a:link", NAMES)}
    assert all(link.startswith("http://testserver/minato/en/plans/dx-2024/") for link in links)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_the_newest_change_dates_the_feed(published_plan: Plan, city_client: CityClient) -> None:
    root = etree.fromstring(city_client.get("/changes.atom").content)
    assert said(root, "a:updated") == "2026-10-07T01:05:00Z"
    assert Reading.objects.count() == 1


def test_who_has_the_feed_already_is_told_so(published_plan: Plan, city_client: CityClient) -> None:
    first = city_client.get("/changes.atom")
    assert city_client.get("/changes.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_city_without_plans_has_an_empty_feed(city: Municipality) -> None:
    root = etree.fromstring(CityClient(city).get("/changes.atom").content)
    assert root.findall("a:entry", NAMES) == []
