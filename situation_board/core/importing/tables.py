"""The table in a text file or workbook: where it begins, what its columns are called, and its rows as they stand.

Around the data lie titles, terms of use, a row of HXL tags (hxlstandard.org), totals and pivots beside it. What is not
read is noted down, never dropped in silence.
"""

from __future__ import annotations

import csv
import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise

from situation_board.core.importing.cells import Cell, is_missing, plain, simple
from situation_board.core.importing.files import LONGEST_LINE, GivenFile
from situation_board.core.importing.header_rows import are_two_rows, grouped
from situation_board.core.importing.notes import Notes
from situation_board.core.problems import Mistake

LOOKED_AT = 60
"""Rows in which a table has to begin."""
MOST_COLUMNS = 2_000
MOST_TITLES = 20
LONGEST_TITLE = 300
LONGEST_HEADER = 10_000
"""Characters of a header that are kept."""
DELIMITERS = ",;\t|"
DAY = re.compile(r"(?:19|20)\d\d-\d\d?(?:-\d\d?)?(?:[ T]00:00(?::00)?)?|\d{1,2}([./-])\d{1,2}\1(?:\d\d){1,2}")
YEAR = re.compile(r"(?:19|20)\d\d")
HXL_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*\??", re.IGNORECASE)
"""A mark of doubt behind it is no part of it."""
COMMENT = re.compile(r"#\s*[{\[\"'!:=]|#[^\w\s]|//|sep=.?$", re.IGNORECASE)
"""How a line begins that is for programs: an object of metadata, a remark, the sign that parts the cells."""
NUMERIC = re.compile(r"[-+]?[\d.,\s/:-]+%?")
MOSTLY_TAGS = 0.5
"""Of the filled cells of a row, from which on it is one of HXL tags (as libhxl has it)."""
LONGEST_CELL = 50
"""Lines that one cell may run over without being told."""
LONG_CELLS = f"rows with a cell of more than {LONGEST_CELL} lines: a quotation mark may be missing there"
NEARLY_BEST = 0.7
"""A row that looks nearly as much like headers and comes first is it."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line of the file (or row of the sheet) in which it begins, from 1, and its cells."""

    line: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headers; `tags` are its HXL tags, "" where a column has none; `rows` can be asked for anew.

    `about` is what stands around it: the titles above it, the name of its file. `sample` are its first rows. `raw`
    gives all rows of the sheet or text in which it stands, where others may stand below it.
    """

    name: str
    headers: tuple[str, ...]
    tags: tuple[str, ...]
    first_line: int
    rows: Callable[[Notes], Iterator[TableRow]]
    about: tuple[str, ...] = ()
    sample: tuple[TableRow, ...] = ()
    raw: Callable[[Notes], Iterator[TableRow]] | None = None

    def column(self, header: str) -> int | None:
        """The column of a header, whatever its case and blanks."""
        wanted = simple(header)
        return next((at for at, each in enumerate(self.headers) if simple(each) == wanted), None)

    @property
    def simple_headers(self) -> frozenset[str]:
        return frozenset(simple(header) for header in self.headers)


def table_of_text(file: GivenFile) -> Table | None:
    """The table of a text file; None when it holds none."""
    head = _beginning(file)
    delimiter = _delimiter(head)
    if delimiter is None:
        return None

    def raw(notes: Notes) -> Iterator[TableRow]:
        return text_rows(file, delimiter, notes)

    return _table(file.name, raw)


def tables_of_rows(name: str, raw: Callable[[Notes], Iterator[TableRow]]) -> Table | None:
    """The table in the rows of a sheet; None when there is none."""
    return _table(name, raw)


def table_with_header(name: str, header: TableRow, rows: Sequence[TableRow]) -> Table:
    """A table whose headers are known, as on a page. Cells beyond the last column belong to it: a bar in its text."""
    width = len(header.cells)

    def fitting(notes: Notes) -> Iterator[TableRow]:
        for row in rows:
            if all(_is_empty(cell) for cell in row.cells):
                continue
            cells = [*row.cells[:width], *[None] * (width - len(row.cells))]
            if len(row.cells) > width:
                notes.decide("rows with more cells than columns: the rest was added to the last one")
                cells[-1] = " | ".join(plain(cell) for cell in row.cells[width - 1 :] if not _is_empty(cell))
            yield TableRow(row.line, cells)

    return Table(name, _unique(header.cells), ("",) * width, header.line, fitting)


# --- text


def _beginning(file: GivenFile) -> list[str]:
    """The first lines; fewer where they are very long."""
    head: list[str] = []
    length = 0
    for line in islice(file.lines(Notes()), LOOKED_AT):
        head.append(line)
        length += len(line)
        if length > LONGEST_LINE:
            break
    return head


def _delimiter(lines: list[str]) -> str | None:
    """The sign that cuts most rows into the same number of cells."""
    best: tuple[float, str | None] = (0.0, None)
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _parsed(lines, delimiter) if any(cell.strip() for cell in row))
        wide = {width: count for width, count in widths.items() if width > 1}
        if wide:
            width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
            best = max(best, (count / widths.total() + min(width, 50) / 1000, delimiter), key=lambda item: item[0])
    return best[1]


def _parsed(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_LINE)
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error as error:
        raise Mistake(f"The table cannot be read: {error}.", field="file") from error


def text_rows(file: GivenFile, delimiter: str, notes: Notes) -> Iterator[TableRow]:
    """The rows of a text as they stand."""
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(file.lines(notes), delimiter=delimiter)
    long = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            if long:
                raise _unclosed(file, long, line - long) from None
            return
        except csv.Error as error:
            raise Mistake(f"{file.name}, line {line}: {error}.", field="file", kept="Nothing was imported.") from error
        if len(cells) > MOST_COLUMNS:
            raise Mistake(
                f"{file.name}, line {line} has {len(cells):,} columns: more than {MOST_COLUMNS:,} are not read.",
                field="file",
                kept="Nothing was imported.",
            )
        if long:
            notes.decide(LONG_CELLS)
        long = line if reader.line_num - line > LONGEST_CELL else 0
        yield TableRow(line, cells)


def _unclosed(file: GivenFile, line: int, lines: int) -> Mistake:
    """The last row of a text is all that is left of it: so a mark that nobody closed ends."""
    return Mistake(
        f"{file.name}, line {line}: a cell in quotation marks runs on over {lines:,} lines, to the end of the file.",
        field="file",
        kept="Nothing was imported.",
        do="Look for a quotation mark that is missing there, and save the file again.",
    )


# --- finding the table


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the table lies: the row of its headers, the columns from and to, and the row of tags if there is one.

    `upper` is the row above the headers that names groups of columns, where there is one.
    """

    header: int
    first: int
    end: int
    tags: int | None
    upper: int | None = None

    @property
    def begin(self) -> int:
        """The row in which the data begin."""
        return max(self.header, -1 if self.tags is None else self.tags) + 1


def _table(name: str, raw: Callable[[Notes], Iterator[TableRow]]) -> Table | None:
    head = [TableRow(row.line, [_begun(cell, LONGEST_HEADER) for cell in row.cells]) for row in _first(raw)]
    frame = _frame(head)
    if frame is None or frame.end == frame.first:
        return None
    cells = head[frame.header].cells[frame.first : frame.end]
    tags = head[frame.tags].cells[frame.first : frame.end] if frame.tags is not None else ()
    width = frame.end - frame.first
    said = [plain(cell) for cell in (*tags, *[""] * (width - len(tags)))]
    padded = tuple(tag.rstrip("?") if HXL_TAG.fullmatch(tag) else "" for tag in said)
    if frame.upper is not None:
        cells = grouped(head[frame.upper].cells[frame.first : frame.end], cells, width)
    above = frame.header if frame.upper is None else frame.upper
    mixed = frame.tags is not None and not _is_tag_row(head[frame.tags].cells, share=1.0)

    def rows(notes: Notes) -> Iterator[TableRow]:
        if above:
            notes.decide("rows above the table were not read", above)
        if frame.upper is not None:
            notes.decide("two rows of headers were read as one: the upper names groups of columns", 0)
        if mixed:
            notes.decide("the row of HXL tags holds cells that are no tags: these columns have none", 0)
        return _rows_inside(islice(raw(notes), frame.begin, None), frame, notes)

    headers = _unique([*cells, *[None] * (width - len(cells))])
    sample = sampled(_rows_inside(head[frame.begin :], frame, Notes()))
    return Table(name, headers, padded, head[frame.header].line, rows, _titles(head[:above]), sample, raw)


def sampled(rows: Iterable[TableRow]) -> tuple[TableRow, ...]:
    """The first rows of a table as they are kept for looking at: long texts only with their beginnings."""
    return tuple(
        TableRow(row.line, [_begun(cell, LONGEST_TITLE) for cell in row.cells]) for row in islice(rows, LOOKED_AT)
    )


def _first(raw: Callable[[Notes], Iterator[TableRow]]) -> Iterator[TableRow]:
    return islice(raw(Notes()), LOOKED_AT)


def _begun(cell: Cell, length: int) -> Cell:
    return cell[:length] if isinstance(cell, str) else cell


def _titles(rows: Sequence[TableRow]) -> tuple[str, ...]:
    """What is said above the table, the nearest last."""
    said = [plain(cell) for row in rows for cell in row.cells if not _is_empty(cell)]
    return tuple(text for text in said[-MOST_TITLES:] if len(text) <= LONGEST_TITLE)


def _frame(head: list[TableRow]) -> _Frame | None:
    tags = next((at for at, row in enumerate(head[:26]) if _is_tag_row(row.cells)), None)
    if tags is not None and tags > 0:
        header = next((at for at in range(tags - 1, -1, -1) if _filled(head[at].cells) > 1), tags - 1)
        return _framed(head, header, tags)
    scores = [_header_score(head, at) for at in range(len(head))]
    best = max(scores, default=0.0)
    if best <= 0:
        return None
    header = next(at for at, score in enumerate(scores) if score >= best * NEARLY_BEST)
    header = _lowest(head, header, [score >= best * NEARLY_BEST for score in scores])
    for upper in (header, header - 1):
        is_there = 0 <= upper < len(head) - 1 and not _is_comment(head, upper, plain(next(iter(head[upper].cells), "")))
        if is_there and are_two_rows(head[upper].cells, head[upper + 1].cells):
            return dataclasses.replace(_framed(head, upper + 1, None, head[upper].cells), upper=upper)
    return _framed(head, header, None)


def _lowest(head: list[TableRow], header: int, are_like: Sequence[bool]) -> int:
    """Of several rows of headers, of which the upper ones begin only behind the first two columns, the last."""
    while header + 1 < len(head) and are_like[header + 1] and _begins_later(head[header], head[header + 1]):
        header += 1
    return header


def _begins_later(upper: TableRow, lower: TableRow) -> bool:
    return all(not _cell(upper, at) and _cell(lower, at) for at in (0, 1))


def _framed(head: list[TableRow], header: int, tags: int | None, upper: Sequence[Cell] = ()) -> _Frame:
    """The widest run of columns that have a header; beyond an empty one begins something else."""
    begin = (tags if tags is not None else header) + 1
    below = head[begin : begin + 30]
    row = head[header].cells
    width = max([len(row), *(len(each.cells) for each in below)])
    used = [
        (at < len(row) and not _is_empty(row[at]))
        or (at < len(upper) and not _is_empty(upper[at]))
        or sum(_cell(each, at) for each in below) > len(below) / 2
        for at in range(width)
    ]
    runs, start = [], None
    for at, is_used in enumerate([*used, False]):
        if is_used and start is None:
            start = at
        elif not is_used and start is not None:
            runs.append((start, at))
            start = None
    first, end = max(runs, key=lambda run: (run[1] - run[0], -run[0]), default=(0, len(row)))
    return _Frame(header, first, end, tags)


def _cell(row: TableRow, at: int) -> bool:
    return at < len(row.cells) and not _is_empty(row.cells[at])


def _is_tag_row(cells: Sequence[Cell], *, share: float = MOSTLY_TAGS) -> bool:
    """A row of HXL tags, however sparse. Publishers' slips among them ("geo+lat") do not make it a row of data."""
    said = [plain(cell) for cell in cells if not _is_empty(cell)]
    tags = sum(HXL_TAG.fullmatch(text) is not None for text in said)
    return tags > 0 and (tags == len(said) or (tags > 1 and tags >= len(said) * share))


def tags_in(headers: Sequence[str]) -> tuple[str, ...]:
    """The tags of headers that are tags themselves, as lists of objects have them; "" where one is none."""
    return tuple(header if HXL_TAG.fullmatch(header) else "" for header in headers)


def _header_score(head: list[TableRow], at: int) -> float:
    """How much a row looks like headers: short different words, with rows of like width below it."""
    cells = head[at].cells
    said = [plain(cell) for cell in cells if not _is_empty(cell)]
    if len(said) < 2 or _is_comment(head, at, said[0]):
        return 0.0
    times = _times(said) if at + 1 < len(head) and not _times([plain(cell) for cell in head[at + 1].cells]) else 0
    words = times + sum(not NUMERIC.fullmatch(text) and len(text) <= 120 for text in said)
    if words < len(said) * 0.6:
        return 0.0
    below = [_filled(row.cells) for row in head[at + 1 : at + 21]]
    like = sum(width >= len(said) * 0.3 for width in below) if below else 1
    different = len(set(said)) / len(said)
    return len(said) * (words / len(said)) * different * (like / max(len(below), 1)) + 1 / (at + 2)


def _times(said: Sequence[str]) -> int:
    """How many cells of a row are different days, or years one after the other: headers of what was counted then."""
    days = {text for text in said if DAY.fullmatch(text)}
    return len(days) if 1 < len(days) < len(said) else _years(said)


def _years(said: Sequence[str]) -> int:
    numbers = [int(text) if YEAR.fullmatch(text) else 0 for text in said]
    years = {at for at, (one, next) in enumerate(pairwise(numbers)) if one and abs(next - one) == 1}
    return len(years | {at + 1 for at in years}) if len(years) < len(said) - 1 else 0


def _is_comment(head: list[TableRow], at: int, first: str) -> bool:
    """A line for programs; one that begins with # and has not as many cells as the next ones is a remark."""
    width = len(head[at].cells)
    return COMMENT.match(first) is not None or (
        first.startswith("#") and bool(head[at + 1 :]) and all(len(row.cells) != width for row in head[at + 1 : at + 4])
    )


def _filled(cells: Sequence[Cell]) -> int:
    return sum(not _is_empty(cell) for cell in cells)


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _unique(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Headers that tell columns apart: empty ones get a number, doubled ones too."""
    seen: Counter[str] = Counter()
    headers = []
    for at, cell in enumerate(cells, start=1):
        header = plain(cell).replace("\n", " ") or f"column {at}"
        seen[header] += 1
        headers.append(header if seen[header] == 1 else f"{header} ({seen[header]})")
    return tuple(headers)


def _rows_inside(raw: Iterable[TableRow], frame: _Frame, notes: Notes) -> Iterator[TableRow]:
    """The rows of the table, each as wide as its headers. Empty ones are left out."""
    width = frame.end - frame.first
    for row in raw:
        if frame.first == 0 and len(row.cells) == width and not _is_empty(row.cells[0]):
            yield row
            continue
        cells = row.cells[frame.first : frame.end]
        if all(_is_empty(cell) for cell in cells):
            continue
        beside = [cell for cell in chain(row.cells[: frame.first], row.cells[frame.end :]) if not _is_empty(cell)]
        if beside and len(row.cells) > frame.end and frame.first == 0 and _is_ragged(row, frame):
            notes.reject(row.line, f"has {len(row.cells)} cells where the table has {width} columns")
            continue
        if beside:
            notes.decide("cells beside the table were not read")
        if len(cells) < width:
            notes.decide("rows with fewer cells than columns: what is missing counts as not stated")
            cells = [*cells, *[None] * (width - len(cells))]
        yield TableRow(row.line, cells)


def _is_ragged(row: TableRow, frame: _Frame) -> bool:
    """A row that runs on without a gap is broken; what comes after a gap is something beside the table."""
    return not _is_empty(row.cells[frame.end]) and not _is_empty(row.cells[frame.end - 1])


def is_blank_row(row: TableRow) -> bool:
    """Whether no cell of it states anything."""
    return all(is_missing(cell) for cell in row.cells)
