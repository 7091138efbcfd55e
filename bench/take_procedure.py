"""`python -m bench.take_procedure`: the demonstration city takes the procedure of the benchmarks online."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from bench.reception import CITY, PACK, PROCEDURE, SECTION  # noqa: E402 — the application exists once Django has started.
from shirube.accounts.interface import SYSTEM  # noqa: E402
from shirube.kernel.clock import read_clock  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402
from shirube.procedures import interface as procedures  # noqa: E402


def main() -> None:
    city = organizations.find_municipality_by_slug(CITY)
    if city is None:
        raise RuntimeError("the pack of the demonstration city was not loaded")
    adoption = {
        "kind": "adoption",
        "municipality": city.code,
        "pack": PACK,
        "sections": {SECTION: SECTION},
        "reception": "on",
    }
    procedures.load_procedure(pack_name=PACK, content=PROCEDURE, actor=SYSTEM, now=read_clock())
    with municipality_scope(city.id):
        procedures.load_adoption(municipality_id=city.id, content=adoption, actor=SYSTEM, now=read_clock())


if __name__ == "__main__":
    main()
