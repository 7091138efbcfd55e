"""The pages of registers: seeing, editing in place, two people at once, the round trip of a sheet, ordinances, residents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from shirube.accounts.interface import Role
from shirube.organizations.models import Municipality, Section
from shirube.registers import interface as registers
from shirube.registers.models import Hit, RegisterSheet
from tests.conftest import CityClient
from tests.factories.registers import (
    CODE,
    NOW,
    item_of,
    keeper,
    load_register,
    register_content,
    view_of,
)
from tests.registers.sheets import delete_row, download, edited, write

pytestmark = pytest.mark.usefixtures("register", "today")
SignIn = Callable[..., CityClient]


@pytest.fixture
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clerk(signed_in: SignIn, first: Section) -> CityClient:
    return signed_in(Role.SECTION_STAFF, section=first)


@pytest.fixture
def promotion(signed_in: SignIn) -> CityClient:
    return signed_in(Role.DX_PROMOTION)


def _html(client: CityClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return str(answer.content.decode())


def _url(client: CityClient, name: str, *args: object) -> str:
    return client.url(f"registers_staff:{name}", CODE, *args)


def test_what_is_late_in_ones_section_is_said_first(clerk: CityClient) -> None:
    html = _html(clerk, clerk.url("registers_staff:home"))

    assert "遅れ 1件" in html
    assert "「準備」は2026年10月31日（土）の予定を21日過ぎています" in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=late", ["住民税"]),
        ("?section=second", ["住民記録"]),
        ("?q=じゅうみん", []),
        ("?q=住民", ["住民税", "住民記録"]),
        ("?stage=plan", ["健康管理"]),
        ("?sort=-title", ["健康管理", "住民記録", "住民税"]),
        ("?sort=c-cost", ["住民税", "住民記録", "健康管理"]),
    ],
)
def test_the_table_is_filtered_and_sorted(promotion: CityClient, query: str, shown: list[str]) -> None:
    html = _html(promotion, _url(promotion, "table") + query)
    body = html.partition("<tbody")[2].partition("</tbody>")[0]
    places = sorted((body.index(f">{title}</a>"), title) for title in TITLES if f">{title}</a>" in body)

    assert sorted(title for _, title in places) == sorted(shown)
    assert "sort" not in query or [title for _, title in places] == shown


TITLES = ["住民税", "住民記録", "健康管理"]


def test_the_board_puts_each_item_under_its_stage(promotion: CityClient) -> None:
    html = _html(promotion, _url(promotion, "board"))
    ready = html.partition('id="stage-build"')[2].partition("</section>")[0]
    done = html.partition('id="stage-done"')[2].partition("</section>")[0]

    assert ("住民税" in ready, "住民記録" in done) == (True, True)


def test_the_timeline_marks_what_is_late_and_says_it_in_a_table(promotion: CityClient) -> None:
    html = _html(promotion, _url(promotion, "timeline"))

    assert "<title>準備 予定 2026年10月31日（土）</title>" in html
    assert "日付のない項目が1件あります" in html
    assert "すべての段階の日付" in html


def test_the_number_of_queries_does_not_grow_with_the_items(
    promotion: CityClient, in_city: Municipality
) -> None:
    few = [promotion.count_queries(_url(promotion, view)) for view in ("table", "board", "timeline")]
    for number in range(10):
        registers.add_item(
            municipality_id=in_city.pk, register=CODE, values={"title": f"仕事{number}", "section": "first"},
            actor=keeper(), now=NOW,
        )  # fmt: skip

    assert [promotion.count_queries(_url(promotion, view)) for view in ("table", "board", "timeline")] == few


def test_a_cell_is_edited_on_a_page_of_its_own(clerk: CityClient, in_city: Municipality) -> None:
    item = item_of(in_city, "tax")
    address = _url(clerk, "edit-field", item.id, "c-cost")
    assert 'value="1200000"' in _html(clerk, address)
    answer = clerk.post(address, {"revision": 1, "c-cost": "９０万"})
    assert (answer.status_code, "数として読み取れません" in answer.content.decode()) == (422, True)
    answer = clerk.post(address, {"revision": 1, "c-cost": "900,000"})

    assert answer.status_code == 302
    assert item_of(in_city, "tax").value("c-cost") == "900000"


def test_a_cell_is_edited_in_place_with_htmx(clerk: CityClient, in_city: Municipality) -> None:
    address = _url(clerk, "edit-field", item_of(in_city, "tax").id, "c-kind")
    headers = {"HX-Request": "true"}
    form = clerk.get(address, headers=headers).content.decode()
    saved = clerk.post(address, {"revision": 1, "c-kind": "post"}, headers=headers).content.decode()

    assert "<html" not in form + saved
    assert 'name="c-kind"' in form
    assert "書面掲示" in saved


def test_the_second_of_two_sees_the_difference_and_nothing_is_lost(
    clerk: CityClient, in_city: Municipality
) -> None:
    item = item_of(in_city, "tax")
    registers.change_item(
        municipality_id=in_city.pk, item_id=item.id, values={"note": "先の人", "person": "山本"},
        seen_revision=1, actor=keeper(), now=NOW,
    )  # fmt: skip
    typed = {**{code: item.value(code) for code in item.values}, "revision": "1", "note": "後の人"}
    answer = clerk.post(_url(clerk, "edit", item.id), typed)
    html = answer.content.decode()

    assert answer.status_code == 409
    assert "<ins>先の人</ins>" in html
    assert 'value="山本"' in html
    assert "後の人</textarea>" in html
    assert item_of(in_city, "tax").value("note") == "先の人"
    assert (
        clerk.post(_url(clerk, "edit", item.id), {**typed, "revision": "2", "person": "山本"}).status_code
        == 302
    )
    assert [item_of(in_city, "tax").value(code) for code in ("note", "person")] == ["後の人", "山本"]


def test_the_page_of_an_item_tells_its_history(clerk: CityClient, in_city: Municipality) -> None:
    item = item_of(in_city, "tax")
    clerk.post(_url(clerk, "edit-field", item.id, "a-build"), {"revision": 1, "a-build": "2026-11-20"})
    html = _html(clerk, _url(clerk, "item", item.id))

    assert "佐藤 恵" in html
    assert "準備（実績）" in html


def test_another_sections_item_is_read_and_not_edited(
    clerk: CityClient, in_city: Municipality, second: Section
) -> None:
    item = item_of(in_city, "record")

    assert "/edit/" not in _html(clerk, _url(clerk, "item", item.id))
    assert clerk.get(_url(clerk, "edit", item.id)).status_code == 403
    assert clerk.get(_url(clerk, "edit-field", item.id, "note")).status_code == 403


def test_a_section_adds_an_item_and_is_told_what_is_missing(clerk: CityClient, in_city: Municipality) -> None:
    address = _url(clerk, "add")
    assert "名前が空です" in clerk.post(address, {"section": "first"}).content.decode()
    assert clerk.post(address, {"title": "戸籍", "section": "second"}).status_code == 422
    assert clerk.post(address, {"title": "軽自動車税", "section": "first"}).status_code == 302

    assert view_of(in_city).items[-1].title == "軽自動車税"


def test_an_item_is_taken_off_for_a_reason(promotion: CityClient, in_city: Municipality) -> None:
    address = _url(promotion, "remove", item_of(in_city, "health").id)
    assert promotion.post(address, {"revision": 1, "reason": ""}).status_code == 422
    assert promotion.post(address, {"revision": 1, "reason": "県の仕事"}).status_code == 302

    assert len(view_of(in_city).items) == 2


def test_a_file_is_added_and_read_back(clerk: CityClient, in_city: Municipality) -> None:
    item = item_of(in_city, "tax")
    file = SimpleUploadedFile("計画.txt", "移行計画書".encode(), "text/plain")
    clerk.post(_url(clerk, "add-file", item.id), {"column": "papers", "file": file})
    html = _html(clerk, _url(clerk, "item", item.id))
    address = html.partition(f"/items/{item.id}/files/")[2].partition('"')[0]

    assert "計画書: 計画.txt" in html
    content = clerk.get(_url(clerk, "item", item.id) + f"files/{address}")
    assert b"".join(content.streaming_content).decode() == "移行計画書"


def test_a_sheet_goes_round(promotion: CityClient, in_city: Municipality) -> None:
    content = b"".join(promotion.get(_url(promotion, "sheet-file")).streaming_content)
    file = SimpleUploadedFile("台帳.xlsx", edited(content, write("住民税", 経費=7)))
    checked = promotion.post(_url(promotion, "sheet"), {"file": file}, follow=True).content.decode()
    assert "<ins>7円</ins>" in checked
    done = promotion.post(
        _url(promotion, "apply-sheet", RegisterSheet.objects.get().pk), follow=True
    ).content.decode()

    assert "まとめて適用しました" in done
    assert item_of(in_city, "tax").value("c-cost") == "7"


def test_a_wrong_sheet_names_cell_and_remedy(promotion: CityClient, in_city: Municipality) -> None:
    content = edited(download(in_city, keeper()), write("住民税", 種類="口頭"))
    answer = promotion.post(_url(promotion, "sheet"), {"file": SimpleUploadedFile("台帳.xlsx", content)})
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "E4" in html
    assert "目視、書面掲示 のどれかを選んでください" in html


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_sheet_is_refused(promotion: CityClient, content: bytes) -> None:
    answer = promotion.post(_url(promotion, "sheet"), {"file": SimpleUploadedFile("a.xlsx", content)})

    assert answer.status_code == 422
    assert "何も保存していません" in answer.content.decode()


def test_a_deleted_row_is_a_question(promotion: CityClient, clerk: CityClient, in_city: Municipality) -> None:
    content = edited(download(in_city, keeper()), delete_row("健康管理"))
    sent = {"file": SimpleUploadedFile("台帳.xlsx", content)}
    html = promotion.post(_url(promotion, "sheet"), sent, follow=True).content.decode()
    box = f'name="remove" value="{item_of(in_city, "health").id}"'

    assert box in html
    sent = {
        "file": SimpleUploadedFile("台帳.xlsx", edited(download(in_city, keeper()), delete_row("健康管理")))
    }
    assert box not in clerk.post(_url(clerk, "sheet"), sent, follow=True).content.decode()


def test_an_ordinance_is_sent_searched_and_decided(clerk: CityClient, in_city: Municipality) -> None:
    text = "第1条 市長は、目視により調べる。"
    file = SimpleUploadedFile("条例.txt", text.encode("cp932"))
    sent = {"title": "標市広告条例", "section": "first", "file": file}
    html = clerk.post(_url(clerk, "ordinances"), sent, follow=True).content.decode()
    assert "<mark>目視</mark>により" in html
    hit = Hit.objects.get()
    clerk.post(_url(clerk, "decide", hit.ordinance_id, hit.pk), {"verdict": "applies"})

    assert view_of(in_city).items[-1].value("c-about") == text


def test_a_restricted_register_is_not_there_for_others(
    signed_in: SignIn, clerk: CityClient, in_city: Municipality
) -> None:
    load_register(in_city, definition=register_content(visibility="restricted"))
    administrator = signed_in(Role.ADMINISTRATOR)

    assert administrator.get(_url(administrator, "table")).status_code == 404
    assert "住民記録" not in _html(clerk, _url(clerk, "table"))
    assert clerk.get(_url(clerk, "item", item_of(in_city, "record").id)).status_code == 404


def test_the_auditor_reads_and_does_not_write(signed_in: SignIn, in_city: Municipality) -> None:
    auditor = signed_in(Role.AUDITOR)

    assert "住民税" in _html(auditor, _url(auditor, "table"))
    assert "/edit/" not in _html(auditor, _url(auditor, "item", item_of(in_city, "tax").id))
    assert auditor.post(_url(auditor, "add"), {"title": "新しい"}).status_code == 403


def test_a_section_that_has_ended_is_said_and_handed_over(
    promotion: CityClient, in_city: Municipality, first: Section
) -> None:
    Section.objects.filter(pk=first.pk).update(ends_on=NOW.date())
    assert "税務課は、もうありません" in _html(promotion, promotion.url("registers_staff:home"))
    sent = {"from_section": "first", "to_section": "second"}
    html = promotion.post(promotion.url("registers_staff:hand-over"), sent, follow=True).content.decode()

    assert "2件の担当課を変えました" in html


def test_residents_read_what_is_public_and_no_more(city_client: CityClient, in_city: Municipality) -> None:
    assert city_client.get(city_client.url("registers:register", CODE)).status_code == 404
    load_register(in_city, definition=register_content(visibility="public"))
    registers.change_item(
        municipality_id=in_city.pk, item_id=item_of(in_city, "tax").id, seen_revision=1,
        values={"note": "内部のメモ", "person": "山本"}, actor=keeper(), now=NOW,
    )  # fmt: skip
    page = _html(city_client, city_client.url("registers:register", CODE))
    file = b"".join(city_client.get(city_client.url("registers:csv", CODE)).streaming_content).decode(
        "utf-8-sig"
    )
    answer = city_client.get(f"/api/v1/registers/{CODE}").json()

    assert "準備: 予定は2026年10月31日（土）（21日の遅れ）" in page
    assert file.startswith("仕事,担当課,種類,計画（予定）")
    assert answer["entries"][0]["late_since"] == "2026-10-31"
    assert not [one for one in (page, file, str(answer)) if "内部のメモ" in one or "山本" in one]


def test_a_city_without_registers_says_so(city_client: CityClient) -> None:
    assert "公開している台帳は、まだありません" in _html(city_client, city_client.url("registers:list"))
    assert city_client.get("/api/v1/registers").json()["registers"] == []
