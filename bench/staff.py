"""`python -m bench.staff`: the people of the benchmarks: one with the roles of every section, and the clerk of one."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from bench.desks import CLERK, OVERSEER, PASSWORD  # noqa: E402 — the application exists once Django has started.
from bench.reception import CITY, SECTION  # noqa: E402
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
        own = next(section.id for section in sections if section.name == SECTION)
        every = [Held(Role.DX_PROMOTION), *(Held(Role.SECTION_CHIEF, section.id) for section in sections)]
        people = [
            accounts.NewStaff(name="鈴木 一郎", kana="スズキ イチロウ", email=OVERSEER, roles=every),
            accounts.NewStaff(
                name="佐藤 恵", kana="サトウ メグミ", email=CLERK, roles=[Held(Role.SECTION_STAFF, own)]
            ),
        ]
        accounts.create_demonstration_staff(
            municipality_id=city.id, people=people, password=PASSWORD, actor=SYSTEM, now=read_clock()
        )


if __name__ == "__main__":
    main()
