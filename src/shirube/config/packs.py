"""Reading pack files and giving each to the room that knows its kind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from shirube.accounts.interface import SYSTEM
from shirube.audit import interface as audit
from shirube.config.demonstration import load_demonstration
from shirube.config.demonstration_cases import DemoCasesPack, load_demonstration_cases
from shirube.config.demonstration_figures import DemoFiguresPack, load_demonstration_figures
from shirube.config.demonstration_inquiries import DemoInquiriesPack, load_demonstration_inquiries
from shirube.config.demonstration_proposals import DemoProposalsPack, load_demonstration_proposals
from shirube.config.demonstration_venues import DemoVenuesPack, load_demonstration_venues
from shirube.config.demonstration_visits import DemoVisitsPack, load_demonstration_visits
from shirube.headquarters import interface as headquarters
from shirube.inquiries import interface as inquiries
from shirube.kernel.packs import InvalidPackError, PackProblem, problems_of
from shirube.kernel.scope import municipality_scope
from shirube.measures import interface as measures
from shirube.organizations import interface as organizations
from shirube.organizations.domain.packs import MunicipalityPack
from shirube.plans import interface as plans
from shirube.plans.domain.demonstration import DemonstrationPack
from shirube.procedures import interface as procedures
from shirube.registers import interface as registers
from shirube.venues import interface as venues
from shirube.visits import interface as visits

# What others refer to comes first.
_FOLDERS = (
    "municipalities",
    "procedures",
    "adoptions",
    "guides",
    "visits",
    "series",
    "plans",
    "registers",
    "register-items",
    "meetings",
    "comparisons",
    "venues/facilities",
    "venues/courses",
    "counters",
    "demonstrations",
    "inquiries",
    "demonstration-figures",
)
# A pack is read by people; one larger than this is a mistake or an attack.
_LARGEST_BYTES = 4 * 1024 * 1024


# Danger: not frozen — a context manager that an exception passes through writes its traceback into it.
@dataclass(eq=False)
class PackFileError(Exception):
    """A pack file that was not loaded, with every problem found in it. Nothing of it was changed."""

    path: Path
    problems: Sequence[PackProblem]


@dataclass(frozen=True, slots=True)
class PackFile:
    """What a file says. The packs of one folder belong together under the folder's name."""

    content: Mapping[str, Any]
    folder: str


Kept = Sequence[procedures.KeptEdit]
_TRUTH = "tag:yaml.org,2002:bool"
Load = Callable[[PackFile, datetime], Kept | None]
Parse = Callable[[Mapping[str, Any]], Any]


class _UniqueKeys(yaml.SafeLoader):
    """YAML lets a later key silently replace an earlier one; here that is a problem. Aliases are refused (YAML bombs).

    A key is always a text: YAML reads `on:` as a truth value.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 — PyYAML's signature.
        for key, _ in node.value:
            if key.tag == _TRUTH:
                key.tag = self.DEFAULT_SCALAR_TAG
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twins = {key for key in keys if keys.count(key) > 1}
        if twins:
            raise yaml.YAMLError(f"twin_key {twins.pop()}")
        return super().construct_mapping(node, deep)


def find_pack_files(root: Path) -> list[Path]:
    """All packs below `root`, municipalities before the plans and activity that name them."""
    return [path for folder in _FOLDERS for path in sorted((root / folder).rglob("*.yaml"))]


def packs_digest(files: Iterable[Path]) -> str:
    """Changes whenever a pack does, so that a start with the same packs loads none."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def load_pack_file(path: Path, *, now: datetime, replace_edits: bool = False) -> Kept:
    """Load one file; loading it again changes nothing. What cities keep as their own. Raises PackFileError.

    `replace_edits`: plans, forms and words that people have changed in the browser are made to say what the file says.
    """
    content = _read(path)
    load = (_REPLACING if replace_edits else _KINDS).get(str(content.get("kind")))
    if load is None:
        raise PackFileError(path, [PackProblem("kind", "unknown_choice", str(content.get("kind")))])
    try:
        return load(PackFile(content, path.parent.name), now) or ()
    except ValidationError as error:
        raise PackFileError(path, problems_of(error)) from error
    except InvalidPackError as error:
        raise PackFileError(path, error.problems) from error


def _read(path: Path) -> Mapping[str, Any]:
    if path.stat().st_size > _LARGEST_BYTES:
        raise PackFileError(path, [PackProblem("", "too_large")])
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)  # noqa: S506 — a SafeLoader.
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PackFileError(path, [_yaml_problem(error)]) from error
    if not isinstance(content, dict):
        raise PackFileError(path, [PackProblem("", "not_a_pack")])
    return content


def _yaml_problem(error: Exception) -> PackProblem:
    mark = getattr(error, "problem_mark", None)
    place = f"{mark.line + 1}行目" if mark else ""
    code, _, value = str(error).partition(" ")
    return PackProblem(place, code if code in {"twin_key", "alias"} else "not_yaml", value[:60])


def _load_municipality(file: PackFile, now: datetime) -> None:
    pack = MunicipalityPack.model_validate(file.content)
    fields = pack.model_dump(exclude={"kind", "version", "sections"})
    sections = [organizations.SectionEntry(**section.model_dump()) for section in pack.sections]
    entry = organizations.MunicipalityEntry(**fields, sections=sections)
    organizations.register_municipality(entry=entry, actor=audit.SYSTEM, now=now)


def _load_procedure(file: PackFile, now: datetime, *, replace_edits: bool = False) -> Kept:
    return procedures.load_procedure(
        pack_name=file.folder, content=file.content, actor=SYSTEM, now=now, replace_edits=replace_edits
    )


def _load_adoption(file: PackFile, now: datetime, *, replace_edits: bool = False) -> Kept:
    pack = procedures.parse_adoption_pack(file.content)
    with _inside(pack) as municipality:
        return procedures.load_adoption(
            municipality_id=municipality.id, pack=pack, actor=SYSTEM, now=now, replace_edits=replace_edits
        )


def _load_guide(file: PackFile, now: datetime) -> None:
    procedures.load_guide(content=file.content, now=now)


def _load_visit_package(file: PackFile, now: datetime) -> None:
    visits.load_package(content=file.content, now=now)


def _load_register(file: PackFile, now: datetime) -> None:  # noqa: ARG001 — a definition knows no day.
    registers.load_definition(content=file.content)


def _load_comparison(file: PackFile, now: datetime) -> None:
    measures.load_comparison(pack=measures.parse_comparison_pack(file.content), now=now)


def _of_a_city(parse: Parse, load: Callable[..., object], **more: Any) -> Load:
    """Of packs that name their city: what `load(municipality_id, pack, now, **more)` does inside it."""

    def load_file(file: PackFile, now: datetime) -> None:
        pack = parse(file.content)
        with _inside(pack) as municipality:
            load(municipality_id=municipality.id, pack=pack, now=now, **more)

    return load_file


def _of_a_demonstration(kind: type[BaseModel], load: Callable[..., object]) -> Load:
    """The same of activity: `load(municipality, pack, now)` wants to know more of the city than its id."""

    def load_file(file: PackFile, now: datetime) -> None:
        pack = kind.model_validate(file.content)
        with _inside(pack) as municipality:
            load(municipality=municipality, pack=pack, now=now)

    return load_file


@contextmanager
def _inside(pack: Any) -> Iterator[organizations.MunicipalitySummary]:
    """The scope of the city that `pack.municipality` names by its code. InvalidPackError where there is none."""
    municipality = _municipality(pack.municipality)
    with municipality_scope(municipality.id):
        yield municipality


def _municipality(code: str) -> organizations.MunicipalitySummary:
    municipality = organizations.find_municipality_by_code(code)
    if municipality is None:
        raise InvalidPackError([PackProblem("municipality", "unknown_municipality", code)])
    return municipality


def _plan(**more: Any) -> Load:
    return _of_a_city(plans.parse_plan_pack, plans.load_plan, actor=audit.SYSTEM, **more)


_KINDS: dict[str, Load] = {
    "municipality": _load_municipality,
    "procedure": _load_procedure,
    "adoption": _load_adoption,
    "guide": _load_guide,
    "visit_package": _load_visit_package,
    "series": _of_a_city(measures.parse_series_pack, measures.load_series),
    "plan": _plan(),
    "register": _load_register,
    "register_items": _of_a_city(registers.parse_items_pack, registers.load_items),
    "meetings": _of_a_city(headquarters.parse_meetings_pack, headquarters.load_meetings),
    "comparison": _load_comparison,
    "facility": _of_a_city(venues.parse_facility_pack, venues.load_facility),
    "course": _of_a_city(venues.parse_course_pack, venues.load_course),
    "counter": _of_a_city(visits.parse_counter_pack, visits.load_counter),
    "inquiry": _of_a_city(inquiries.parse_inquiry_pack, inquiries.load_inquiry),
    "demonstration": _of_a_demonstration(DemonstrationPack, load_demonstration),
    "demonstration_cases": _of_a_demonstration(DemoCasesPack, load_demonstration_cases),
    "demonstration_visits": _of_a_demonstration(DemoVisitsPack, load_demonstration_visits),
    "demonstration_venues": _of_a_demonstration(DemoVenuesPack, load_demonstration_venues),
    "demonstration_proposals": _of_a_demonstration(DemoProposalsPack, load_demonstration_proposals),
    "demonstration_inquiries": _of_a_demonstration(DemoInquiriesPack, load_demonstration_inquiries),
    "demonstration_figures": _of_a_demonstration(DemoFiguresPack, load_demonstration_figures),
}
_REPLACING: dict[str, Load] = {
    **_KINDS,
    "procedure": partial(_load_procedure, replace_edits=True),
    "adoption": partial(_load_adoption, replace_edits=True),
    "plan": _plan(replace_edits=True),
}
