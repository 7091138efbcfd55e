"""`python -m bench.staff`: one person with every role that the pages of the benchmarks ask for, of every section."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from bench.desks import EMAIL, PASSWORD  # noqa: E402 — the application exists once Django has started.
from bench.reception import CITY  # noqa: E402
from shirube.accounts import interface as accounts  # noqa: E402
from shirube.accounts.interface import SYSTEM, Held, Role  # noqa: E402
from shirube.kernel.clock import read_clock  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402


def main() -> None:
    city = organizations.find_municipality_by_slug(CITY)
    assert city is not None
    with municipality_scope(city.id):
        sections = organizations.list_sections(municipality_id=city.id)
        roles = [Held(Role.DX_PROMOTION), *(Held(Role.SECTION_CHIEF, section.id) for section in sections)]
        person = accounts.NewStaff(name="佐藤 恵", kana="サトウ メグミ", email=EMAIL, roles=roles)
        accounts.create_demonstration_staff(
            municipality_id=city.id, people=[person], password=PASSWORD, actor=SYSTEM, now=read_clock()
        )


if __name__ == "__main__":
    main()
