"""`./shirube export`: all plans of one municipality as JSON in a ZIP that gives the same bytes for the same plans."""

from __future__ import annotations

import json
import os
import zipfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from shirube.config.cli import schema
from shirube.config.cli.output import CannotContinueError, say
from shirube.config.cli.surroundings import require_keys
from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.scope import municipality_scope
from shirube.organizations import interface as organizations
from shirube.plans import interface as plans

# A fixed time, the first that ZIP knows: two exports of one plan can be compared byte by byte.
TIMELESS = (1980, 1, 1, 0, 0, 0)


def run(options: Namespace) -> int:
    require_keys()
    schema.require_current_tables()
    municipality = organizations.find_municipality_by_slug(options.municipality)
    if municipality is None:
        known = "、".join(each.slug for each in organizations.list_municipalities())
        raise CannotContinueError(
            f"「{options.municipality}」という自治体はありません（あるもの: {known}）。"
        )
    with municipality_scope(municipality.id):
        documents = dict(_documents(municipality))
    _write(options.output, documents)
    say(f"{municipality.name}の計画 {len(documents)} 件を {options.output} に書き出しました。")
    return 0


def _documents(municipality: organizations.MunicipalitySummary) -> Iterator[tuple[str, str]]:
    sections = {
        section.id: section.code for section in organizations.list_sections(municipality_id=municipality.id)
    }
    today = japan_date(read_clock())
    for plan in plans.list_plans(municipality_id=municipality.id):
        document = plans.get_plan_document(municipality_id=municipality.id, slug=plan.slug, on=today)
        content = plans.pack_content(plans.pack_of(document, municipality.code, sections))
        yield f"{plan.slug}.json", json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)


def _write(path: Path, documents: dict[str, str]) -> None:
    """Under its name only when it is whole."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in documents.items():
                archive.writestr(zipfile.ZipInfo(name, TIMELESS), text, zipfile.ZIP_DEFLATED)
        unfinished.replace(path)
    except OSError as error:
        raise CannotContinueError(f"{path} に書き出せませんでした（{error.strerror}）。") from error
    finally:
        unfinished.unlink(missing_ok=True)
