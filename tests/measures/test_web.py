"""The pages of measures: what staff see, what everybody sees, and what nobody shall."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from shirube.accounts.interface import SECTION_ROLES, Role
from shirube.kernel.scope import municipality_scope
from shirube.measures import interface as measures
from tests.measures.facts import SOURCE, YESTERDAY, Book, case
from tests.measures.measures import NAMES, rolled

DAY, TAKEN = date(2026, 11, 20), datetime(2026, 11, 21, 3, tzinfo=UTC)


@pytest.fixture
def book(city, registry) -> Book:
    how = measures.Rolled(facts=SOURCE, part=lambda one: one["channel"] == "online", dimensions=("channel",))
    measure = rolled("test.share", measures.Kind.RATIO, how, unit="%")
    with municipality_scope(city.pk):
        book = Book(city.pk, registry.register(measure))
        book.record(*(case(f"00000000-0000-7000-8000-00000000000{n}", YESTERDAY) for n in range(3)))
        book.record(case("00000000-0000-7000-8000-000000000009", YESTERDAY, "paper"))
        take(city)
        yield book


def take(city, on=DAY) -> None:
    measures.take_snapshots(municipality_id=city.pk, on=on, now=TAKEN, actor="system")


def text(answer) -> str:
    return answer.content.decode()


def of_people(value: str, **facts) -> measures.Measure:
    answer = measures.Computed(value=Decimal(value), source="出席簿", **facts)
    return measures.Measure(
        identifier="test.people", names=NAMES, unit="人", kind=measures.Kind.SUM, window=measures.Window.YEAR,
        formula="来た人", source="出席簿", how=measures.Standing(compute=lambda *_: answer), people=True,
    )  # fmt: skip


def test_staff_see_all_measures_and_each_with_what_it_was_made_from(book, signed_in):
    clerk = signed_in(Role.SECTION_STAFF)
    assert "75%" in text(clerk.get("staff/measures/"))
    page = text(clerk.get("staff/measures/test.share/"))
    for words in ("75%", "数えたもの", "試験の記録", "分子", "分母", "内訳", "月ごとの動き"):
        assert words in page


def test_the_rows_behind_a_value_are_listed_for_those_who_may_see_them(book, signed_in, monkeypatch):
    monkeypatch.setattr(measures.row_kinds, "_entries", {})
    kind = measures.RowKind(identifier="test.case", label="申請", roles=frozenset(SECTION_ROLES))
    measures.row_kinds.register(kind)
    seen = text(signed_in(Role.SECTION_STAFF).get("staff/measures/test.share/rows/"))
    told = text(signed_in(Role.AUDITOR).get("staff/measures/test.share/rows/"))
    assert "申請 …00000009" in seen
    assert "00000009" not in told
    assert "4行から計算しました" in told


def test_what_was_corrected_is_shown_with_its_reason(book, city, signed_in):
    book.record(case("late", DAY, "paper", reason="台帳との突合せ"))
    take(city)
    page = text(signed_in(Role.SECTION_STAFF).get("staff/measures/test.share/"))
    assert "台帳との突合せ" in page
    assert "訂正した日時" in page


def test_a_failure_is_said_on_the_page_and_the_value_before_stays(book, city, signed_in, monkeypatch):
    monkeypatch.setattr("shirube.measures.commands.rolling._deltas", lambda *_: 1 / 0)
    book.record(case("new", DAY))
    take(city, date(2026, 11, 21))
    clerk = signed_in(Role.SECTION_STAFF)
    assert "1件の数値を計算できませんでした" in text(clerk.get("staff/measures/"))
    assert "計算の途中で誤りが起きました" in text(clerk.get("staff/measures/test.share/"))


def test_everybody_sees_the_value_with_its_formula_but_not_its_rows(book, city_client):
    page = text(city_client.get("measures/test.share/"))
    assert "75%" in page
    assert "数えたもの" in page
    assert "もとの行を見る" not in page
    assert "Share of procedures online" in text(city_client.get("en/measures/test.share/"))


@pytest.mark.parametrize("value", ["1", "4"])
def test_few_people_are_not_told_to_everybody(city, registry, city_client, signed_in, value):
    registry.register(of_people(value, rows_total=4))
    with municipality_scope(city.pk):
        take(city)
    page = text(city_client.get("measures/test.people/"))
    assert "5人未満のため示しません" in page
    assert f"{value}人" not in page
    assert f"{value}人" in text(signed_in(Role.SECTION_STAFF).get("staff/measures/test.people/"))


def test_a_measure_that_was_never_taken_says_so(registry, city_client, signed_in):
    registry.register(of_people("9"))
    assert "0という意味ではありません" in text(city_client.get("measures/test.people/"))
    assert "まだ一度も" in text(signed_in(Role.SECTION_STAFF).get("staff/measures/test.people/rows/"))
    assert city_client.get("measures/no.such/").status_code == 404


def test_the_list_costs_the_same_however_many_measures_there_are(book, city, registry, signed_in):
    clerk = signed_in(Role.SECTION_STAFF)
    one = clerk.count_queries("staff/measures/")
    for number in range(9):
        how = measures.Standing(compute=lambda *_: measures.share(part=1, whole=2, source="台帳"))
        registry.register(rolled(f"test.more{number}", measures.Kind.RATIO, how))
    take(city)
    assert clerk.count_queries("staff/measures/") == one
