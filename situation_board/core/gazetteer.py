"""Places by name: exact ones are found, near ones are suggested, unknown ones stay unknown.

The shipped file (resources/gazetteer) holds Syria and its neighbours, made from GeoNames and an own seed list
by packaging/build_gazetteer.py. It is read only; what people add themselves lives in their situation.

A name often means two places, a town and the governorate around it: `find` returns both, each with its kind,
the settlement first, and `preferred` takes the settlement when only its own surroundings share its name. Suran
in Hama and Suran in Aleppo stay two: that is for a person to answer.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from situation_board.core.names import ARABIC_ARTICLE, normalise
from situation_board.core.problems import Trouble
from situation_board.core.resources import resource_path
from situation_board.core.sqlite import Connection, DatabaseError, sqlite3

SETTLEMENTS = frozenset({"town", "village", "camp"})
SURROUNDINGS = ("site", "crossing", "area", "sub_district", "district", "governorate", "country")

LAST_CHARACTER = "\U0010ffff"
LEAST_LIKENESS = 72.0
WORTH_OF_A_PART = 0.9
"""Sharing only words with a longer name ("Shaykhun", "Khan Shaykhun") counts less than a typing error."""

PLACE = (
    "SELECT place.id, place.code, place.name, place.names, place.kind, above.code, place.country,"
    " place.latitude, place.longitude, place.precision, place.population, place.p_code"
    " FROM place LEFT JOIN place AS above ON above.id = place.parent"
)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One spelling; language is an ISO 639 code where it is known, else empty."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the gazetteer knows it. Many have no coordinates, and that is no defect."""

    code: str
    """Stable over releases: "geonames:170654", "seed:ghouta"."""
    name: str
    names: tuple[PlaceName, ...]
    """All spellings, the best of each language first."""
    kind: str
    """A value of `vocabulary.LocationKind`."""
    parent: str | None
    country: str
    latitude: float | None
    longitude: float | None
    precision: str
    """A value of `vocabulary.LocationPrecision`."""
    population: int | None
    p_code: str | None = None

    def name_in(self, language: str) -> str | None:
        """The name to print in a language, if there is one."""
        return next((name.name for name in self.names if name.language == language), None)


@dataclass(frozen=True, slots=True)
class Match:
    """A place, the spelling by which it came up, and how like it is to what was typed, 0 to 100."""

    place: Place
    spelling: str
    score: float


_Key = tuple[str, int, int]
"""A normalised spelling, its place, and its line among the place's names."""


class _Beginning(NamedTuple):
    """A place that may be meant by what was typed so far; smaller comes first."""

    is_longer: bool
    is_unusual: bool
    place: int
    line: int
    typed: int

    def score(self, spelling: str) -> float:
        return round(100 * self.typed / max(self.typed + 1, len(normalise(spelling))), 1) if self.is_longer else 100.0


class Gazetteer:
    """The list of places. Opens its file at the first question; may be asked from several threads."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._connection: Connection | None = None
        self._keys: tuple[list[_Key], list[_Key]] | None = None
        self._one_at_a_time = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._one_at_a_time:
            if self._connection is not None:
                self._connection.close()
            self._connection = self._keys = None

    def find(self, name: str, *, only_in: str | None = None) -> tuple[Place, ...]:
        """All places with exactly this name after normalising, settlements first; `only_in` is a country code."""
        rows = self._rows(
            f"{PLACE} WHERE place.id IN (SELECT place FROM spelling WHERE key = ?)"
            " AND (? IS NULL OR place.country = ?) ORDER BY place.id",
            (normalise(name), only_in, only_in),
        )
        return tuple(sorted(map(_place, rows), key=_settlements_first))

    def preferred(self, places: Sequence[Place]) -> Place | None:
        """The one that is meant: the only one, or the settlement that lies inside all the others."""
        if len(places) == 1:
            return places[0]
        settlements = [place for place in places if place.kind in SETTLEMENTS]
        if len(settlements) != 1:
            return None
        around = {place.code for place in self.ancestors(settlements[0].code)}
        others = {place.code for place in places} - {settlements[0].code}
        return settlements[0] if others <= around else None

    def complete(self, prefix: str, limit: int = 12, *, first_in: str | None = None) -> tuple[Match, ...]:
        """Places one of whose spellings begins so: whole names, then names in use, then by people.

        Those of the country `first_in` come before all others.
        """
        found: list[_Beginning] = []
        for country in dict.fromkeys((first_in, None)):
            here = [row for begin in _beginnings(prefix) for row in self._beginning(begin, limit, country)]
            found += sorted(here)
        first: dict[int, _Beginning] = {}
        for beginning in found:
            first.setdefault(beginning.place, beginning)
        best = list(first.values())[:limit]
        spelled = self._spelled([(each.place, each.line) for each in best])
        return tuple(Match(*words, each.score(words[1])) for words, each in zip(spelled, best, strict=True))

    def suggest(self, name: str, limit: int = 8) -> tuple[Match, ...]:
        """Places with a similar name, best first: offered to a person, never accepted by themselves."""
        wanted = normalise(name)
        if not wanted:
            return ()
        best: dict[int, tuple[int, float]] = {}
        for place, line, score in self._alike(wanted):
            if score > best.get(place, (0, 0.0))[1]:
                best[place] = (line, score)
        ranked = sorted(best.items(), key=lambda item: (-item[1][1], item[0]))[:limit]
        spelled = self._spelled([(place, line) for place, (line, _) in ranked])
        return tuple(Match(*words, score) for words, (_, (_, score)) in zip(spelled, ranked, strict=True))

    def place(self, code: str) -> Place | None:
        rows = self._rows(f"{PLACE} WHERE place.code = ?", (code,))
        return _place(rows[0]) if rows else None

    def place_with_pcode(self, p_code: str) -> Place | None:
        """The place of an OCHA place code (P-code), if it is known here."""
        rows = self._rows(f"{PLACE} WHERE place.p_code = ? LIMIT 1", (p_code,))
        return _place(rows[0]) if rows else None

    def country(self, code: str) -> Place | None:
        """The country of an ISO 3166 code of two letters."""
        rows = self._rows(f"{PLACE} WHERE place.kind = 'country' AND place.country = ? LIMIT 1", (code,))
        return _place(rows[0]) if rows else None

    def ancestors(self, code: str) -> tuple[Place, ...]:
        """The places around a place, from the nearest to the country."""
        around: list[Place] = []
        place = self.place(code)
        while place is not None and place.parent is not None:
            place = self.place(place.parent)
            if place is not None:
                around.append(place)
        return tuple(around)

    def _beginning(self, begin: str, limit: int, country: str | None) -> list[_Beginning]:
        """The first places with a spelling that begins so; of a place's spellings, the first."""
        rows = self._rows(
            "SELECT max(key = ?) AS whole, max(usual) AS used, place, min(line) FROM spelling"
            " WHERE key >= ? AND key < ? AND (? IS NULL OR place IN (SELECT id FROM place WHERE country = ?))"
            " GROUP BY place ORDER BY whole DESC, used DESC, place LIMIT ?",
            (begin, begin, begin + LAST_CHARACTER, country, country, limit),
        )
        return [_Beginning(not whole, not usual, place, line, len(begin)) for whole, usual, place, line in rows]

    def _alike(self, wanted: str) -> Iterator[tuple[int, int, float]]:
        from rapidfuzz import fuzz, process

        keys, usual = self._all_keys()
        # Words in common say something only of names in use: "Khan" was once one of a hamlet near Homs.
        for scorer, worth, among in ((fuzz.ratio, 1.0, keys), (fuzz.token_set_ratio, WORTH_OF_A_PART, usual)):
            texts = [key for key, _, _ in among]
            for _, score, index in process.extract(
                wanted, texts, scorer=scorer, limit=None, score_cutoff=LEAST_LIKENESS / worth
            ):
                yield among[index][1], among[index][2], score * worth

    def _all_keys(self) -> tuple[list[_Key], list[_Key]]:
        """All spellings, and those in use."""
        with self._one_at_a_time:
            if self._keys is None:
                rows = self._rows("SELECT key, place, line, usual FROM spelling", ())
                self._keys = [row[:3] for row in rows], [row[:3] for row in rows if row[3]]
            return self._keys

    def _spelled(self, found: list[tuple[int, int]]) -> list[tuple[Place, str]]:
        """The places and spellings behind pairs of numbers, in the order given."""
        marks = ",".join("?" * len(found))
        rows = self._rows(f"{PLACE} WHERE place.id IN ({marks})", [number for number, _ in found])
        places = {row[0]: _place(row) for row in rows}
        return [(places[number], places[number].names[line].name) for number, line in found]

    def _rows(self, question: str, values: Sequence[object]) -> list[Any]:
        try:
            with self._one_at_a_time:
                if self._connection is None:
                    self._connection = _open(self._path or resource_path("gazetteer", "places.sqlite"))
                return self._connection.execute(question, tuple(values)).fetchall()
        except DatabaseError as error:
            raise Trouble(
                "The list of places is missing or damaged.",
                kept="Your situation is not affected; places can be entered by hand.",
                do="Install the program again.",
            ) from error


def _open(path: Path) -> Connection:
    # `immutable`: no journal is looked for, so it works from a folder in which nobody may write.
    where = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(where, uri=True, check_same_thread=False)


def _place(row: Sequence[Any]) -> Place:
    names = (PlaceName(*line.split("\t")) for line in row[3].split("\n"))
    return Place(row[1], row[2], tuple(names), *row[4:])


def _settlements_first(place: Place) -> int:
    return SURROUNDINGS.index(place.kind) + 1 if place.kind in SURROUNDINGS else 0


def _beginnings(prefix: str) -> tuple[str, ...]:
    """What was typed so far, also without the article that it may turn out to begin with ("الس")."""
    typed = normalise(prefix)
    bare = typed.removeprefix(ARABIC_ARTICLE)
    return tuple(dict.fromkeys(begin for begin in (typed, bare) if begin))
