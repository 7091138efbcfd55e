"""Files are told by their content."""

from __future__ import annotations

import pytest

from shirube.files import interface as files
from shirube.files.domain.names import clean_name
from tests.files import contents


def detect(name, content, allowed=files.DOCUMENTS):
    return files.detect_kind(name, content, allowed)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("計画.pdf", contents.PDF, files.Kind.PDF),
        ("計画.PDF", contents.PDF, files.Kind.PDF),
        ("画面.png", contents.PNG, files.Kind.PNG),
        ("写真.jpg", contents.JPEG, files.Kind.JPEG),
        ("写真.jpeg", contents.JPEG, files.Kind.JPEG),
        ("写真.heic", contents.HEIC, files.Kind.HEIC),
        ("報告.docx", contents.docx(), files.Kind.DOCX),
        ("集計.xlsx", contents.xlsx(), files.Kind.XLSX),
        ("集計.csv", contents.CSV.encode(), files.Kind.CSV),
        ("集計.csv", contents.CSV.encode("cp932"), files.Kind.CSV),
        ("メモ.txt", contents.CSV.encode("utf-8-sig"), files.Kind.TEXT),
    ],
)
def test_a_file_is_known_by_its_content(name, content, kind):
    assert detect(name, content) is kind


@pytest.mark.parametrize(
    "content",
    [contents.PROGRAM, contents.OLD_WORD, b"PK\x03\x04 no archive", contents.office("readme.txt"), b"a\0b"],
)
def test_content_of_no_allowed_kind_is_refused_whatever_its_name(content):
    with pytest.raises(files.KindNotAllowedError) as refused:
        detect("計画.pdf", content)
    assert "pdf、png、jpg" in str(refused.value.facts["allowed"])


def test_a_file_behind_a_password_is_refused_because_nobody_could_check_it():
    with pytest.raises(files.KindNotAllowedError):
        detect("集計.xlsx", contents.locked())


@pytest.mark.parametrize("name", ["計画.png", "計画.pdf.exe", "計画"])
def test_a_name_that_does_not_fit_the_content_is_refused(name):
    with pytest.raises(files.ExtensionDiffersError) as refused:
        detect(name, contents.PDF)
    assert refused.value.facts["expected"] == "pdf"


def test_a_purpose_may_take_fewer_kinds():
    with pytest.raises(files.KindNotAllowedError) as refused:
        detect("計画.pdf", contents.PDF, frozenset({files.Kind.XLSX}))
    assert refused.value.facts["allowed"] == "xlsx"


def test_an_empty_file_is_refused():
    with pytest.raises(files.EmptyFileError):
        detect("計画.pdf", b"")


@pytest.mark.parametrize(
    "content",
    [
        contents.xlsx(body=bytes(4_000_000)),
        contents.xlsx(*(f"xl/{number}" for number in range(2001))),
        contents.overlapping(),
    ],
    ids=["shrunk a thousandfold", "thousands of entries", "entries over one another"],
)
def test_an_archive_that_would_burst_is_refused_without_unpacking_it(content):
    with pytest.raises(files.ArchiveBombError):
        detect("集計.xlsx", content)


def test_an_ordinary_workbook_may_shrink_well():
    body = b"".join(b"<c r='A%d'><v>%d</v></c>" % (row, row * 7919 % 1000) for row in range(60_000))
    assert detect("集計.xlsx", contents.xlsx("xl/worksheets/sheet1.xml", body=body)) is files.Kind.XLSX


def test_a_workbook_with_a_program_in_it_is_refused():
    with pytest.raises(files.MacrosNotAllowedError):
        detect("集計.xlsx", contents.xlsx("xl/vbaProject.bin"))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\佐藤\\証拠.pdf", "証拠.pdf"),
        ("../../etc/passwd", "passwd"),
        ("請求書\u202egpj.pdf", "請求書gpj.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("が" * 200 + ".pdf", "が" * 146 + ".pdf"),
        ("か\u3099.pdf", "が.pdf"),
    ],
)
def test_a_name_keeps_only_what_belongs_to_it(sent, kept):
    assert clean_name(sent) == kept
