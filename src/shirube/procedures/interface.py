"""What other rooms may use from procedures."""

from shirube.procedures.commands.editing import edit_procedure, switch_reception
from shirube.procedures.commands.guards import (
    NotYourProcedureError,
    ProcedureMovedError,
    can_edit,
    require_editor,
)
from shirube.procedures.commands.loading import load_adoption, load_guide, load_procedure
from shirube.procedures.commands.own import add_own_procedure
from shirube.procedures.commands.parsing import (
    parse_adoption_pack,
    parse_guide_pack,
    parse_procedure_pack,
)
from shirube.procedures.commands.refusals import NothingChangedError
from shirube.procedures.domain.facts import (
    DecisionDocument,
    Export,
    Facts,
    PerPerson,
    Window,
)
from shirube.procedures.domain.kept import KeptEdit, Part
from shirube.procedures.domain.packs import AdoptionPack, ProcedurePack
from shirube.procedures.domain.reception import Refusal, State
from shirube.procedures.events import ProcedureChanged, ReceptionSwitched
from shirube.procedures.queries.catalogue import (
    CatalogueView,
    ProcedureNotFoundError,
    ProcedureSummary,
    find_procedure,
    get_catalogue,
    get_entry,
    get_procedure,
    list_procedures,
    list_proposals,
)
from shirube.procedures.queries.search import ProcedureHit, SearchResult, search_procedures
from shirube.procedures.registry import EventOffer, EventOffers, event_offers

__all__ = [
    "AdoptionPack",
    "CatalogueView",
    "DecisionDocument",
    "EventOffer",
    "EventOffers",
    "Export",
    "Facts",
    "KeptEdit",
    "NotYourProcedureError",
    "NothingChangedError",
    "Part",
    "PerPerson",
    "ProcedureChanged",
    "ProcedureHit",
    "ProcedureMovedError",
    "ProcedureNotFoundError",
    "ProcedurePack",
    "ProcedureSummary",
    "ReceptionSwitched",
    "Refusal",
    "SearchResult",
    "State",
    "Window",
    "add_own_procedure",
    "can_edit",
    "edit_procedure",
    "event_offers",
    "find_procedure",
    "get_catalogue",
    "get_entry",
    "get_procedure",
    "list_procedures",
    "list_proposals",
    "load_adoption",
    "load_guide",
    "load_procedure",
    "parse_adoption_pack",
    "parse_guide_pack",
    "parse_procedure_pack",
    "require_editor",
    "search_procedures",
    "switch_reception",
]
