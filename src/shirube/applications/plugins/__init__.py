"""What applications put into the registries of lower rooms."""

from __future__ import annotations

from collections.abc import Mapping

from shirube.accounts.interface import SECTION_ROLES
from shirube.applications import tasks
from shirube.applications.commands.keeping import forget_dossier_again
from shirube.applications.domain import attachments
from shirube.applications.domain.letters import BY_LANGUAGE, STAFF
from shirube.applications.plugins.measuring import MEASURES
from shirube.applications.plugins.my_page import ApplicationsCard
from shirube.applications.queries.sealing import key_of_dossier
from shirube.files import interface as files
from shirube.jobs import interface as jobs
from shirube.measures import interface as measures
from shirube.notices import interface as notices
from shirube.ui.my_page import my_page_cards

MEGABYTE = 1024 * 1024
_LARGE = {attachments.ATTACHMENT: 200, attachments.MESSAGE_FILE: 20, attachments.SCAN: 50}
_OWN = {attachments.RECORD: 50, attachments.DOCUMENT: 50}

for identifier, most in _LARGE.items():
    files.purposes.register(
        files.Purpose(
            identifier=identifier,
            max_bytes=25 * MEGABYTE,
            max_files=most,
            key_of=key_of_dossier,
            prepares_photos=True,
        )
    )
for identifier, most in _OWN.items():
    files.purposes.register(files.Purpose(identifier=identifier, max_files=most, key_of=key_of_dossier))

files.forgetters.register(files.Forgetter(identifier="applications.dossier", forget=forget_dossier_again))

_OF_CASE = {"procedure_name": "児童手当の認定の請求", "receipt_number": "7KMX-4QRA-9TWC"}
_NAMES: Mapping[str, str] = {
    "received": "申請を受け付けた",
    "returned": "補正をお願いする",
    "decided": "結果が出た",
    "document_ready": "書類ができた",
    "message": "担当課からの連絡",
    "represented_told": "代理の申請があった（本人へ）",
    "draft_expiring": "下書きがもうすぐ消える",
}
_FACTS: Mapping[str, Mapping[str, str]] = {
    "draft_expiring": {"procedure_name": "児童手当の認定の請求", "expires_on": "2026年12月5日（土）"}
}
_LOAD = {
    "unhandled": "3",
    "overdue": "1",
    "due_soon": "2",
    "unread": "4",
    "opinions_late": "0",
    "to_forget": "12",
}

for occasion, name in _NAMES.items():
    notices.kinds.register(
        notices.NoticeKind(
            identifier=f"applications.{occasion}",
            name=name,
            facts=_FACTS.get(occasion, _OF_CASE),
            texts={language: notices.Letter(*texts[occasion]) for language, texts in BY_LANGUAGE.items()},
        )
    )
notices.kinds.register(
    notices.NoticeKind(
        identifier="applications.section_nagged",
        name="課で待っている申請（毎日）",
        facts={"section_name": "子育て支援課", **_LOAD},
        texts={"ja": notices.Letter(*STAFF["section_nagged"])},
        for_staff=True,
    )
)

notices.abouts.register(
    notices.About(identifier="applications.case", label="申請", url_name="applications_staff:case")
)

for schedule in (
    jobs.Schedule(identifier="applications.sweep_chains", task=tasks.sweep, when=jobs.Hourly(17)),
    jobs.Schedule(identifier="applications.nag", task=tasks.nag, when=jobs.Daily(8, 20)),
    jobs.Schedule(identifier="applications.keep", task=tasks.keep, when=jobs.Daily(2, 20)),
):
    jobs.schedules.register(schedule)

for measure in MEASURES:
    measures.measures.register(measure)
measures.row_kinds.register(
    measures.RowKind(
        identifier="applications.case",
        label="申請",
        url_name="applications_staff:case",
        roles=frozenset(SECTION_ROLES),
    )
)

my_page_cards.register(ApplicationsCard())
