"""Which column of an unknown table means what: guessed from HXL tags, headers and values, each guess with its reason.

A guess is a proposal. What a person says replaces it; what nobody says and nothing shows stays unmapped and is told.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from situation_board.core.importing.cells import is_missing
from situation_board.core.importing.counted_columns import COUNTED, IN_HOUSEHOLDS, Counting, counting_of_field
from situation_board.core.importing.counting_guesses import counting_guesses, with_time_of
from situation_board.core.importing.form_groups import is_form, without_groups
from situation_board.core.importing.guess import Guess
from situation_board.core.importing.header_names import HEADERS, LAST
from situation_board.core.importing.header_words import bare
from situation_board.core.importing.hxl import field_of_tag, parts_of_tag
from situation_board.core.importing.place_columns import (
    LANGUAGES,
    area_columns,
    country_columns,
    date_columns,
    origin_columns,
    place_columns,
    point_columns,
)
from situation_board.core.importing.sample_values import against
from situation_board.core.importing.tables import Table
from situation_board.core.problems import Mistake
from situation_board.core.vocabulary import FigureCategory

SaidColumns = Mapping[str, str]
"""Field -> column, as a person said; "=" for a field that no column is to give."""
PARTS_OF_PEOPLE = ("sex", "age", "sector")
FIGURES = tuple(category.value for category in FigureCategory)
FIGURE_FIELDS = tuple(f"{each}{unit}" for unit in ("", IN_HOUSEHOLDS) for each in (*FIGURES, COUNTED))
ADMIN = tuple(f"admin{level}" for level in range(5))
ADMIN_CODES = tuple(f"admin{level}_pcode" for level in range(5))
FIELDS = (
    *("key", "kind", "text", "date", "starts", "ends", "year", "month"),
    *("place", "pcode", *ADMIN, *ADMIN_CODES, "country", "country_code", "latitude", "longitude", "place_kind"),
    *("point", "origin", "destination", "actor", "source", "url", "note", "low", "high"),
    *("people", *PARTS_OF_PEOPLE),
    *FIGURE_FIELDS,
)
"""What a column can be mapped to. Names in a language are "name:ar" and the like."""
NAME_IN = re.compile(r"name:([a-z]{2,3})")
BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
DEGREES = re.compile(r"(\w+?)_?(latitude|longitude)")
OF_SERVERS = frozenset({"_notes", "_status", "_tags", "_validation_status", "_submitted_by", "__version__", "_index"})
WORDS_OF_FIELDS = {
    **{"origin": "where from", "place": "places", "country": "a country", "point": "coordinates", "date": "a day"},
    **{f"name:{code}": "places in another language" for code in LANGUAGES},
    "name:ar": "places in Arabic",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column is taken for; `refused` are those whose values speak against their headers, with why."""

    guesses: tuple[Guess, ...]
    refused: tuple[tuple[str, str], ...]

    def without(self, field: str, why: str) -> Columns:
        """The same, with a field refused to whichever column was taken for it."""
        gone = [guess.header for guess in self.guesses if guess.field == field]
        kept = tuple(guess for guess in self.guesses if guess.field != field)
        return Columns(kept, (*self.refused, *((header, _refusal(field, why)) for header in gone)))


def mapped(table: Table, said: SaidColumns) -> tuple[Guess, ...]:
    """What each column is taken for: what a person said first, then tags, then headers; each field once.

    Mistake when a person names a column that is not there or a field that does not exist.
    """
    return mapping_of(table, said).guesses


def mapping_of(table: Table, said: SaidColumns) -> Columns:
    """The same, with the columns whose values speak against it. Labels of a form are looked at without their groups."""
    labels = without_groups(table.headers)
    if labels == table.headers:
        return _mapping(table, said)
    full = dict(zip(labels, table.headers, strict=True))
    found = _mapping(dataclasses.replace(table, headers=labels), _by_label(table, labels, said))
    return Columns(
        tuple(dataclasses.replace(guess, header=full[guess.header]) for guess in found.guesses),
        tuple((full[header], why) for header, why in found.refused),
    )


def _by_label(table: Table, labels: Sequence[str], said: SaidColumns) -> SaidColumns:
    """What a person said of columns by their whole headers."""
    places = {field: table.column(header) for field, header in said.items()}
    return {field: header if (at := places[field]) is None else labels[at] for field, header in said.items()}


def _mapping(table: Table, said: SaidColumns) -> Columns:
    work = _Work(table, said)
    for field, header in said.items():
        if not header.startswith("="):
            work.take(_as_said(table, field, header))
    for guess in [*_by_tags(table), *_by_headers(table)]:
        work.propose(guess)
    is_by_row = any(guess.field == "people" for guess in work.guesses)
    is_of_days = any(guess.field == "date" for guess in work.guesses)
    said_counts = [*work.counted()]
    for guess in counting_guesses(table, work.left(), said_counts, is_by_row=is_by_row, is_of_days=is_of_days):
        work.propose(guess)
    work.take_empty()
    return Columns(tuple(work.guesses), tuple(work.refused.items()))


class _Work:
    """Takes one guess after the other."""

    def __init__(self, table: Table, said: SaidColumns) -> None:
        self._table = table
        self._said = said
        self._used: set[str] = set()
        self._taken: set[str] = set()
        self._empty: list[Guess] = []
        self.guesses: list[Guess] = []
        self.refused: dict[str, str] = {}

    def take(self, guess: Guess) -> None:
        self.guesses.append(guess)
        self._used.add(guess.header)
        self._taken.add(guess.field)

    def propose(self, guess: Guess) -> None:
        """Take it where column and field are free, and the values of the column do not speak against it.

        A column without values waits until nothing else wants the field.
        """
        if not self._is_free(guess):
            return
        at = self._table.headers.index(guess.header)
        cells = [row.cells[at] for row in self._table.sample if at < len(row.cells)]
        if cells and all(is_missing(cell) for cell in cells):
            self._empty.append(guess)
            return
        why = against(guess.field, cells, header=guess.header, counts=guess.counting is not None)
        if why is None:
            self.take(guess)
            self.refused.pop(guess.header, None)
        else:
            self.refused[guess.header] = _refusal(guess.field, why)

    def _is_free(self, guess: Guess) -> bool:
        return not (guess.header in self._used or guess.field in self._taken or guess.field in self._said)

    def take_empty(self) -> None:
        for guess in self._empty:
            if self._is_free(guess):
                self.take(guess)

    def left(self) -> list[str]:
        return [header for header in self._table.headers if header not in self._used]

    def counted(self) -> Iterator[Counting]:
        """What a person said that columns count."""
        return (guess.counting for guess in self.guesses if guess.counting is not None)


def _as_said(table: Table, field: str, header: str) -> Guess:
    counting = counting_of_field(field)
    if field not in FIELDS and counting is None and not NAME_IN.fullmatch(field):
        raise Mistake(f"There is no field “{field}” to map to.", field="map", do=f"One of: {', '.join(FIELDS)}.")
    at = table.column(header)
    if at is None:
        raise Mistake(
            f"The table has no column “{header}”.", field="map", do=f"Its columns are: {', '.join(table.headers)}."
        )
    if counting is not None:
        counting = with_time_of(counting, table.headers[at], table.tags[at])
    return Guess(field, table.headers[at], "as was said", counting)


def _by_tags(table: Table) -> list[Guess]:
    """The most general tag comes first: #date before #date+updated."""
    found = []
    by_width = sorted(zip(table.headers, table.tags, strict=True), key=lambda each: len(parts_of_tag(each[1])[1]))
    for header, tag in by_width:
        field = field_of_tag(tag)
        if field is not None:
            found.append(Guess(field, header, f"its HXL tag is {tag}"))
    return found


def _by_headers(table: Table) -> list[Guess]:
    found = []
    headers = _of_people(table.headers)
    simples = {bare(header): header for header in reversed(headers)}
    simples = {bare(BRACKET.sub("", header)): header for header in reversed(headers)} | simples
    has_form = is_form(table.headers)
    for field, names in HEADERS.items():
        if has_form and field in {"starts", "ends"}:
            continue
        found += [Guess(field, simples[name], f"its header is “{simples[name]}”") for name in names if name in simples]
    found += _by_words(headers)
    for field, names in LAST.items():
        found += [Guess(field, simples[name], f"its header is “{simples[name]}”") for name in names if name in simples]
    for name, header in simples.items():
        degrees = DEGREES.fullmatch(name)
        if degrees:
            found.append(Guess(degrees[2], header, f"its header “{header}” ends in {degrees[2]}"))
            named = simples.get(f"{degrees[1]}name") or simples.get(f"{degrees[1]}_name")
            found += (
                [Guess("place", named, f"its header “{named}” begins as that of the {degrees[2]}")] if named else []
            )
    for header in headers:
        language = re.fullmatch(r"(?:site_|place_|location_)?name_([a-z]{2})", bare(header))
        if language:
            found.append(Guess(f"name:{language[1]}", header, f"its header “{header}” ends in a language"))
    return found


def _by_words(headers: Sequence[str]) -> Iterator[Guess]:
    for columns in (area_columns, origin_columns, place_columns, country_columns, point_columns, date_columns):
        for field, header in columns(headers):
            yield Guess(field, header, f"its header “{header}” names {WORDS_OF_FIELDS.get(field, 'an area')}")


def _of_people(headers: Sequence[str]) -> list[str]:
    """Without the columns that a form's server adds."""
    has_form = is_form(headers)
    return [header for header in headers if not (has_form and header.casefold() in OF_SERVERS)]


def _refusal(field: str, why: str) -> str:
    return f"not taken as {words_of_field(field)}: {why}"


def words_of_field(field: str) -> str:
    """For people: "displaced households, men", "admin1 pcode"."""
    return field.replace("+", ", ").replace("_", " ")


def unmapped(table: Table, guesses: Sequence[Guess]) -> list[str]:
    """The columns that nothing is taken from."""
    used = {guess.header for guess in guesses}
    return [header for header in table.headers if header not in used]
