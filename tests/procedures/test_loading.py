"""Taking packs over: twice changes nothing, a newer pack renews, a city's own words stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.forms import interface as forms
from shirube.kernel.packs import InvalidPackError
from shirube.organizations.models import Municipality
from shirube.procedures import interface as procedures
from shirube.procedures.models import Catalogue, ProcedureChange
from tests.factories.procedures import LOADED_AT, adopt, load_content, procedure_content

LATER = LOADED_AT + timedelta(days=30)
OWN = {"allowance": {"standard_days": 21, "form": {"drop_fields": ["fever"]}}}


def entry(city: Municipality) -> procedures.ProcedureSummary:
    return procedures.get_procedure(municipality_id=city.pk, code="allowance")


def test_a_city_that_adopts_a_pack_has_its_procedures_and_forms(
    adopted: Municipality, children_section
) -> None:
    found = entry(adopted)
    form = forms.find_current_version(municipality_id=adopted.pk, code="allowance")

    assert (found.section_id, found.is_receiving(LOADED_AT)) == (children_section.pk, True)
    assert form is not None
    assert form.number == 1


def test_loading_twice_changes_nothing(adopted: Municipality) -> None:
    before = Catalogue.objects.get().revision

    load_content(now=LATER)
    adopt(adopted, LATER, sections={"子育て支援課": "子育て支援課"})

    assert Catalogue.objects.get().revision == before
    assert ProcedureChange.objects.count() == 1


def test_a_newer_pack_makes_a_new_version_of_entry_and_form(adopted: Municipality) -> None:
    content = procedure_content(standard_days=25)
    content["form"]["steps"][0]["fields"][0]["label"] = {"ja": "子どもの名前"}

    load_content(content, now=LATER)

    form = forms.find_current_version(municipality_id=adopted.pk, code="allowance")
    assert (entry(adopted).standard_days, entry(adopted).revision) == (25, 2)
    assert form is not None
    assert form.number == 2
    assert ProcedureChange.objects.get(revision=2).changes == {"standard_days": [30, 25]}


def test_what_a_city_says_differently_survives_a_newer_pack(in_city: Municipality) -> None:
    load_content()
    adopt(in_city, overrides=OWN)

    load_content(procedure_content(standard_days=25, fee_yen=300), now=LATER)

    found = entry(in_city)
    assert (found.standard_days, found.fee_yen) == (21, 300)
    assert [(one.key, one.value, one.packed) for one in found.overrides] == [("standard_days", 21, 25)]


def test_a_city_drops_and_renames_fields_of_the_form(in_city: Municipality) -> None:
    load_content()
    own = {"drop_fields": ["fever"], "fields": {"name": {"label": "お名前", "required": "soft"}}}
    adopt(in_city, overrides={"allowance": {"form": own}})

    form = forms.find_current_version(municipality_id=in_city.pk, code="allowance")

    assert form is not None
    assert set(form.form.by_key) == {"name", "kind"}
    assert form.form.by_key["name"].label.ja == "お名前"


def test_a_city_that_has_not_adopted_the_pack_has_nothing(adopted: Municipality, other_city) -> None:
    assert procedures.find_procedure(municipality_id=other_city.pk, code="allowance") is None


def test_a_wrong_adoption_is_told_whole_and_changes_nothing(in_city: Municipality) -> None:
    load_content()
    with pytest.raises(InvalidPackError) as caught:
        adopt(
            in_city,
            sections={"子育て支援課": "ない課"},
            overrides={
                "nobody": {"fee_yen": 1},
                "allowance": {"opens_on": "2026-05-01", "closes_on": "2026-04-01", "section": "ない課",
                              "form": {"drop_fields": ["nothing"], "add_fields": {"nowhere": []}}},
            },
        )  # fmt: skip

    assert {(one.path, one.code) for one in caught.value.problems} == {
        ("sections › 子育て支援課", "unknown_section"),
        ("overrides › nobody", "unknown_procedure"),
        ("overrides › allowance › section", "unknown_section"),
        ("overrides › allowance › reception", "window_reversed"),
        ("overrides › allowance › form", "unknown_field"),
        ("overrides › allowance › form › add_fields", "unknown_step"),
    }
    assert procedures.list_procedures(municipality_id=in_city.pk) == ()


def test_a_pack_that_nobody_knows_cannot_be_adopted(in_city: Municipality) -> None:
    with pytest.raises(InvalidPackError, match="invalid_pack"):
        adopt(in_city)


def test_reception_has_a_window_and_needs_a_section(in_city: Municipality, children_section) -> None:
    load_content()
    adopt(in_city, overrides={"allowance": {"opens_on": "2026-06-01", "closes_on": "2026-06-30"}})
    assert entry(in_city).refusal_at(LOADED_AT) is procedures.Refusal.NO_SECTION

    window = {"opens_on": "2026-06-01", "closes_on": "2026-06-30", "section": "kosodate"}
    adopt(in_city, LATER, overrides={"allowance": window})

    found = entry(in_city)
    assert found.refusal_at(LOADED_AT) is procedures.Refusal.NOT_YET
    assert found.refusal_on(found.reception.closes_on) is None
    assert found.refusal_at(LOADED_AT + timedelta(days=120)) is procedures.Refusal.OVER
