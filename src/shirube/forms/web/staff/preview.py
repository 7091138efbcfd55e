"""A page of the form as residents see it, drawn on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from shirube.forms.domain.outline import without_rules
from shirube.forms.interface import StepView, check_form, parse_form, present_step
from shirube.kernel.languages import EASY_JAPANESE
from shirube.ui.ruby import with_ruby


def draw_preview(content: dict[str, Any], step_code: str, *, language: str, today: date) -> SafeString | None:
    """The page with every question on it, whatever its conditions; None while it cannot be drawn."""
    view = preview_view(content, step_code, language=language, today=today)
    if view is None:
        return None
    with translation.override(language):
        html = render_to_string("forms/_step.html", {"step": view, "embedded": True, "live_url": ""})
    return SafeString(with_ruby(html) if language == EASY_JAPANESE.code else html)


def preview_view(content: dict[str, Any], step_code: str, *, language: str, today: date) -> StepView | None:
    """The step alone, so that what is wrong on another page does not hide this one."""
    plain = without_rules(content)
    steps: Sequence[dict[str, Any]] = [one for one in plain.get("steps", []) if one.get("code") == step_code]
    alone = {**plain, "steps": steps}
    if not steps or check_form(alone):
        return None
    with translation.override(language):
        view = present_step(parse_form(alone), step_code, {}, language=language, today=today)
    return replace(view, steps=())
