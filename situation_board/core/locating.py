"""A place by what people call it: one of the situation, one of the gazetteer, or a new one that is not located yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from situation_board.core.actions.drafting import new_record, strike_row
from situation_board.core.gazetteer import Gazetteer, Match, Place
from situation_board.core.ids import known_id, new_id
from situation_board.core.names import normalise
from situation_board.core.problems import Mistake
from situation_board.core.questions.details import areas_around
from situation_board.core.questions.naming import SETTLEMENTS, find, short_id
from situation_board.core.rows import Location, Name
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.vocabulary import LocationKind, LocationPrecision

AUTHORITY = "gazetteer"
SUGGESTIONS = 3

_KIND_WORDS: dict[str, frozenset[LocationKind]] = {
    "country": frozenset({LocationKind.COUNTRY}),
    "governorate province muhafazah محافظة": frozenset({LocationKind.GOVERNORATE}),
    "district mantiqah منطقة قضاء": frozenset({LocationKind.DISTRICT}),
    "subdistrict sub-district nahiyah ناحية": frozenset({LocationKind.SUB_DISTRICT}),
    "city town مدينة بلدة": frozenset({LocationKind.TOWN}),
    "village قرية": frozenset({LocationKind.VILLAGE}),
    "camp مخيم": frozenset({LocationKind.CAMP}),
    "crossing معبر": frozenset({LocationKind.CROSSING}),
    "site base موقع": frozenset({LocationKind.SITE}),
    "area region": frozenset({LocationKind.AREA}),
}
KIND_WORDS = {normalise(word): kinds for words, kinds in _KIND_WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Located:
    """The place that is meant. `drafts` make it, and the areas around it, where the situation lacks them.

    `suggestions` are names like one that nobody knows: for a person to look at, never taken by themselves.
    """

    id: str
    name: str
    drafts: tuple[Draft, ...] = ()
    suggestions: tuple[str, ...] = ()
    kind: LocationKind | None = None
    area: str | None = None
    located: bool = True

    @property
    def is_new(self) -> bool:
        return bool(self.drafts)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant, of the situation or of the gazetteer."""

    id: str
    name: str
    kind: str | None
    around: tuple[str, ...]
    """Ids of the areas that it lies in, nearest first."""
    place: Place | None
    location: Location | None


def locate(reading: Reading, gazetteer: Gazetteer, text: str, *, field: str = "location") -> Located:
    """The place called so. "Homs" is the town, "Homs governorate" or "Suran, Hama" says more.

    Exact names in any spelling are taken, an ambiguous one is a Mistake with its candidates, and an unknown one
    becomes a location without coordinates. An id of a location, or its beginning, names it too.
    """
    text = " ".join(text.split())
    if not normalise(text):
        raise Mistake("The name of a place is missing.", field=field)
    candidates = places_named(reading, gazetteer, text) or _named_with_more(reading, gazetteer, text)
    if not candidates:
        return _unlocated(reading, gazetteer, text)
    meant = likeliest(candidates)
    if meant is None:
        raise _ambiguous(reading, gazetteer, text, candidates, field)
    return _located(reading, gazetteer, meant)


def gazetteer_id(code: str) -> str:
    """The id of a gazetteer's place, the same on every laptop."""
    return known_id(AUTHORITY, code)


def place_drafts(
    reading: Reading, gazetteer: Gazetteer, place: Place, *, beside: Set[str] = frozenset()
) -> list[Draft]:
    """What makes a place of the gazetteer and the areas around it, the outermost first, where they are missing and not
    made beside it."""
    made: list[Draft] = []
    for each in [*reversed(gazetteer.ancestors(place.code)), place]:
        location = location_of(each)
        if location.id not in beside:
            made += _missing(reading, location)
    return made


def location_of(place: Place) -> Location:
    """A gazetteer's place as a location of the situation."""
    return Location(
        id=gazetteer_id(place.code),
        name=place.name,
        names=_other_names(place),
        kind=LocationKind(place.kind),
        parent=gazetteer_id(place.parent) if place.parent else None,
        pcode=place.p_code,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=LocationPrecision(place.precision),
        gazetteer=place.code,
    )


def _other_names(place: Place) -> tuple[Name, ...]:
    """Its other spellings, without those that only add "city" or "governorate": these are understood anyway."""
    known = {normalise(each.name) for each in place.names}
    names = {(each.name, each.language or None) for each in place.names if each.name != place.name}
    return tuple(
        Name(name=each.name, language=each.language or None)
        for each in dict.fromkeys(place.names)
        if (each.name, each.language or None) in names and not _only_adds_kind(each.name, known)
    )


def _only_adds_kind(name: str, known: Iterable[str]) -> bool:
    bare, kinds = _without_kind_word(name)
    return kinds is not None and normalise(bare) in known


def _missing(reading: Reading, location: Location) -> list[Draft]:
    """The area that it lies in is there, or made before it."""
    known = reading.row(Location, location.id)
    if known is None:
        return [new_record(reading, location, beside={location.parent} if location.parent else ())]
    return [strike_row(known, None, voided=False)] if known.voided else []


# --- what a name may mean


def places_named(reading: Reading, gazetteer: Gazetteer, name: str) -> list[Candidate]:
    """Locations of the situation and places of the gazetteer of exactly this name, each place once."""
    own = [_own(reading, found.id) for found in find(reading, name, ["location"])]
    known = {alias for each in own for alias in reading.aliases(each.id)}
    listed = [_listed(gazetteer, place) for place in gazetteer.find(name)]
    return own + [each for each in listed if each.id not in known]


def _own(reading: Reading, location_id: str) -> Candidate:
    location = reading.row(Location, location_id)
    assert location is not None
    around = tuple(area.id for area in areas_around(reading, location))
    return Candidate(location_id, location.name or "", location.kind, around, None, location)


def _listed(gazetteer: Gazetteer, place: Place) -> Candidate:
    around = tuple(gazetteer_id(area.code) for area in gazetteer.ancestors(place.code))
    return Candidate(gazetteer_id(place.code), place.name, place.kind, around, place, None)


def _named_with_more(reading: Reading, gazetteer: Gazetteer, text: str) -> list[Candidate]:
    """ "Daraa governorate", "Homs, governorate", "Suran, Hama", "Suran (Hama)", "محافظة درعا"."""
    name, *more = [part for part in re.split(r"[,،()]", text) if normalise(part)]
    bare, kinds = _without_kind_word(name)
    candidates = places_named(reading, gazetteer, bare)
    if kinds is not None:
        candidates = [each for each in candidates if each.kind in kinds]
    elif not more:
        return []
    for said in more:
        candidates = [each for each in candidates if _fits(reading, gazetteer, each, said)]
    return candidates


def _without_kind_word(name: str) -> tuple[str, frozenset[LocationKind] | None]:
    """ "Daraa governorate" -> ("Daraa", {governorate}); the name as it is when it says no kind."""
    words = name.split()
    for bare, word in ((words[:-1], words[-1]), (words[1:], words[0])):
        if bare and normalise(word) in KIND_WORDS:
            return " ".join(bare), KIND_WORDS[normalise(word)]
    return name, None


def _fits(reading: Reading, gazetteer: Gazetteer, candidate: Candidate, said: str) -> bool:
    """Whether a place is of that kind, or lies in an area of that name."""
    kinds = KIND_WORDS.get(normalise(said))
    if kinds is not None:
        return candidate.kind in kinds
    bare, kinds = _without_kind_word(said)
    areas = places_named(reading, gazetteer, said) or places_named(reading, gazetteer, bare)
    return any(area.id in candidate.around and (kinds is None or area.kind in kinds) for area in areas)


def likeliest(candidates: Sequence[Candidate]) -> Candidate | None:
    """The only one, or the settlement that lies inside all the others."""
    if len(candidates) == 1:
        return candidates[0]
    settlements = [each for each in candidates if each.kind in SETTLEMENTS]
    if len(settlements) != 1:
        return None
    others = {each.id for each in candidates} - {settlements[0].id}
    return settlements[0] if others <= set(settlements[0].around) else None


def _ambiguous(
    reading: Reading, gazetteer: Gazetteer, text: str, candidates: Sequence[Candidate], field: str
) -> Mistake:
    return Mistake(
        f"“{text}” may mean {len(candidates)} places.",
        field=field,
        candidates=[_candidate_line(reading, gazetteer, each) for each in candidates],
        do=f"Say more, such as “{_fuller_name(reading, gazetteer, candidates[0])}”, or give the id.",
    )


def _candidate_line(reading: Reading, gazetteer: Gazetteer, candidate: Candidate) -> str:
    areas = ", ".join(area_names(reading, gazetteer, candidate))
    known_kind = _kind(candidate.kind)
    kind = known_kind.words if known_kind else candidate.kind or "place"
    known = short_id(reading, candidate.id) if candidate.location else "not in the situation yet"
    return f"{candidate.name}, {areas}  ({kind}; {known})" if areas else f"{candidate.name}  ({kind}; {known})"


def _kind(kind: str | None) -> LocationKind | None:
    """A kind that only a newer program knows is none here."""
    return LocationKind(kind) if kind in set(LocationKind) else None


def _fuller_name(reading: Reading, gazetteer: Gazetteer, candidate: Candidate) -> str:
    areas = area_names(reading, gazetteer, candidate)
    return f"{candidate.name}, {areas[0] if areas else (candidate.kind or 'town')}"


def area_names(reading: Reading, gazetteer: Gazetteer, candidate: Candidate) -> list[str]:
    if candidate.location is not None:
        return [area.name or "" for area in areas_around(reading, candidate.location)]
    assert candidate.place is not None
    return [area.name for area in gazetteer.ancestors(candidate.place.code)]


# --- what is meant


def _located(reading: Reading, gazetteer: Gazetteer, meant: Candidate) -> Located:
    areas = area_names(reading, gazetteer, meant)
    drafts = place_drafts(reading, gazetteer, meant.place) if meant.place else []
    where = meant.place or meant.location
    return Located(
        meant.id,
        meant.name,
        tuple(drafts),
        kind=_kind(meant.kind),
        area=areas[0] if areas else None,
        located=where is not None and where.latitude is not None,
    )


def _unlocated(reading: Reading, gazetteer: Gazetteer, text: str) -> Located:
    """A new location of that name. Its id is random: what two laptops call alike need not be one place."""
    location = Location(id=new_id(), name=text, precision=LocationPrecision.UNLOCATED)
    near = dict.fromkeys(_spelled(match) for match in gazetteer.suggest(text, SUGGESTIONS))
    return Located(location.id, text, (new_record(reading, location),), tuple(near), located=False)


def _spelled(match: Match) -> str:
    return match.place.name if match.place.name == match.spelling else f"{match.place.name} ({match.spelling})"


def add_place(reading: Reading, gazetteer: Gazetteer, text: str) -> Changes:
    """The action of adding a place by its name: as the gazetteer knows it, or without coordinates."""
    located = locate(reading, gazetteer, text, field="name")
    if not located.drafts:
        raise Mistake(f"{located.name} is in the situation already.", field="name", candidates=[located.id])
    return Changes("add_location", located.drafts, (located.id,))
