"""The plan as StratML Part 2 (ISO 17469-2, PerformancePlanOrReport), for those who compare plans of many bodies.

Goal = pillar, Objective = initiative, PerformanceIndicator = KPI with a MeasurementInstance for each fiscal year.
What is not known is left out. Where the schema asks for an element all the same, it stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from lxml import etree

from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_end, fiscal_year_of
from shirube.plans.domain import document as doc
from shirube.plans.domain.outputs.csv_files import write_number
from shirube.plans.domain.outputs.edition import Edition, japan_time
from shirube.plans.domain.outputs.markup import add, add_known, document_bytes, root_element

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"


def plan_stratml(document: doc.PlanDocument, edition: Edition) -> bytes:
    """The XML document; it holds to the schema of 2016-02-16."""
    root = root_element(NAMESPACE, "PerformancePlanOrReport", {"Type": _type(document)})
    add(root, "Name", edition.text(document.translations, "name", document.name))
    add_known(
        root, "Description", edition.text(document.translations, "progress_method", document.progress_method)
    )
    add_known(root, "OtherInformation", _other_information(document, edition))
    _add_core(root, document, edition)
    _add_administration(root, document, edition)
    return document_bytes(root)


def _type(document: doc.PlanDocument) -> str:
    if not document.kpis:
        return "Strategic_Plan"
    return "Performance_Report" if any(kpi.readings for kpi in document.kpis) else "Performance_Plan"


def _other_information(document: doc.PlanDocument, edition: Edition) -> str:
    demonstration = [edition.word("demonstration")] if edition.demonstration else []
    return "\n".join(filter(None, [*demonstration, document.kpi_note, *document.notices]))


def _add_core(root: etree._Element, document: doc.PlanDocument, edition: Edition) -> None:
    core = add(root, "StrategicPlanCore")
    organization = add(core, "Organization")
    add(organization, "Name", edition.city_name)
    add(organization, "Identifier", f"_{edition.city_code}")
    if document.philosophy:
        vision = add(core, "Vision")
        add(vision, "Description", edition.text(document.translations, "philosophy", document.philosophy))
    for number, pillar in enumerate(document.pillars, start=1):
        name = edition.text(pillar.translations, "name", pillar.name)
        goal = _add_goal(core, name, _identifier(pillar.id), pillar.code or str(number))
        _add_objectives(goal, document.initiatives_of(pillar.code), edition)
    loose = document.initiatives_of(None)
    if loose or not document.pillars:
        # The plan does not say which pillar carries these: they serve the plan as a whole.
        name = edition.text(document.translations, "name", document.name)
        _add_objectives(_add_goal(core, name, f"{_identifier(document.id)}-whole", ""), loose, edition)


def _add_goal(core: etree._Element, name: str, identifier: str, sequence: str) -> etree._Element:
    goal = add(core, "Goal")
    add(goal, "Name", name)
    add(goal, "Description", "")
    add(goal, "Identifier", identifier)
    add_known(goal, "SequenceIndicator", sequence)
    return goal


def _add_objectives(goal: etree._Element, items: Iterable[doc.InitiativeItem], edition: Edition) -> None:
    for item in items:
        objective = add(goal, "Objective")
        add(objective, "Name", edition.text(item.translations, "title", item.title))
        add_known(objective, "Description", edition.text(item.translations, "summary", item.summary))
        add(objective, "Identifier", _identifier(item.id))
        add(objective, "SequenceIndicator", item.code)
        for one in item.responsible:
            _add_stakeholder(objective, one)
        add_known(objective, "OtherInformation", _remarks(item, edition))
        for kpi in item.kpis:
            _add_indicator(objective, kpi, edition)


def _add_stakeholder(objective: etree._Element, responsible: doc.ResponsibleItem) -> None:
    # A wording such as 「すべての課」 names no single section.
    kind = "Organization" if responsible.section_id else "Generic_Group"
    stakeholder = add(objective, "Stakeholder", StakeholderTypeType=kind)
    add(stakeholder, "Name", responsible.label)
    for duty in responsible.duties:
        role = add(stakeholder, "Role")
        add(role, "Name", duty)
        add(role, "RoleType", "Performer")


def _remarks(item: doc.InitiativeItem, edition: Edition) -> str:
    lines = [f"{edition.word(f'note_kind.{note.kind}')}: {note.text}" for note in item.notes]
    lines += [f"{edition.word('column.law')}: {law.name} {law.clause}".rstrip() for law in item.laws]
    lines += [f"{edition.word(f'logic_stage.{step.stage}')}: {step.text}" for step in item.logic]
    lines += [f"{edition.word('column.action')}: {_action(action, edition)}" for action in item.actions]
    return "\n".join(lines)


def _action(action: doc.ActionItem, edition: Edition) -> str:
    phases = ", ".join(f"{phase.name} {phase.first_year}–{phase.last_year}" for phase in action.phases)
    name = edition.text(action.translations, "name", action.name)
    return f"{name} ({phases})" if phases else name


def _add_indicator(objective: etree._Element, kpi: doc.KpiItem, edition: Edition) -> None:
    indicator = add(objective, "PerformanceIndicator", PerformanceIndicatorType="Quantitative")
    add(indicator, "SequenceIndicator", kpi.code)
    add(indicator, "MeasurementDimension", edition.text(kpi.translations, "name", kpi.name))
    add(indicator, "UnitOfMeasurement", kpi.unit)
    add(indicator, "Identifier", _identifier(kpi.id))
    targets, baseline, readings = _by_year(kpi)
    for year in sorted({*targets, *baseline, *readings}):
        instance = add(indicator, "MeasurementInstance")
        if year in targets:
            _add_result(instance, "TargetResult", fiscal_year_bounds(year)[0], targets[year])
        for stop in baseline.get(year, ()):
            _add_result(instance, "ActualResult", fiscal_year_bounds(year)[0], stop, "baseline")
        for reading in readings.get(year, ()):
            _add_reading(instance, reading)
    add_known(indicator, "OtherInformation", kpi.formula)


def _by_year(
    kpi: doc.KpiItem,
) -> tuple[Mapping[int, doc.Value], Mapping[int, list[doc.Value]], Mapping[int, list[doc.ReadingItem]]]:
    """Targets, the baseline and the readings by fiscal year; values the document does not print are left out."""
    targets = {stop.fiscal_year: stop for stop in (*kpi.intermediate, kpi.target) if stop.value is not None}
    known = kpi.baseline is not None and kpi.baseline.value is not None
    baseline = {kpi.baseline.fiscal_year: [kpi.baseline]} if kpi.baseline and known else {}
    readings: dict[int, list[doc.ReadingItem]] = {}
    for reading in kpi.readings:
        readings.setdefault(fiscal_year_of(reading.measured_on), []).append(reading)
    return targets, baseline, readings


def _add_result(
    instance: etree._Element, name: str, first_day: date, stop: doc.Value, descriptor: str = ""
) -> None:
    result = add(instance, name)
    add(result, "StartDate", first_day.isoformat())
    add(result, "EndDate", fiscal_year_end(stop.fiscal_year).isoformat())
    if stop.value is not None:
        add(result, "NumberOfUnits", write_number(stop.value))
    if descriptor:
        _add_descriptor(result, descriptor)


def _add_reading(instance: etree._Element, reading: doc.ReadingItem) -> None:
    """A reading is of one day: the day stands as the end of what it measures."""
    result = add(instance, "ActualResult")
    add(result, "EndDate", reading.measured_on.isoformat())
    add(result, "NumberOfUnits", write_number(reading.value))
    _add_descriptor(result, "reading")
    add_known(result, "Description", " / ".join(filter(None, [reading.source, reading.note])))


def _add_descriptor(result: etree._Element, value: str) -> None:
    descriptor = add(result, "Descriptor")
    add(descriptor, "DescriptorName", "kind")
    add(descriptor, "DescriptorValue", value)


def _add_administration(root: etree._Element, document: doc.PlanDocument, edition: Edition) -> None:
    information = add(root, "AdministrativeInformation")
    add(information, "Identifier", _identifier(document.id))
    add(information, "StartDate", fiscal_year_bounds(document.start_year)[0].isoformat())
    add(information, "EndDate", fiscal_year_end(document.end_year).isoformat())
    add(information, "PublicationDate", japan_time(document.changed_at).date().isoformat())
    add(information, "Source", edition.address)


def _identifier(value: UUID) -> str:
    # An xsd:ID may not begin with a digit.
    return f"_{value}"
