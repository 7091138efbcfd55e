"""What other rooms may use from registers."""

from shirube.registers.commands.guards import ItemMovedError, NotYourItemError, ValueRefusedError
from shirube.registers.commands.items import (
    ReasonMissingError,
    add_item,
    carry_into_item,
    change_item,
    hand_over_items,
    remove_item,
)
from shirube.registers.commands.loading import load_definition, load_items
from shirube.registers.commands.ordinances import (
    HitDecidedError,
    OrdinanceKnownError,
    decide_hit,
    keep_ordinance,
    read_ordinance,
)
from shirube.registers.commands.sheets import SheetAppliedError, SheetOutdatedError, apply_sheet, keep_sheet
from shirube.registers.domain.definition import ColumnKind, RegisterPack, Visibility, parse_register_pack
from shirube.registers.domain.entries import ItemsPack, parse_items_pack
from shirube.registers.domain.fields import Field, actual_code, cell_code, planned_code
from shirube.registers.domain.ordinances import OrdinanceUnreadableError
from shirube.registers.domain.progress import Progress, StageLine
from shirube.registers.domain.values import (
    Office,
    ValueFault,
    print_value,
    read_typed,
    read_value,
    show_value,
)
from shirube.registers.events import (
    OrdinanceHitDecided,
    RegisterItemAdded,
    RegisterItemChanged,
    RegisterItemRemoved,
    RegisterSheetApplied,
)
from shirube.registers.models import Verdict
from shirube.registers.queries.history import ChangeLine, list_changes
from shirube.registers.queries.ordinances import OrdinanceNotFoundError, get_ordinance, list_ordinances
from shirube.registers.queries.past import find_register_at
from shirube.registers.queries.registers import (
    ItemNotFoundError,
    ItemView,
    RegisterNotFoundError,
    RegisterView,
    find_item,
    find_register,
    get_public_register,
    get_public_stamp,
    get_register,
    list_public_registers,
    list_registers,
    office_of,
)
from shirube.registers.queries.sheets import SheetNotFoundError
from shirube.registers.queries.standings import LateItem, RegisterStanding, list_standings
from shirube.registers.registry import Mirror, Reality, mirrors

__all__ = [
    "ChangeLine",
    "ColumnKind",
    "Field",
    "HitDecidedError",
    "ItemMovedError",
    "ItemNotFoundError",
    "ItemView",
    "ItemsPack",
    "LateItem",
    "Mirror",
    "NotYourItemError",
    "Office",
    "OrdinanceHitDecided",
    "OrdinanceKnownError",
    "OrdinanceNotFoundError",
    "OrdinanceUnreadableError",
    "Progress",
    "Reality",
    "ReasonMissingError",
    "RegisterItemAdded",
    "RegisterItemChanged",
    "RegisterItemRemoved",
    "RegisterNotFoundError",
    "RegisterPack",
    "RegisterSheetApplied",
    "RegisterStanding",
    "RegisterView",
    "SheetAppliedError",
    "SheetNotFoundError",
    "SheetOutdatedError",
    "StageLine",
    "ValueFault",
    "ValueRefusedError",
    "Verdict",
    "Visibility",
    "actual_code",
    "add_item",
    "apply_sheet",
    "carry_into_item",
    "cell_code",
    "change_item",
    "decide_hit",
    "find_item",
    "find_register",
    "find_register_at",
    "get_ordinance",
    "get_public_register",
    "get_public_stamp",
    "get_register",
    "hand_over_items",
    "keep_ordinance",
    "keep_sheet",
    "list_changes",
    "list_ordinances",
    "list_public_registers",
    "list_registers",
    "list_standings",
    "load_definition",
    "load_items",
    "mirrors",
    "office_of",
    "parse_items_pack",
    "parse_register_pack",
    "planned_code",
    "print_value",
    "read_ordinance",
    "read_typed",
    "read_value",
    "remove_item",
    "show_value",
]
