"""`./shirube messages`: the words of the pages in other languages."""

from __future__ import annotations

from argparse import Namespace

from shirube.config import messages
from shirube.config.cli.output import say
from shirube.config.messages.catalogues import PLURALS


def run(options: Namespace) -> int:
    return {"compile": _compile, "extract": _extract, "untranslated": _show_untranslated}[options.act]()


def _compile() -> int:
    done = messages.compile_all()
    say(f"変換しました: {'、'.join(done)}" if done else "対訳は変わっていません。")
    return 0


def _extract() -> int:
    for locale, missing in messages.extract_all().items():
        say(f"{locale}: 訳のない言葉 {missing} 件")
    return 0


def _show_untranslated() -> int:
    for locale in PLURALS:
        for text in messages.list_untranslated(locale):
            say(f"{locale}\t{text!r}")
    return 0
