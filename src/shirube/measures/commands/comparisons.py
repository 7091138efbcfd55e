"""Loading a printed table that compares municipalities."""

from __future__ import annotations

import hashlib
from datetime import datetime

from shirube.kernel.packs import InvalidPackError, PackProblem
from shirube.kernel.transactions import command
from shirube.measures.domain.packs import ComparisonPack, PackMunicipality, PackRow
from shirube.measures.models import ComparisonMunicipality, ComparisonRow, ComparisonTable
from shirube.organizations import interface as organizations


@command
def load_comparison(*, pack: ComparisonPack, now: datetime) -> bool:
    """Put the pack in the place of the table of the same slug; False when it says what the table says already.

    InvalidPackError for a municipality code whose check digit is wrong. The tables belong to no municipality, so the
    audit chains, which do, have no entry of it; a pack is in version control.
    """
    _check_codes(pack)
    digest = hashlib.sha256(pack.model_dump_json().encode()).hexdigest()
    if ComparisonTable.objects.filter(slug=pack.slug, digest=digest).exists():
        return False
    table, _created = ComparisonTable.objects.update_or_create(
        slug=pack.slug, defaults=_facts(pack, digest, now)
    )
    table.municipalities.all().delete()
    table.lines.all().delete()
    ComparisonMunicipality.objects.bulk_create(
        [_municipality(table, position, entry) for position, entry in enumerate(pack.municipalities)]
    )
    ComparisonRow.objects.bulk_create([_line(table, row) for row in pack.rows])
    return True


def _check_codes(pack: ComparisonPack) -> None:
    problems = [
        PackProblem(f"municipalities[{index}] › code", "invalid_check_digit", entry.code)
        for index, entry in enumerate(pack.municipalities, 1)
        if not organizations.is_municipality_code(entry.code)
    ]
    if problems:
        raise InvalidPackError(problems)


def _facts(pack: ComparisonPack, digest: str, now: datetime) -> dict[str, object]:
    return {
        "title": pack.title,
        "source_title": pack.source.title,
        "published": pack.source.published,
        "note": pack.source.note,
        "legend": pack.legend.model_dump(),
        "population": pack.totals.population,
        "cards": pack.totals.cards,
        "rate_printed": pack.totals.rate_printed,
        "digest": digest,
        "loaded_at": now,
    }


def _municipality(table: ComparisonTable, position: int, entry: PackMunicipality) -> ComparisonMunicipality:
    return ComparisonMunicipality(
        table=table,
        position=position,
        code=entry.code,
        name=entry.name,
        english=entry.english,
        population=entry.population,
        cards=entry.cards,
    )


def _line(table: ComparisonTable, row: PackRow) -> ComparisonRow:
    return ComparisonRow(
        table=table,
        number=row.number,
        group=row.group,
        sub_group=row.sub_group or "",
        label=row.label,
        label_confidence=row.label_confidence,
        done=row.done,
        not_applicable=row.not_applicable,
        none=row.none,
    )
