"""Files that a stranger, a virus or a mishap may send: each is refused for its own reason, soon, and in little memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shirube.kernel.sheets import package
from shirube.kernel.sheets.package import survey
from shirube.kernel.sheets.problems import Fault, InvalidSheetError
from shirube.plans.domain.sheets.opening import open_sheet
from tests.plans.sheets.samples import check, problems_of, repack, row, xlsx

FILLED = xlsx(row(5, "2025-10-01", 40))
SHEET = "xl/worksheets/sheet2.xml"
STYLES = "xl/styles.xml"
Parts = dict[str, bytes]


def refusal(content: bytes) -> Fault:
    with pytest.raises(InvalidSheetError) as caught:
        open_sheet(content)
    (problem,) = caught.value.problems
    return problem.code


def with_part(name: str, old: bytes, new: bytes) -> bytes:
    """The filled sheet with a piece of one part replaced."""

    def change(parts: Parts) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return repack(FILLED, change)


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "".join(streams).encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY_FILE),
        (b" \r\n", Fault.EMPTY_FILE),
        (b"%PDF-1.7\n\0\xff", Fault.NOT_A_SHEET),
        (b"PK\x03\x04 and no more", Fault.BROKEN),
        (FILLED[:3000], Fault.BROKEN),
        (ole("Workbook"), Fault.OLD_EXCEL),
        (ole("EncryptionInfo", "EncryptedPackage"), Fault.ENCRYPTED),
        (b"x" * (10 * 1024 * 1024 + 1), Fault.TOO_LARGE),
    ],
    ids=["empty", "blank", "pdf", "not a zip", "cut off", "xls", "encrypted", "too large"],
)
def test_what_is_no_workbook_is_refused(content: bytes, fault: Fault) -> None:
    assert refusal(content) is fault


def _add_macro(parts: Parts) -> None:
    parts["xl/vbaProject.bin"] = b"\xd0\xcf"


def _enable_macros(parts: Parts) -> None:
    parts["[Content_Types].xml"] += b"<!-- application/vnd.ms-excel.sheet.macroEnabled.main+xml -->"


def _become_a_document(parts: Parts) -> None:
    parts["word/document.xml"] = parts.pop("xl/workbook.xml")


def _lose_the_directory(parts: Parts) -> None:
    del parts["[Content_Types].xml"]


def _lose_a_sheet(parts: Parts) -> None:
    parts[SHEET] = parts[SHEET][:2000]


def _grow_a_hundredfold(parts: Parts) -> None:
    parts["docProps/app.xml"] = b" " * (31 * 1024 * 1024)


def _compress_too_well(parts: Parts) -> None:
    parts["docProps/app.xml"] = b" " * (8 * 1024 * 1024)


def _fill_with_entries(parts: Parts) -> None:
    parts.update({f"docProps/{number}.xml": b"<a/>" for number in range(300)})


def _add_a_million_rows(parts: Parts) -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(7, 400_100))
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")


def _add_many_styles(parts: Parts) -> None:
    parts[STYLES] = parts[STYLES].replace(b"</cellXfs>", b'<xf numFmtId="0"/>' * 40_000 + b"</cellXfs>")


def _nest_deeply(parts: Parts) -> None:
    parts[SHEET] = b"<worksheet>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</worksheet>"


def _add_many_sheets(parts: Parts) -> None:
    more = b'<sheet name="x" sheetId="9" r:id="rId1"/>' * 60
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</sheets>", more + b"</sheets>")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_add_macro, Fault.MACROS),
        (_enable_macros, Fault.MACROS),
        (_become_a_document, Fault.NOT_A_SHEET),
        (_lose_the_directory, Fault.NOT_A_SHEET),
        (_lose_a_sheet, Fault.BROKEN),
        (_grow_a_hundredfold, Fault.UNPACKS_TOO_LARGE),
        (_compress_too_well, Fault.UNPACKS_TOO_LARGE),
        (_fill_with_entries, Fault.UNPACKS_TOO_LARGE),
        (_add_a_million_rows, Fault.TOO_MANY_CELLS),
        (_add_many_styles, Fault.TOO_MANY_CELLS),
        (_nest_deeply, Fault.TOO_MANY_CELLS),
        (_add_many_sheets, Fault.TOO_MANY_CELLS),
    ],
)
def test_a_dangerous_or_broken_workbook_is_refused(change: Callable[[Parts], None], fault: Fault) -> None:
    assert refusal(repack(FILLED, change)) is fault


BILLION_LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
FILE_THIEF = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE_DTD = b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd">'


@pytest.mark.parametrize("doctype", [BILLION_LAUGHS, FILE_THIEF, REMOTE_DTD])
@pytest.mark.parametrize("part", [SHEET, STYLES, "xl/workbook.xml", "[Content_Types].xml", "_rels/.rels"])
def test_no_entity_is_ever_resolved(doctype: bytes, part: str) -> None:
    def put_before_the_root(parts: Parts) -> None:
        _, _, root = parts[part].rpartition(b"?>")
        parts[part] = b'<?xml version="1.0" encoding="UTF-8"?>' + doctype + root

    assert refusal(repack(FILLED, put_before_the_root)) is Fault.UNSAFE_XML


def test_entities_hide_in_no_encoding() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY a "ha">]><a>&a;</a>'.encode(
        "utf-16"
    )

    with pytest.raises(InvalidSheetError) as caught:
        survey(hidden)
    assert caught.value.problems[0].code is Fault.UNSAFE_XML


def test_an_archive_that_lies_about_its_sizes_is_broken() -> None:
    content = bytearray(repack(FILLED, _compress_too_well))
    lie = (1000).to_bytes(4, "little")
    truth = (8 * 1024 * 1024).to_bytes(4, "little")

    assert refusal(bytes(content).replace(truth, lie)) is Fault.BROKEN


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(FILLED)
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 8] |= 1

    assert refusal(bytes(content)) is Fault.ENCRYPTED


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_stands_twice_is_broken() -> None:
    target = io.BytesIO(FILLED)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")

    assert refusal(target.getvalue()) is Fault.BROKEN


@pytest.mark.parametrize("claim", [b"A1:XFD1048576", b"A1:A1", b"A1"])
def test_a_lie_about_the_dimension_does_no_harm(claim: bytes) -> None:
    content = with_part(SHEET, b'<dimension ref="A1:L6"', b'<dimension ref="' + claim + b'"')

    assert check(content).readings[0].after.value == 40


def test_a_lonely_cell_at_the_very_end_does_no_harm() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'

    assert check(with_part(SHEET, b"</sheetData>", far)).readings


def test_a_formula_is_named_although_the_file_keeps_its_result() -> None:
    content = with_part(SHEET, b"<v>40</v>", b"<f>SUM(J4:J4)</f><v>40</v>")

    (problem,) = problems_of(content)
    assert (problem.code, problem.place.cell, problem.found) == (Fault.FORMULA, "J5", "=SUM(J4:J4)")


def test_what_is_not_xml_never_reaches_the_library() -> None:
    content = repack(FILLED, lambda parts: parts.update({"xl/media/image1.png": b"\x89PNG" * 1000}))

    assert not [
        name for name in zipfile.ZipFile(package.open_package(content).content).namelist() if "png" in name
    ]


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(FILLED) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_archive_never_breaks_the_reader(damage: list[tuple[int, int]]) -> None:
    content = bytearray(FILLED)
    for position, byte in damage:
        content[position] = byte

    with suppress(InvalidSheetError):
        open_sheet(bytes(content))


PARTS = {name: zipfile.ZipFile(io.BytesIO(FILLED)).read(name) for name in (SHEET, STYLES, "xl/workbook.xml")}


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_damaged_xml_never_breaks_the_check(name: str, data: st.DataObject) -> None:
    part = bytearray(PARTS[name])
    for _ in range(data.draw(st.integers(1, 8))):
        part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.sampled_from(b'"<>/0159 rtsA&='))

    with suppress(InvalidSheetError):
        check(repack(FILLED, lambda parts: parts.update({name: bytes(part)})))
