"""From a typst template and data to an accessible PDF: fonts, standards, and what to do with a character no font has."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

logger = logging.getLogger(__name__)

# Noto has two weights and 𠮷 (U+20BB7), which IPAex lacks; IPAex is the last resort of a machine without Noto.
FONTS = ("Noto Sans CJK JP", "IPAexGothic")
# Packages that carry a font file. They are found, not imported: the last would bring in matplotlib.
_FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold", "matplotlib_fontja")
_NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
# 〓, the mark that Japanese printers set for a type they do not have.
_GETA = "〓"
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Cost: each missing character is found by one more run of some 100 ms.
_MOST_RUNS = 6
# A compiler works for one thread at a time.
_lock = Lock()


class FontMissingError(RuntimeError):
    """The installation has no Japanese font at all: a page of empty boxes would be worse than none."""


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF (PDF/UA-1, ISO 14289-1) of a room's template with `data` as `sys.inputs.data`, fonts as `.fonts`.

    The template may include what lies beside it, and nothing else of the disk.

    A character that no font on this machine has is printed as 〓 and logged, so that one rare name never costs a city
    its report. With more than a handful of them the PDF is still tagged, but no longer promises PDF/UA-1.
    """
    content = json.dumps(data, ensure_ascii=False)
    for _ in range(_MOST_RUNS):
        try:
            return _compile(template, content, ["ua-1"])
        except typst.TypstError as error:
            missing = _missing_text(error)
            logger.warning("no font for %r in %s", missing, template.name)
            content = content.replace(missing, _GETA)
    return _compile(template, content)


def _missing_text(error: typst.TypstError) -> str:
    """What the error says no font could draw; any other error is a defect and rises."""
    found = _NOT_DRAWN.search(str(error))
    if found is None:
        raise error
    return _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), found[1])


def _compile(template: Path, content: str, standards: Sequence[Literal["ua-1"]] = ()) -> bytes:
    inputs = {"data": content, "fonts": json.dumps(FONTS)}
    with _lock:
        pdf = _compiler(template.parent).compile(
            input=str(template),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=list(standards),
        )
    # One document in one format is one piece of bytes; the compiler gives a list for one image a page.
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _compiler(root: Path) -> typst.Compiler:
    """Fonts are read once in a process; the machine's own are searched (70 ms) only where no package brings Noto."""
    folders = [str(folder) for folder in font_paths()]
    complete = any("noto_cjk" in folder for folder in folders)
    fonts = typst.Fonts(include_system_fonts=not complete, include_embedded_fonts=False, font_paths=folders)
    if not set(FONTS).intersection(fonts.families()):
        raise FontMissingError(f"none of {', '.join(FONTS)} is here: install requirements/fonts.txt")
    return typst.Compiler(root=str(root), font_paths=fonts)


def font_paths() -> list[Path]:
    """The folders of installed packages that carry fonts."""
    specs = [find_spec(name) for name in _FONT_PACKAGES]
    return [Path(spec.origin).parent for spec in specs if spec is not None and spec.origin]
