"""A section makes a form: from the first page to the published version, with and without script."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from shirube.accounts.interface import Role
from shirube.forms import interface as forms
from shirube.forms.models import FormDraft
from shirube.forms.templatetags.forms_parts import part_words
from tests.factories.forms import FormDraftFactory, FormVersionFactory, absence_form
from tests.factories.organizations import SectionFactory
from tests.forms.steps import bank_field, control
from tests.ui.markup import Markup


@pytest.fixture
def section(city):
    return SectionFactory(municipality=city, name="こども課")


@pytest.fixture
def suzuki(signed_in, section):
    return signed_in(Role.SECTION_CHIEF, section=section)


@pytest.fixture
def draft(city, section, in_city):
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
    assert "10分でできる四つの手順" in words
    assert "新しいフォームをつくる" in words


def test_a_form_is_begun_filled_and_published(suzuki, city, section, in_city):
    begun = suzuki.post(
        "/staff/forms/new/", {"start": "blank", "blank-title": "欠席の連絡", "blank-section": section.pk}
    )
    code = begun.headers["Location"].rstrip("/").rpartition("/")[2]
    suzuki.post(
        f"/staff/forms/{code}/change/", {"act": "field_add:page1", "type-page1": "person_name", "revision": 1}
    )
    done = suzuki.post(f"/staff/forms/{code}/publish/", {"revision": 2, "note": "最初"})
    assert done.status_code == 302
    form = forms.find_current_version(municipality_id=city.pk, code=code).form
    assert [field.label.ja for field in form.steps[0].fields] == ["氏名"]


def test_a_question_is_added_under_its_words_and_a_choice_opens_for_its_options(suzuki, draft, in_city):
    answer = change(suzuki, "field_add:child", **{"type-child": "choice", "label-child": "クラス"})
    assert answer.headers["Location"].endswith("/fields/q1/")
    assert content(in_city)["steps"][0]["fields"][1]["label"] == {"ja": "クラス"}


def test_a_removed_question_can_be_put_back_where_it_was(suzuki, draft, in_city):
    change(suzuki, "field_remove:kind")
    assert "「お休みのわけ」を外しました" in text(suzuki, "/staff/forms/absence/")
    change(suzuki, "restore", revision=2)
    assert [one["key"] for one in content(in_city)["steps"][1]["fields"]] == ["kind", "fever"]


def test_htmx_gets_the_workbench_only_and_the_focus_goes_on(suzuki, draft):
    sent = {"act": "field_add:child", "revision": 1, "type-child": "text", "label-child": "組"}
    answer = suzuki.post("/staff/forms/absence/change/", sent, headers={"HX-Request": "true"})
    markup = Markup(answer.content.decode())
    assert markup.attributes("html") == []
    assert any("autofocus" in one for one in markup.attributes("input"))


def test_a_page_that_is_out_of_date_changes_nothing_and_says_so(suzuki, draft, in_city):
    change(suzuki, "field_down:kind")
    answer = change(suzuki, "field_remove:kind", revision=1)
    assert "先の内容はそのまま残っています" in answer.content.decode()
    assert len(content(in_city)["steps"][1]["fields"]) == 2


QUESTION = {"label": "お休みのわけ", "help": "", "required": "soft", "key": "kind", "concept": "", "revision": 1,
            "option.0.label": "病気", "option.0.value": "ill", "option.1.label": "", "option.1.value": "home",
            "option.2.label": "旅行", "option.2.value": ""}  # fmt: skip


def save_field(client, path="kind", **facts):
    return client.post(f"/staff/forms/absence/fields/{path}/", {**QUESTION, **facts})


def test_a_question_is_saved_with_its_options_and_kept_values(suzuki, draft, in_city):
    assert save_field(suzuki).status_code == 302
    field = content(in_city)["steps"][1]["fields"][0]
    assert [one["value"] for one in field["options"]] == ["ill", "1"]
    assert field["required"] == "soft"


FEVER = {"label": "熱", "required": "yes", "key": "fever", "revision": 1, "when.0.field": "kind",
         "when.0.comparison": "is", "when.0.value": "家の用事"}  # fmt: skip


def test_a_condition_is_chosen_by_words_without_script(suzuki, draft, in_city):
    suzuki.post("/staff/forms/absence/fields/fever/", FEVER)
    assert content(in_city)["steps"][1]["fields"][1]["when"] == {"==": [{"var": "kind"}, "home"]}


def test_a_condition_that_lacks_its_value_is_told_and_nothing_is_lost(suzuki, draft, in_city):
    answer = suzuki.post(
        "/staff/forms/absence/fields/fever/", {**FEVER, "when.0.value": "", "label": "高い熱"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "選択肢から選んでください" in page
    assert 'value="高い熱"' in page


def test_an_advanced_rule_is_kept_as_it_is_written(suzuki, draft, in_city):
    rule = '{"if": [{"==": [{"var": "kind"}, "ill"]}, true, false]}'
    suzuki.post("/staff/forms/absence/fields/fever/", {**FEVER, "when.advanced": rule})
    assert "if" in content(in_city)["steps"][1]["fields"][1]["when"]
    assert "式のまま直すか" in text(suzuki, "/staff/forms/absence/fields/fever/")


def test_a_check_needs_its_message(suzuki, draft):
    sent = {
        "check.0.0.field": "kind",
        "check.0.0.comparison": "is",
        "check.0.0.value": "ill",
        "check.0.message": "",
    }
    answer = save_field(suzuki, **sent)
    assert "合わないときに市民へ出す言葉" in answer.content.decode()


def test_a_rule_that_names_a_removed_question_is_told_beside_it_and_stops_publishing(suzuki, draft, city):
    change(suzuki, "field_remove:kind")
    assert "公開の前に直すところがあります" in text(suzuki, "/staff/forms/absence/")
    suzuki.post("/staff/forms/absence/publish/", {"revision": 2})
    assert forms.find_current_version(municipality_id=city.pk, code="absence") is None


def test_translations_are_saved_and_an_old_one_is_marked_when_the_japanese_changes(
    suzuki, city, section, in_city
):
    version = FormVersionFactory(
        municipality=city, definition__municipality=city, definition__section=section
    )
    FormDraftFactory(municipality=city, definition=version.definition, based_on=1)
    suzuki.post("/staff/forms/absence/words/_form/", {"revision": 1, "title.ja-easy": "おやすみの れんらく"})
    suzuki.post("/staff/forms/absence/settings/", {"revision": 2, "title": "児童館 お休みの連絡"})
    assert content(in_city)["title"]["ja-easy"] == "おやすみの れんらく"
    assert "日本語が変わりました" in text(suzuki, "/staff/forms/absence/words/")


def test_the_trial_runs_conditions_and_saves_nothing(suzuki, draft):
    first = suzuki.post("/staff/forms/absence/try/", {"_step": "child", "name": "はな", "_next": "1"})
    sealed = next(
        one["value"]
        for one in Markup(first.content.decode()).attributes("input")
        if one["name"] == "_answers"
    )
    sent = {"_step": "reason", "_answers": sealed, "kind": "home", "_next": "1"}
    check = Markup(suzuki.post("/staff/forms/absence/try/", sent).content.decode())
    assert "はな" in check.text
    assert "熱がありますか" not in check.text
    assert FormDraft.objects.get().revision == 1


def test_the_trial_tells_what_is_missing(suzuki, draft):
    answer = suzuki.post("/staff/forms/absence/try/", {"_step": "child", "name": "", "_next": "1"})
    assert answer.status_code == 422
    assert "入力を確かめるところが1つ" in answer.content.decode()


def test_an_exported_form_comes_back_as_it_was(suzuki, draft, in_city):
    before = content(in_city)
    body = b"".join(suzuki.get("/staff/forms/absence/file.yaml").streaming_content)
    pack = SimpleUploadedFile("absence.yaml", body)
    assert suzuki.post("/staff/forms/absence/file/", {"pack": pack, "revision": 1}).status_code == 302
    assert content(in_city) == before


def test_every_fault_of_a_file_is_told_by_its_place_and_nothing_changes(suzuki, draft, in_city):
    body = "title: 題\nsteps:\n- code: a\n  title: あ\n  fields:\n  - {key: 1, type: text, label: い}\n  - {key: b, type: nothing}\n"
    answer = suzuki.post(
        "/staff/forms/absence/file/", {"pack": SimpleUploadedFile("f.yaml", body.encode()), "revision": 1}
    )
    words = Markup(answer.content.decode()).text
    assert answer.status_code == 422
    assert "steps[1] › fields[1] › key" in words
    assert "steps[1] › fields[2]" in words
    assert content(in_city)["title"]["ja"] == "児童館 欠席の連絡"


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a: &x [1]\nb: *x", b"a: 1\na: 2", b"- 1", b"{"], ids=str)
def test_a_file_that_is_no_form_is_refused(suzuki, draft, body):
    answer = suzuki.post(
        "/staff/forms/absence/file/", {"pack": SimpleUploadedFile("f.yaml", body), "revision": 1}
    )
    assert answer.status_code == 422


def test_a_colleague_sees_who_is_at_it_and_can_take_over(suzuki, signed_in, draft, section, in_city):
    change(suzuki, "field_down:kind")
    sato = signed_in(Role.SECTION_STAFF, section=section)
    assert "編集しています" in text(sato, "/staff/forms/absence/")
    answer = change(sato, "field_up:kind", revision=2)
    assert "あなたの変更は保存していません" in answer.content.decode()
    sato.post("/staff/forms/absence/lock/")
    change(sato, "field_down:kind", revision=2)
    assert FormDraft.objects.get().revision == 3


def test_section_staff_cannot_publish_and_are_told_who_can(signed_in, draft, section, city):
    sato = signed_in(Role.SECTION_STAFF, section=section)
    assert "公開できるのは、担当課の課長とDX推進担当です" in text(sato, "/staff/forms/absence/publish/")
    assert sato.post("/staff/forms/absence/publish/", {"revision": 1}).status_code == 403


def test_another_sections_draft_is_not_opened(signed_in, draft, city):
    other = signed_in(Role.SECTION_CHIEF, section=SectionFactory(municipality=city))
    assert other.get("/staff/forms/absence/").status_code == 403


def test_versions_are_compared_and_an_old_one_becomes_a_draft(suzuki, draft, in_city):
    suzuki.post("/staff/forms/absence/publish/", {"revision": 1})
    suzuki.post("/staff/forms/absence/start/")
    suzuki.post("/staff/forms/absence/settings/", {"revision": 1, "title": "新しい名前"})
    assert "新しい名前" in text(suzuki, "/staff/forms/absence/publish/")
    suzuki.post("/staff/forms/absence/publish/", {"revision": 2})
    assert "新しい名前" in text(suzuki, "/staff/forms/absence/compare/?from=1&to=2")
    suzuki.post("/staff/forms/absence/start/", {"number": "1"})
    assert content(in_city)["title"]["ja"] == "児童館 欠席の連絡"


def test_a_draft_is_thrown_away_only_when_one_is_sure(suzuki, draft):
    suzuki.post("/staff/forms/absence/discard/")
    assert FormDraft.objects.count() == 1
    suzuki.post("/staff/forms/absence/discard/", {"sure": "yes"})
    assert FormDraft.objects.count() == 0


def large_form(count):
    fields = [{"key": f"q{n}", "type": "text", "label": {"ja": f"質問{n}"}} for n in range(count)]
    steps = [
        {"code": f"p{n}", "title": {"ja": "頁"}, "fields": fields[n * 20 : n * 20 + 20]}
        for n in range(count // 20)
    ]
    return {**absence_form(), "steps": steps}


def test_a_large_form_takes_no_more_queries_than_a_small_one(suzuki, draft, in_city):
    small = suzuki.count_queries("/staff/forms/absence/")
    FormDraft.objects.update(content=large_form(200))
    assert suzuki.count_queries("/staff/forms/absence/") == small


NAME = {"key": "name", "type": "text", "label": "名前"}


def numbered(draft):
    number = {"key": "number", "type": "my_number", "label": "個人番号", "help": "カードの裏"}
    steps = [
        {"code": "one", "title": "一", "fields": [number]},
        {"code": "two", "title": "二", "fields": [NAME]},
    ]
    FormDraft.objects.update(content={**absence_form(), "steps": steps})


@pytest.mark.parametrize("number", ["123456789018", "123456789012"], ids=["right", "wrong"])
def test_an_own_number_never_comes_back_into_the_page_of_a_trial(suzuki, draft, number):
    numbered(draft)
    answer = suzuki.post("/staff/forms/absence/try/", {"_step": "one", "number": number, "_next": "1"})
    sealed = next(
        one["value"]
        for one in Markup(answer.content.decode()).attributes("input")
        if one["name"] == "_answers"
    )
    assert number not in answer.content.decode()
    assert number not in str(signing.loads(sealed, salt="forms.trying"))


def test_the_account_of_the_post_bank_has_a_number_of_its_own_kind():
    yucho = replace(bank_field(), controls=(control("account", "symbol"), control("account", "number")))
    assert part_words("number", yucho) == "番号（8桁まで）"
    assert part_words("number", bank_field()) == "口座番号（7桁まで）"


def test_today_is_written_as_people_say_it(suzuki, draft, in_city):
    change(suzuki, "field_add:child", **{"type-child": "date", "label-child": "休む日"})
    sent = {
        "label": "休む日",
        "required": "yes",
        "key": "q1",
        "not_before": "今日",
        "calendar": "era",
        "revision": 2,
    }
    assert suzuki.post("/staff/forms/absence/fields/q1/", sent).status_code == 302
    assert content(in_city)["steps"][0]["fields"][1]["not_before"] == "today"
    assert 'value="今日"' in suzuki.get("/staff/forms/absence/fields/q1/").content.decode()


def test_a_question_without_words_is_told_in_words(suzuki, draft):
    answer = save_field(suzuki, label="")
    assert "質問の言葉を書いてください" in answer.content.decode()


def test_what_is_not_translated_is_counted_before_publishing(suzuki, draft):
    assert "訳がまだない言葉が" in text(suzuki, "/staff/forms/absence/publish/")


@pytest.mark.parametrize("page", [*PAGES, "discard/", "withdraw/", "start/", "lock/", "release/", "change/"])
def test_another_citys_form_is_not_there(suzuki, other_city, page):
    FormDraftFactory(municipality=other_city, definition__municipality=other_city)
    path = f"/staff/forms/absence/{page}"
    assert {suzuki.get(path).status_code, suzuki.post(path).status_code} <= {404, 405}
