"""The text of a file somebody hands over: txt, md, docx or pdf. It is read here and goes nowhere.

A file may be hostile: every size is bounded before it is unpacked, XML is parsed without entities, and what
cannot be read is said in one sentence. No macro, link or picture in it is followed.
"""

from __future__ import annotations

import io
import logging
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from graph.problems import Problem, UsageError

SUFFIXES = (".txt", ".md", ".docx", ".pdf")
FILE_AT_MOST = 20_000_000  # bytes
DOCX_AT_MOST = 20_000_000  # bytes of its text part, unpacked; a report of 500 pages has about 5 million
PAGES_AT_MOST = 60  # of a pdf
ENOUGH = 100_000  # characters; reading stops there (queries/questions/known_already.py compares fewer and says so)
_BODY = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_TEXT_SHARE = 0.05  # of control characters or unreadable ones: more is no text


def read_file(path: Path) -> str:
    """The text of a file, at most ENOUGH characters. UsageError says what is wrong with it."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(Problem("file-kind", str(path), got=path.suffix or path.name, expected=" | ".join(SUFFIXES)))
    try:
        if path.stat().st_size > FILE_AT_MOST:
            raise UsageError(Problem("file-too-big", str(path), expected=f"<= {FILE_AT_MOST // 1_000_000} MB"))
        return read_bytes(path.read_bytes(), path.name)
    except OSError as error:
        raise UsageError(Problem("file-unreadable", str(path), got=error.strerror or "")) from None


def read_bytes(content: bytes, name: str) -> str:
    """As `read_file`, from bytes with a file's name, for uploads. UsageError says what is wrong with it."""
    if len(content) > FILE_AT_MOST:
        raise UsageError(Problem("file-too-big", name, expected=f"<= {FILE_AT_MOST // 1_000_000} MB"))
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(Problem("file-kind", name, got=suffix, expected=" | ".join(SUFFIXES)))
    text = {".docx": _docx, ".pdf": _pdf}.get(suffix, _plain)(content, name)[:ENOUGH]
    if not text.strip():
        raise UsageError(Problem("file-no-text", name))
    return text


def _plain(content: bytes, name: str) -> str:
    """UTF-8, else the Windows code page that older Dutch files have."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    sample = text[:ENOUGH]
    odd = sum(1 for char in sample if char == "\N{REPLACEMENT CHARACTER}" or (ord(char) < 32 and char not in "\n\r\t\f"))
    if odd > _NO_TEXT_SHARE * len(sample):
        raise UsageError(Problem("file-binary", name))
    return text


def _docx(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo(_BODY).file_size > DOCX_AT_MOST:
                raise UsageError(Problem("file-bomb", name, expected=f"<= {DOCX_AT_MOST // 1_000_000} MB"))
            with archive.open(_BODY) as body:
                unpacked = body.read(DOCX_AT_MOST + 1)
        if len(unpacked) > DOCX_AT_MOST:  # the archive said less than it holds
            raise UsageError(Problem("file-bomb", name, expected=f"<= {DOCX_AT_MOST // 1_000_000} MB"))
        return "\n".join(_paragraphs(unpacked))
    except DefusedXmlException:
        raise UsageError(Problem("file-bomb", name)) from None
    except (zipfile.BadZipFile, KeyError, ParseError, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        key = "file-encrypted" if isinstance(error, RuntimeError) and "encrypted" in str(error) or _is_locked(content) else "file-damaged"
        raise UsageError(Problem(key, name)) from None


def _is_locked(content: bytes) -> bool:
    """Whether this is the container in which Office keeps a file with a password."""
    return content.startswith(b"\xd0\xcf\x11\xe0")


def _paragraphs(body: bytes) -> Iterator[str]:
    for paragraph in ElementTree.fromstring(body).iter(f"{_WORD}p"):
        yield "".join(node.text or "" if node.tag == f"{_WORD}t" else " " for node in paragraph.iter()
                      if node.tag in (f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"))


def _pdf(content: bytes, name: str) -> str:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on odd files mean nothing to a reader
    found: list[str] = []
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise UsageError(Problem("file-encrypted", name))
        for page in reader.pages[:PAGES_AT_MOST]:
            found.append(page.extract_text())
            if sum(map(len, found)) >= ENOUGH:
                break
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, AssertionError, OSError,
            zlib.error, MemoryError, NotImplementedError):
        raise UsageError(Problem("file-damaged", name)) from None
    return "\n".join(found)
