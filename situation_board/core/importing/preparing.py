"""Everything that an import will save, worked out before the first byte is written.

Places are looked up, rows are put into the form in which the log keeps events, and packed into parts. Nothing is kept
until it is all there: a cancelled or crashed import leaves nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from situation_board.core.encoding import values_of
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.ids import known_id
from situation_board.core.importing.examining import STEP, Examined, Progress, origin_of
from situation_board.core.importing.incoming import (
    Given,
    GivenControl,
    GivenEvent,
    GivenLocation,
    GivenPlace,
    GivenReport,
)
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.personal import without_personal_data
from situation_board.core.importing.placing import Found, Placed, Placer
from situation_board.core.names import normalise
from situation_board.core.questions.naming import find
from situation_board.core.rows import Event, Location, Name
from situation_board.core.store import Reading
from situation_board.core.store.datasets import ROWS_IN_PART, DatasetRow, packed
from situation_board.core.times import Time
from situation_board.core.vocabulary import LocationKind, SourceKind


@dataclass(frozen=True, slots=True)
class PlaceToMake:
    """A place that rows name: of the gazetteer by its code, or new as the file describes it, in the area `parent`."""

    id: str
    code: str | None
    location: Location | None


@dataclass(frozen=True, slots=True)
class PlaceKnown:
    """What a list of places says about a place that is known: what may be missing, and in which area it lies."""

    id: str
    parent: str | None
    pcode: str | None
    names: tuple[Name, ...]
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place, with actors that a person named."""

    location: str
    holders: tuple[str, ...]
    as_of: Time
    note: str | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import that is ready to be saved. `source` names the publisher, None when nobody said who publishes."""

    name: str
    origin: str
    format: str
    file_name: str
    sha256: str
    options: dict[str, Any]
    source: str | None
    source_kind: SourceKind
    places: tuple[PlaceToMake, ...]
    known_places: tuple[PlaceKnown, ...]
    parts: tuple[bytes, ...]
    rows: int
    first: int | None
    last: int | None
    controls: tuple[Control, ...]
    reports: tuple[GivenReport, ...]
    left_out: tuple[tuple[str, int], ...]


def prepare(
    reading: Reading, gazetteer: Gazetteer, looked: Looked, options: Options, examined: Examined
) -> Generator[Progress, None, Prepared]:
    """Read the file once more and work out what is to be saved; each yield is progress and a place to stop.

    Trouble when the file is not the one that was examined.
    """
    file, format = looked.file, examined.format
    origin = origin_of(format, options, file.name)
    publisher = options.source or format.publisher
    work = _Work(reading, Placer(reading, gazetteer, origin), options, publisher)
    for number, given in enumerate(format.read(looked, options, Notes()), start=1):
        work.take(without_personal_data(given, options, Notes()))
        if number % STEP == 0:
            yield Progress(number, number / max(examined.loadable, 1))
    work.pack()
    file.check_unchanged()
    return Prepared(
        name=f"{examined.format.words}: {file.name}",
        origin=origin,
        format=format.name,
        file_name=file.name,
        sha256=examined.sha256,
        options=_said(options),
        source=publisher,
        source_kind=SourceKind.AGENCY if format.publisher and not options.source else SourceKind.OTHER,
        places=tuple(work.places.values()),
        known_places=tuple(work.known.values()),
        parts=tuple(work.parts),
        rows=work.rows,
        first=examined.first,
        last=examined.last,
        controls=tuple(work.controls),
        reports=tuple(work.reports),
        left_out=tuple(work.left_out.items()),
    )


def publisher_id(reading: Reading, name: str) -> str:
    """The known source of that name, else the id that it will have on every laptop."""
    known = find(reading, name, ["source"])
    return known[0].id if known else known_id("source", normalise(name))


def _said(options: Options) -> dict[str, Any]:
    """What a person said about the file, as it is kept."""
    said: dict[str, Any] = {
        "date_order": options.date_order and options.date_order.value,
        "columns": dict(options.columns),
        "sheet": options.sheet,
        "actors": dict(options.actors),
    }
    return {name: value for name, value in said.items() if value}


class _Work:
    """Takes the rows one by one."""

    def __init__(self, reading: Reading, placer: Placer, options: Options, publisher: str | None) -> None:
        self._reading = reading
        self._publisher = publisher_id(reading, publisher) if publisher is not None else None
        self._placer = placer
        self._options = options
        self._waiting: list[DatasetRow] = []
        self._keys: set[str] = set()
        self._sources: dict[str, str | None] = {}
        self._actors: dict[str, str | None] = {}
        self.places: dict[str, PlaceToMake] = {}
        self.known: dict[str, PlaceKnown] = {}
        self.parts: list[bytes] = []
        self.rows = 0
        self.controls: list[Control] = []
        self.reports: list[GivenReport] = []
        self.left_out: dict[str, int] = {}

    def take(self, given: Given) -> None:
        match given:
            case GivenEvent():
                self._take_event(given)
            case GivenLocation():
                self._take_location(given)
            case GivenControl():
                self._take_control(given)
            case _:
                self.reports.append(given)

    def pack(self) -> None:
        if self._waiting:
            self.parts.append(packed(self._waiting))
            self._waiting = []

    def _leave_out(self, why: str) -> None:
        self.left_out[why] = self.left_out.get(why, 0) + 1

    # --- events

    def _take_event(self, given: GivenEvent) -> None:
        if given.key in self._keys:
            self._leave_out("rows whose key another row of the file has already")
            return
        self._keys.add(given.key)
        event = self._event(given)
        fields = {name: value for name, value in values_of(event).items() if value is not None and value != []}
        self._waiting.append(DatasetRow(given.key, given.line, fields))
        self.rows += 1
        if len(self._waiting) == ROWS_IN_PART:
            self.pack()

    def _event(self, given: GivenEvent) -> Event:
        words: list[str] = [given.fields["note"]] if given.fields.get("note") else []
        location = self._location(given.place, words)
        destination = self._location(given.destination, words)
        actors = [self._known("actor", name, self._actors) for name in given.actors]
        unknown = [name for name, actor in zip(given.actors, actors, strict=True) if actor is None]
        if unknown:
            words.append(f"who: {', '.join(given.actors)}")
        source = self._known("source", given.source, self._sources) if given.source else None
        if given.source and source is None:
            words.append(f"source: {given.source}")
        more = {name: value for name, value in given.fields.items() if name != "note"}
        return Event(
            id="",
            thing="",
            kind=given.kind,
            text=given.text,
            location=location,
            destination=destination,
            actors=tuple(actor for actor in actors if actor) or None if not unknown else None,
            starts=given.starts,
            ends=given.ends,
            figures=given.figures,
            source=source or self._publisher,
            note="\n".join(words) or None,
            **more,
        )

    def _known(self, table: str, name: str, cache: dict[str, str | None]) -> str | None:
        """The one thing of that name; None when there is none, or several."""
        if name not in cache:
            found = find(self._reading, name, [table])
            cache[name] = found[0].id if len(found) == 1 else None
        return cache[name]

    # --- places

    def _location(self, given: GivenPlace | None, words: list[str]) -> str | None:
        if given is None or not given.is_told:
            return None
        placed = self._placer.place(given)
        if placed.found is Found.AMBIGUOUS:
            words.append(f"place: {', '.join(text for text in (given.name, *given.areas) if text)}")
            return None
        return self._made(given, placed)

    def _made(self, given: GivenPlace, placed: Placed) -> str:
        assert placed.id is not None
        if placed.found is not Found.KNOWN and placed.id not in self.places:
            location = placed.location
            if location is not None:
                location = dataclasses.replace(location, parent=self._parent(given))
            self.places[placed.id] = PlaceToMake(placed.id, placed.code, location)
        return placed.id

    def _parent(self, given: GivenPlace) -> str | None:
        """The area that a new place lies in, where the file names one that can be told."""
        if given.parent_pcode is not None:
            around = GivenPlace(pcode=given.parent_pcode)
            placed = self._placer.place(around)
            if placed.found in {Found.KNOWN, Found.GAZETTEER}:
                return self._made(around, placed)
            own = known_id("pcode", given.parent_pcode)
            return own if own in self.places else None
        for at, area in enumerate(given.areas):
            around = GivenPlace(name=area, areas=given.areas[at + 1 :])
            placed = self._placer.place(around)
            if placed.found in {Found.KNOWN, Found.GAZETTEER}:
                return self._made(around, placed)
        return None

    def _innermost(self, area: str | None, given: GivenPlace) -> str | None:
        """The smallest area of the file that is called like a town and lies in the area that is said.

        The capital of a governorate is listed as such only; it lies in the district and sub-district of its name.
        """
        if given.kind is not LocationKind.TOWN or given.name is None:
            return area
        inside = [made.location for made in self.places.values() if made.location and made.location.parent == area]
        alike = [each for each in inside if normalise(each.name or "") == normalise(given.name)]
        return self._innermost(alike[0].id, given) if area is not None and len(alike) == 1 else area

    def _take_location(self, given: GivenLocation) -> None:
        place = dataclasses.replace(given.place, row=given.key)
        placed = self._placer.place(place)
        if placed.found is Found.AMBIGUOUS or placed.id is None:
            self._leave_out("places whose name means several")
            return
        self._made(place, placed)
        made = self.places.get(placed.id)
        if made is not None and made.location is not None and given.note:
            self.places[placed.id] = dataclasses.replace(
                made, location=dataclasses.replace(made.location, note=given.note)
            )
        if made is None or made.location is None:
            names = tuple(place.names)
            parent = self._innermost(self._parent(place), place) if place.parent_pcode is not None else None
            self.known[placed.id] = PlaceKnown(placed.id, parent, place.pcode, names, place.latitude, place.longitude)

    # --- control

    def _take_control(self, given: GivenControl) -> None:
        as_of = given.as_of or self._options.as_of
        if as_of is None:
            self._leave_out("rows that do not say since when it is so")
            return
        unmapped = [holder for holder in given.holders if holder not in self._options.actors]
        if unmapped or not given.holders:
            self._leave_out("rows whose holder is no known actor: say which actor is meant")
            return
        placed = self._placer.place(given.place)
        if placed.found is Found.AMBIGUOUS:
            self._leave_out("places whose name means several")
            return
        holders = tuple(dict.fromkeys(self._options.actors[holder] for holder in given.holders))
        note = " · ".join(text for text in (given.marks, given.note) if text)
        self.controls.append(Control(self._made(given.place, placed), holders, as_of, _short(note)))


def _short(text: str) -> str | None:
    """A remark that fits on a card; the whole of it stays in the file."""
    return None if not text else text if len(text) <= 300 else f"{text[:299]}…"
