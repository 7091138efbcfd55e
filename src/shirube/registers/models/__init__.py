"""The tables of registers: their definitions, items and history; sheets sent in; ordinances and what was found in them."""

from shirube.registers.models.items import Change, DefinitionPack, Item, Register, StageDate
from shirube.registers.models.ordinances import Hit, Ordinance, Verdict
from shirube.registers.models.sheets import RegisterSheet

__all__ = [
    "Change",
    "DefinitionPack",
    "Hit",
    "Item",
    "Ordinance",
    "Register",
    "RegisterSheet",
    "StageDate",
    "Verdict",
]
