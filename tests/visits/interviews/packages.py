"""The packages of the house with the forms they need, as files say them, and answers of nobody for the whole of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from shirube.forms import interface as forms
from shirube.visits.domain.interview.packages import Package
from shirube.visits.domain.interview.union import Offered, Union, unite
from tests.packs.answers import Filler

PACKS = Path(__file__).resolve().parents[3] / "packs"
READY = ("okuyami", "tennyuu")


@cache
def package_content(code: str) -> Any:
    return yaml.load((PACKS / "visits" / f"{code}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def ready_package(code: str) -> Package:
    return Package.model_validate(package_content(code))


@cache
def procedure_pack(code: str) -> Any:
    (path,) = (PACKS / "procedures").glob(f"*/{code}.yaml")
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def form_of(code: str) -> forms.Form:
    return forms.parse_form(procedure_pack(code)["form"])


@cache
def union_of(code: str) -> Union:
    return unite(
        ready_package(code), [offered(one.procedure, code) for one in ready_package(code).procedures]
    )


def offered(procedure: str, package: str) -> Offered:
    part = ready_package(package).part_of(procedure)
    assert part is not None
    return Offered(part, procedure_pack(procedure)["short"], forms.dump_form(form_of(procedure)))


@cache
def talk_form(code: str) -> forms.Form:
    return forms.parse_form(union_of(code).content)


class Everything(Filler):
    """Somebody to whom every procedure of a package applies: all opening questions are answered with yes."""

    def __init__(self, package: str, seed: int, **given: Any) -> None:
        super().__init__(talk_form(package), seed)
        flags = [*ready_package(package).opening_keys, "goes_to_school", "needs_nursery"]
        # Young enough for a nursery, whose form is asked for one child after the other.
        born = {"child_born_on": "2023-05-05"} if package == "tennyuu" else {}
        self.given = {**dict.fromkeys(flags, True), **born, **given}

    def _candidates(self, path: str, field: Any) -> Any:
        if (key := path.rpartition(".")[2]) in self.given:
            return iter([self.given[key]])
        return super()._candidates(path, field)


@cache
def everything(package: str, seed: int) -> dict[str, Any]:
    """Answers of such a person. Not to be changed."""
    return Everything(package, seed).fill()
