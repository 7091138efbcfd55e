"""`python -m bench.many_figures COUNT YEARS`: what so many municipalities tell of every measure in so many years."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from bench.reception import CITY_CODE  # noqa: E402 — models exist once Django has started.
from shirube.kernel.calendar import fiscal_year_of  # noqa: E402
from shirube.kernel.clock import japan_date, read_clock  # noqa: E402
from shirube.measures.interface import list_measures  # noqa: E402
from shirube.measures.models import YearFigure  # noqa: E402

PREFECTURES = 47


def main(count: int, years: int) -> None:
    started = time.monotonic()
    rows = 0
    for code in [one.code for one in list_measures()]:
        chunk = list(_figures(code, count, years))
        YearFigure.objects.bulk_create(chunk, batch_size=2000)
        rows += len(chunk)
        sys.stderr.write(f"  {code}\n")
    sys.stdout.write(json.dumps({"rows": rows, "seconds": time.monotonic() - started}) + "\n")


def _figures(measure: str, count: int, years: int) -> Iterator[YearFigure]:
    """One in five measures nothing; the first municipality is the one whose page is asked for."""
    last = fiscal_year_of(japan_date(read_clock()))
    for number in range(count):
        for year in range(last - years + 1, last + 1):
            yield YearFigure(
                measure=measure,
                fiscal_year=year,
                code=CITY_CODE if number == 0 else f"{600_000 + number}",
                name=f"第{number}市",
                prefecture="架空の県" if number % PREFECTURES == 0 else f"架空の県{number % PREFECTURES}",
                value=None if number % 5 == 4 else Decimal((number * 7919 + year) % 1000) / 10,
                through=date(year + 1, 3, 31),
            )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
