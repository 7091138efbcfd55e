"""Changing a draft: one thing at a time, the rest untouched."""

from __future__ import annotations

import pytest

from shirube.forms.domain import editing

CHILD = {"key": "name", "type": "text", "label": {"ja": "名前"}}
CONTENT = {
    "code": "absence",
    "title": {"ja": "欠席の連絡"},
    "steps": [
        {
            "code": "page1",
            "title": {"ja": "お子さん"},
            "fields": [
                {"key": "kind", "type": "choice", "label": {"ja": "種類"}},
                {
                    "key": "children",
                    "type": "group",
                    "label": {"ja": "お子さん"},
                    "fields": [
                        CHILD,
                        {"key": "age", "type": "number", "label": "年", "when": {"var": "row.name"}},
                    ],
                },
            ],
        },
        {"code": "page2", "title": "わけ", "when": {"==": [{"var": "kind"}, "ill"]}, "fields": []},
    ],
}


def keys(content, step=0):
    return [field["key"] for field in content["steps"][step]["fields"]]


def test_a_new_field_gets_the_next_free_key_and_nothing_else_changes():
    new, path = editing.add_field(CONTENT, "page1", {"type": "text", "label": {"ja": "わけ"}})
    assert (path, keys(new), keys(CONTENT)) == ("q1", ["kind", "children", "q1"], ["kind", "children"])


def test_a_field_can_be_put_into_a_group():
    new, path = editing.add_field(CONTENT, "page1", {"type": "text", "label": "組"}, group="children")
    assert path == "children.q1"
    assert editing.find_spot(new, path).group == "children"


def test_a_field_moves_within_its_step_and_on_into_the_next():
    down = editing.move_field(CONTENT, "kind", 1)
    further = editing.move_field(down, "kind", 1)
    assert keys(down) == ["children", "kind"]
    assert (keys(further), keys(further, 1)) == (["children"], ["kind"])


@pytest.mark.parametrize(("path", "by"), [("kind", -1), ("children.name", -1), ("children.age", 1)])
def test_at_the_very_edge_nothing_moves(path, by):
    assert editing.move_field(CONTENT, path, by) == CONTENT


def test_rules_follow_a_field_that_gets_another_key():
    new = editing.replace_field(CONTENT, "kind", {"key": "reason", "type": "choice", "label": "種類"})
    assert new["steps"][1]["when"] == {"==": [{"var": "reason"}, "ill"]}


def test_rules_of_a_row_follow_too():
    new = editing.replace_field(CONTENT, "children.name", {**CHILD, "key": "full_name"})
    assert editing.find_spot(new, "children.age").field["when"] == {"var": "row.full_name"}


def test_a_copy_stands_right_behind_its_first():
    new, path = editing.duplicate_field(CONTENT, "kind")
    assert (path, keys(new)) == ("q1", ["kind", "q1", "children"])


def test_an_empty_value_takes_its_key_away():
    new = editing.change_step(CONTENT, "page2", when=None, title={"ja": "理由"})
    assert new["steps"][1] == {"code": "page2", "title": {"ja": "理由"}, "fields": []}


def test_steps_are_added_moved_and_removed():
    new, code = editing.add_step(CONTENT, "確認")
    first = editing.move_step(new, code, -2)
    assert [step["code"] for step in first["steps"]] == ["page3", "page1", "page2"]
    assert len(editing.remove_step(first, code)["steps"]) == 2


@pytest.mark.parametrize("path", ["nobody", "children.nobody"])
def test_a_part_that_is_gone_is_told(path):
    with pytest.raises(editing.PartNotFoundError):
        editing.remove_field(CONTENT, path)
