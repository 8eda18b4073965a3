"""The place of a row of a table, by whatever of its columns says where: names, areas around, codes, coordinates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from situation_board.core.importing.cells import Cell, is_missing
from situation_board.core.importing.columns import MOST_REMEMBERED, ColumnError, Written
from situation_board.core.importing.incoming import GivenPlace
from situation_board.core.importing.mapping import ADMIN, ADMIN_CODES, NAME_IN
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import TableRow
from situation_board.core.importing.words_in_cells import KINDS_OF_LEVELS, is_word_for_total, kind_of_place
from situation_board.core.rows import Name
from situation_board.core.vocabulary import LocationKind, LocationPrecision

ARABIC = re.compile(r"[\u0600-\u06ff]")
"""A Latin name in a column of Arabic names is no Arabic name."""
PLACE_FIELDS = frozenset(
    {"place", "pcode", "place_kind", "country", "country_code", "latitude", "longitude", "point", *ADMIN, *ADMIN_CODES}
)


@dataclass(slots=True)
class TablePlaces:
    """Reads the places of one table; `levels` are those on which rows stood so far."""

    written: Written
    columns: Mapping[str, str]
    levels: set[int] = field(default_factory=set)
    _at: tuple[int, ...] = ()
    """The columns that say where it was."""
    _known: dict[tuple[Cell, ...], GivenPlace | None] = field(default_factory=dict)
    _unreadable: dict[tuple[Cell, ...], ColumnError] = field(default_factory=dict)
    _totals: dict[tuple[Cell, ...], bool | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named = [header for name, header in self.columns.items() if name in PLACE_FIELDS or NAME_IN.fullmatch(name)]
        self._at = tuple(self.written.columns[header] for header in named if header in self.written.columns)

    def are_totals(self, row: TableRow) -> bool | None:
        """Whether the row adds others up, as one of its names of places says; None where it has none."""
        cells = tuple([row.cells[at] for at in self._at])
        if cells not in self._totals:
            if len(self._totals) >= MOST_REMEMBERED:
                self._totals.clear()
            names = (self._text(row, field) for field in ("place", *ADMIN, "country"))
            said = [name for name in names if name]
            self._totals[cells] = any(map(is_word_for_total, said)) if said else None
        return self._totals[cells]

    def place(self, row: TableRow, notes: Notes) -> GivenPlace | None:
        """Many rows tell of few places: what the same cells said before is not read again."""
        cells = tuple([row.cells[at] for at in self._at])
        if cells not in self._known:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
                self._unreadable.clear()
            self._known[cells] = self._read(row, cells)
        if cells in self._unreadable:
            error = self._unreadable[cells]
            notes.leave_out(row.line, error.why, column=error.column)
        return self._known[cells]

    def _text(self, row: TableRow, field: str) -> str | None:
        return self.written.text(row, self.columns[field]) if field in self.columns else None

    def _read(self, row: TableRow, cells: tuple[Cell, ...]) -> GivenPlace | None:
        own = self._text(row, "place")
        admin = [(level, name) for level, field in enumerate(ADMIN) if (name := self._text(row, field))]
        code = self._text(row, "pcode")
        codes = [found for field in reversed(ADMIN_CODES) if (found := self._text(row, field))]
        kind = kind_of_place(self._text(row, "place_kind") or "")
        if own is None and admin:
            level, own = admin.pop()
            self.levels.add(level)
            code = code or (codes[0] if codes else None)
            kind = kind or KINDS_OF_LEVELS[level]
        point = self._point(row, cells, is_named=own is not None or code is not None)
        country, country_code = self._text(row, "country"), self._text(row, "country_code")
        if own is None and code is None and point is None:
            own, kind = country or country_code, LocationKind.COUNTRY
            if own is None:
                return None
        return GivenPlace(
            name=own,
            names=self._names(row, own),
            kind=kind,
            areas=tuple(name for _, name in reversed(admin) if name != own),
            pcode=code,
            parent_pcode=next((each for each in codes if each != code), None),
            country=country_code or country,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            precision=LocationPrecision.SETTLEMENT if point else None,
        )

    def _point(self, row: TableRow, cells: tuple[Cell, ...], *, is_named: bool) -> tuple[float, float] | None:
        """Coordinates that cannot be read cost a place that has a name or code these only."""
        try:
            return self._read_point(row)
        except ColumnError as error:
            if not is_named:
                raise
            self._unreadable[cells] = error
            return None

    def _read_point(self, row: TableRow) -> tuple[float, float] | None:
        if "latitude" in self.columns and "longitude" in self.columns:
            return self.written.point(row, self.columns["latitude"], self.columns["longitude"])
        return self.written.pair(row, self.columns["point"]) if "point" in self.columns else None

    def _names(self, row: TableRow, own: str | None) -> tuple[Name, ...]:
        """Names in other languages, byte for byte as they stand."""
        names = []
        for name in self.columns:
            language = NAME_IN.fullmatch(name)
            said = self.written.cell(row, self.columns[name]) if language else None
            if language and isinstance(said, str) and not is_missing(said) and said.strip() != own:
                is_written_so = language[1] != "ar" or ARABIC.search(said) is not None
                names.append(Name(name=said.strip(), language=language[1] if is_written_so else None))
        return tuple(names)
