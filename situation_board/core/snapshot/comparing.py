"""What is different between two issues, as they were handed out: line by line of what each of them says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass

from situation_board.core.snapshot.sheet import EventLine, KeyFigure, RouteLine, Sheet, SheetRow
from situation_board.core.vocabulary import SheetPart


@dataclass(frozen=True, slots=True)
class Compared:
    """One line that the two sheets tell differently; None where one of them does not have it."""

    part: SheetPart
    name: str
    before: str | None
    after: str | None


Lines = Mapping[Hashable, tuple[str, str]]
"""What a line is about -> its name and what it says."""


def compared(former: Sheet, later: Sheet) -> tuple[Compared, ...]:
    """The differences part by part, in the order in which the later sheet is printed; what is gone comes last."""
    return tuple(
        difference
        for part, lines_of in PARTS.items()
        for difference in _differences(part, lines_of(former), lines_of(later))
    )


def _differences(part: SheetPart, before: Lines, after: Lines) -> Iterator[Compared]:
    for key in (*after, *(key for key in before if key not in after)):
        name, _ = after.get(key) or before[key]
        was, now = (lines[key][1] if key in lines else None for lines in (before, after))
        if was != now:
            yield Compared(part, name, was, now)


def _highlights(sheet: Sheet) -> Lines:
    return {line.text: (line.text, line.when) for line in sheet.highlights}


def _figures(sheet: Sheet) -> Lines:
    return {(line.what, line.source, line.metric): (line.what, _figure(line)) for line in sheet.key_figures}


def _figure(line: KeyFigure) -> str:
    return _joined(line.amount, line.when)


def _cards(sheet: Sheet) -> Lines:
    """By the card; of a redacted sheet by the place and what is said of it."""
    rows = [row for column in sheet.columns for row in column.rows]
    headings = {column.column: column.heading for column in sheet.columns}
    return {row.card or (row.place, row.said): (row.place, _card(row, headings[row.column])) for row in rows}


def _card(row: SheetRow, heading: str) -> str:
    return _joined(f"{heading}: {row.said}", row.as_of, row.grades, *row.marks, *row.flag_words, row.note or "")


def _claims(sheet: Sheet) -> Lines:
    rows = [row for column in sheet.columns for row in column.rows]
    return {
        (row.card or row.place, claim.speaker, claim.verb, claim.text): (
            row.place,
            _joined(f"{claim.speaker} {claim.verb}: {claim.text}", claim.stance_words, claim.grade),
        )
        for row in rows
        for claim in row.claims
    }


def _routes(sheet: Sheet) -> Lines:
    return {(line.route or line.name, line.use_words): (line.name, _route(line)) for line in sheet.routes}


def _route(line: RouteLine) -> str:
    return _joined(line.state_words, line.use_words, line.condition or "", line.as_of)


def _advisories(sheet: Sheet) -> Lines:
    return {
        line.event or (line.issuer, line.issued): (
            line.issuer,
            _joined(line.instruction, line.level or "", line.state_words),
        )
        for line in sheet.advisories
    }


def _events(sheet: Sheet) -> Lines:
    return {
        line.event or (line.kind, line.when, line.place): (_event_name(line), _event(line)) for line in sheet.events
    }


def _event_name(line: EventLine) -> str:
    return _joined(line.kind_words, line.place)


def _event(line: EventLine) -> str:
    return _joined(line.text, line.when, line.state_words or "", *line.figures, line.grades)


def _tasks(sheet: Sheet) -> Lines:
    return {line.what: (line.what, _joined(line.role or "", line.due or "")) for line in sheet.tasks}


def _joined(*parts: str) -> str:
    return " · ".join(part.replace("\n", " / ") for part in parts if part)


PARTS: dict[SheetPart, Callable[[Sheet], Lines]] = {
    SheetPart.HIGHLIGHTS: _highlights,
    SheetPart.KEY_FIGURES: _figures,
    SheetPart.BOARD: _cards,
    SheetPart.CLAIMS: _claims,
    SheetPart.ROUTES: _routes,
    SheetPart.ADVISORIES: _advisories,
    SheetPart.EVENTS: _events,
    SheetPart.TASKS: _tasks,
}
