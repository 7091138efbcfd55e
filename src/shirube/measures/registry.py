"""The measures that rooms declare: names, a unit, words for the formula, and how the value comes about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.accounts.interface import Role
from shirube.kernel.registry import Registry
from shirube.kernel.words import Words
from shirube.measures.domain.computed import Computed
from shirube.measures.domain.facts import Content, NewFact
from shirube.measures.domain.kinds import Kind, Window

Test = Callable[[Content], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSource:
    """Facts of one sort, which a room records inside its commands with `measures.record_facts`.

    `subject` is what a fact's key is the id of ("applications.case"); empty where the facts have no rows.
    `history` yields what happened before the room began to record; it is asked once for each municipality, inside a
    transaction, and may tell again what has been recorded.
    """

    identifier: str
    subject: str = ""
    history: Callable[[UUID], Iterable[NewFact]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """The value is rolled up from facts: from new ones only, however long the history is.

    `counts` says which facts matter, `part` which of them fulfil what a ratio asks for, `number` names the number that
    is summed, averaged or ranked; facts without it are left out. `percent` is the rank of a median or percentile.
    `dimensions` names the words of a fact by which the value can be split and filtered. `edition` is raised when the
    counting changes: the buckets are then built anew.
    """

    facts: FactSource
    counts: Test = lambda _content: True
    part: Test = lambda _content: False
    number: str = ""
    percent: int = 50
    dimensions: tuple[str, ...] = ()
    edition: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The value is read from the room's own rows as they stand.

    `compute` is called nightly and by pages, inside the municipality's scope. It may read its own room's tables and
    those below. It must not write, must not read the clock (the second argument is the day), and must answer "not
    measured" by a value of None, never by 0. What it may cost does not grow with the history. An exception, or taking
    longer than the time limit, costs this measure its value of the day, not the others theirs.
    """

    compute: Callable[[UUID, date], Computed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure that the running services yield for any municipality and day.

    `identifier` is the code that KPIs are bound to, with the room in front: "applications.online_share". `unit` stands
    behind the number: "%", "件", "日". `formula` says in Japanese that a resident can follow how the value comes about,
    `source` where the figures come from. `people`: it counts people, so that fewer than five are not told in public.
    """

    identifier: str
    names: Words
    unit: str
    kind: Kind
    window: Window
    formula: str
    source: str
    how: Rolled | Standing
    people: bool = False

    @property
    def title(self) -> str:
        """What staff choose it by."""
        return self.names.ja

    @property
    def rolled(self) -> Rolled | None:
        return self.how if isinstance(self.how, Rolled) else None


def named(ja: str, en: str, easy: str) -> Words:
    """The name of a measure in the three languages of residents."""
    return Words.model_validate({"ja": ja, "en": en, "ja-easy": easy})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKind:
    """What the rows behind a value are called, and where staff look at one: the start of "applications.case:<id>".

    `url_name` takes the id. `roles` are those who may see which rows they are; others are told how many.
    """

    identifier: str
    label: str
    url_name: str = ""
    roles: frozenset[Role]


measures: Registry[Measure] = Registry("measures")
row_kinds: Registry[RowKind] = Registry("row_kinds")
