"""Tables as text: the encoding by what decodes, the delimiter by what cuts the rows alike."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from kaizhi.interchange.filelimits import FileFault, Limits, UnreadableFile

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: GB18030 holds GBK and GB2312.
_WITHOUT_MARK = ("utf-8", "gb18030")
_DELIMITERS = (",", "\t", ";", "|", "，")
_SAMPLE_ROWS = 60
_CHUNK = 1 << 20
_LONGEST_CELL = 131_072


def read_rows(file: BinaryIO, limits: Limits) -> Iterator[list[str]]:
    """Every record, blank ones too, so that the n-th is Excel's row n."""
    encoding = find_encoding(file)
    delimiter = _find_delimiter(_records(file, encoding, None))
    number = 0
    for number, record in enumerate(_records(file, encoding, delimiter), start=1):
        if number > limits.rows:
            raise UnreadableFile(FileFault.TOO_MANY_ROWS, limit=limits.rows)
        if len(record) > limits.columns:
            raise UnreadableFile(FileFault.TOO_MANY_COLUMNS, limit=limits.columns)
        yield record
    if not number:
        raise UnreadableFile(FileFault.EMPTY)


def find_encoding(file: BinaryIO) -> str:
    """The mark at the start decides, else the first encoding the whole file is good for."""
    file.seek(0)
    start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            if _decodes(file, encoding):
                return encoding
            raise UnreadableFile(FileFault.UNKNOWN_ENCODING)
    for encoding in _WITHOUT_MARK:
        if _decodes(file, encoding):
            return encoding
    raise UnreadableFile(FileFault.UNKNOWN_ENCODING)


def _decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        while data := file.read(_CHUNK):
            decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _records(file: BinaryIO, encoding: str, delimiter: str | None) -> Iterator[list[str]]:
    """Without a delimiter: the lines themselves, for finding it."""
    file.seek(0)
    # A wrapper of its own closes the file with it; the caller keeps the file.
    text = io.TextIOWrapper(io.BufferedReader(_Kept(file)), encoding=encoding, newline="")
    if delimiter is None:
        yield from ([line] for line in text)
        return
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(text, delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableFile(FileFault.LONG_CELL) from error


class _Kept(io.RawIOBase):
    """Reads from a file without owning it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _find_delimiter(lines: Iterator[list[str]]) -> str:
    """The sign that cuts most of the first rows into the same number of cells, more than one; else the comma."""
    sample = "".join(line for _, (line,) in zip(range(_SAMPLE_ROWS), lines, strict=False))
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(
                len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row
            )
        except csv.Error:
            continue
        alike = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
        if alike > most:
            best, most = delimiter, alike
    return best
