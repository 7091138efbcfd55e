"""Which items of a register are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict

from shirube.kernel.text import search_key
from shirube.registers.domain.definition import ColumnKind
from shirube.registers.domain.fields import Field
from shirube.registers.queries.registers import ItemView, RegisterView

STATES = ("late", "open", "done")
PROGRESS = "progress"
_LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """`sort` is the code of a field, with "-" in front for the other way round; "" is the register's own order."""

    section: str = ""
    stage: str = ""
    state: str = ""
    q: str = ""
    sort: str = ""

    @property
    def is_all(self) -> bool:
        return not (self.section or self.stage or self.state or self.q)

    def query(self, **changed: str) -> str:
        """The choice as the end of an address."""
        one = replace(self, **changed)
        parts = {"section": one.section, "stage": one.stage, "state": one.state, "q": one.q, "sort": one.sort}
        kept = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def choice_of(sent: QueryDict) -> Choice:
    """From the query string; what is no choice is left out."""
    state = sent.get("state", "")
    return Choice(
        section=sent.get("section", "")[:40],
        stage=sent.get("stage", "")[:40],
        state=state if state in STATES else "",
        q=sent.get("q", "")[:_LONGEST_QUERY].replace("\0", ""),
        sort=sent.get("sort", "")[:60],
    )


def choose(register: RegisterView, choice: Choice) -> Sequence[ItemView]:
    """The items that are asked for, in the order asked for."""
    found = [item for item in register.items if _is_asked(register, item, choice)]
    code = choice.sort.removeprefix("-")
    if code == PROGRESS:
        return sorted(found, key=lambda item: item.progress.reached, reverse=choice.sort.startswith("-"))
    if code not in register.fields:
        return found
    key = _key(register.fields[code], register)
    filled = [item for item in found if item.value(code)]
    ordered = sorted(filled, key=key, reverse=choice.sort.startswith("-"))
    # What is empty stands last, whichever way round.
    return [*ordered, *(item for item in found if not item.value(code))]


def _key(field: Field, register: RegisterView) -> Callable[[ItemView], Decimal | str]:
    if field.kind in {ColumnKind.NUMBER, ColumnKind.YEN}:
        return lambda item: Decimal(item.value(field.code))
    if field.kind is ColumnKind.SECTION:
        order = {code: f"{number:05}" for number, code in enumerate(register.sections)}
        return lambda item: order.get(item.value(field.code), "")
    return lambda item: search_key(item.value(field.code))


def _is_asked(register: RegisterView, item: ItemView, choice: Choice) -> bool:
    if choice.section and item.value("section") != choice.section:
        return False
    current = item.progress.current
    if choice.stage and (current is None or current.code != choice.stage):
        return False
    if choice.state and not _is_in(item, choice.state):
        return False
    return not choice.q or search_key(choice.q) in _words(register, item)


def _is_in(item: ItemView, state: str) -> bool:
    if state == "late":
        return item.progress.late is not None
    return item.progress.is_done == (state == "done")


def _words(register: RegisterView, item: ItemView) -> str:
    names = register.section_names
    return search_key(" ".join(names.get(value, value) for value in item.values.values()))
