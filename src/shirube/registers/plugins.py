"""What registers put into the registries of lower rooms: the measures of what their items say, and files of items."""

from __future__ import annotations

from shirube.accounts.interface import SECTION_ROLES, Role
from shirube.files import interface as files
from shirube.measures import interface as measures
from shirube.registers.commands.files import ITEM_FILE
from shirube.registers.domain.fields import cell_code
from shirube.registers.queries.figures import ROW, SOURCE, Figure, chosen, in_fiscal_year, reached

files.purposes.register(files.Purpose(identifier=ITEM_FILE, max_files=20))
measures.row_kinds.register(
    measures.RowKind(
        identifier=ROW,
        label="台帳の項目",
        url_name="registers_staff:row",
        roles=frozenset({*SECTION_ROLES, Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR}),
    )
)

_NAMES = {
    "registers.systems_migrated": measures.named(
        "標準準拠システムに移行した業務の数",
        "Systems migrated to the national standard",
        "国（くに）の きまりに あう システムに なった 仕事（しごと）の 数（かず）",
    ),
    "registers.systems_migrated_share": measures.named(
        "標準準拠システムへの移行率",
        "Share of systems migrated to the national standard",
        "国（くに）の きまりに あう システムに なった 割合（わりあい）",
    ),
    "registers.procedures_online": measures.named(
        "オンラインで運用を始めた手続の数（28手続）",
        "Procedures in use online (of the 28)",
        "インターネットで できる 手続（てつづき）の 数（かず）",
    ),
    "registers.procedures_online_share": measures.named(
        "28手続のオンライン化率",
        "Share of the 28 procedures in use online",
        "28の 手続（てつづき）で、インターネットで できる 割合（わりあい）",
    ),
    "registers.seals_abolished_share": measures.named(
        "押印の見直し率",
        "Share of procedures that no longer need a seal",
        "はんこが いらなく なった 手続（てつづき）の 割合（わりあい）",
    ),
    "registers.analog_rules_amended_share": measures.named(
        "アナログ規制の見直し率",
        "Share of analog rules in ordinances that were amended",
        "紙（かみ）や 人（ひと）の 目（め）を もとめる きまりを なおした 割合（わりあい）",
    ),
    "registers.security_incidents": measures.named(
        "情報セキュリティの事故の件数（今年度）",
        "Information security incidents this fiscal year",
        "今年度（こんねんど）の 情報（じょうほう）の 事故（じこ）の 数（かず）",
    ),
}
_FIGURES = {
    "registers.systems_migrated": (
        Figure(register="standard-systems", counts=reached("live")),
        "業務",
        "標準化の台帳で、稼働の実績の日が入った業務の数",
    ),
    "registers.systems_migrated_share": (
        Figure(register="standard-systems", counts=reached("live"), is_share=True),
        "%",
        "稼働の実績の日が入った業務の数 ÷ 標準化の台帳にある業務の数",
    ),
    "registers.procedures_online": (
        Figure(register="online-procedures", counts=reached("open")),
        "手続",
        "オンライン化の台帳で、運用開始の実績の日が入った手続の数",
    ),
    "registers.procedures_online_share": (
        Figure(register="online-procedures", counts=reached("open"), is_share=True),
        "%",
        "運用開始の実績の日が入った手続の数 ÷ オンライン化の台帳にある手続の数",
    ),
    "registers.seals_abolished_share": (
        Figure(
            register="procedure-rules",
            counts=chosen("seal", {"abolished", "signature"}),
            among=chosen("seal", {"required", "abolished", "signature"}),
            is_share=True,
        ),
        "%",
        "押印を廃止したか署名に代えた手続の数 ÷ 押印が法令で必要でも、もともとないのでもない手続の数",
    ),
    "registers.analog_rules_amended_share": (
        Figure(register="analog-rules", counts=reached("in_force"), is_share=True),
        "%",
        "施行の実績の日が入った規定の数 ÷ 例規の点検で当てはまるとした規定の数",
    ),
    "registers.security_incidents": (
        Figure(
            register="security-incidents",
            counts=in_fiscal_year("occurred_on"),
            among=lambda item, _on: item.value(cell_code("weight")) != "near_miss",
            empty_is_zero=True,
        ),
        "件",
        "今年度のはじめから今日までに起きた事故の数。未然に防いだものは入れない",
    ),
}


def _measure(identifier: str) -> measures.Measure:
    figure, unit, formula = _FIGURES[identifier]
    is_yearly = identifier == "registers.security_incidents"
    return measures.Measure(
        identifier=identifier,
        names=_NAMES[identifier],
        unit=unit,
        kind=measures.Kind.RATIO if figure.is_share else measures.Kind.COUNT,
        window=measures.Window.YEAR if is_yearly else measures.Window.MOMENT,
        formula=formula,
        source=SOURCE,
        how=measures.Standing(compute=figure.compute),
    )


for identifier in _FIGURES:
    measures.measures.register(_measure(identifier))
