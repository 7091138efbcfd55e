"""`python -m bench.copies COUNT`: that many invented municipalities, each with a copy of one plan and its readings.

Prints one JSON line: seconds, processor seconds of the first and of the last hundred, peak memory of this process.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import count, islice
from typing import Any

import django
import yaml

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from django.conf import settings  # noqa: E402 — models exist once Django has started.

from shirube.audit import interface as audit  # noqa: E402
from shirube.kernel.clock import read_clock  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402
from shirube.organizations.domain.codes import check_digit  # noqa: E402
from shirube.plans import interface as plans  # noqa: E402
from shirube.plans.models import Kpi, Reading  # noqa: E402

KPI = "online-rate"
READINGS = 36
TELL_EVERY = 200


def slug_of(number: int) -> str:
    """The address of the municipality `number`, counted from 0."""
    return f"city-{number}"


def _codes() -> Iterator[str]:
    """Codes of the form of real ones from a range that no prefecture has (01 to 47)."""
    return (f"{five}{check_digit(str(five))}" for five in count(60_001))


def _read_pack(folder: str, name: str) -> Mapping[str, Any]:
    text = (settings.PACKS / folder / name).read_text(encoding="utf-8")
    content: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return content


def _found(number: int, code: str, city: Mapping[str, Any]) -> Any:
    entry = organizations.MunicipalityEntry(
        code=code,
        slug=slug_of(number),
        name=f"第{number}市",
        kana="し",
        english=f"City {number}",
        prefecture="架空県",
        demonstration=True,
        sections=[organizations.SectionEntry(**section) for section in city["sections"]],
    )
    return organizations.register_municipality(entry=entry, actor=audit.SYSTEM, now=read_clock())


def _measure_kpi(municipality_id: Any) -> None:
    kpi = Kpi.objects.get(municipality_id=municipality_id, code=KPI)
    first = dt.date(2024, 1, 31)
    Reading.objects.bulk_create(
        Reading(
            municipality_id=municipality_id,
            kpi=kpi,
            measured_on=first + dt.timedelta(days=30 * number),
            value=Decimal(10 + number),
            source="台帳",
            actor=audit.SYSTEM,
            entered_at=read_clock(),
        )
        for number in range(READINGS)
    )


def main(total: int) -> None:
    city, plan = _read_pack("municipalities", "shirube.yaml"), _read_pack("plans", "shirube-dx-2024.yaml")
    taken: list[float] = []
    cpu: list[float] = []
    for number, code in enumerate(islice(_codes(), total)):
        municipality_id = _found(number, code, city)
        with municipality_scope(municipality_id):
            pack = plans.parse_plan_pack({**plan, "municipality": code})
            started, worked = time.monotonic(), time.process_time()
            plans.load_plan(municipality_id=municipality_id, pack=pack, actor=audit.SYSTEM, now=read_clock())
            taken.append(time.monotonic() - started)
            cpu.append(time.process_time() - worked)
            _measure_kpi(municipality_id)
        if (number + 1) % TELL_EVERY == 0:
            sys.stderr.write(f"  {number + 1}/{total}\n")
    few = min(100, max(1, total // 2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"seconds": sum(taken), "first": sum(cpu[:few]), "last": sum(cpu[-few:]), "peak_mib": peak}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
