"""What inquiries put into the registries of lower rooms: letters, files of answers, the daily work, a measure."""

from __future__ import annotations

from shirube.accounts.interface import SECTION_ROLES, Role
from shirube.files import interface as files
from shirube.inquiries import tasks
from shirube.inquiries.commands.answering import ANSWER_FILE
from shirube.inquiries.domain.letters import ASKER_FACTS, SECTION_FACTS, TO_ASKERS, TO_SECTIONS
from shirube.inquiries.queries.figures import ROW, SOURCE, answered_in_time
from shirube.jobs import interface as jobs
from shirube.measures import interface as measures
from shirube.notices import interface as notices

files.purposes.register(files.Purpose(identifier=ANSWER_FILE, max_files=50))

for base, letters in ((SECTION_FACTS, TO_SECTIONS), (ASKER_FACTS, TO_ASKERS)):
    for occasion, (name, further, text) in letters.items():
        notices.kinds.register(
            notices.NoticeKind(
                identifier=f"inquiries.{occasion}",
                name=name,
                facts={**base, **further},
                texts={"ja": notices.Letter(*text)},
                for_staff=True,
            )
        )
notices.abouts.register(
    notices.About(identifier="inquiries.inquiry", label="照会", url_name="inquiries:inquiry")
)

jobs.schedules.register(
    jobs.Schedule(identifier="inquiries.tend", task=tasks.tend_inquiries, when=jobs.Daily(8, 25))
)

measures.row_kinds.register(
    measures.RowKind(
        identifier=ROW,
        label="照会への課の回答",
        url_name="inquiries:answer",
        roles=frozenset({*SECTION_ROLES, Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR}),
    )
)
measures.measures.register(
    measures.Measure(
        identifier="inquiries.answered_in_time_share",
        names=measures.named(
            "照会に期限までに回答した課の割合（今年度）",
            "Share of sections that answered inquiries in time this fiscal year",
            "役所（やくしょ）の 中（なか）の 質問（しつもん）に まにあって 答（こた）えた 割合（わりあい）",
        ),
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.YEAR,
        formula="期限までに回答したか、該当なしと答えた課の数 ÷ 今年度に期限が来た照会を受けた課の数。"
        "期限を延ばした課は、延ばした日で数える",
        source=SOURCE,
        how=measures.Standing(compute=answered_in_time),
    )
)
