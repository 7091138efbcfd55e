"""`./shirube serve`: the server of an installation."""

from __future__ import annotations

from argparse import Namespace

from shirube.config import messages
from shirube.config.cli import schema, server, static_files
from shirube.config.cli.output import say
from shirube.config.cli.surroundings import require_keys


def run(options: Namespace) -> int:
    """Serve until stopped. Refuses to start without its secret key or with tables of another version."""
    require_keys()
    schema.require_current_tables()
    messages.compile_all()
    static_files.collect()
    place = server.choose_place(options.host, options.port)

    def on_ready() -> None:
        say(f"しるべ {place.address}（サーバー {options.workers}）")
        say("ready")

    server.serve(place, workers=options.workers, background=not options.no_worker, on_ready=on_ready)
    return 0
