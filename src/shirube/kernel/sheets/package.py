"""Opening an XLSX that a stranger may have made: every part is measured and surveyed before a library reads it.

An XLSX is a zip of XML. Dangers: parts that unpack to gigabytes, entities that multiply or read files, a million empty
rows, macros. What passes is copied into a fresh archive, which is all that the spreadsheet library gets to see.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from shirube.kernel.sheets.grid import Position
from shirube.kernel.sheets.problems import Fault, InvalidSheetError, refuse

# A sheet as we write it unpacks to some 100 kB; Excel's own copy of it stays below 1 MB.
LARGEST_UNPACKED = 30 * 1024 * 1024
LARGEST_RATIO = 200
MOST_ENTRIES = 300
MOST_SHEETS = 50
# Memory: the library needs about 1 kB for an element of styles and 0.5 kB for a cell.
MOST_CELL_ELEMENTS = 400_000
MOST_OTHER_ELEMENTS = 30_000
_CELL_PARTS = {"worksheet", "sst"}
_DEEPEST = 40
_FORMULA_SHOWN = 60
_SMALL = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(slots=True)
class PartFacts:
    """What the survey saw in one part: the formulas by cell, as they begin, and merged ranges."""

    formulas: dict[Position, str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Package:
    content: io.BytesIO
    facts: Mapping[str, PartFacts]


def is_ole(content: bytes) -> bool:
    """Whether the file has the container of Excel before 2007, in which encrypted XLSX lie as well."""
    return content.startswith(_OLE)


def refuse_ole(content: bytes) -> InvalidSheetError:
    return refuse(Fault.ENCRYPTED if _ENCRYPTED_STREAM in content else Fault.OLD_EXCEL)


def open_package(content: bytes) -> Package:
    """A clean copy of the archive with its XML parts only. Raises InvalidSheetError with one problem."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive.infolist(), len(content))
            return _copy(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise refuse(Fault.BROKEN) from error


def _check_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    """What the archive says of itself; a lie about a size is caught when the part is read."""
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refuse(Fault.ENCRYPTED)
    if len(entries) > MOST_ENTRIES:
        raise refuse(Fault.UNPACKS_TOO_LARGE)
    if "[Content_Types].xml" not in names or len(set(names)) != len(names):
        raise refuse(Fault.NOT_A_SHEET if "[Content_Types].xml" not in names else Fault.BROKEN)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refuse(Fault.MACROS)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED or (unpacked > _SMALL and unpacked > size * LARGEST_RATIO):
        raise refuse(Fault.UNPACKS_TOO_LARGE)


def _copy(archive: zipfile.ZipFile) -> Package:
    target, facts = io.BytesIO(), {}
    room = LARGEST_UNPACKED
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            part = _read_bounded(archive, entry, room)
            room -= len(part)
            facts[entry.filename] = survey(part)
            copy.writestr(entry.filename, part)
    if not any(name.lower() == "xl/workbook.xml" for name in facts):
        raise refuse(Fault.NOT_A_SHEET)
    target.seek(0)
    return Package(target, facts)


def _read_bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    with archive.open(entry) as source:
        part = source.read(room + 1)
    if len(part) > room:
        raise refuse(Fault.UNPACKS_TOO_LARGE)
    if b"macroEnabled" in part and entry.filename == "[Content_Types].xml":
        raise refuse(Fault.MACROS)
    return part


def survey(part: bytes) -> PartFacts:
    """Walk over one XML part without building anything of it. InvalidSheetError for entities, excess and bad XML."""
    surveyor = _Surveyor()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = surveyor.refuse_doctype
    parser.StartElementHandler = surveyor.start
    parser.EndElementHandler = surveyor.end
    parser.CharacterDataHandler = surveyor.read
    try:
        parser.Parse(part, True)  # noqa: FBT003 — expat's own signature.
    except expat.ExpatError as error:
        raise refuse(Fault.BROKEN) from error
    return surveyor.facts


class _Surveyor:
    def __init__(self) -> None:
        self.facts = PartFacts()
        self._most = MOST_OTHER_ELEMENTS
        self._elements = self._depth = self._sheets = 0
        self._row = self._column = 0
        self._formula: Position | None = None

    def refuse_doctype(self, *_: object) -> None:
        # No spreadsheet program writes a DOCTYPE; entities live only there.
        raise refuse(Fault.UNSAFE_XML)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._count(local)
        if local == "row":
            self._row, self._column = _whole(attributes.get("r")) or self._row + 1, 0
        elif local == "c":
            self._enter_cell(attributes.get("r", ""))
        elif local == "f":
            self._formula = (self._row, self._column)
            self.facts.formulas[self._formula] = ""
        elif local == "mergeCell":
            self.facts.merged.append(attributes.get("ref", ""))

    def read(self, text: str) -> None:
        if self._formula is not None:
            begun = self.facts.formulas[self._formula]
            self.facts.formulas[self._formula] = (begun + text)[:_FORMULA_SHOWN]

    def end(self, _name: str) -> None:
        self._depth -= 1
        self._formula = None

    def _count(self, local: str) -> None:
        if self._elements == 0 and local in _CELL_PARTS:
            self._most = MOST_CELL_ELEMENTS
        self._elements += 1
        self._depth += 1
        self._sheets += local == "sheet"
        if self._elements > self._most or self._depth > _DEEPEST or self._sheets > MOST_SHEETS:
            raise refuse(Fault.TOO_MANY_CELLS)

    def _enter_cell(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            self._column += 1
            return
        self._row, self._column = int(match[2]), _column_number(match[1])


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
