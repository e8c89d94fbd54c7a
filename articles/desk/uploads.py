"""The texts in files that an editor gives: text, Markdown, JSON, and zips of them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from articles.desk.problem_words import said
from articles.digest import DigestError, decode
from articles.digest.text import MAX_FILE_BYTES, unify_lines
from articles.site.words.wording import listed

TEXT_SUFFIXES = (".txt", ".md", ".markdown", ".json", ".jsonl")
SUFFIXES = (*TEXT_SUFFIXES, ".zip")

MAX_FILES = 200
"""In a zip, or given at once."""
MAX_ZIP = 20_000_000
MAX_UNPACKED = 20_000_000
"""Bytes in all zips given at once, as they come out."""
MAX_TEXT = 4_000_000
"""Bytes of text in one go; more would make a text area that nobody can work in."""

_MAX_NAME = 120
_CHUNK = 64 * 1024
_ENTRY = b"PK\x01\x02"
"""What each entry of a zip's table of contents begins with."""
_IS_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The others unpack a few bytes to many megabytes before anybody can count them.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""All that zipfile raises over a file that is no sound zip."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that holds text; whether digests are in it is another question."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file, or a part of a zip, that was not read."""

    name: str
    reason: str


class _RefusedError(Exception):
    """A file is not read; the message says why."""


def read_files(uploads: Iterable[UploadedFile]) -> Iterator[TextFile | LeftOut]:
    """Yield the texts of the files, zips opened, and what was left out and why."""
    allowance = _Allowance(MAX_UNPACKED)
    for upload in uploads:
        name = shown_name(upload.name or "")
        try:
            if _suffix(name) == ".zip":
                yield from _unpacked(name, _content(upload, MAX_ZIP), allowance)
            else:
                _check_name(name)
                yield _read(name, _content(upload, _most_bytes(name)))
        except _RefusedError as refusal:
            yield LeftOut(name, str(refusal))


def shown_name(name: str) -> str:
    """Return `name` as one line that can be shown; a long one keeps its end."""
    words = "".join(c if c.isprintable() else " " for c in name).split()
    return " ".join(words)[-_MAX_NAME:]


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _check_name(name: str) -> None:
    if _suffix(name) not in TEXT_SUFFIXES:
        raise _RefusedError(
            gettext("only files that end in %(suffixes)s are read")
            % {"suffixes": listed(SUFFIXES)}
        )


def _most_bytes(name: str) -> int:
    """Return how large a file given by itself may be: JSON Lines hold many digests."""
    return MAX_TEXT if _suffix(name) == ".jsonl" else MAX_FILE_BYTES


def _content(upload: UploadedFile, most: int) -> bytes:
    if (upload.size or 0) > most:
        raise _too_large(most)
    return upload.read()


def _read(name: str, data: bytes) -> TextFile:
    """Return the file's text; refused where it holds none."""
    try:
        text = unify_lines(decode(data, MAX_TEXT))
    except DigestError as error:
        raise _RefusedError(said(error.problem)) from None
    if not text.strip():
        raise _RefusedError(gettext("the file is empty"))
    return TextFile(name, text)


def _too_large(most: int) -> _RefusedError:
    return _RefusedError(
        gettext("larger than %(most)s bytes; split it") % {"most": f"{most:,}"}
    )


# Zips.


@dataclass(slots=True)
class _Allowance:
    """How many bytes may still come out of zips."""

    left: int

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise _RefusedError(
                gettext("the zips hold more than %(most)s bytes unpacked; split them")
                % {"most": f"{MAX_UNPACKED:,}"}
            )


def _unpacked(
    name: str, data: bytes, allowance: _Allowance
) -> Iterator[TextFile | LeftOut]:
    """Yield the texts in a zip; one bad file in it does not spoil the others."""
    try:
        archive = _opened(data)
    except _BROKEN:
        raise _RefusedError(gettext("not a zip that can be opened")) from None
    for entry in archive:
        inner = f"{name}/{shown_name(_entry_name(entry.info))}"
        try:
            _check_entry(inner, entry.info)
            yield _read(inner, entry.read(allowance))
        except _RefusedError as refusal:
            yield LeftOut(inner, str(refusal))
        except _BROKEN:
            yield LeftOut(inner, gettext("this part of the zip is broken"))


@dataclass(frozen=True, slots=True)
class _Entry:
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    def read(self, allowance: _Allowance) -> bytes:
        """Return what comes out, counted as it comes: the zip may lie about it."""
        content = bytearray()
        with self.archive.open(self.info) as file:
            while chunk := file.read(_CHUNK):
                allowance.take(len(chunk))
                content += chunk
                if len(content) > MAX_FILE_BYTES:
                    raise _too_large(MAX_FILE_BYTES)
        return bytes(content)


def _opened(data: bytes) -> list[_Entry]:
    """Return the files in a zip, folders and what macOS adds left aside."""
    # Opening reads the whole table of contents; what it would hold is counted before.
    if data.count(_ENTRY) > 10 * MAX_FILES:
        raise _too_many()
    archive = zipfile.ZipFile(io.BytesIO(data))
    files = [info for info in archive.infolist() if _is_file(info)]
    if len(files) > MAX_FILES:
        raise _too_many()
    return [_Entry(archive, info) for info in files]


def _is_file(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    return not info.is_dir() and "__MACOSX" not in path.parts


def _too_many() -> _RefusedError:
    return _RefusedError(
        gettext("the zip holds more than %(most)d files; split it")
        % {"most": MAX_FILES}
    )


def _check_entry(name: str, info: zipfile.ZipInfo) -> None:
    if _suffix(name) == ".zip":
        raise _RefusedError(gettext("a zip inside a zip is not opened"))
    _check_name(name)
    if info.flag_bits & _IS_ENCRYPTED:
        raise _RefusedError(gettext("encrypted; unpack it first"))
    if info.compress_type not in _METHODS:
        raise _RefusedError(gettext("packed in an unusual way; unpack it first"))


def _entry_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a file in a zip, decoded.

    Without the flag for UTF-8 a name is in whatever its maker used; Chinese ones are in
    UTF-8 all the same, or in GB 18030.
    """
    if info.flag_bits & _IS_UTF8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
