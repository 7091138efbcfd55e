"""`{% translate "…" %}` with the sentence looked up once for each language: a sentence that is written out never changes.

Stands in for Django's tag library `i18n` (settings/application.py). Cost: Django looks such a sentence up, localises and
escapes it anew each time; an application of nine pages shows some sixty of them.
"""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.base import Node, Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters


class KeptWordsNode(Node):
    """What Django's own node has written, by the language it was asked in."""

    child_nodelists = ()

    def __init__(self, node: i18n.TranslateNode) -> None:
        self._node = node
        self._known: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        words = self._known.get(language)
        if words is None:
            words = self._known[language] = self._node.render(context)
        return words


class NamedWordsNode(KeptWordsNode):
    """`{% translate "…" as name %}`."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        super().__init__(node)
        self._name = str(node.asvar)
        node.asvar = None

    def render(self, context: Context) -> str:
        context[self._name] = super().render(context)
        return ""


@register.tag("translate")
@register.tag("trans")
def do_translate(parser: Parser, token: Token) -> Node:
    """Django's own node where the words are not written out, or depend on more than the language."""
    node = i18n.do_translate(parser, token)
    words = node.filter_expression
    depends = words.filters or node.noop or node.message_context
    if depends or not isinstance(words.var.literal, str):
        return node
    return KeptWordsNode(node) if node.asvar is None else NamedWordsNode(node)
