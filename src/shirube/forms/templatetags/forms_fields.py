"""Drawing the fields of a step: one that nobody has answered yet looks the same to everybody, and is drawn once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from shirube.forms.domain.presenting import FieldView

register = template.Library()

_TEMPLATE = "forms/_field.html"
# Memory: a field and what it looks like take some 4 kB; one with all prefectures 20.
_MOST_KEPT = 1_000
_drawn: OrderedDict[tuple[FieldView, str | None], SafeString] = OrderedDict()
_lock = Lock()


@register.simple_tag(takes_context=True)
def draw_field(context: Context, field: FieldView) -> SafeString:
    """The field as `_field.html` draws it. All that its looks depend on is in `field` and the reader's language.

    Danger: only what is blank is kept. What somebody typed, was told or has answered must not stay in memory.
    """
    # A field that others depend on names the address of its draft.
    is_own = field.is_asked_by_others and bool(context.get("live_url"))
    if is_own or not field.is_blank:
        return _draw(context, field)
    key = (field, get_language())
    with _lock:
        known = _drawn.get(key)
        if known is not None:
            _drawn.move_to_end(key)
            return known
    html = _draw(context.new({"live_url": ""}), field)
    _keep(key, html)
    return html


def _draw(context: Context, field: FieldView) -> SafeString:
    assert context.template is not None
    with context.push(field=field):
        drawn: SafeString = context.template.engine.get_template(_TEMPLATE).render(context)
    return drawn


def _keep(key: tuple[FieldView, str | None], html: SafeString) -> None:
    with _lock:
        _drawn[key] = html
        while len(_drawn) > _MOST_KEPT:
            _drawn.popitem(last=False)
