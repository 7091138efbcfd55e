"""What a form asks, to be read before one begins: no inputs, nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.forms import interface as forms
from shirube.procedures.web.words import say

_NEEDS: dict[str, str | Promise] = {
    "yes": gettext_lazy("必ず答える"),
    "soft": gettext_lazy("できれば答える"),
    "no": gettext_lazy("答えなくてもよい"),
}
# Shown, not asked.
_SILENT = frozenset({"computed", "explanation"})


@dataclass(frozen=True, slots=True)
class Asked:
    label: str | SafeString
    help: str | SafeString
    need: str
    options: tuple[str | SafeString, ...]
    is_conditional: bool
    inner: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewStep:
    title: str | SafeString
    explanation: str | SafeString
    is_conditional: bool
    fields: tuple[Asked, ...]


def preview_steps(form: forms.Form, language: str) -> tuple[PreviewStep, ...]:
    return tuple(
        PreviewStep(
            say(step.title, language),
            say(step.explanation, language),
            step.when is not None,
            tuple(_asked(step.fields, language)),
        )
        for step in form.steps
    )


def _asked(fields: object, language: str) -> Iterator[Asked]:
    for field in fields:  # type: ignore[attr-defined]
        if field.type in _SILENT:
            continue
        inner = tuple(_asked(field.fields, language)) if field.type == "group" else ()
        options = tuple(say(one.label, language) for one in getattr(field, "options", ()))
        need = str(_NEEDS.get(str(field.required), _("必ず答える")))
        yield Asked(
            say(field.label, language),
            say(field.help, language),
            need,
            options,
            field.when is not None,
            inner,
        )
