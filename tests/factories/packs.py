"""The packs that every installation begins with, loaded for a test: real plans, and 標市 with or without its years."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.serializers import sort_dependencies

from shirube.config.packs import load_pack_file
from shirube.kernel.clock import JAPAN
from shirube.kernel.scope import municipality_scope
from shirube.kernel.tenancy import is_tenant
from shirube.organizations.models import Municipality
from shirube.plans.queries.documents import forget_documents
from shirube.ui.kept_pages import forget_pages
from tests.conftest import CityClient

PACKS = Path(__file__).parents[2] / "packs"
LOADED_AT = datetime(2026, 4, 1, 9, 0, tzinfo=JAPAN)
Rows = list[list[Any]]
TENANT_TABLES = [
    model for model in sort_dependencies([(app, None) for app in apps.get_app_configs()]) if is_tenant(model)
]
# Three years take some seconds through the people's own commands: the rows of the first load serve the later tests.
_kept: dict[tuple[str, bool], Rows] = {}


def load_city(slug: str, *, alive: bool = False) -> Municipality:
    """The city of that slug with its plan; `alive` adds three invented years (標市 only)."""
    forget_documents()
    forget_pages()
    kept = _kept.get((slug, alive))
    if kept is None:
        _read_packs(slug, alive=alive)
        _kept[slug, alive] = _rows_of(slug)
    else:
        _write_rows(kept)
    return Municipality.objects.get(slug=slug)


def _read_packs(slug: str, *, alive: bool) -> None:
    load_pack_file(PACKS / "municipalities" / f"{slug}.yaml", now=LOADED_AT)
    for path in sorted((PACKS / "plans").glob(f"{slug}-*.yaml")):
        load_pack_file(path, now=LOADED_AT)
    if alive:
        load_pack_file(PACKS / "demonstrations" / f"{slug}.yaml", now=LOADED_AT)


def _rows_of(slug: str) -> Rows:
    """All rows of a city that was just loaded, referred rows before those that refer to them."""
    city = Municipality.objects.get(slug=slug)
    with municipality_scope(city.pk):
        tables = [list(model._base_manager.filter(municipality_id=city.pk)) for model in TENANT_TABLES]
    return [[city], *tables]


def _write_rows(kept: Rows) -> None:
    with municipality_scope(kept[0][0].pk):
        for rows in filter(None, kept):
            type(rows[0])._base_manager.bulk_create(rows)


def load_comparison(slug: str = "miyagi-2021") -> None:
    load_pack_file(PACKS / "comparisons" / f"{slug}.yaml", now=LOADED_AT)
    forget_pages()


def reader_in(slug: str, *, alive: bool = False) -> CityClient:
    """A signed-out browser in the city of that slug."""
    return CityClient(load_city(slug, alive=alive))


def text_of(client: CityClient, path: str) -> str:
    """The page as a reader gets it."""
    response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return response.content.decode()
