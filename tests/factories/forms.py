"""Forms with a version in force, and drafts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import factory

from shirube.forms.models import FormDefinition, FormDraft, FormVersion, Origin
from shirube.kernel.clock import JAPAN
from tests.factories.organizations import TenantFactory

APRIL_2026 = datetime(2026, 4, 1, 9, tzinfo=JAPAN)


def absence_form(code: str = "absence") -> dict[str, Any]:
    """A form as a section would make it: an absence note of a children's hall."""
    kind = {
        "key": "kind",
        "type": "choice",
        "label": {"ja": "お休みのわけ"},
        "options": [
            {"value": "ill", "label": {"ja": "病気"}},
            {"value": "home", "label": {"ja": "家の用事"}},
        ],
    }
    fever = {
        "key": "fever",
        "type": "yes_no",
        "label": {"ja": "熱がありますか"},
        "when": {"==": [{"var": "kind"}, "ill"]},
    }
    return {
        "code": code,
        "title": {"ja": "児童館 欠席の連絡", "en": "Absence from the children's hall"},
        "steps": [
            {
                "code": "child",
                "title": {"ja": "お子さん"},
                "fields": [{"key": "name", "type": "text", "label": {"ja": "お子さんの名前"}}],
            },
            {"code": "reason", "title": {"ja": "わけ"}, "fields": [kind, fever]},
        ],
    }


class FormDefinitionFactory(TenantFactory):
    class Meta:
        model = FormDefinition

    code = "absence"
    created_at = APRIL_2026


class FormVersionFactory(TenantFactory):
    """The version in force of its form."""

    class Meta:
        model = FormVersion

    definition = factory.SubFactory(
        FormDefinitionFactory,
        current_number=factory.SelfAttribute("..number"),
        newest_number=factory.SelfAttribute("..number"),
    )
    municipality = factory.SelfAttribute("definition.municipality")
    number = 1
    content = factory.LazyAttribute(lambda version: absence_form(version.definition.code))
    digest = "0" * 64
    origin = Origin.STAFF
    published_at = APRIL_2026
    published_by = "system"


class FormDraftFactory(TenantFactory):
    class Meta:
        model = FormDraft

    definition = factory.SubFactory(FormDefinitionFactory)
    municipality = factory.SelfAttribute("definition.municipality")
    content = factory.LazyAttribute(lambda draft: absence_form(draft.definition.code))
    saved_at = APRIL_2026
    saved_by = "system"
