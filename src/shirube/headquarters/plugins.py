"""What the headquarters put into registries: what can stand on an agenda, files, a measure, a schedule."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from shirube.accounts.interface import Role
from shirube.files import interface as files
from shirube.headquarters import tasks
from shirube.headquarters.commands.agenda import ITEM_FILE
from shirube.headquarters.commands.proposals_files import PROPOSAL_FILE
from shirube.headquarters.commands.proposals_subject import follow_decision
from shirube.headquarters.commands.support import ANSWERED
from shirube.headquarters.queries import subject_measures, subject_plans, subject_proposals, subject_registers
from shirube.headquarters.registry import AgendaKind, agenda_kinds
from shirube.jobs import interface as jobs
from shirube.measures import interface as measures

files.purposes.register(files.Purpose(identifier=ITEM_FILE, max_files=20))
files.purposes.register(files.Purpose(identifier=PROPOSAL_FILE, max_files=20))
agenda_kinds.register(
    AgendaKind(
        identifier="plan",
        label=gettext_noop("計画の進み具合"),
        list_choices=subject_plans.list_choices,
        paper=subject_plans.paper,
    )
)
agenda_kinds.register(
    AgendaKind(
        identifier="register",
        label=gettext_noop("台帳の進み具合"),
        list_choices=subject_registers.list_choices,
        paper=subject_registers.paper,
    )
)
agenda_kinds.register(
    AgendaKind(
        identifier="measures",
        label=gettext_noop("測った数値"),
        list_choices=subject_measures.list_choices,
        paper=subject_measures.paper,
    )
)
agenda_kinds.register(
    AgendaKind(
        identifier=subject_proposals.KIND,
        label=gettext_noop("都度の提案"),
        list_choices=subject_proposals.list_choices,
        paper=subject_proposals.paper,
        on_decided=follow_decision,
    )
)
measures.row_kinds.register(
    measures.RowKind(
        identifier=ANSWERED.subject,
        label="相談窓口の相談",
        url_name="support_staff:request",
        roles=frozenset({Role.DX_PROMOTION, Role.AUDITOR}),
    )
)
measures.measures.register(
    measures.Measure(
        identifier="headquarters.support_days_median",
        names=measures.named(
            "相談窓口が答えるまでの日数（中央値）",
            "Days until the support desk answers (median)",
            "相談（そうだん）に　こたえるまでの　日数（にっすう）",
        ),
        unit="日",
        kind=measures.Kind.MEDIAN,
        window=measures.Window.YEAR,
        formula="今年度に初めて答えた相談の、相談から回答までの日数（休みの日も数える）の中央値",
        source="相談窓口の記録",
        how=measures.Rolled(facts=ANSWERED, number="days", dimensions=("kind", "urgency")),
    )
)
jobs.schedules.register(
    jobs.Schedule(
        identifier="headquarters.remind_opinions", task=tasks.remind_opinions, when=jobs.Daily(8, 40)
    )
)
jobs.schedules.register(
    jobs.Schedule(identifier="headquarters.remind_tasks", task=tasks.remind_tasks, when=jobs.Daily(8, 35))
)
