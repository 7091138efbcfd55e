"""What somebody writes whose house a storm has hurt: the first pages of 罹災証明."""

from __future__ import annotations

from tests.journeys.applicants import Applicant, Day, Name

TAKANO = Name("髙野", "みち", "ﾀｶﾉ", "みち")


def tell_what_happened(resident: Applicant) -> None:
    resident.tell(event_on=Day("reiwa", "８", "13", "3"))
    resident.mark(causes="earthquake")
    resident.go_on()
    resident.has_problem("月")
    resident.tell(event_on__month="10")
    resident.go_on()
    resident.tell(applicant_name=TAKANO, phone="０２２５-00-1111", email="takano@resident.example")
    resident.mark(relation="head")
    resident.go_on()
    resident.accept_warnings()


def tell_who_lives_there(resident: Applicant) -> None:
    resident.at("house")
    resident.tell_address("property_address", "1-1")
    resident.mark(use="home")
    resident.mark(ownership="own")
    resident.go_on()
    resident.at("household")
    one = resident.row("members")
    resident.tell(**{f"{one}.name": TAKANO, f"{one}.born_on": Day("showa", "23", "1", "31")})
    resident.mark(**{f"{one}.relation": "head"})
    resident.go_on()
