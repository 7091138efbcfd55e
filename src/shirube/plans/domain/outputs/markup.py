"""Small tools for writing XML: children with text, and text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from lxml import etree

# XML 1.0 §2.2: a document with one of these is not well-formed, whatever a person has pasted.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def root_element(namespace: str, name: str, attributes: Mapping[str, str]) -> etree._Element:
    """The root of a document whose elements need no prefix."""
    # The stubs know no default namespace; lxml does.
    prefixes = cast("dict[str, str]", {None: namespace})
    return etree.Element(etree.QName(namespace, name), dict(attributes), prefixes)


def add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A child of `parent` in the parent's own namespace."""
    child = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name), dict(attributes))
    child.text = None if text is None else clean_text(text)
    return child


def add_known(parent: etree._Element, name: str, text: str) -> None:
    """A child only where there is something to say."""
    if text:
        add(parent, name, text)


def clean_text(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def document_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
