"""The core vocabulary: what a field asks for, whatever its form calls it. A fact told once is offered again.

Standard: the words follow the parts of 行政データ連携 (GIF) core data models: person, address, contact, child, account.
"""

from __future__ import annotations

CONCEPTS = frozenset(
    {
        "person.name",
        "person.name_kana",
        "person.born_on",
        "person.sex",
        "person.nationality",
        "person.my_number",
        "person.occupation",
        "person.relation",
        "contact.phone",
        "contact.email",
        "address.current",
        "address.previous",
        "address.next",
        "child.name",
        "child.born_on",
        "child.school",
        "spouse.name",
        "spouse.born_on",
        "household.members",
        "bank.account",
        "care.insured_number",
        "care.level",
        "insurance.card",
        "represented.name",
        "represented.born_on",
        "represented.address",
        "representative.name",
        "representative.relation",
        "event.on",
        "property.address",
        "employer.name",
        "employer.address",
    }
)

# Never offered from what was told before: 番号法 allows the number for the procedure at hand only.
NEVER_OFFERED = frozenset({"person.my_number"})


def is_concept(name: str) -> bool:
    return name in CONCEPTS
