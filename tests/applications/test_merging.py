"""Two devices, one draft."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shirube.applications.domain.merging import Leaves, Trail, flatten, merge, unflatten


class Store:
    """A draft as the server keeps it."""

    def __init__(self, **answers: Any) -> None:
        self.leaves: Leaves = flatten(answers, {})
        self.trail: Trail = {}
        self.revision = 1

    def post(self, device: str, seen: int, **answers: Any) -> tuple[str, ...]:
        """Post the whole step as the device shows it; what was kept against it."""
        merged = merge(
            now=self.leaves,
            loaded=self.leaves,
            posted=flatten(answers, {}),
            trail=self.trail,
            device=device,
            seen=seen,
            revision=self.revision + 1,
        )
        self.leaves, self.trail, self.revision = merged.leaves, merged.trail, self.revision + 1
        return merged.kept

    @property
    def answers(self) -> dict[str, Any]:
        return unflatten(self.leaves)[0]


def test_two_devices_do_not_lose_each_others_fields() -> None:
    store = Store(name="", phone="")
    store.post("telephone", 1, name="山田", phone="")

    kept = store.post("desk", 1, name="", phone="0225")

    assert store.answers == {"name": "山田", "phone": "0225"}
    assert kept == ("name",)


def test_of_one_field_the_newest_typing_wins() -> None:
    store = Store(name="")
    store.post("telephone", 1, name="山田")
    store.post("desk", 1, name="山本")

    assert store.answers == {"name": "山本"}


def test_a_device_takes_back_its_own_change() -> None:
    store = Store(name="山田")
    store.post("desk", 1, name="山本")
    store.post("desk", 1, name="山田")

    assert store.answers == {"name": "山田"}


def test_a_page_drawn_after_the_other_devices_change_may_empty_the_field() -> None:
    store = Store(name="")
    store.post("telephone", 1, name="山田")
    store.post("desk", 2, name="")

    assert store.answers == {"name": ""}


def test_rows_added_on_two_devices_are_both_kept() -> None:
    store = Store()
    store.post("telephone", 1, children=[{"_row": "aaaa", "name": "一"}])
    store.post("desk", 1, children=[{"_row": "bbbb", "name": "二"}])

    assert [row["name"] for row in store.answers["children"]] == ["二", "一"]


def test_a_row_that_a_device_knew_of_can_be_removed_by_it() -> None:
    store = Store(children=[{"_row": "aaaa", "name": "一"}, {"_row": "bbbb", "name": "二"}])
    store.post("desk", 1, children=[{"_row": "bbbb", "name": "二"}])

    assert store.answers["children"] == [{"_row": "bbbb", "name": "二"}]


VALUES = st.one_of(
    st.text(max_size=3), st.integers(), st.booleans(), st.lists(st.text(max_size=2), max_size=2)
)
ROWS = st.lists(
    st.fixed_dictionaries({"_row": st.sampled_from(["a1", "b2", "c3"]), "name": VALUES}),
    min_size=1,
    max_size=3,
    unique_by=lambda row: row["_row"],
)


@given(st.dictionaries(st.sampled_from(["name", "phone", "born"]), VALUES), ROWS)
def test_answers_come_back_as_they_were(plain: dict[str, Any], rows: list[Any]) -> None:
    answers = {**plain, "children": rows}

    assert unflatten(flatten(answers, {})) == (answers, {})


def test_what_was_typed_and_is_not_valid_comes_back_too() -> None:
    typed = {"born_on": {"born_on.year": "令和九十九"}}

    assert unflatten(flatten({"name": "山田"}, typed)) == ({"name": "山田"}, typed)
