"""A published form of a section, and what the section says to receive it."""

from __future__ import annotations

from typing import Any

from shirube.accounts.interface import Actor
from shirube.forms.models import FormVersion
from shirube.organizations.models import Municipality, Section
from shirube.procedures import interface as procedures
from tests.factories.forms import FormVersionFactory
from tests.factories.procedures import LOADED_AT


def own_facts(**changes: Any) -> dict[str, Any]:
    words = {key: {"ja": "児童館の欠席を連絡する"} for key in ("name", "short", "summary", "who", "when")}
    usual = {
        "level": "mail",
        "results": ["decided"],
        "search_words": ["おやすみ"],
        "section_kind": "子育て支援課",
    }
    return {
        **words,
        **usual,
        "reception": {"opens_on": None, "closes_on": None, "per_person": "many"},
        **changes,
    }


def publish_own(section: Section, code: str = "absence") -> FormVersion:
    return FormVersionFactory(definition__section=section, definition__code=code)


def propose(city: Municipality, actor: Actor, code: str = "", **facts: Any) -> str:
    return procedures.add_own_procedure(
        municipality_id=city.pk,
        form_code="absence",
        section_code="kosodate",
        facts=own_facts(**facts),
        code=code,
        actor=actor,
        now=LOADED_AT,
    )


def agree(city: Municipality, actor: Actor, code: str = "absence", **window: Any) -> None:
    """Open reception, as the second person does."""
    entry = procedures.get_entry(municipality_id=city.pk, code=code)
    procedures.switch_reception(
        municipality_id=city.pk,
        code=code,
        state=procedures.State.ON,
        seen_revision=entry.revision,
        actor=actor,
        now=LOADED_AT,
        **{"opens_on": None, "closes_on": None, **window},
    )
