"""From the words of the command line to the one module that does the work."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Sequence
from typing import cast

from django.db.utils import OperationalError

from shirube.config.cli.arguments import read_arguments
from shirube.config.cli.output import CannotContinueError, tell

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand. 0 done · 1 not done or something does not hold · 2 wrong use · 130 interrupted."""
    subcommand, options = read_arguments(arguments)
    try:
        subcommand.prepare(options)
        if subcommand.needs_django:
            _start_django()
        # Imported only now: modules of a subcommand use models, which exist once Django has started.
        module = importlib.import_module(f"shirube.config.cli.{subcommand.module}")
        return cast("int", module.run(options))
    except CannotContinueError as error:
        tell(str(error))
        return error.exit_code
    except OperationalError as error:
        tell(f"データベースを使えません。接続先・容量・権限を確かめてください。\n{error}")
        return 1
    except BrokenPipeError:
        # Whoever read our lines has seen enough (`… | head`); nothing may be written on the way out either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        tell("中断しました。同じコマンドで続きから始められます。")
        return INTERRUPTED


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
    django = importlib.import_module("django")
    # Cost: nothing of the product goes away again; looking for what could takes a tenth of its start.
    gc.disable()
    django.setup()
    gc.freeze()
    gc.enable()
