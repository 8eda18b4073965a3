"""Everything that an import will save: places are looked up, rows are put into the form in which the log keeps events.

Where the rows go is for a `Taker` to say: a few are kept in memory until all is there, many are loaded while they come.
Either way nothing counts before the last step, and a cancelled or crashed import leaves nothing.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.ids import known_id
from situation_board.core.importing.examining import KEY_AGAIN, STEP, Examined, Progress, origin_of
from situation_board.core.importing.incoming import (
    Given,
    GivenControl,
    GivenEvent,
    GivenLocation,
    GivenPlace,
    GivenReport,
    GivenRow,
)
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.personal import without_personal_data
from situation_board.core.importing.placing import Found, Placed, Placer
from situation_board.core.importing.seen_keys import SeenKeys
from situation_board.core.locating import place_drafts
from situation_board.core.names import normalise
from situation_board.core.questions.naming import find
from situation_board.core.rows import Event, Location, Name
from situation_board.core.store import NEW, Reading
from situation_board.core.store.datasets import ROWS_IN_PART, packed_lines, row_id, thing_of_row
from situation_board.core.store.event_writing import EventWriter, part_line
from situation_board.core.store.loading import Begun
from situation_board.core.times import Time
from situation_board.core.vocabulary import LocationKind, SourceKind

Read = Callable[[], AbstractContextManager[Reading]]


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
    """An import that is ready to be saved. `source` names the publisher, None when nobody said who publishes.

    `part_names` are the SHA-256 of the parts of the rows; `parts` their bytes, unless they were `loaded` already.
    `assumed` is what places were counted with that are to be made: place -> kind and area.
    """

    dataset: str
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
    part_names: tuple[str, ...]
    parts: tuple[bytes, ...]
    rows: int
    first: int | None
    last: int | None
    controls: tuple[Control, ...]
    reports: tuple[GivenReport, ...]
    others: tuple[GivenRow, ...]
    left_out: tuple[tuple[str, int], ...]
    loaded: Begun | None = None
    assumed: Mapping[str, Area] = field(default_factory=dict)


Area = tuple[str | None, str | None]
"""The kind of a place, and what it lies in."""


class Taker(Protocol):
    """Where rows go."""

    def take(self, key: str, line: int, event: Event) -> None:
        """The event of the next row, with the publisher's key and the line of the file."""

    def step(self, assumed: Mapping[str, Area]) -> None:
        """Between two steps; what is known of places that are to be made."""

    def end(self, assumed: Mapping[str, Area]) -> tuple[list[str], list[bytes], Begun | None]:
        """After the last row: the names of the parts, those to be saved still, and the loading."""


class InMemory:
    """Keeps the rows as parts until they are saved."""

    def __init__(self) -> None:
        self._writer = EventWriter()
        self._waiting: list[str] = []
        self._parts: list[bytes] = []

    def take(self, key: str, line: int, event: Event) -> None:
        self._waiting.append(part_line(key, line, self._writer.write(event)[1]))
        if len(self._waiting) == ROWS_IN_PART:
            self._pack()

    def step(self, assumed: Mapping[str, Area]) -> None:
        """There is nothing to be done between steps."""

    def end(self, assumed: Mapping[str, Area]) -> tuple[list[str], list[bytes], Begun | None]:
        if self._waiting:
            self._pack()
        return [hashlib.sha256(part).hexdigest() for part in self._parts], self._parts, None

    def _pack(self) -> None:
        self._parts.append(packed_lines(self._waiting))
        self._waiting = []


def prepare(
    read: Read,
    gazetteer: Gazetteer,
    looked: Looked,
    options: Options,
    examined: Examined,
    *,
    dataset: str,
    taker: Taker,
) -> Generator[Progress, None, Prepared]:
    """Read the file once more and work out what is to be saved; each yield is progress and a place to stop.

    Trouble when the file is not the one that was examined.
    """
    file, format = looked.file, examined.format
    origin = origin_of(format, options, looked)
    publisher = options.source or format.publisher
    rows = format.read(looked, options, Notes())
    with read() as reading:
        work = _Work(reading, Placer(reading, gazetteer, origin), options, publisher, (origin, dataset), taker)
    number = 0
    while some := list(islice(rows, STEP)):
        with read() as reading:
            work.renew(reading)
            for given in some:
                work.take(without_personal_data(given, options, Notes()))
        taker.step(work.assumed)
        number += len(some)
        yield Progress(number, number / max(examined.loadable, 1))
    file.check_unchanged()
    names, parts, loaded = taker.end(work.assumed)
    return Prepared(
        dataset=dataset,
        name=f"{examined.format.words}: {file.name}",
        origin=origin,
        format=format.name,
        file_name=file.name,
        sha256=examined.sha256,
        options=said_options(options),
        source=publisher,
        source_kind=SourceKind.AGENCY if format.publisher and not options.source else SourceKind.OTHER,
        places=tuple(work.places.values()),
        known_places=tuple(work.known.values()),
        part_names=tuple(names),
        parts=tuple(parts),
        rows=work.rows,
        first=examined.first,
        last=examined.last,
        controls=tuple(work.controls),
        reports=tuple(work.reports),
        others=tuple(work.others),
        left_out=tuple(work.left_out.items()),
        loaded=loaded,
        assumed=work.assumed,
    )


def publisher_id(reading: Reading, name: str) -> str:
    """The known source of that name, else the id that it will have on every laptop."""
    known = find(reading, name, ["source"])
    return known[0].id if known else known_id("source", normalise(name))


def said_options(options: Options) -> dict[str, Any]:
    """What a person said about the file, as it is kept."""
    said: dict[str, Any] = {
        "date_order": options.date_order and options.date_order.value,
        "columns": dict(options.columns),
        "sheet": options.sheet,
        "actors": dict(options.actors),
        "as_of": options.as_of and options.as_of.to_list(),
        "keeps_personal_data": options.keeps_personal_data,
    }
    return {name: value for name, value in said.items() if value}


class _Work:
    """Takes the rows one by one."""

    def __init__(
        self,
        reading: Reading,
        placer: Placer,
        options: Options,
        publisher: str | None,
        named: tuple[str, str],
        taker: Taker,
    ) -> None:
        self._reading = reading
        self._origin, self._dataset = named
        self._taker = taker
        self._publisher = publisher_id(reading, publisher) if publisher is not None else None
        self._publisher_name = normalise(publisher or "")
        self._placer = placer
        self._gazetteer = placer.gazetteer
        self._options = options
        self._keys = SeenKeys()
        self._sources: dict[str, str | None] = {}
        self._actors: dict[str, str | None] = {}
        self.places: dict[str, PlaceToMake] = {}
        self.known: dict[str, PlaceKnown] = {}
        self.assumed: dict[str, Area] = {}
        self.rows = 0
        self.controls: list[Control] = []
        self.reports: list[GivenReport] = []
        self.others: list[GivenRow] = []
        self.left_out: dict[str, int] = {}

    def take(self, given: Given) -> None:
        match given:
            case GivenEvent():
                self._take_event(given)
            case GivenLocation():
                self._take_location(given)
            case GivenControl():
                self._take_control(given)
            case GivenRow():
                self._take_row(given)
            case GivenReport():
                self.reports.append(given)

    def renew(self, reading: Reading) -> None:
        self._reading = reading
        self._placer.renew(reading)

    def _leave_out(self, why: str) -> None:
        self.left_out[why] = self.left_out.get(why, 0) + 1

    def _take_row(self, given: GivenRow) -> None:
        """A row of a table of ours. Events after it may name the party or source that it makes."""
        self.others.append(given)
        known = {"actor": self._actors, "source": self._sources}.get(given.table)
        if known is not None:
            known[given.key] = given.key

    # --- events

    def _take_event(self, given: GivenEvent) -> None:
        if not self._keys.is_new(given.key):
            self._leave_out(KEY_AGAIN)
            return
        event = self._event(given)
        self._taker.take(given.key, given.line, event)
        self.rows += 1

    def _event(self, given: GivenEvent) -> Event:
        words: list[str] = [given.fields["note"]] if given.fields.get("note") else []
        location = self._location(given.place, words)
        destination = self._location(given.destination, words)
        actors = [self._known("actor", name, self._actors) for name in given.actors]
        unknown = [name for name, actor in zip(given.actors, actors, strict=True) if actor is None]
        if unknown:
            words.append(f"who: {', '.join(given.actors)}")
        source = self._source_named(given.source) if given.source else None
        if given.source and source is None:
            words.append(f"source: {given.source}")
        more = {name: value for name, value in given.fields.items() if name != "note"}
        return Event(
            id=row_id(self._dataset, given.key, given.line),
            thing=thing_of_row(self._origin, given.key),
            kind=given.kind,
            text=given.text,
            location=location,
            destination=destination,
            actors=tuple(actor for actor in actors if actor) or None if not unknown else None,
            starts=given.starts,
            ends=given.ends,
            figures=given.figures_of_event,
            source=source or self._publisher,
            note="\n".join(words) or None,
            **more,
        )

    def _source_named(self, name: str) -> str | None:
        """The publisher, who may be new here, or a source that is known."""
        if name not in self._sources and self._publisher is not None and normalise(name) == self._publisher_name:
            self._sources[name] = self._publisher
        return self._known("source", name, self._sources)

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
                self.assumed[location.id] = (location.kind, location.parent)
            self.places[placed.id] = PlaceToMake(placed.id, placed.code, location)
            self._assume_listed(placed.code)
        return placed.id

    def _assume_listed(self, code: str | None) -> None:
        """A place of the gazetteer will be made with the areas around it."""
        place = self._gazetteer.place(code) if code is not None else None
        for draft in place_drafts(self._reading, self._gazetteer, place) if place is not None else ():
            if draft.table == "location" and draft.slot == NEW:
                self.assumed.setdefault(draft.row, (draft.fields.get("kind"), draft.fields.get("parent")))

    def _parent(self, given: GivenPlace) -> str | None:
        """The area that a new place lies in, where the file names one that can be told."""
        if given.parent_id is not None and (given.parent_id in self.places or self._placer.is_here(given.parent_id)):
            return given.parent_id
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
