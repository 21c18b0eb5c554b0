"""Files that somebody hands over, kind and hostile: text, or one clear message."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from graph.problems import UsageError
from queries.reading import DOCX_AT_MOST, ENOUGH, FILE_AT_MOST, read_bytes, read_file

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _docx(body: str, name: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def _paragraphs(*texts: str) -> str:
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    return f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{inner}</w:body></w:document>'


def _pdf(text: str) -> bytes:
    """A one-page PDF by hand: pypdf writes none with text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
             b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
             b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
             b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)


def _locked_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def _empty_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


_BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;">]><b>&c;</b>'


@pytest.mark.parametrize(("name", "content", "text"), [
    ("a.txt", "Hulp bij schulden".encode(), "Hulp bij schulden"), ("a.md", "﻿# Cliënten".encode(), "# Cliënten"),
    ("a.TXT", "Cliënten".encode("cp1252"), "Cliënten"), ("a.docx", _docx(_paragraphs("Eén", "Twee")), "Eén\nTwee"),
    ("a.pdf", _pdf("Hulp bij schulden"), "Hulp bij schulden")])
def test_the_text_of_each_kind(name: str, content: bytes, text: str, tmp_path: Path):
    assert read_bytes(content, name).strip() == text
    (tmp_path / name).write_bytes(content)
    assert read_file(tmp_path / name).strip() == text


@pytest.mark.parametrize(("name", "content", "key"), [
    ("a.txt", b"", "file-no-text"), ("a.txt", b" \n\t ", "file-no-text"), ("a.txt", bytes(range(256)) * 40, "file-binary"),
    ("a.exe", b"MZ", "file-kind"), ("a", b"x", "file-kind"), ("a.docx", b"not a zip", "file-damaged"),
    ("a.docx", _docx("x", "other.xml"), "file-damaged"), ("a.docx", _docx("<w:document"), "file-damaged"),
    ("a.docx", _docx(_BOMB), "file-bomb"), ("a.docx", _docx(" " * (DOCX_AT_MOST + 10)), "file-bomb"),
    ("a.docx", _docx(_paragraphs(" ")), "file-no-text"), ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "file-encrypted"),
    ("a.pdf", b"%PDF-1.4\ngarbage", "file-damaged"), ("a.pdf", b"", "file-damaged"), ("a.pdf", _pdf("x")[:200], "file-damaged"),
    ("a.pdf", _locked_pdf(), "file-encrypted"), ("a.pdf", _empty_pdf(), "file-no-text"),
    ("a.txt", b"x" * (FILE_AT_MOST + 1), "file-too-big")], ids=lambda value: value if isinstance(value, str) else str(len(value)))
def test_what_cannot_be_read_is_said_in_both_languages(name: str, content: bytes, key: str):
    with pytest.raises(UsageError) as caught:
        read_bytes(content, name)
    assert caught.value.problems[0].key == key
    assert all(caught.value.say(language) for language in ("nl", "en"))


def test_a_long_text_is_read_up_to_a_bound():
    assert len(read_bytes(b"woord " * 400_000, "a.txt")) == ENOUGH


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(UsageError) as caught:
        read_file(tmp_path / "weg.txt")
    assert caught.value.problems[0].key == "file-unreadable"
