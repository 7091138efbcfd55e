"""The kinds of file that may be stored, and how each is told by its content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

import puremagic

from shirube.files.domain.archives import UnreadableArchiveError, check_archive, open_archive
from shirube.files.domain.portable_documents import check_document
from shirube.kernel.errors import InvalidInputError

# Brands of ISO base media files (ISO/IEC 23008-12) that hold still pictures, as telephones write them.
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


class EmptyFileError(InvalidInputError):
    code = "files.empty"


class KindNotAllowedError(InvalidInputError):
    """The content is of no kind that is accepted here. `allowed` names the extensions that are."""

    code = "files.kind_not_allowed"


class ExtensionDiffersError(InvalidInputError):
    """The name ends otherwise than the content says: a mistake, or a disguise."""

    code = "files.extension_differs"


@dataclass(frozen=True, slots=True)
class _Facts:
    content_type: str
    extensions: tuple[str, ...]


class Kind(Enum):
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    HEIC = "heic"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TEXT = "txt"

    @property
    def content_type(self) -> str:
        return _FACTS[self].content_type

    @property
    def extensions(self) -> tuple[str, ...]:
        return _FACTS[self].extensions


_OFFICE = "application/vnd.openxmlformats-officedocument."
_FACTS = {
    Kind.PDF: _Facts("application/pdf", ("pdf",)),
    Kind.PNG: _Facts("image/png", ("png",)),
    Kind.JPEG: _Facts("image/jpeg", ("jpg", "jpeg")),
    Kind.HEIC: _Facts("image/heic", ("heic", "heif")),
    Kind.DOCX: _Facts(_OFFICE + "wordprocessingml.document", ("docx",)),
    Kind.XLSX: _Facts(_OFFICE + "spreadsheetml.sheet", ("xlsx",)),
    Kind.CSV: _Facts("text/csv", ("csv",)),
    Kind.TEXT: _Facts("text/plain", ("txt",)),
}
_SIGNATURES = {".pdf": Kind.PDF, ".png": Kind.PNG, ".jpg": Kind.JPEG}
_MAIN_PARTS = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
DOCUMENTS = frozenset(Kind)
PHOTOS = frozenset({Kind.JPEG, Kind.PNG, Kind.HEIC})


def detect_kind(name: str, content: bytes, allowed: frozenset[Kind]) -> Kind:
    """The kind of the content, told without trust in its name or declared type.

    Raises EmptyFileError, KindNotAllowedError, ExtensionDiffersError, for office files what `check_archive` does, and
    for PDF what `check_document` does.
    """
    if not content:
        raise EmptyFileError(name=name)
    kinds = _kinds_of(content) & allowed
    if not kinds:
        raise KindNotAllowedError(name=name, allowed=_extensions(allowed))
    if Kind.PDF in kinds:
        check_document(name, content)
    extension = name.rpartition(".")[2].lower()
    for kind in kinds:
        if extension in kind.extensions:
            return kind
    raise ExtensionDiffersError(name=name, extension=extension, expected=_extensions(kinds))


def is_photo(content: bytes) -> bool:
    """Whether the first bytes are those of a picture that telephones make."""
    return bool(_kinds_of(content[:4096]) & PHOTOS)


def _kinds_of(content: bytes) -> frozenset[Kind]:
    """One kind, or both kinds of text, or none."""
    if content.startswith(b"PK\x03\x04"):
        return _office_kinds(content)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return frozenset({Kind.HEIC})
    if found := {_SIGNATURES[e] for e in _signatures(content) if e in _SIGNATURES}:
        return frozenset(found)
    return frozenset({Kind.CSV, Kind.TEXT}) if is_text(content) else frozenset()


def _signatures(content: bytes) -> list[str]:
    try:
        return [match.extension for match in puremagic.magic_string(content)]
    except puremagic.PureError:
        return []


def _office_kinds(content: bytes) -> frozenset[Kind]:
    try:
        with open_archive(content) as archive:
            check_archive(archive, len(content))
            names = set(archive.namelist())
    except UnreadableArchiveError:
        return frozenset()
    if "[Content_Types].xml" not in names:
        return frozenset()
    return frozenset(kind for part, kind in _MAIN_PARTS.items() if part in names)


def is_text(content: bytes) -> bool:
    """Whether the bytes are text as offices write it: UTF-8, or the Windows form of Shift_JIS, without control bytes."""
    for encoding in ("utf-8", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not _CONTROLS.search(text)
    return False


def _extensions(kinds: frozenset[Kind]) -> str:
    return "、".join(extension for kind in Kind if kind in kinds for extension in kind.extensions)
