"""What other rooms may use from plans."""

from shirube.plans.commands.editing import (
    add_initiative,
    amend_plan,
    edit_initiative,
    edit_plan_outline,
    remove_initiative,
)
from shirube.plans.commands.loading import PartInUseError, PlanEditedHereError, load_plan
from shirube.plans.commands.ooda import write_ooda_entry
from shirube.plans.commands.readings import AlreadyReadError, carry_reading, enter_reading
from shirube.plans.commands.reports import report_action
from shirube.plans.commands.reviews import ReviewText, move_review, write_review
from shirube.plans.commands.rows import UnknownSectionError
from shirube.plans.domain.changes import Change, ChangeKind, ChangePlace
from shirube.plans.domain.document import (
    EvidenceItem,
    InitiativeItem,
    KpiItem,
    PlanDocument,
    ReadingItem,
    translated,
)
from shirube.plans.domain.export import pack_of
from shirube.plans.domain.grading import grade_kpi
from shirube.plans.domain.outputs.atom import Feed, FeedEntry, write_feed
from shirube.plans.domain.packs import (
    PackAction,
    PackInitiative,
    PackLink,
    PackNote,
    PackPhase,
    PackResponsible,
    PlanPack,
    pack_content,
    pack_digest,
)
from shirube.plans.domain.parsing import parse_plan_pack
from shirube.plans.domain.search import Hit, HitKind, PlanIndex
from shirube.plans.domain.standing import (
    KpiStanding,
    LateAction,
    is_reported,
    kpi_standings,
    late_actions,
)
from shirube.plans.domain.terms import (
    ActionState,
    Category,
    Grade,
    NoteKind,
    Relation,
    ReviewMove,
    ReviewState,
)
from shirube.plans.domain.waiting import Waiting, WaitKind
from shirube.plans.queries.changes import list_changes
from shirube.plans.queries.documents import PlanNotFoundError, get_plan_document
from shirube.plans.queries.plans import (
    PlanSummary,
    Version,
    VersionLine,
    VersionNotFoundError,
    find_plan_slug,
    get_version,
    get_version_at,
    list_plans,
    list_versions,
)
from shirube.plans.queries.search import get_plan_index
from shirube.plans.queries.staff import list_owed, list_waiting
from shirube.plans.queries.stamps import get_city_stamp, get_plan_stamp

__all__ = [
    "ActionState",
    "AlreadyReadError",
    "Category",
    "Change",
    "ChangeKind",
    "ChangePlace",
    "EvidenceItem",
    "Feed",
    "FeedEntry",
    "Grade",
    "Hit",
    "HitKind",
    "InitiativeItem",
    "KpiItem",
    "KpiStanding",
    "LateAction",
    "NoteKind",
    "PackAction",
    "PackInitiative",
    "PackLink",
    "PackNote",
    "PackPhase",
    "PackResponsible",
    "PartInUseError",
    "PlanDocument",
    "PlanEditedHereError",
    "PlanIndex",
    "PlanNotFoundError",
    "PlanPack",
    "PlanSummary",
    "ReadingItem",
    "Relation",
    "ReviewMove",
    "ReviewState",
    "ReviewText",
    "UnknownSectionError",
    "Version",
    "VersionLine",
    "VersionNotFoundError",
    "WaitKind",
    "Waiting",
    "add_initiative",
    "amend_plan",
    "carry_reading",
    "edit_initiative",
    "edit_plan_outline",
    "enter_reading",
    "find_plan_slug",
    "get_city_stamp",
    "get_plan_document",
    "get_plan_index",
    "get_plan_stamp",
    "get_version",
    "get_version_at",
    "grade_kpi",
    "is_reported",
    "kpi_standings",
    "late_actions",
    "list_changes",
    "list_owed",
    "list_plans",
    "list_versions",
    "list_waiting",
    "load_plan",
    "move_review",
    "pack_content",
    "pack_digest",
    "pack_of",
    "parse_plan_pack",
    "remove_initiative",
    "report_action",
    "translated",
    "write_feed",
    "write_ooda_entry",
    "write_review",
]
