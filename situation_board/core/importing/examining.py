"""Reading a file once without keeping anything, for the report that comes before every import."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.ids import known_id
from situation_board.core.importing.figure_sums import FigureSums
from situation_board.core.importing.files import CHUNK, GivenFile
from situation_board.core.importing.format import Format
from situation_board.core.importing.incoming import Given, GivenControl, GivenEvent, GivenLocation, GivenPlace, GivenRow
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Decision, Notes, Question, Rejected
from situation_board.core.importing.options import Options
from situation_board.core.importing.personal import without_personal_data
from situation_board.core.importing.placing import Found, Placed, Placer
from situation_board.core.importing.seen_keys import SeenKeys
from situation_board.core.problems import Mistake
from situation_board.core.store import Reading
from situation_board.core.vocabulary import EventKind

FUTURE = "rows that speak of a time that has not come yet: taken as they stand"
KEY_AGAIN = "rows whose key another row of the file has already"
STEP = 500
"""Rows between two signs of progress, which are also the places to stop at."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: rows so far, and the share of the file from 0 to 1 where it is known."""

    rows: int
    share: float | None


@dataclass(frozen=True, slots=True)
class FigureSum:
    """What the numbers of one kind add up to in the file: a check against what its publisher says, never a total.

    `number` is the one to show of each row; rows without a number are counted in `missing`. Groups never mix; None is
    not stated.
    """

    category: str
    group: str | None
    metric: str
    unit: str
    role: str
    number: int
    low: int
    high: int
    rows: int
    missing: int


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file holds, and what an import of it would do. Nothing was kept.

    `further_places` are counted only, where there are too many to be told. `cells` were left out of rows that are taken
    in. `below` are the names of tables that stand below the one that was read.
    """

    format: Format
    why: str
    sha256: str
    rows: int
    kinds: tuple[tuple[str, int], ...]
    loadable: int
    rejected: tuple[Rejected, ...]
    rejected_rows: int
    first: int | None
    last: int | None
    figures: tuple[FigureSum, ...]
    places: tuple[tuple[GivenPlace, Placed], ...]
    decisions: tuple[Decision, ...]
    questions: tuple[Question, ...]
    holders: tuple[tuple[str, int], ...]
    further_places: tuple[tuple[Found, int], ...] = ()
    cells: tuple[Rejected, ...] = ()
    below: tuple[str, ...] = ()

    def count(self, *found: Found) -> int:
        """How many different places were found so."""
        further = sum(count for each, count in self.further_places if each in found)
        return sum(placed.found in found for _, placed in self.places) + further


def recognise(looked: Looked, formats: Sequence[Format], name: str | None = None) -> tuple[Format, str]:
    """The format of a file and why. With a name, that format. Mistake when nobody knows it."""
    if name is not None:
        wanted = next((each for each in formats if each.name == name), None)
        if wanted is None:
            known = ", ".join(each.name for each in formats)
            raise Mistake(f"There is no format “{name}”.", field="format", do=f"One of: {known}.")
        if wanted.recognise(looked) is None:
            raise Mistake(f"{looked.file.name} is not “{wanted.words}”.", field="format", kept="Nothing was imported.")
        return wanted, "as was said"
    for each in formats:
        why = each.recognise(looked)
        if why is not None:
            return each, why
    raise Mistake(
        f"{looked.file.name} is of no format that is known.",
        field="file",
        kept="Nothing was imported.",
        do="Save it as CSV or XLSX with one row of headers.",
    )


def origin_of(format: Format, options: Options, looked: Looked) -> str:
    """What "the same dataset again" means: the same publisher's format and source, a like name of file and sheet."""
    part = format.part(looked, options) if format.part is not None else None
    return origin_named(format.name, source=options.source, file_name=looked.file.name, part=part)


def origin_named(format: str, *, source: str | None, file_name: str, part: str | None) -> str:
    said = [format, source or "", _alike(Path(file_name).stem)]
    return known_id("dataset", "\n".join([*said, _alike(part)] if part else said))


def _alike(name: str) -> str:
    """A name without the numbers in it, which count rounds and days."""
    return "".join(sign for sign in name.casefold() if not sign.isdigit()).strip(" -_.()")


def examine(
    reading: Reading, gazetteer: Gazetteer, looked: Looked, format: Format, why: str, options: Options
) -> Generator[Progress, None, Examined]:
    """Read the file to its end; each yield is progress and a place to stop. Returns what an import would do.

    Mistake when the file cannot be read at all, Trouble when it changes meanwhile.
    """
    file, notes = looked.file, Notes()
    file.tell(notes)
    tally = _Tally(Placer(reading, gazetteer, origin_of(format, options, looked)))
    for number, given in enumerate(format.read(looked, options, notes), start=1):
        tally.add(without_personal_data(given, options, notes), notes)
        if _is_to_come(given, options.now):
            notes.decide(FUTURE)
        if number % STEP == 0:
            yield Progress(number, min(file.position / file.size, 1.0) if file.position else None)
    sha256 = yield from _digest(file, notes.read)
    file.check_unchanged()
    return Examined(
        format=format,
        why=why,
        sha256=sha256,
        rows=notes.read,
        kinds=tuple(tally.kinds.items()),
        loadable=tally.loadable,
        rejected=tuple(notes.rejected),
        rejected_rows=notes.rejected_rows,
        first=tally.first,
        last=tally.last,
        figures=tuple(tally.sums()),
        places=tuple(tally.placer.placed.items()),
        decisions=notes.decisions(),
        questions=tuple(notes.questions),
        holders=tuple(tally.holders.most_common()),
        cells=tuple(notes.cells),
        below=tuple(notes.below),
    )


def _is_to_come(given: Given, now: int) -> bool:
    """Whether it tells of what cannot have happened yet; advisories are about what is to come."""
    if not isinstance(given, GivenEvent) or given.kind is EventKind.ADVISORY or given.starts is None:
        return False
    return given.starts.earliest > now


def _digest(file: GivenFile, rows: int) -> Generator[Progress, None, str]:
    digest = hashlib.sha256()
    with file.open() as stream:
        while chunk := stream.read(8 * CHUNK):
            digest.update(chunk)
            yield Progress(rows, 1.0)
    return digest.hexdigest()


class _Tally:
    """Counts while rows go by."""

    def __init__(self, placer: Placer) -> None:
        self.placer = placer
        self.kinds: Counter[str] = Counter()
        self.holders: Counter[str] = Counter()
        self.loadable = 0
        self.first: int | None = None
        self.last: int | None = None
        self._sums = FigureSums()
        self._keys = SeenKeys()

    def add(self, given: Given, notes: Notes) -> None:
        if isinstance(given, GivenEvent) and not self._keys.is_new(given.key):
            notes.decide(f"{KEY_AGAIN}: left out")
            return
        self.loadable += 1
        for place in places_of(given):
            self.placer.place(place)
        match given:
            case GivenEvent():
                self.kinds[given.kind.value] += 1
                self._note_times(given)
                for figure in given.figures:
                    self._sums.add(figure)
            case GivenControl():
                self.kinds["control"] += 1
                self.holders.update(given.holders)
            case GivenLocation():
                self.kinds["location"] += 1
            case GivenRow():
                self.kinds[given.table] += 1
            case _:
                self.kinds["report"] += 1

    def _note_times(self, event: GivenEvent) -> None:
        for time in (event.starts, event.ends):
            if time is not None:
                self.first = time.earliest if self.first is None else min(self.first, time.earliest)
                self.last = time.latest if self.last is None else max(self.last, time.latest)

    def sums(self) -> Iterable[FigureSum]:
        for kind, line in self._sums.lines():
            yield FigureSum(
                *kind, number=line.number, low=line.low, high=line.high, rows=line.rows, missing=line.missing
            )


def places_of(given: Given) -> list[GivenPlace]:
    """The places that a row names."""
    match given:
        case GivenEvent():
            return [place for place in (given.place, given.destination) if place is not None and place.is_told]
        case GivenLocation():
            return [dataclasses.replace(given.place, row=given.key)]
        case GivenControl():
            return [given.place]
        case _:
            return []


def examined_json(examined: Examined, zone: ZoneInfo) -> dict[str, object]:
    """The form of the command line. Of a dry run: `loaded` is what would be loaded."""
    return {
        "dataset": None,
        "format": examined.format.name,
        "why": examined.why,
        "rows": examined.rows,
        "loaded": examined.loadable,
        "rejected": [{"row": each.line, "column": each.column, "why": each.why} for each in examined.rejected],
        "rejected_rows": examined.rejected_rows,
        "cells": [{"row": each.line, "column": each.column, "why": each.why} for each in examined.cells],
        "first_date": _day(examined.first, zone),
        "last_date": _day(examined.last - 1 if examined.last is not None else None, zone),
        "kinds": dict(examined.kinds),
        "figures": [
            {
                "category": each.category,
                "group": each.group,
                "metric": each.metric,
                "unit": each.unit,
                "role": each.role,
                "sum": each.number,
                "sum_low": each.low,
                "sum_high": each.high,
                "rows": each.rows,
                "missing": each.missing,
            }
            for each in examined.figures
        ],
        "locations": {
            "found": examined.count(Found.KNOWN, Found.GAZETTEER, Found.NEW),
            "unlocated": examined.count(Found.UNLOCATED),
            "ambiguous": examined.count(Found.AMBIGUOUS),
        },
        "decisions": [{"what": each.what, "rows": each.rows} for each in examined.decisions],
        "questions": [
            {"option": each.option, "what": each.what, "choices": dict(each.choices)} for each in examined.questions
        ],
        "holders": dict(examined.holders),
        "replaced": None,
    }


def _day(milliseconds: int | None, zone: ZoneInfo) -> str | None:
    return None if milliseconds is None else times.at(milliseconds, zone).date().isoformat()
