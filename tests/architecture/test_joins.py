"""A join of two tenant tables names the municipality on both sides (DESIGN §4): what a sharded database asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

from shirube.accounts.interface import ALL_ROLES, Role
from shirube.kernel.scope import municipality_scope
from shirube.kernel.tenancy import is_tenant
from shirube.organizations.models import Municipality
from shirube.plans.models import Initiative, Kpi
from tests.architecture.routes import all_routes
from tests.architecture.world import make_world
from tests.conftest import CityClient

TENANT_TABLES = {model._meta.db_table for model in apps.get_models() if is_tenant(model)}
JOIN = re.compile(r'JOIN "(\w+)"(?: (\w+))? ON \((.*?)\)(?= (?:INNER|LEFT|WHERE|ORDER|GROUP|LIMIT)|\)|$)')
COLUMN = re.compile(r'"?(\w+)"?\."(\w+)"')
# Joins that cannot name it yet. This number may only fall.
STILL_WITHOUT = 0


@contextmanager
def every_statement() -> Iterator[list[str]]:
    """All SQL of the block, that of commands included."""
    seen: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield seen


def joins_without_municipality(statements: list[str]) -> set[str]:
    return {found[0] for sql in statements for found in JOIN.finditer(sql) if _lacks_it(sql, found)}


def _lacks_it(sql: str, join: re.Match[str]) -> bool:
    tables = _tables(sql)
    met = {tables.get(alias, alias) for alias, _ in COLUMN.findall(join[3])}
    named = re.search(r'"?\w+"?\."municipality_id" = \(?"?\w+"?\."municipality_id"', join[3])
    return len(met & TENANT_TABLES) + (len(met) == 1) > 1 and not named


def _tables(sql: str) -> dict[str, str]:
    """The table behind each alias."""
    return {alias: table for table, alias in re.findall(r'(?:FROM|JOIN) "(\w+)" "?(\w+)"?', sql)}


def test_the_test_sees_a_join_that_lacks_it() -> None:
    without = (
        'SELECT 1 FROM "plans_kpi" INNER JOIN "plans_initiative" '
        'ON ("plans_kpi"."initiative_id" = "plans_initiative"."id") WHERE 1'
    )
    named = without.replace(
        ") WHERE",
        ' AND ("plans_initiative"."municipality_id" = "plans_kpi"."municipality_id")) WHERE',
    )

    assert len(joins_without_municipality([without])) == 1
    assert joins_without_municipality([named]) == set()


def test_both_directions_of_a_join_name_it(in_city: Municipality) -> None:
    with every_statement() as statements:
        list(Kpi.objects.filter(initiative__title="x", initiative__plan__name="y"))
        list(Initiative.objects.filter(kpis__name="x", reviews__isnull=True))
        list(Initiative.objects.exclude(kpis__name="x").select_related("plan", "pillar"))

    assert sum(sql.count(" JOIN ") for sql in statements) >= 5
    assert joins_without_municipality(statements) == set()


def test_whatever_pages_and_commands_ask_names_it(city: Municipality) -> None:
    routes = [route for route in all_routes() if route.in_city and hasattr(route.callback, "access")]
    with every_statement() as statements:
        world = make_world(city)
        clients = {role: CityClient(city).enter(world.staff(role)) for role in sorted(ALL_ROLES)}
        for route in (route for route in routes if "(?P" not in route.path):
            roles = route.callback.access.roles or ALL_ROLES
            reader = Role.DX_PROMOTION if Role.DX_PROMOTION in roles else min(roles)
            clients[reader].get(world.path(route))
        with municipality_scope(city.pk):
            world.plan.initiatives.filter(kpis__isnull=True).count()

    assert sum(sql.count(" JOIN ") for sql in statements) > 20
    assert len(joins_without_municipality(statements)) <= STILL_WITHOUT, joins_without_municipality(
        statements
    )
