"""Components that wrap content of their own; an include cannot hold a body."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def notice(content: SafeString, kind: str = "info", title: str = "", role: str = "") -> str:
    """`{% notice "warning" title=_("…") %}<p>…</p>{% endnotice %}`; kinds: info, success, warning, error."""
    context = {"kind": kind, "title": title, "role": role, "body": content}
    return render_to_string("ui/components/notice.html", context)


@register.simple_block_tag
def disclosure(content: SafeString, summary: str, is_open: bool = False) -> str:  # noqa: FBT001, FBT002 - template keyword
    """`{% disclosure _("数値を表で見る") %}…{% enddisclosure %}`: folded until asked for, without script."""
    context = {"summary": summary, "is_open": is_open, "body": content}
    return render_to_string("ui/components/disclosure.html", context)


@register.simple_block_tag
def scroll_region(content: SafeString, label: str) -> str:
    """Room for a wide table: scrolls sideways by itself, also by keyboard, and tells its `label` to screen readers."""
    return render_to_string("ui/components/scroll_region.html", {"label": label, "body": content})
