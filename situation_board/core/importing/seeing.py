"""A file as a person looks at it before it is taken in: what it is, its sheets, its columns with what they mean."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.cells import is_missing, plain, simple
from situation_board.core.importing.chosen_table import below, best_table
from situation_board.core.importing.counted_columns import of_all
from situation_board.core.importing.examining import Examined, Progress, origin_named
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats import any_table
from situation_board.core.importing.guess import Guess
from situation_board.core.importing.importing import examine_file
from situation_board.core.importing.known_formats import FORMATS
from situation_board.core.importing.loading import standing_dataset
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.mapping import mapped
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.placing import Found
from situation_board.core.importing.preparing import Read
from situation_board.core.importing.tables import Table
from situation_board.core.questions.naming import find
from situation_board.core.rows import Dataset
from situation_board.core.store import Reading

SAMPLES = 3
LOOKED_AT = 50
"""Rows from which sample values are taken."""
LONGEST_SAMPLE = 60
MOST_PLACES = 20_000
"""Places that a report tells one by one."""
BY_NEED = (Found.AMBIGUOUS, Found.UNLOCATED, Found.NEW, Found.GAZETTEER, Found.KNOWN)
"""What a person has to look at comes first."""


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of a table; `field` is what it is taken for and `why`, None where nothing is taken from it.

    Of a column that counts only some of those whom it speaks of, `part` names these, and `whole` is the field of all.
    """

    header: str
    tag: str
    field: str | None
    why: str
    samples: tuple[str, ...]
    whole: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class FileSeen:
    """`formats` are those that the file can be read as. `columns` can be mapped; other formats know their own.

    `signature` is the same for every file with these columns: by it a mapping is found again.
    """

    options: Options
    examined: Examined
    formats: tuple[Format, ...]
    sheets: tuple[str, ...]
    sheet: str | None
    columns: tuple[ColumnSeen, ...]
    signature: str
    part: str | None = None
    """The sheet or the like that makes a dataset of its own of one file."""


def see_file(
    read: Read, gazetteer: Gazetteer, path: Path, options: Options, *, format: str | None = None
) -> Generator[Progress, None, tuple[Looked, FileSeen]]:
    """Recognise a file, read it through and say what its columns are taken for. Each yield is a place to stop."""
    looked, examined = yield from examine_file(read, gazetteer, path, options, format=format)
    table = best_table(looked, options) if examined.format is any_table.FORMAT else None
    return looked, FileSeen(
        options=options,
        examined=examined,
        formats=tuple(each for each in FORMATS if each.recognise(looked) is not None),
        sheets=_sheets(looked, table, examined) if table is not None else (),
        sheet=table.name if table is not None else None,
        columns=_columns(table, mapped(table, options.columns)) if table is not None else (),
        signature=signature_of(table.headers) if table is not None else "",
        part=examined.format.part(looked, options) if examined.format.part is not None else None,
    )


def former_import(reading: Reading, seen: FileSeen, file_name: str, source: str | None) -> Dataset | None:
    """What an import of that file, as of that publisher, takes the place of."""
    name, part = seen.examined.format.name, seen.part
    return standing_dataset(reading, origin_named(name, source=source, file_name=file_name, part=part))


def _sheets(looked: Looked, table: Table, examined: Examined) -> tuple[str, ...]:
    """The tables that can be chosen, with those below others where there are some."""
    names = tuple(each.name for each in looked.tables)
    return (*names, *(each.name for each in below(looked))) if examined.below or table.name not in names else names


def abridged(seen: FileSeen) -> FileSeen:
    """What is told to a person of it: of very many places the first that need one, and how many there are else."""
    ordered = sorted(seen.examined.places, key=lambda each: BY_NEED.index(each[1].found))
    counted = Counter(placed.found for _, placed in ordered[MOST_PLACES:])
    examined = dataclasses.replace(
        seen.examined, places=tuple(ordered[:MOST_PLACES]), further_places=tuple(counted.items())
    )
    return dataclasses.replace(seen, examined=examined)


def actors_called(reading: Reading, names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Names that mean one actor: name -> that actor's name and id."""
    actors = {}
    for name in names:
        found = find(reading, name, ["actor"])
        if len(found) == 1:
            actors[name] = (found[0].name, found[0].id)
    return actors


def signature_of(headers: Sequence[str]) -> str:
    """The same for tables with the same columns in the same order, whatever their case and blanks."""
    return hashlib.sha256("\n".join(simple(header) for header in headers).encode()).hexdigest()[:16]


def _columns(table: Table, guesses: Sequence[Guess]) -> tuple[ColumnSeen, ...]:
    taken = {guess.header: guess for guess in guesses}
    rows = list(islice(table.rows(Notes()), LOOKED_AT))
    seen = []
    for at, (header, tag) in enumerate(zip(table.headers, table.tags, strict=True)):
        guess = taken.get(header)
        texts = dict.fromkeys(_short(plain(row.cells[at])) for row in rows if not is_missing(row.cells[at]))
        samples = tuple(islice(texts, SAMPLES))
        seen.append(_column(header, tag, guess, samples))
    return tuple(seen)


def _column(header: str, tag: str, guess: Guess | None, samples: tuple[str, ...]) -> ColumnSeen:
    if guess is None:
        return ColumnSeen(header, tag, None, "", samples)
    counting = guess.counting
    whole = of_all(counting).field if counting is not None else guess.field
    return ColumnSeen(header, tag, guess.field, guess.why, samples, whole, counting.part if counting else "")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SAMPLE else f"{text[: LONGEST_SAMPLE - 1]}…"
