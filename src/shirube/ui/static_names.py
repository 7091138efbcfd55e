"""`{% static "ui/base.css" %}` with the address found once, when the template is read: it is the same for every page.

Stands in for Django's tag library of the same name (settings/application.py). Cost: every page names some fifteen files.
"""

from __future__ import annotations

from django import template
from django.template.base import Node, Parser, TextNode, Token
from django.templatetags import static as django_static
from django.utils.html import conditional_escape

register = template.Library()
register.tag("get_static_prefix", django_static.get_static_prefix)
register.tag("get_media_prefix", django_static.get_media_prefix)


@register.tag("static")
def do_static(parser: Parser, token: Token) -> Node:
    """Django's own node where the name is not written out, or the address goes into a variable."""
    words = token.split_contents()
    if len(words) != 2 or words[1][0] not in "\"'":
        return django_static.do_static(parser, token)
    return TextNode(str(conditional_escape(django_static.static(words[1][1:-1]))))
