"""Tables with a row for each kind of people: columns that say whom the row counts, and which part of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from situation_board.core.importing.columns import ColumnError, Written
from situation_board.core.importing.counted_columns import Meaning, named_in, part_in
from situation_board.core.importing.mapping import PARTS_OF_PEOPLE
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import TableRow
from situation_board.core.importing.words_in_cells import is_word_for_total
from situation_board.core.rows import Figure
from situation_board.core.vocabulary import FigureCategory, FigureRole

OF_A_PART = "rows that count only a part of the people (by sex, age or sector): kept for triangulation, never added"


@dataclass(frozen=True, slots=True)
class PeopleByRow:
    """What the columns of one table say of whom a row counts."""

    written: Written
    columns: Mapping[str, str]

    @property
    def says_anything(self) -> bool:
        return not self.columns.keys().isdisjoint({"people", *PARTS_OF_PEOPLE})

    def are_totals(self, row: TableRow) -> bool:
        """Whether a row counts everybody, of whom the other rows count some each."""
        said = self.written.text(row, self.columns["people"]) if "people" in self.columns else None
        return said is not None and is_word_for_total(said) and not named_in(said)

    def figures(self, row: TableRow, figures: tuple[Figure, ...], notes: Notes) -> tuple[Figure, ...]:
        """The figures of a row as its other columns say. ColumnError when it does not say of whom."""
        part = ", ".join(self._parts(row))
        if part:
            notes.decide(OF_A_PART)
        return tuple(self._figure(row, figure, part) for figure in figures)

    def _figure(self, row: TableRow, figure: Figure, part: str) -> Figure:
        if figure.category is FigureCategory.OTHER and "people" in self.columns:
            category, group = self._people(row)
            figure = dataclasses.replace(figure, category=category, group=group)
        if not part:
            return figure
        note = ", ".join(text for text in (figure.note, part) if text)
        return dataclasses.replace(figure, role=FigureRole.TRIANGULATION, note=note)

    def _people(self, row: TableRow) -> Meaning:
        header = self.columns["people"]
        said = self.written.text(row, header) or ""
        named = named_in(said)
        if len(named) != 1:
            raise ColumnError(header, f"“{said[:60]}” does not say in known words whom the row counts")
        return named.pop()

    def _parts(self, row: TableRow) -> Iterator[str]:
        for field in PARTS_OF_PEOPLE:
            said = self.written.text(row, self.columns[field]) if field in self.columns else None
            if said and (part := part_in(said)):
                yield part
