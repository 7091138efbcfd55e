"""Two cities with one of everything, so that every address can be asked for with an object of either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from shirube.accounts.interface import SECTION_ROLES, SYSTEM, Role
from shirube.accounts.models import User
from shirube.applications import interface as applications
from shirube.applications.commands.entries import keep_entry
from shirube.applications.models import Case, Draft, IntakeDraft
from shirube.applications.queries.entries import Typed
from shirube.bookings import interface as bookings
from shirube.bookings.models import Slot
from shirube.config.middleware import CITY_URLS
from shirube.forms import interface as forms
from shirube.inquiries.commands.talking import ask_about
from shirube.inquiries.models import AskedSection, Inquiry, Talk
from shirube.kernel.scope import municipality_scope
from shirube.kernel.words import Words
from shirube.measures import interface as measures
from shirube.notices import interface as notices
from shirube.notices.models import Notice, TextVersion
from shirube.organizations.models import Municipality, Section
from shirube.plans import interface as plans
from shirube.plans.domain.parsing import parse_plan_pack
from shirube.plans.domain.sheets.difference import Difference
from shirube.plans.models import Action, Initiative, Kpi, OodaEntry, Plan, Reading, Review, UpdateSheet
from shirube.procedures import interface as procedures
from shirube.registers import interface as registers
from shirube.registers.domain.sheet_check import SheetDifference
from shirube.registers.models import Hit, Item, Ordinance, Register, RegisterSheet
from shirube.venues import interface as venues
from shirube.venues.models import Attendance, Room, RoomUse, Session
from shirube.visits import interface as visits
from shirube.visits.models import Interview, PaperSheet, Service, Visit
from tests.architecture.hall import SAMPLES as OF_BOOKINGS
from tests.architecture.hall import open_hall
from tests.architecture.meetings import SAMPLES as OF_MEETINGS
from tests.architecture.meetings import meet
from tests.architecture.proposals import SAMPLES as OF_PROPOSALS
from tests.architecture.proposals import propose
from tests.architecture.routes import Route
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormDraftFactory, FormVersionFactory
from tests.factories.inquiries import asked_of, send
from tests.factories.organizations import SectionFactory
from tests.factories.procedures import procedure_content
from tests.factories.registers import load_register, register_content
from tests.factories.venues import load_class, load_hall

NOTICE_KIND = "notices.trial"
NOW = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    """A city with its plan and its people. Slugs carry the city's own, so that no other city has the like."""

    city: Municipality
    section: Section
    plan: Plan

    def staff(self, role: Role) -> User:
        extra = {"section": self.section} if role in SECTION_ROLES else {}
        user: User = UserFactory(municipality=self.city, **{role.value: True}, **extra)
        return user

    def path(self, route: Route) -> str:
        """The route's path inside a city, filled with this city's objects."""
        with municipality_scope(self.city.pk):
            arguments = {name: self.argument(route, name) for name in route.converters}
        path = route.path
        for name, value in arguments.items():
            converter = route.converters[name]
            path = path.replace(f"<{_kind(converter)}:{name}>", str(value)).replace(f"<{name}>", str(value))
        return path

    def argument(self, route: Route, name: str) -> Any:
        """A value for one part of the path. KeyError: a new kind of part needs a sample in `_SAMPLES`."""
        room = route.name.partition(":")[0]
        keys = (f"{route.name}/{name}", f"{room}/{name}", name)
        return next((_SAMPLES[key] for key in keys if key in _SAMPLES), _missing(name))(self)


def make_world(city: Municipality) -> World:
    """Load a plan for the city and let its people do one of each thing."""
    with municipality_scope(city.pk):
        section = SectionFactory(municipality=city, code=f"{city.slug}-section")
        pack = parse_plan_pack(_plan_content(city, section))
        plan_id = plans.load_plan(municipality_id=city.pk, pack=pack, actor="system", now=NOW)
        world = World(city, section, Plan.objects.get(pk=plan_id))
        _live(world)
        _offer_procedure(world)
        _open_counter(world)
        _let_and_teach(world)
        _import_a_figure(world)
        _keep_register(world)
        meet(city)
        propose(city, section, world.plan, world.staff(Role.HEADQUARTERS))
        _ask(world)
    return world


def _ask(world: World) -> None:
    """An inquiry about the register and the plan that the section asks itself, and a question about it."""
    about = {"register": f"{world.city.slug}-register", "register_fields": ["note"]}
    inquiry_id = send(
        world.city,
        world.section,
        [world.section],
        plan=world.plan.slug,
        measured_on=date(2026, 3, 31),
        **about,
    )
    asked_id = asked_of(inquiry_id, world.section).pk
    ask_about(
        municipality_id=world.city.pk, asked_id=asked_id, question="何の数ですか", actor=SYSTEM, now=NOW
    )


def _import_a_figure(world: World) -> None:
    """A series of somebody else's."""
    series = measures.PackSeries(
        code=f"{world.city.slug}_figure", names="カード保有率", unit="%", source="総務省"
    )
    measures.define_series(municipality_id=world.city.pk, series=series, actor=SYSTEM, now=NOW)


def _let_and_teach(world: World) -> None:
    """A hall with a room that somebody booked and asks to pay less for, and a class to which one person came."""
    city, slug = world.city, world.city.slug
    load_hall(city, now=NOW, code=f"{slug}-hall", section=world.section.code)
    load_class(
        city, now=NOW, code=f"{slug}-class", section=world.section.code, sessions=[_class_session(slug)]
    )
    session, room = Session.objects.get(), Room.objects.get()
    facts: dict[str, Any] = {"municipality_id": city.pk, "now": NOW}
    booker = bookings.Booker(name="山田 花子", mail="yamada@resident.example")
    venues.enter_session(
        session_id=session.pk, wish=venues.EntryWish(), booker=booker, key="1", actor=booker, **facts
    )
    wish = venues.RoomWish(fee_class="resident", people=5, reduction="children", reason="子どものため")
    slot = Slot.objects.filter(resource_id=room.resource_id, label="morning").order_by("starts_at")[3]
    told = venues.quote_room(room_id=room.pk, slot_ids=[slot.pk], wish=wish, **facts)
    venues.book_room(
        room_id=room.pk, slot_ids=[slot.pk], wish=wish, seen_yen=told.full_yen, booker=booker, key="2",
        actor=booker, **facts
    )  # fmt: skip
    during = {**facts, "actor": SYSTEM, "now": session.starts_at}
    venues.add_attendees(session_id=session.pk, counts={venues.AgeGroup.SIXTIES: 1}, **during)


def _keep_register(world: World) -> None:
    """A register of the city's own with one item, a sheet that was sent in, and an ordinance with something found in it."""
    city, code, facts = (
        world.city,
        f"{world.city.slug}-register",
        {"municipality_id": world.city.pk, "now": NOW},
    )
    content = register_content(code=code, visibility="public")
    item = {"key": "one", "title": "住民税", "section": world.section.code}
    load_register(city, definition=content, register=code, items=[item], now=NOW)
    registers.keep_ordinance(
        register=code, title="条例", section=world.section.code, file_name="", paragraphs=["目視により調べる。"],
        actor=SYSTEM, **facts
    )  # fmt: skip
    nothing = SheetDifference(rows=(), missing=(), same=1)
    RegisterSheet.objects.create(
        municipality=city,
        register=Register.objects.get(code=code),
        file_name="台帳.xlsx",
        changes=nothing.model_dump(mode="json"),
        actor="system",
        checked_at=NOW,
    )


def _class_session(slug: str) -> dict[str, Any]:
    place = {"facility": f"{slug}-hall", "room": "room"}
    return {
        "code": "first",
        "day": date(2026, 12, 3),
        "starts": "10:00",
        "ends": "12:00",
        "seats": 2,
        **place,
    }


def _open_counter(world: World) -> None:
    """A branch with one service and a desk, and somebody with a ticket."""
    facts = {"municipality_id": world.city.pk, "actor": SYSTEM, "now": NOW}
    branch_id = visits.define_branch(code=f"{world.city.slug}-branch", title=Words(ja="本庁"), **facts)
    entry = visits.ServiceEntry(code=f"{world.city.slug}-service", letter="A", title=Words(ja="証明書"))
    service_id = visits.define_service(branch_id=branch_id, entry=entry, section_id=world.section.pk, **facts)
    visits.define_desk(branch_id=branch_id, number=1, service_ids=[service_id], **facts)
    visits.take_ticket(
        branch_id=branch_id,
        service_ids=[service_id],
        source=visits.Source.KIOSK,
        holder=visits.Holder(),
        **facts,
    )


def _offer_procedure(world: World) -> None:
    """A procedure of the city's own pack, received in its section."""
    slug = world.city.slug
    content = procedure_content(f"{slug}-procedure")
    procedures.load_procedure(pack_name=f"{slug}-pack", content=content, actor=SYSTEM, now=NOW)
    adoption = {
        "kind": "adoption",
        "municipality": world.city.code,
        "pack": f"{slug}-pack",
        "reception": "on",
    }
    pack = procedures.parse_adoption_pack({**adoption, "sections": {"子育て支援課": world.section.code}})
    procedures.load_adoption(municipality_id=world.city.pk, pack=pack, actor=SYSTEM, now=NOW)


def _live(world: World) -> None:
    facts = {"municipality_id": world.city.pk, "actor": SYSTEM, "now": NOW}
    initiative = Initiative.objects.get()
    plans.enter_reading(
        kpi_id=Kpi.objects.get().pk, measured_on=date(2026, 3, 31), value=Decimal(40), source="表", **facts
    )
    plans.report_action(
        action_id=Action.objects.get().pk, fiscal_year=2025, state=plans.ActionState.ON_TIME, **facts
    )
    plans.write_ooda_entry(
        initiative_id=initiative.pk, observed="見た", oriented="考えた", decided="決めた", **facts
    )
    text = plans.ReviewText(achievements="進んだ")
    review_id = plans.write_review(initiative_id=initiative.pk, fiscal_year=2025, text=text, **facts)
    for move in (plans.ReviewMove.SUBMIT, plans.ReviewMove.FORWARD, plans.ReviewMove.PUBLISH):
        plans.move_review(review_id=review_id, move=move, **facts)
    _send_sheet(world)
    _send_notice(world)
    _draft_form(world)
    _receive(world)
    open_hall(municipality_id=world.city.pk, section_id=world.section.pk)
    _interview(world)


def _interview(world: World) -> None:
    """A package of the city's one procedure, with an interview at a desk and a printed sheet."""
    code, facts = f"{world.city.slug}-procedure", {"municipality_id": world.city.pk, "now": NOW}
    package = {
        "kind": "visit_package", "code": f"{world.city.slug}-package", "life_event": "moving_in",
        "title": "見本", "summary": "見本", "opening_title": "はじめに",
        "opening": [{"key": "wanted", "type": "yes_no", "label": "要りますか"}],
        "procedures": [{"procedure": code}],
    }  # fmt: skip
    visits.load_package(content=package, now=NOW)
    clerk = world.staff(Role.SECTION_STAFF).as_actor()
    started = visits.start_interview(package=str(package["code"]), language="ja", actor=clerk, **facts)
    Interview.objects.filter(pk=started.interview_id).update(expires_at=datetime(2099, 1, 1, tzinfo=UTC))
    visits.print_paper_sheet(procedure_code=code, actor=clerk, **facts)


def _send_notice(world: World) -> None:
    """A letter that did not arrive, and a text of the city's own under a number that no other city has."""
    Notice.objects.create(
        municipality=world.city,
        kind=NOTICE_KIND,
        channel="mail",
        once="notices.trial:1",
        subject="accounts.staff:1",
        language="ja",
        state=notices.NoticeState.FAILED,
        reason=notices.Reason.ADDRESS_MISSING,
        ordered_at=NOW,
    )
    TextVersion.objects.create(
        municipality=world.city,
        kind=NOTICE_KIND,
        language="ja",
        number=int(world.city.code),
        meaning=1,
        subject="試し",
        body="届きました。",
        saved_by="system",
        saved_at=NOW,
    )


def _draft_form(world: World) -> None:
    """A form in force, with a draft of its next version."""
    code = f"{world.city.slug}-form"
    version = FormVersionFactory(
        municipality=world.city, definition__municipality=world.city, definition__code=code,
        definition__section=world.section,
    )  # fmt: skip
    FormDraftFactory(municipality=world.city, definition=version.definition, based_on=1)


def _receive(world: World) -> None:
    """A procedure that no other city has, with an application sent in and another one begun."""
    code, city = f"{world.city.slug}-procedure", world.city
    content = procedure_content(code, level="none")
    procedures.load_procedure(pack_name=f"{city.slug}-pack", content=content, actor=SYSTEM, now=NOW)
    adoption = procedures.parse_adoption_pack(
        {
            "kind": "adoption", "municipality": city.code, "pack": f"{city.slug}-pack", "reception": "on",
            "sections": {content["section_kind"]: world.section.name},
        }
    )  # fmt: skip
    facts = {"municipality_id": city.pk, "now": NOW}
    procedures.load_adoption(pack=adoption, actor=SYSTEM, **facts)
    arrived = applications.Intake(channel=applications.Channel.PAPER, received_at=NOW)
    applications.take_in_application(
        procedure_code=code, answers={}, intake=arrived, submission_key="1",
        actor=world.staff(Role.SECTION_STAFF).as_actor(), **facts
    )  # fmt: skip
    applications.start_draft(procedure_code=code, holder=applications.Holder(), **facts)
    found = procedures.get_procedure(municipality_id=city.pk, code=code)
    version = forms.find_current_version(municipality_id=city.pk, code=found.form_code)
    assert version is not None
    keep_entry(
        procedure_code=code, version=version, typed=Typed(), submission_key="2", device="", seen=0,
        actor=world.staff(Role.SECTION_STAFF).as_actor(), **facts
    )  # fmt: skip


def _send_sheet(world: World) -> None:
    nothing = Difference(fiscal_year=2025, readings=(), reports=(), blank=2)
    UpdateSheet.objects.create(
        municipality=world.city,
        plan=world.plan,
        section=world.section,
        file_name="更新シート.xlsx",
        changes=nothing.model_dump(mode="json"),
        plan_revision=1,
        actor="system",
        checked_at=NOW,
    )


def _plan_content(city: Municipality, section: Section) -> dict[str, Any]:
    slug = city.slug
    kpi = {
        "code": f"{slug}-kpi",
        "name": "オンライン化率",
        "unit": "%",
        "direction": "increase",
        "baseline": {"fiscal_year": 2023, "value": 10},
        "target": {"fiscal_year": 2028, "value": 70},
    }
    initiative = {
        "code": "1-1",
        "slug": f"{slug}-initiative",
        "pillar": "1",
        "title": "行政手続のオンライン化",
        "category": "A",
        "dx_mark": True,
        "responsible": [{"section": section.code, "label": section.name}],
        "actions": [
            {"code": f"{slug}-action", "name": "拡大", "phases": [{"name": "実施", "from": 2024, "to": 2028}]}
        ],
        "kpis": [kpi],
    }
    return {
        "municipality": city.code,
        "slug": f"{slug}-plan",
        "name": f"{city.name}の計画",
        "document_kind": "plan",
        "period": {"start": 2024, "end": 2028},
        "source": {"title": "計画"},
        "pillars": [{"code": "1", "slug": f"{slug}-pillar", "name": "くらし"}],
        "initiatives": [initiative],
    }


def _kind(converter: Any) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def _missing(name: str) -> Callable[[World], Any]:
    def complain(_: World) -> Any:
        raise KeyError(f"tests/architecture/world.py knows no sample for <{name}>")

    return complain


def _ticket_code(world: World) -> str:
    return visits.code_of(municipality_id=world.city.pk, visit_id=Visit.objects.get().pk)


_SAMPLES: dict[str, Callable[[World], Any]] = {
    **OF_BOOKINGS,
    **OF_PROPOSALS,
    **OF_MEETINGS,
    **{
        f"{name}/code": lambda world: f"{world.city.slug}-hall"
        for name in (
            "venues:facility",
            "venues:room",
            "venues:book-room",
            "venues_staff:edit-facility",
            "venues_staff:add-room",
            "venues_staff:room",
            "venues_staff:edit-room",
        )
    },
    **{
        f"{name}/code": lambda world: f"{world.city.slug}-class"
        for name in (
            "venues:course",
            "venues_staff:course",
            "venues_staff:edit-course",
            "venues_staff:add-session",
        )
    },
    "room_code": lambda _: "room",
    "month": lambda _: "2026-12",
    "venues/number": lambda _: "no-such-number",
    "venues/code": lambda _: "no-such-code",
    "venues/session_id": lambda _: Session.objects.get().pk,
    "venues_staff/session_id": lambda _: Session.objects.get().pk,
    "use_id": lambda _: RoomUse.objects.get().pk,
    "attendance_id": lambda _: Attendance.objects.get().pk,
    "slug": lambda world: world.plan.slug,
    "plan_slug": lambda world: world.plan.slug,
    "plan_id": lambda world: world.plan.pk,
    "pillar_slug": lambda world: f"{world.city.slug}-pillar",
    "initiative_slug": lambda world: f"{world.city.slug}-initiative",
    "code": lambda world: f"{world.city.slug}-kpi",
    "initiative_id": lambda _: Initiative.objects.get().pk,
    "kpi_id": lambda _: Kpi.objects.get().pk,
    "action_id": lambda _: Action.objects.get().pk,
    "reading_id": lambda _: Reading.objects.get().pk,
    "review_id": lambda _: Review.objects.get().pk,
    "entry_id": lambda _: OodaEntry.objects.get().pk,
    "sheet_id": lambda _: UpdateSheet.objects.get().pk,
    "section": lambda world: world.section.code,
    "section_id": lambda world: world.section.pk,
    "file_id": lambda world: world.plan.pk,
    "fiscal_year": lambda _: 2025,
    "year": lambda _: 2025,
    "number": lambda _: 1,
    "notice_id": lambda _: Notice.objects.get(kind=NOTICE_KIND).pk,
    "notice_kind": lambda _: NOTICE_KIND,
    "language": lambda _: "ja",
    "text_number": lambda _: TextVersion.objects.get().number,
    "kind": lambda _: "xlsx",
    "measure_code": lambda _: "plans.actions_reported_share",
    "series_code": lambda world: f"{world.city.slug}_figure",
    "user_id": lambda world: world.staff(Role.SECTION_STAFF).pk,
    "session_id": lambda world: world.plan.pk,
    "provider_id": lambda _: "nobody",
    "provider_slug": lambda _: "nobody",
    "authority_id": lambda world: world.plan.pk,
    "mandate_id": lambda world: world.plan.pk,
    "pk": lambda _: 1,
    "event": lambda _: "no-such-event",
    "token": lambda _: "no-such-token",
    "rest": lambda _: "no/such/thing",
    "case_id": lambda _: Case.objects.get().pk,
    "draft_id": lambda _: Draft.objects.get().pk,
    "applications_staff/entry_id": lambda _: IntakeDraft.objects.get().pk,
    "handover_id": lambda world: world.plan.pk,
    "opinion_id": lambda world: world.plan.pk,
    "document_id": lambda world: world.plan.pk,
    "secret": lambda _: "no-such-secret",
    "applications/code": lambda world: f"{world.city.slug}-procedure",
    "applications_staff/code": lambda world: f"{world.city.slug}-procedure",
    "applications/step_code": lambda _: "child",
    "forms/code": lambda world: f"{world.city.slug}-form",
    "forms/step_code": lambda _: "child",
    "forms/path": lambda _: "name",
    "visits/code": lambda world: f"{world.city.slug}-branch",
    "visits/visit_code": _ticket_code,
    "visits:ticket/code": _ticket_code,
    "visits:ticket-leave/code": _ticket_code,
    "visits:ticket-cancel/code": _ticket_code,
    "visits:ticket-prepare/code": _ticket_code,
    "visits:ticket-change/code": _ticket_code,
    "interviews_staff/visit_id": lambda _: Visit.objects.get().pk,
    "visits/service_id": lambda _: Service.objects.get().pk,
    "visits_staff/code": lambda world: f"{world.city.slug}-branch",
    "visits_staff/service_code": lambda world: f"{world.city.slug}-service",
    "visits_staff/visit_id": lambda _: Visit.objects.get().pk,
    "portal:comparison/slug": lambda _: "miyagi-2021",
    "procedure_id": lambda world: f"{world.city.slug}-procedure",
    "procedures:procedure/code": lambda world: f"{world.city.slug}-procedure",
    "procedures:form/code": lambda world: f"{world.city.slug}-procedure",
    "procedures:sheet/code": lambda world: f"{world.city.slug}-procedure",
    "procedures_staff:procedure/code": lambda world: f"{world.city.slug}-procedure",
    "procedures_staff:reception/code": lambda world: f"{world.city.slug}-procedure",
    "procedures_staff:edit/code": lambda world: f"{world.city.slug}-procedure",
    "procedures_staff:section/code": lambda world: f"{world.city.slug}-procedure",
    "procedures_staff:open/code": lambda world: f"{world.city.slug}-procedure",
    "procedures_staff:discard/code": lambda world: f"{world.city.slug}-procedure",
    "procedures_staff:add/form_code": lambda world: f"{world.city.slug}-form",
    **{
        f"{space}/code": lambda world: f"{world.city.slug}-register"
        for space in ("registers", "registers_staff", "registers-api", "registers-api:get_register")
    },
    "inquiry_id": lambda _: Inquiry.objects.get().pk,
    "asked_id": lambda _: AskedSection.objects.get().pk,
    "talk_id": lambda _: Talk.objects.get().pk,
    "registers_staff/item_id": lambda _: Item.objects.get().pk,
    "registers_staff/sheet_id": lambda _: RegisterSheet.objects.get().pk,
    "registers_staff/ordinance_id": lambda _: Ordinance.objects.get().pk,
    "registers_staff/hit_id": lambda _: Hit.objects.get().pk,
    "registers_staff/field": lambda _: "note",
    "interview_id": lambda world: Interview.objects.get(municipality=world.city).pk,
    "package": lambda world: f"{world.city.slug}-package",
    "interviews/code": lambda _: "7KMX-4QRA-9TWC",
    "interviews/step_code": lambda _: "opening",
    "interviews_staff/step_code": lambda _: "opening",
    "interviews_staff/reader": lambda _: "simulated_card",
    "interviews_staff/procedure": lambda world: f"{world.city.slug}-procedure",
    "interviews_staff/code": lambda world: PaperSheet.objects.get(municipality=world.city).code,
    "procedures_staff:restore/code": lambda world: f"{world.city.slug}-procedure",
}


def sign_in_path() -> str:
    return reverse("account_login", urlconf=CITY_URLS)
