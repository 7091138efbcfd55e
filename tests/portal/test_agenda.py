"""Inquiries on an agenda of the headquarters."""

from __future__ import annotations

import pytest

from shirube.headquarters import interface as headquarters
from shirube.organizations.models import Municipality, Section
from shirube.portal.queries.agenda import inquiry_paper, list_inquiry_choices
from tests.factories.inquiries import NOW, send, worker
from tests.factories.organizations import SectionFactory

TODAY = NOW.date()


@pytest.fixture
def asker(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, name="企画課")


def test_how_inquiries_stand_is_put_before_the_headquarters(in_city: Municipality, asker: Section) -> None:
    asked = [SectionFactory(municipality=in_city), SectionFactory(municipality=in_city)]
    inquiry_id = send(in_city, asker, asked)
    everything, single = list_inquiry_choices(municipality_id=in_city.pk, actor=worker(asker), on=TODAY)

    assert single.key == str(inquiry_id)
    for choice in (everything, single):
        paper = inquiry_paper(municipality_id=in_city.pk, key=choice.key, on=TODAY)
        (grid,) = paper.blocks
        assert isinstance(grid, headquarters.Grid)
        assert grid.rows[0][1:] == ("企画課", "2026年11月30日（月）", "2課", "0課", "0課")


def test_an_inquiry_that_is_not_out_is_not_there(in_city: Municipality, asker: Section) -> None:
    assert list_inquiry_choices(municipality_id=in_city.pk, actor=worker(asker), on=TODAY) == []
    with pytest.raises(headquarters.SubjectNotFoundError):
        inquiry_paper(municipality_id=in_city.pk, key="none", on=TODAY)
