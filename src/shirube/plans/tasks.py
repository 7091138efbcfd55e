"""The room's background work."""

from __future__ import annotations

from uuid import UUID

from django.core.mail import send_mail
from django.template.loader import render_to_string

from shirube.accounts import interface as accounts
from shirube.jobs import interface as jobs
from shirube.kernel.clock import japan_date, read_clock
from shirube.organizations import interface as organizations
from shirube.plans.commands.measuring import read_all_kpis
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.queries.plans import find_plan_slug
from shirube.plans.queries.staff import list_section_progress


@jobs.task(title="足りない報告のお知らせを課へ送る")
def send_reminder(*, municipality_id: UUID, plan_id: str, section_id: str, address: str) -> None:
    """Mail the section's chief and staff what is missing now; nothing where it has been done since."""
    today = japan_date(read_clock())
    slug = find_plan_slug(municipality_id=municipality_id, plan_id=UUID(plan_id))
    if slug is None:
        return
    document = get_plan_document(municipality_id=municipality_id, slug=slug, on=today)
    progress = list_section_progress(municipality_id=municipality_id, document=document, on=today)
    mine = next((one for one in progress if one.section and str(one.section.id) == section_id), None)
    if mine is None or not mine.waiting:
        return
    city = organizations.get_municipality(municipality_id).name
    context = {"progress": mine, "plan": document, "city_name": city, "address": address, "today": today}
    for email in _addresses(municipality_id, UUID(section_id)):
        send_letter("plans/mail/reminder", email, context)


@jobs.task(title="評価指標の値を測った数値から入れる")
def read_measures(*, municipality_id: UUID, due_at: str) -> None:  # noqa: ARG001 — every scheduled task is told its hour.
    """The readings of KPIs that are bound to measures, imported figures and corrections included."""
    now = read_clock()
    read_all_kpis(municipality_id=municipality_id, until=japan_date(now), now=now)


def send_letter(template: str, to: str, context: dict[str, object]) -> None:
    """Send `<template>_subject.txt` and `<template>.txt` to one address. The only place where plans send mail."""
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    send_mail(subject, render_to_string(f"{template}.txt", context), None, [to])


def _addresses(municipality_id: UUID, section_id: UUID) -> list[str]:
    held = [
        accounts.list_staff_with_role(municipality_id=municipality_id, role=role, section_id=section_id)
        for role in sorted(accounts.SECTION_ROLES)
    ]
    return list(dict.fromkeys(person.email for people in held for person in people))
