"""How large the sheets of a workbook claim to be, looked at before a library makes room for them.

One cell in the last row and column of a sheet would have room made for 17 thousand million others, which ends the whole
program. What no table of people needs is refused.
"""

from __future__ import annotations

import re
import struct
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from xml.etree.ElementTree import Element

from situation_board.core.importing.files import CHUNK, GivenFile
from situation_board.core.importing.xml_items import elements, local_name
from situation_board.core.problems import Mistake

MOST_CELLS = 10_000_000
"""Of a sheet: rows times columns, also where they are empty. Each takes some 70 bytes."""
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,9})(\d{1,19})["']""")
LONGEST_REFERENCE = 64
ERROR = b' t="e"'
CELL_BEGINS = (b"<c ", b"<c>", b":c ", b":c>")
SHARED = re.compile(rb"""\bt\s{0,9}=\s{0,9}["']s["']""")
SHARED_TEXTS = "sharedstrings.xml"
TEXT_ENDS = re.compile(rb"</(?:\w{1,20}:)?si\s{0,9}>|<(?:\w{1,20}:)?si\s{0,9}/>")
SHOWN = re.compile(rb'\bt\s{0,9}=\s{0,9}["\']s["\'][^<>]{0,200}>\s{0,20}<(?:\w{1,20}:)?v>\s{0,20}(\d{1,9})')
LONGEST_CELL = 512
"""Bytes in which the number of a shared text has to stand."""
LARGEST_TEXT = 256 << 20
"""Characters of all cells of a sheet together; a text that many cells share counts for each of them."""
LARGEST_OLD = 256 << 20
"""Bytes of an XLS, whose sheets end at 65,536 rows."""
END_OF_CHAIN = 0xFFFFFFFA
CELLS = frozenset({*range(1, 7), 0xBD, 0xBE, 0xD6, 0xFD, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406, 0x027E})
"""BIFF records that stand for cells and begin with a row and a column."""
SHOWS_SHARED, SHARED_RECORD, GOES_ON = 0xFD, 0xFC, 0x3C
"""BIFF records: a cell that shows a shared text, the shared texts, and what goes on with a record before it."""
OF_SEVERAL = frozenset({0xBD, 0xBE})


def check_bounds(file: GivenFile) -> int:
    """Mistake when a sheet would be too large, or in a form in which that cannot be told. Returns how many cells of an
    XLSX hold an error such as #REF!, which the library does not tell from empty ones.
    """
    if file.is_old_office:
        _check_records(file)
    elif "content.xml" in file.members:
        _check_repeated(file)
    elif "xl/workbook.bin" in file.members:
        raise Mistake(f"{file.name} is a binary workbook (XLSB).", field="file", do="Save it as XLSX.")
    else:
        longest = max(_shared_texts(file), default=0)
        return sum(_check_references(file, name, longest) for name in file.members if name.lower().endswith(".xml"))
    return 0


def _too_large(file: GivenFile) -> Mistake:
    return Mistake(
        f"{file.name} is not read: one of its sheets spans more than {MOST_CELLS:,} cells.",
        field="file",
        kept="Nothing was imported.",
        do="Delete what stands far outside of the table, or save the table as CSV.",
    )


def _too_much_text(file: GivenFile) -> Mistake:
    return Mistake(
        f"{file.name} is not read: the texts of a sheet are longer than {LARGEST_TEXT >> 20} million letters.",
        field="file",
        kept="Nothing was imported.",
        do="Delete columns of long texts, or save the table as CSV.",
    )


# --- XLSX


def _check_references(file: GivenFile, name: str, longest: int) -> int:
    """The references of the cells of a sheet: the last row and column are what it spans. Returns its errors.

    `longest` is the longest of the texts that cells share.
    """
    row = column = errors = cells = sharing = 0
    seen: set[tuple[bytes, bytes]] = set()
    for number, piece in enumerate(_pieces(file, name)):
        beyond = LONGEST_REFERENCE if number else 0
        errors += piece.count(ERROR, max(0, beyond - len(ERROR) + 1))
        cells += sum(piece.count(sign, max(0, beyond - len(sign) + 1)) for sign in CELL_BEGINS)
        sharing += len(SHARED.findall(piece))
        seen.update(REFERENCE.findall(piece))
        if seen:
            column = max(column, max(_column(letters) for letters in {letters for letters, _ in seen}))
            row = max(row, max(int(digits) for digits in {digits for _, digits in seen}))
            seen.clear()
        if max(row * column, cells) > MOST_CELLS:
            raise _too_large(file)
    if sharing * longest > LARGEST_TEXT and _shared_text(file, name) > LARGEST_TEXT:
        raise _too_much_text(file)
    return errors


def _shared_texts(file: GivenFile) -> Iterator[int]:
    """The length of each text that cells of a workbook share, marks included."""
    name = next((each for each in file.members if each.lower().endswith(SHARED_TEXTS)), None)
    if name is None:
        return
    length, rest = 0, b""
    with closing(file.open_member(name)) as stream:
        while chunk := stream.read(CHUNK):
            piece, begun = rest + chunk, 0
            for found in TEXT_ENDS.finditer(piece):
                yield length + found.end() - begun
                length, begun = 0, found.end()
            kept = max(begun, len(piece) - LONGEST_REFERENCE)
            length += kept - begun
            rest = piece[kept:]


def _shared_text(file: GivenFile, sheet: str) -> int:
    """How long all texts are that the cells of a sheet show, each as often as it is shown."""
    lengths = list(_shared_texts(file))
    total = 0
    rest = b""
    with closing(file.open_member(sheet)) as stream:
        while chunk := stream.read(CHUNK):
            piece = rest + chunk
            last = 0
            for found in SHOWN.finditer(piece):
                at, last = int(found[1]), found.end()
                total += lengths[at] if at < len(lengths) else 0
            rest = piece[max(last, len(piece) - LONGEST_CELL) :]
    return total


def _pieces(file: GivenFile, name: str) -> Iterator[bytes]:
    """Parts of a member that overlap by more than a reference is long."""
    rest = b""
    with closing(file.open_member(name)) as stream:
        while chunk := stream.read(CHUNK):
            yield rest + chunk
            rest = chunk[-LONGEST_REFERENCE:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


# --- ODS


def _check_repeated(file: GivenFile) -> None:
    """Rows and cells that are written once and meant a million times."""
    cells = letters = 0
    with closing(file.open_member("content.xml")) as stream:
        for row in elements(stream, frozenset({"table-row"}), file_name=file.name):
            filled = [cell for cell in row if len(cell) or _says_something(cell.attrib)]
            times = _times(row.attrib, "rows")
            cells += times * sum(_times(cell.attrib, "columns") for cell in filled)
            letters += times * sum(_times(cell.attrib, "columns") * _length(cell) for cell in filled)
            if cells > MOST_CELLS:
                raise _too_large(file)
            if letters > LARGEST_TEXT:
                raise _too_much_text(file)


def _length(cell: Element) -> int:
    """Letters of a cell, blanks that are meant many times included."""
    spaces = sum(_counted(each.attrib) for each in cell.iter() if local_name(each) == "s")
    return sum(map(len, cell.itertext())) + spaces


def _counted(attributes: dict[str, str]) -> int:
    said = next((value for name, value in attributes.items() if name.rpartition("}")[2] == "c"), "1")
    return int(said) if said.isdecimal() and len(said) < 12 else LARGEST_TEXT + 1


def _says_something(attributes: dict[str, str]) -> bool:
    return any(name.rpartition("}")[2] in {"value-type", "formula", "value"} for name in attributes)


def _times(attributes: dict[str, str], what: str) -> int:
    said = next((value for name, value in attributes.items() if name.endswith(f"}}number-{what}-repeated")), "1")
    return int(said) if said.isdecimal() and len(said) < 12 else MOST_CELLS + 1 if said.isdecimal() else 1


# --- XLS


def _check_records(file: GivenFile) -> None:
    """The records of the book that stand for cells."""
    if file.size > LARGEST_OLD:
        raise Mistake(f"{file.name} is larger than {LARGEST_OLD >> 20} MB.", field="file", do="Save it as XLSX or CSV.")
    try:
        content = _Compound(file).stream("Workbook", "Book")
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise Mistake(
            f"{file.name} is a workbook that cannot be read: it is damaged or locked.",
            field="file",
            kept="Nothing was imported.",
            do="Open it where it comes from, and save it again as XLSX or CSV.",
        ) from error
    at = rows = columns = 0
    shown: Counter[int] = Counter()
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == SHOWS_SHARED and length >= 10 and at + 14 <= len(content):
            shown[struct.unpack_from("<I", content, at + 10)[0]] += 1
        if kind in CELLS and length >= 4 and at + 4 + length <= len(content):
            row, column = struct.unpack_from("<HH", content, at + 4)
            if kind in OF_SEVERAL:
                column = max(column, struct.unpack_from("<H", content, at + 2 + length)[0])
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if rows * columns > MOST_CELLS:
                raise _too_large(file)
        at += 4 + length
    if shown:
        _check_shared(file, content, shown)


def _check_shared(file: GivenFile, content: bytes, shown: Counter[int]) -> None:
    """The texts that cells of a book share, each as often as it is shown."""
    lengths = _lengths(_texts_shared(content))
    if sum(times * length for at, times in shown.items() if (length := lengths.get(at, 0))) > LARGEST_TEXT:
        raise _too_much_text(file)


def _texts_shared(content: bytes) -> list[bytes]:
    """The record of shared texts and those that go on with it."""
    found: list[bytes] = []
    at = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        if (kind == SHARED_RECORD and not found) or (kind == GOES_ON and found):
            found.append(content[at + 4 : at + 4 + length])
        elif found:
            break
        at += 4 + length
    return found


def _lengths(records: list[bytes]) -> dict[int, int]:
    """Letters of each shared text, by its number, as far as the records can be followed."""
    found: dict[int, int] = {}
    number, at = 0, 8
    records = list(records)
    while records:
        if at + 3 > len(records[0]):
            records, at = records[1:], at - len(records[0]) if at > len(records[0]) else 0
            continue
        letters, marks = struct.unpack_from("<HB", records[0], at)
        runs, more, at = 0, 0, at + 3
        if marks & 8 and at + 2 <= len(records[0]):
            runs, at = struct.unpack_from("<H", records[0], at)[0] * 4, at + 2
        if marks & 4 and at + 4 <= len(records[0]):
            more, at = struct.unpack_from("<I", records[0], at)[0], at + 4
        found[number] = letters
        number += 1
        records, at = _behind(records, at, letters, marks & 1)
        at += runs + more
    return found


def _behind(records: list[bytes], at: int, letters: int, wide: int) -> tuple[list[bytes], int]:
    """Where a text ends: in each further record the width of its letters is told anew."""
    while records:
        fits = (len(records[0]) - at) // (wide + 1)
        if letters <= fits:
            return records, at + letters * (wide + 1)
        letters -= max(fits, 0)
        records = records[1:]
        wide, at = (records[0][0] & 1, 1) if records and records[0] else (0, 0)
    return [], 0


class _Compound:
    """A compound file (MS-CFB), as far as it takes to find one stream."""

    def __init__(self, file: GivenFile) -> None:
        with closing(file.open()) as stream:
            self._content = stream.read()
        shift, mini_shift = struct.unpack_from("<HH", self._content, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError("has sectors of no known size")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        self._directory_start, self._cutoff, self._mini_start = (
            struct.unpack_from("<I", self._content, at)[0] for at in (48, 56, 60)
        )
        self._next = self._table(self._table_sectors())

    def stream(self, *names: str) -> bytes:
        """The content of the first stream of those names."""
        entries = self._entries()
        found = next((entries[name] for name in names if name in entries), None)
        if found is None:
            raise ValueError("holds no book")
        start, size = found
        if size >= self._cutoff:
            return self._chain(start)[:size]
        container, following = self._chain(entries[""][0]), self._table_of(self._chain(self._mini_start))
        return b"".join(
            container[at * self._mini_size : (at + 1) * self._mini_size] for at in _followed(following, start)
        )[:size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size]

    def _table_sectors(self) -> list[int]:
        """The sectors of the table of chains: 109 are named in the header, the others in a chain of their own."""
        found = list(struct.unpack_from("<109I", self._content, 76))
        following = struct.unpack_from("<I", self._content, 68)[0]
        for _ in range(len(self._content) // self._size):
            if following >= END_OF_CHAIN:
                break
            *more, following = struct.unpack(f"<{self._size // 4}I", self._sector(following))
            found += more
        return [number for number in found if number < END_OF_CHAIN]

    def _table(self, sectors: list[int]) -> array[int]:
        most = len(self._content) // self._size + 1
        return self._table_of(b"".join(self._sector(number) for number in sectors[:most]))

    def _table_of(self, content: bytes) -> array[int]:
        return array("I", struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(self._next, start))

    def _entries(self) -> dict[str, tuple[int, int]]:
        """Start and size of each stream by name; the root, which holds the small ones, as ""."""
        directory = self._chain(self._directory_start)
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            place = struct.unpack_from("<II", directory, at + 116)
            if kind == 5:
                found[""] = place
            elif kind == 2:
                found.setdefault(name, place)
        return found


def _followed(following: array[int], start: int) -> Iterator[int]:
    """The sectors of a chain; one that runs in a circle ends where it would begin again."""
    for _ in range(len(following)):
        if start >= END_OF_CHAIN or start >= len(following):
            return
        yield start
        start = following[start]
