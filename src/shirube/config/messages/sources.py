"""Finding every translatable text in templates and Python, without running them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# How many of the first arguments are texts: context, singular, plural.
_CALLS = {
    "_": "m",
    "gettext": "m",
    "gettext_lazy": "m",
    "gettext_noop": "m",
    "ngettext": "mp",
    "ngettext_lazy": "mp",
    "pgettext": "cm",
    "pgettext_lazy": "cm",
    "npgettext": "cmp",
    "npgettext_lazy": "cmp",
}
_LITERAL = r"u?(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
# What Django makes of a template's tags: `gettext('…')`, `ngettext('…', '…', count)` and the like among blanked text.
_IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the source has it; `path` says where."""

    path: Path
    message: str
    plural: str = ""
    context: str = ""


def find_texts(paths: Iterable[Path]) -> Iterator[Text]:
    """The translatable texts of templates (.html, .txt) and Python files, in the order of the files."""
    for path in paths:
        source = path.read_text(encoding="utf-8")
        found = _in_python(source) if path.suffix == ".py" else _in_template(source)
        for call, arguments in found:
            yield _text(path, _CALLS[call], arguments)


def _in_python(source: str) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
        arguments = [text for text in map(_text_of, node.args) if text is not None]
        if name in _CALLS and len(arguments) >= len(_CALLS[name]):
            yield name, arguments


def _text_of(node: ast.expr) -> str | None:
    """The text of a literal; None for anything that is known only when it runs."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _in_template(source: str) -> Iterator[tuple[str, list[str]]]:
    for call, arguments in _IN_TEMPLATE.findall(templatize(source)):
        yield call, [ast.literal_eval(literal) for literal in re.findall(_LITERAL, arguments)]


def _text(path: Path, kinds: str, arguments: list[str]) -> Text:
    named = dict(zip(kinds, arguments, strict=False))
    return Text(path, named["m"], named.get("p", ""), named.get("c", ""))
