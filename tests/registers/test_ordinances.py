"""Ordinances are searched for the words of rules; a person decides, and what applies becomes an item."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

import pytest

from shirube.accounts.interface import Actor
from shirube.organizations.models import Municipality, Section
from shirube.registers import interface as registers
from shirube.registers.domain.definition import Option
from shirube.registers.domain.ordinances import search
from shirube.registers.models import Hit
from shirube.registers.web.ordinance_views import marked
from tests.factories.registers import CODE, NOW, clerk_of, keeper, view_of

TEXT = """標市広告条例
第1条　この条例は、広告について定める。
第２条　市長は、目視により広告の状態を調べる。広告主は、許可証を見やすい場所に掲示するものとする。
　２　前項の許可証は、目視できるものとする。
"""
PAGE = f"<html><head><style>目視</style></head><body>{TEXT.replace(chr(10), '<br>')}<script>目視</script></body></html>"
RULES = [
    Option(value="sight", label="目視", words=["目視"]),
    Option(value="periodic", label="定期点検", words=["点検", "年…回以上…点検"]),
]


def _docx(body: str, part: str = "word/document.xml") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, body)
    return target.getvalue()


def _word(text: str) -> bytes:
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    return _docx(f'<w:document xmlns:w="urn:w"><w:body>{lines}</w:body></w:document>')


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT.encode()),
        ("a.txt", TEXT.encode("cp932")),
        ("a.html", PAGE.encode()),
        ("a.docx", _word(TEXT)),
    ],
    ids=["utf-8", "cp932", "html", "docx"],
)
def test_the_words_of_a_file_are_read(name: str, content: bytes) -> None:
    paragraphs = registers.read_ordinance(name=name, content=content)

    assert paragraphs[2].startswith("第2条 市長は、目視により")
    assert len([line for line in paragraphs if "目視" in line]) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0old word",
        b"\xff\xfe\x00\x01\x80",
        _docx("<w>", "xl/workbook.xml"),
        _docx("<broken"),
        _docx('<!DOCTYPE x [<!ENTITY a "b">]><w:p>&a;</w:p>'),
    ],
    ids=["empty", "pdf", "doc", "bytes", "xlsx", "broken", "entities"],
)
def test_what_holds_no_words_is_refused(content: bytes) -> None:
    with pytest.raises(registers.OrdinanceUnreadableError):
        registers.read_ordinance(name="a.txt", content=content)


def test_each_sentence_is_found_once_for_each_rule_with_its_article() -> None:
    paragraphs = ["第3条の2 管理者は、年2回以上の定期の点検を行い、点検を記録する。目視による。"]
    found = search(paragraphs, RULES)

    assert [(one.rule, one.article) for one in found] == [("periodic", "第3条の2"), ("sight", "第3条の2")]
    assert [found[0].sentence[first:end] for first, end in found[0].marks] == [
        "年2回以上の定期の点検",
        "点検",
    ]


def test_a_mark_hides_no_markup() -> None:
    assert marked("<b>目視する", [(3, 5)]) == "&lt;b&gt;<mark>目視</mark>する"


def _keep(city: Municipality, actor: Actor, text: str = TEXT) -> UUID:
    return registers.keep_ordinance(
        municipality_id=city.pk,
        register=CODE,
        title="標市広告条例",
        section="first",
        file_name="a.txt",
        paragraphs=registers.read_ordinance(name="a.txt", content=text.encode()),
        actor=actor,
        now=NOW,
    )


def _decide(city: Municipality, actor: Actor, ordinance_id: UUID, verdict: registers.Verdict) -> UUID | None:
    hit = Hit.objects.order_by("paragraph", "starts_at", "rule")[1]
    return registers.decide_hit(
        municipality_id=city.pk, ordinance_id=ordinance_id, hit_id=hit.pk, verdict=verdict, note="",
        actor=actor, now=NOW,
    )  # fmt: skip


@pytest.mark.usefixtures("register")
def test_what_applies_becomes_an_item_of_the_register(in_city: Municipality, first: Section) -> None:
    clerk = clerk_of(first)
    item_id = _decide(in_city, clerk, _keep(in_city, clerk), registers.Verdict.APPLIES)

    item = view_of(in_city).items[-1]
    assert item.id == item_id
    assert [item.value(code) for code in ("section", "c-kind", "c-law", "c-about")] == [
        "first",
        "post",
        "標市広告条例 第2条",
        "広告主は、許可証を見やすい場所に掲示するものとする。",
    ]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("verdict", [registers.Verdict.DOES_NOT, registers.Verdict.CHANGED])
def test_what_does_not_apply_is_decided_once(
    in_city: Municipality, first: Section, verdict: registers.Verdict
) -> None:
    ordinance_id = _keep(in_city, clerk_of(first))
    assert _decide(in_city, clerk_of(first), ordinance_id, verdict) is None
    with pytest.raises(registers.HitDecidedError):
        _decide(in_city, keeper(), ordinance_id, registers.Verdict.APPLIES)

    assert len(view_of(in_city).items) == 3


@pytest.mark.usefixtures("register")
def test_the_same_words_are_kept_once(in_city: Municipality) -> None:
    _keep(in_city, keeper())
    with pytest.raises(registers.OrdinanceKnownError):
        _keep(in_city, keeper(), TEXT + "\n\n")


@pytest.mark.usefixtures("register")
def test_another_section_sends_and_decides_nothing(in_city: Municipality, second: Section) -> None:
    with pytest.raises(registers.NotYourItemError):
        _keep(in_city, clerk_of(second))
    ordinance_id = _keep(in_city, keeper())
    with pytest.raises(registers.NotYourItemError):
        _decide(in_city, clerk_of(second), ordinance_id, registers.Verdict.APPLIES)
