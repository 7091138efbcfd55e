"""A PDF is pages, and nothing that acts."""

from __future__ import annotations

import zlib

import pytest

from shirube.files import interface as files
from tests.files.contents import PDF


def pdf(objects: bytes) -> bytes:
    return PDF.replace(b"<<>>", objects, 1)


def packed(
    objects: bytes, *, described: bytes = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
) -> bytes:
    return pdf(b"<< " + described + b" >>\nstream\n" + zlib.compress(objects) + b"\nendstream")


def check(content: bytes) -> files.Kind:
    return files.detect_kind("証明.pdf", content, files.DOCUMENTS)


@pytest.mark.parametrize(
    "content",
    [
        pdf(b"<</S /JavaScript /JS (app.alert)>>"),
        pdf(b"<</S /Java#53cript /JS (app.alert)>>"),
        pdf(b"<</S /Launch /F (cmd.exe)>>"),
        pdf(b"<</Names <</EmbeddedFiles 2 0 R>>>>"),
        pdf(b"<</Type /Filespec /EF <</F 3 0 R>>>>"),
        pdf(b"<</Subtype /RichMedia>>"),
        packed(b"1 0 <</S /JavaScript /JS (x)>>"),
        packed(b"1 0 <<>>", described=b"/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]"),
        packed(b"1 0 <<>>", described=b"/Type /Obj#53tm /Filter /LZWDecode"),
        packed(bytes(60 * 1024 * 1024)),
    ],
    ids=[
        "script",
        "escaped",
        "program",
        "files",
        "file",
        "media",
        "packed",
        "twice packed",
        "odd packing",
        "bomb",
    ],
)
def test_what_acts_or_hides_is_refused(content):
    with pytest.raises(files.ActiveDocumentError):
        check(content)


def test_an_encrypted_document_is_refused_because_nobody_can_look_into_it():
    with pytest.raises(files.LockedDocumentError):
        check(PDF.replace(b"trailer\n<<>>", b"trailer\n<</Encrypt 5 0 R>>"))


@pytest.mark.parametrize(
    "content",
    [
        PDF,
        packed(b"1 0 <</Type /Page>>"),
        pdf(b"<</Length 9>>\nstream\n/JS /AA x\nendstream"),
        pdf(b"<</LaunchPad 1>>"),
    ],
    ids=["plain", "packed pages", "short names in data", "a longer name"],
)
def test_pages_pass(content):
    assert check(content) is files.Kind.PDF
