"""`./shirube make-keys`: the secrets of a new installation."""

from __future__ import annotations

from argparse import Namespace

from shirube.config.cli.output import say
from shirube.config.cli.surroundings import data_folder, make_keys


def run(options: Namespace) -> int:  # noqa: ARG001 — every subcommand takes its options.
    made = make_keys(data_folder())
    for path in made:
        say(f"{path} をつくりました。")
    if made:
        say(
            "この鍵をなくすと、暗号化したファイルは誰にも読めません。控えを、データとは別の安全な場所に置いてください。"
        )
    else:
        say("鍵はすでにあります。")
    return 0
