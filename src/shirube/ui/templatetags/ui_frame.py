"""Parts of the frame that look the same on many pages, drawn once for who is not signed in (docs/adr/0049)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from threading import Lock
from typing import Any

from django import template
from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.urls import get_script_prefix
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

# No page holds this character. It stands for the part of the address that differs from page to page.
_PATH = "\ue000"
# Memory: a part takes some 3 kB; there are a few for each city and language.
_MOST_KEPT = 1_000


class KeptNode(Node):
    """Danger: all that its looks depend on must be named: words, city and language are, by the address and the tag."""

    # No block stands within: a page that extends the frame need not look for one.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList, looks: Sequence[FilterExpression]) -> None:
        self._nodelist, self._looks = nodelist, looks
        self._drawn: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def render(self, context: Context) -> SafeString:
        if context.get("staff") or context.get("is_resident"):
            return _with_path(self._nodelist.render(context), context)
        key = (
            get_script_prefix(),
            get_language(),
            *(_frozen(one.resolve(context, ignore_failures=True)) for one in self._looks),
        )
        return _with_path(self._drawn.get(key) or self._draw(key, context), context)

    def _draw(self, key: Hashable, context: Context) -> str:
        html = self._nodelist.render(context)
        with self._lock:
            self._drawn[key] = html
            while len(self._drawn) > _MOST_KEPT:
                self._drawn.popitem(last=False)
        return html


@register.tag
def keep(parser: Parser, token: Token) -> Node:
    """`{% keep city navigation %}…{% endkeep %}`: drawn once for all pages where these values are the same."""
    looks = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeptNode(nodelist, looks)


@register.simple_tag
def page_path() -> str:
    """Within `{% keep %}`: the address of this page behind city and language (`page_path` of the context)."""
    return _PATH


def _with_path(html: str, context: Context) -> SafeString:
    return mark_safe(html.replace(_PATH, conditional_escape(str(context.get("page_path", "")))))  # noqa: S308 — escaped.


def _frozen(value: Any) -> Hashable:
    """A list of links as a value that can be compared: dataclasses as they are, dictionaries by what is in them."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return tuple(value.items()) if isinstance(value, dict) else value
