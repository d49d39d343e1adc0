"""Looks into an .xlsx before the reader may.

The reader lays a sheet out as one dense table and gives every cell its own copy of a shared text. Two cells in opposite
corners of an empty sheet would ask for half a terabyte and end the process; a file of 100 kB whose cells share one long
text would fill 2 GB (both tried). So every part is first read as a stream: sizes counted, the outermost filled cells
found, the texts weighed.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kaizhi.interchange.filelimits import FileFault, Limits, UnreadableFile, megabytes

_CHUNK = 1 << 20
#: A tag that straddles two chunks is at most this long.
_LONGEST_TAG = 4_096
#: Excel's limit of 32,767 characters, each at most six bytes once escaped.
_LONGEST_TEXT = 6 * 32_767
_USUAL_CELL_RE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_FILLED_CELL_RE = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Za-z]{1,7})(\d{1,9})[\"'][^>]*(?<!/)>")
_ANY_FILLED_CELL_RE = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*)?(?<!/)>")
_SHARED_TEXT_RE = re.compile(rb"<(?:\w+:)?si[\s>]")
_SHARED_INDEX_RE = re.compile(rb"<(?:\w+:)?v>(\d{1,9})<")
_SHARED_TABLE_RE = re.compile(rb"<(?:\w+:)?sst[\s>]")
_WIDE_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(slots=True)
class _Part:
    """What one part of the archive holds."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    merges: int = 0
    longest_text: int = 0


def check_xlsx(file: BinaryIO, limits: Limits) -> None:
    """Raise UnreadableFile where the file is too large, broken or strange. Leaves it at its start."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_archive(archive, limits)
    except _BROKEN as error:
        raise UnreadableFile(FileFault.BROKEN) from error
    finally:
        file.seek(0)


def _check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableFile(FileFault.PASSWORD)
    if len(infos) > limits.parts or sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise UnreadableFile(FileFault.UNPACKS_TOO_LARGE, limit=megabytes(limits.unpacked_bytes))
    parts = [_survey(archive, info, limits) for info in infos]
    longest, filled = max(part.longest_text for part in parts), sum(part.filled for part in parts)
    if longest * filled > limits.text_bytes and _text_bytes(archive) > limits.text_bytes:
        raise UnreadableFile(FileFault.UNPACKS_TOO_LARGE, limit=megabytes(limits.text_bytes))


def _survey(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> _Part:
    """Reads to the end, which also proves the size the archive declares and its checksum."""
    part = _Part()
    is_markup = False
    for position, chunk in enumerate(_chunks(archive, info)):
        if position == 0:
            if chunk.startswith(_WIDE_ENCODINGS):
                raise UnreadableFile(FileFault.UNUSUAL)
            is_markup = chunk.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
        if is_markup:
            _add(part, chunk)
            _check_part(part, limits)
    return part


def _add(part: _Part, chunk: bytes) -> None:
    part.merges += chunk.count(b"mergeCell ")
    n_filled = len(_ANY_FILLED_CELL_RE.findall(chunk))
    if not n_filled:
        part.longest_text = max(part.longest_text, *map(len, chunk.split(b"<")))
        return
    corners = _USUAL_CELL_RE.findall(chunk)
    if len(corners) < n_filled:
        corners = _FILLED_CELL_RE.findall(chunk)
    if len(corners) < n_filled:  # a cell that does not say where it is
        raise UnreadableFile(FileFault.UNUSUAL)
    part.filled += n_filled
    part.rows = max(part.rows, *(int(row) for _letters, row in corners))
    part.columns = max(part.columns, *map(_column_number, {letters for letters, _row in corners}))


def _check_part(part: _Part, limits: Limits) -> None:
    """The dense table the reader would make of this part must be small enough."""
    if part.rows > limits.rows:
        raise UnreadableFile(FileFault.TOO_MANY_ROWS, limit=limits.rows)
    if part.columns > limits.columns:
        raise UnreadableFile(FileFault.TOO_MANY_COLUMNS, limit=limits.columns)
    if part.rows * part.columns > limits.cells:
        raise UnreadableFile(FileFault.TOO_MANY_COLUMNS, limit=limits.cells // part.rows)
    if part.merges > limits.merges:
        raise UnreadableFile(FileFault.UNUSUAL)
    if part.longest_text > _LONGEST_TEXT:
        raise UnreadableFile(FileFault.LONG_CELL)


def _text_bytes(archive: zipfile.ZipFile) -> int:
    """At most so many bytes of text in all cells: every whole number is taken for the index of a shared text."""
    lengths: list[int] = []
    for info in archive.infolist():
        start = archive.open(info).read(_LONGEST_TAG)
        if _SHARED_TABLE_RE.search(start):
            whole = b"".join(_chunks(archive, info))
            lengths += [len(text) for text in _SHARED_TEXT_RE.split(whole)[1:]]
    total = 0
    for info in archive.infolist():
        for chunk in _chunks(archive, info):
            indexes = map(int, _SHARED_INDEX_RE.findall(chunk))
            total += sum(lengths[index] for index in indexes if index < len(lengths))
    return total


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Cut where a tag begins, so that no tag is cut in two."""
    with archive.open(info) as part:
        rest = b""
        while data := part.read(_CHUNK):
            data = rest + data
            cut = data.rfind(b"<")
            if cut <= 0 or len(data) - cut > _LONGEST_TAG:
                cut = len(data)
            yield data[:cut]
            rest = data[cut:]
        if rest:
            yield rest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
