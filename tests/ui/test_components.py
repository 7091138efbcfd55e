"""Every component is rendered twice: with all it may be given, and with no more than it needs."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django import forms

import shirube.ui
from shirube.ui.sheet_problems import FileProblem, ProblemReport
from shirube.ui.tables import Cell, Column, Status, Table
from tests.ui.markup import Markup, render

GOOD = Status("順調", "success")
LINK = {"label": "計画", "url": "/plan/"}


class ReadingForm(forms.Form):
    value = forms.DecimalField(label="実績の値", help_text="単位は%です。")
    state = forms.ChoiceField(
        label="進み具合", widget=forms.RadioSelect, choices=[("a", "予定どおり"), ("b", "遅れ")]
    )
    checked = forms.BooleanField(label="確かめました")
    note = forms.CharField(label="説明", required=False, widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput)


TABLE = Table(
    "指標の一覧",
    (Column("指標"), Column("値", number=True), Column("状態")),
    (
        (Cell("オンライン化率", url="/k/"), Cell("27.3%", note="9月"), Cell(None, status=GOOD)),
        (Cell("移行した業務"), Cell(None, missing="未測定"), Cell(None)),
    ),
)
CASES: list[tuple[str, dict[str, object]]] = [
    ("breadcrumbs", {"breadcrumbs": [LINK, {"label": "取組"}]}),
    ("button", {"label": "保存する"}),
    ("button", {"label": "開く", "url": "/x/", "kind": "secondary", "icon": "arrow", "context": "取組1"}),
    ("button", {"label": "消す", "kind": "danger", "name": "act", "value": "delete", "form": "f", "type": "button"}),
    ("cards", {"cards": [{"title": "取組", "url": "/1/"}]}),
    ("cards", {"cards": [{"title": "取組", "url": "/1/", "kicker": "1", "text": "説明", "note": "課", "status": GOOD,
                          "dx_mark": True, "missing": "指標なし"}], "heading": 2, "narrow": True}),
    ("definition_list", {"entries": [{"term": "担当", "text": None}, {"term": "法律", "text": "法", "url": "/l/", "note": "注"}]}),
    ("difference", {"caption": "違い", "changes": [{"label": "目標", "before": "40", "after": None}]}),
    ("disclosure", {"summary": "くわしく", "text": "説明"}),
    ("downloads", {"downloads": [{"label": "値", "url": "/c"}, {"label": "値", "url": "/p", "format": "PDF", "size": "1MB"}]}),
    ("dx_mark", {}),
    ("empty", {"title": "まだありません"}),
    ("empty", {"title": "まだありません", "text": "理由", "url": "/x/", "url_label": "計画を見る"}),
    ("error_summary", {"errors": [{"text": "直してください", "url": "#id_a"}, {"text": "別の誤り"}]}),
    ("error_summary", {"form": ReadingForm({}), "title": "確かめてください"}),
    ("field", {"field": ReadingForm({})["value"]}),
    ("form", {"form": ReadingForm({}), "submit_label": "保存する", "cancel_url": "/"}),
    ("form", {"form": ReadingForm(), "submit_label": "保存する", "action": "/x/", "submit_kind": "danger"}),
    ("htmx", {}),
    ("icon", {"name": "info"}),
    ("link_list", {"links": [LINK, {**LINK, "note": "3つの柱"}]}),
    ("messages", {"messages": [{"level_tag": "success"}, {"level_tag": "error"}, {"level_tag": "warning"}, {"level_tag": "info"}]}),
    ("missing", {}),
    ("notice", {"text": "お知らせ"}),
    ("notice", {"kind": "error", "title": "題", "text": "文", "url": "/x/", "url_label": "読む", "role": "alert"}),
    ("page_heading", {"title": "計画"}),
    ("page_heading", {"title": "計画", "kicker": "取組", "lead": "説明"}),
    ("pagination", {"label": "一覧", "previous_url": "/?b=1", "next_url": None, "place": "51件目"}),
    ("progress", {"label": "標準化", "value": 12, "maximum": 20, "text": "20業務のうち12業務"}),
    ("scroll_region", {"label": "表", "body": "広い"}),
    ("search", {"action": "/s/", "label": "探す"}),
    ("search", {"action": "/s/", "label": "探す", "name": "w", "value": "税", "id": "words"}),
    ("sheet_problems", {"report": ProblemReport(2, [FileProblem("読めません。", "保存し直してください。")], [TABLE], more=1)}),
    ("stat", {"label": "業務", "value": None}),
    ("stat", {"label": "率", "value": Decimal("27.3"), "unit": "%", "decimals": 1, "note": "9月", "url": "/k/", "status": GOOD}),
    ("status", {"label": "これから"}),
    ("status", {"label": "遅れ", "tone": "warning", "icon": "clock"}),
    ("steps", {"label": "流れ", "steps": [{"label": "書く", "state": "done", "note": "5月"}, {"label": "見る", "state": "current"},
                                     {"label": "決める", "state": "todo"}]}),
    ("table", {"table": TABLE}),
    ("table", {"table": Table("空の表", (Column("指標"),), ()), "empty": "まだありません。"}),
]  # fmt: skip
PARTS = {"field_need", "field_words", "kind_word", "table_cell"}


def component(part: str, /, **context: object) -> Markup:
    given = " ".join(f"{key}={key}" for key in context)
    return render(
        f'{{% include "ui/components/{part}.html" {"with " + given if given else ""} only %}}', **context
    )


@pytest.mark.parametrize(("name", "facts"), CASES)
def test_it_is_well_formed_and_needs_no_more(name: str, facts: dict[str, object]) -> None:
    page = component(name, **facts)

    assert page.elements
    assert not page.values("style")
    assert len(set(page.values("id"))) == len(page.values("id"))


def test_every_component_has_a_case() -> None:
    folder = Path(shirube.ui.__file__).parent / "templates/ui/components"

    assert {file.stem for file in folder.glob("*.html")} == {name for name, _ in CASES} | PARTS


@pytest.mark.parametrize("name", ["info", "success", "warning", "error", "unknown", "arrow", "back", "chevron", "external",
    "download", "clock", "up", "stop", "pause", "flag", "add", "search", "circle"])  # fmt: skip
def test_every_icon_is_a_drawing_that_readers_skip(name: str) -> None:
    page = component("icon", name=name)

    assert page.attributes("svg")[0]["aria-hidden"] == "true"
    assert len(page.elements) >= 2


def test_a_field_is_tied_to_its_label_hint_and_error() -> None:
    page = component("field", field=ReadingForm({})["value"])
    (box,) = page.attributes("input")

    assert page.attributes("label")[0]["for"] == box["id"]
    assert set(str(box["aria-describedby"]).split()) <= set(page.values("id"))
    assert box["aria-invalid"] == "true"
    assert "必須" in page.text


def test_radio_buttons_stand_in_a_fieldset_with_legend() -> None:
    page = component("field", field=ReadingForm({})["state"])

    assert str(page.attributes("fieldset")[0]["aria-describedby"]) in page.values("id")
    assert page.attributes("legend")


def test_a_single_box_stands_inside_its_label() -> None:
    page = component("field", field=ReadingForm()["checked"])

    assert page.attributes("label")[0]["for"] == page.attributes("input")[0]["id"]


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "任意" in component("field", field=ReadingForm()["note"]).text
    assert "任意" not in component("field", field=ReadingForm()["note"], hide_need=True).text


def test_every_link_of_the_summary_leads_to_a_field() -> None:
    page = component("form", form=ReadingForm({}), submit_label="保存する")
    targets = {value.removeprefix("#") for value in page.values("href")}

    assert len(targets) == 3
    assert targets <= set(page.values("id"))


def test_the_summary_is_announced_and_takes_the_focus() -> None:
    (summary, *_) = component("error_summary", form=ReadingForm({})).attributes("div")

    assert summary["role"] == "alert"
    assert "autofocus" in summary


def test_no_error_needs_no_summary() -> None:
    assert component("error_summary", form=ReadingForm()).elements == []


def test_a_whole_list_needs_no_pages() -> None:
    assert component("pagination", label="一覧", previous_url=None, next_url=None).elements == []


def test_missing_cells_are_words() -> None:
    text = component("table", table=TABLE).text

    assert "未測定" in text
    assert "不明" in text


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        Table("表", (Column("a"),), ((Cell("1"), Cell("2")),))


def test_blocks_wrap_content_of_their_own() -> None:
    source = """{% load ui_blocks %}{% notice "warning" title="注意" %}<p>一</p>{% endnotice %}
        {% disclosure "くわしく" %}<p>二</p>{% enddisclosure %}{% scroll_region "表" %}<p>三</p>{% endscroll_region %}"""
    page = render(source)

    assert len(page.attributes("p")) == 4
    assert page.attributes("details") == [{"class": "disclosure"}]
    assert page.values("aria-label") == ["表"]


def test_what_people_typed_is_escaped() -> None:
    page = render("{% load ui_blocks %}{% notice title=typed %}{{ typed }}{% endnotice %}", typed="<script>")

    assert page.attributes("script") == []
