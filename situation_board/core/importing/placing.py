"""Which place of the situation or the gazetteer a file means; a new one where it means none of them.

A P-code decides. Else a name in any spelling does, with the areas that the file says around it and its coordinates:
two places of one name are told apart, or the row is told to be ambiguous. Near names are never taken (domain.md).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from situation_board.core.gazetteer import Gazetteer, Place
from situation_board.core.ids import known_id
from situation_board.core.importing.country_codes import country_code
from situation_board.core.importing.incoming import GivenPlace
from situation_board.core.importing.taken_ids import is_of_another_kind
from situation_board.core.locating import Candidate, gazetteer_id, likeliest, places_named
from situation_board.core.names import normalise
from situation_board.core.questions.naming import SETTLEMENTS
from situation_board.core.rows import Location, Name
from situation_board.core.store import Reading
from situation_board.core.vocabulary import LocationKind, LocationPrecision

NEAR = 40.0
"""Kilometres within which a place of that name is the one meant; farther away it is another."""
EARTH = 6371.0
MOST_REMEMBERED = 20_000
"""Places that are known again as the same object: formats give one for many rows."""


class Found(StrEnum):
    """How well a place was found."""

    KNOWN = "known"
    GAZETTEER = "gazetteer"
    NEW = "new"
    UNLOCATED = "unlocated"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Placed:
    """`id` is the location's; None when it is ambiguous: then `candidates` says what it may be.

    `code` is the gazetteer's, for making it; `location` is a new one as the file describes it.
    """

    found: Found
    id: str | None
    code: str | None = None
    location: Location | None = None
    candidates: tuple[str, ...] = ()


class Placer:
    """Looks each different place up once. `origin` names the series of files that it comes from."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, origin: str) -> None:
        self._reading = reading
        self.gazetteer = gazetteer
        self._origin = origin
        self._known: dict[GivenPlace, Placed] = {}
        self._candidates: dict[str, list[Candidate]] = {}
        self._latest: dict[int, tuple[GivenPlace, Placed]] = {}

    def renew(self, reading: Reading) -> None:
        """Look further places up through another reading."""
        self._reading = reading

    @property
    def placed(self) -> dict[GivenPlace, Placed]:
        """Every different place that was asked for, as it was found."""
        return self._known

    def place(self, given: GivenPlace) -> Placed:
        latest = self._latest.get(id(given))
        if latest is not None and latest[0] is given:
            return latest[1]
        if given not in self._known:
            self._known[given] = self._look_up(given)
        if len(self._latest) >= MOST_REMEMBERED:
            self._latest.clear()
        self._latest[id(given)] = given, self._known[given]
        return self._known[given]

    def is_here(self, location: str) -> bool:
        """Whether the situation has a place of that id."""
        return self._reading.value("SELECT 1 FROM location WHERE id = ?", location) is not None

    def _look_up(self, given: GivenPlace) -> Placed:
        if given.id is not None and self.is_here(given.id):
            return Placed(Found.KNOWN, self._reading.main(given.id))
        if given.id is not None and is_of_another_kind(self._reading, given.id, "location"):
            given = dataclasses.replace(given, id=None)
        listed = self.gazetteer.place(given.gazetteer) if given.gazetteer is not None else None
        if listed is not None:
            return self._of_gazetteer(listed.code)
        if given.kind is LocationKind.COUNTRY:
            known = self._country(given)
            if known is not None:
                return known
        if given.pcode is not None:
            return self._by_pcode(given, given.pcode) or self._new(given)
        if given.name is None:
            return self._new(given)
        candidates = self._fitting(given)
        meant = likeliest(candidates) or _own_settlement(candidates)
        if meant is not None:
            return self._found(meant)
        if len(candidates) > 1 and given.latitude is None and given.id is None:
            return Placed(Found.AMBIGUOUS, None, candidates=tuple(self._line(each) for each in candidates))
        return self._new(given)

    def _of_gazetteer(self, code: str) -> Placed:
        place = gazetteer_id(code)
        if self.is_here(place):
            return Placed(Found.KNOWN, self._reading.main(place))
        return Placed(Found.GAZETTEER, place, code=code)

    def _country(self, given: GivenPlace) -> Placed | None:
        """A country by its code or name, of which every publisher has another."""
        for said in (given.pcode, given.country, given.name):
            code = country_code(said)
            if code is not None:
                found = self.gazetteer.country(code)
                listed = Placed(Found.GAZETTEER, gazetteer_id(found.code), code=found.code) if found else None
                return self._by_pcode(given, code) or listed
        return None

    def _by_pcode(self, given: GivenPlace, pcode: str) -> Placed | None:
        known = self._reading.value("SELECT id FROM location WHERE pcode = ? AND voided = 0", pcode)
        if known is not None:
            return Placed(Found.KNOWN, self._reading.main(known))
        place = self.gazetteer.place_with_pcode(pcode)
        if place is not None and given.id not in {None, gazetteer_id(place.code)}:
            return None
        return Placed(Found.GAZETTEER, gazetteer_id(place.code), code=place.code) if place is not None else None

    def _fitting(self, given: GivenPlace) -> list[Candidate]:
        """Places of that name, as far as kind, areas and coordinates do not speak against them."""
        assert given.name is not None
        name = normalise(given.name)
        if name not in self._candidates:
            self._candidates[name] = places_named(self._reading, self.gazetteer, given.name)
        found = self._candidates[name]
        if given.id is not None:  # the gazetteer's place of that name was not meant where it was entered
            found = [each for each in found if each.location is not None or each.id == given.id]
        if given.kind is not None:
            found = [each for each in found if each.kind == given.kind] or found
        country = country_code(given.country)
        if country is not None:
            found = [each for each in found if each.place is None or each.place.country == country]
        if given.areas:
            wanted = {normalise(area) for area in given.areas}
            found = [each for each in found if wanted & self._around(each)]
        if given.latitude is not None and given.longitude is not None:
            point = (given.latitude, given.longitude)
            found = [each for each in found if _may_be_near(each, point, is_said_where=bool(given.areas))]
        return found

    def _around(self, candidate: Candidate) -> set[str]:
        """The names, in every spelling, of the areas that a place lies in."""
        names: set[str] = set()
        for area in candidate.around:
            names.update(
                str(name) for (name,) in self._reading.all("SELECT normalised FROM spelling WHERE thing = ?", area)
            )
            code = self._reading.value("SELECT gazetteer FROM location WHERE id = ?", area)
            names |= self._spellings(self.gazetteer.place(code) if code else None)
        if candidate.place is not None:
            for above in self.gazetteer.ancestors(candidate.place.code):
                names |= self._spellings(above)
        return names

    def _spellings(self, place: Place | None) -> set[str]:
        """Also those by which the gazetteer alone knows an area, so that a place found once is found again."""
        return (
            set() if place is None else {normalise(name) for name in (place.name, *(each.name for each in place.names))}
        )

    def _found(self, candidate: Candidate) -> Placed:
        if candidate.location is not None:
            return Placed(Found.KNOWN, self._reading.main(candidate.id))
        assert candidate.place is not None
        return Placed(Found.GAZETTEER, candidate.id, code=candidate.place.code)

    def _line(self, candidate: Candidate) -> str:
        areas = sorted(self._around(candidate))
        return f"{candidate.name} ({', '.join(areas[:3])})" if areas else candidate.name

    def _new(self, given: GivenPlace) -> Placed:
        """A place that nobody knows yet. Its id follows from the file, so that two laptops make the same one."""
        has_point = given.latitude is not None
        name = given.name or given.pcode or f"{given.latitude:.4f}, {given.longitude:.4f}"
        said = "\n".join([self._origin, given.row or "", normalise(name), *map(normalise, given.areas)])
        is_ours = given.id is not None and given.row is not None
        located = LocationPrecision.EXACT if has_point else LocationPrecision.UNLOCATED
        made = known_id("pcode", given.pcode) if given.pcode else known_id("imported place", said)
        location = Location(
            id=given.id or made,
            name=name,
            names=_other_names(given.names, name),
            kind=given.kind,
            pcode=given.pcode,
            latitude=given.latitude,
            longitude=given.longitude,
            precision=given.precision if is_ours else given.precision or located,
        )
        return Placed(Found.NEW if has_point else Found.UNLOCATED, location.id, location=location)


def _own_settlement(candidates: Sequence[Candidate]) -> Candidate | None:
    """The one town or site of the situation itself, before places that only the gazetteer knows."""
    own = [each for each in candidates if each.location is not None and each.kind in SETTLEMENTS]
    return own[0] if len(own) == 1 else None


def _other_names(names: Sequence[Name], own: str) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(name for name in names if name.name and name.name != own))


def _may_be_near(candidate: Candidate, point: tuple[float, float], *, is_said_where: bool) -> bool:
    """Whether the coordinates do not speak against a place.

    Of a place of the gazetteer that has none itself nothing is known but its name, which others share all over the
    world: it is meant only where the file says the areas around it, or where it is a country.
    """
    own = _point(candidate)
    if own is None:
        return candidate.location is not None or is_said_where or candidate.kind == LocationKind.COUNTRY
    return _distance(own, point) <= NEAR


def _point(candidate: Candidate) -> tuple[float, float] | None:
    where = candidate.location or candidate.place
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return where.latitude, where.longitude


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres along the surface."""
    north_a, east_a, north_b, east_b = map(math.radians, (*a, *b))
    half = math.sin((north_b - north_a) / 2) ** 2
    half += math.cos(north_a) * math.cos(north_b) * math.sin((east_b - east_a) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(half, 1.0)))
