"""Rows of a redacted extract (domain rule): places by their (sub-)district, times by their day, no small numbers, and
nothing that people wrote.

What is kept is listed, so that a field that is added later is withheld until somebody decides otherwise. Ids are new:
an id can tell the place that it was made from, or when something was entered.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from situation_board.core import times
from situation_board.core.exporting.outward import NOT_TOLD, lacks_what_it_is_about, new_ranks
from situation_board.core.exporting.selecting import Selection
from situation_board.core.ids import card_id, new_id
from situation_board.core.rows import Card, Event, Fact, Field, Figure, Kind, Location, Row, SameAs, Source, fields_of
from situation_board.core.snapshot.view import DEEPEST, FINER_THAN_DAYS, GENERAL, PUBLIC_SOURCES, SMALL
from situation_board.core.store.datasets import thing_of_row
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.times import Time
from situation_board.core.vocabulary import LocationPrecision

NEVER = frozenset({"message", "task", "presence", "presence_status", "attachment", "route", "route_status"})
"""Free words, our own people, and roads, which name the places that they go through."""
KEPT = frozenset(
    {
        *(("actor", "name"), ("actor", "short_name"), ("actor", "names"), ("actor", "colour")),
        *(("location", "name"), ("location", "names"), ("location", "pcode"), ("location", "gazetteer")),
        *(("location", "latitude"), ("location", "longitude")),
        *(("source", "name"), ("source", "names")),
        ("card", "shelf_life"),
        ("dataset", "format"),
    }
)
"""Texts, names and numbers that are told; of places those of (sub-)districts and wider areas only, of sources those
that publish in the open."""


@dataclasses.dataclass
class Withheld:
    """What a redaction withheld, for who makes the extract."""

    places: set[str] = dataclasses.field(default_factory=set)
    sources: set[str] = dataclasses.field(default_factory=set)
    texts: int = 0
    times: int = 0
    numbers: int = 0


class Redacted:
    """Turns the rows of a selection into what a redacted extract says."""

    def __init__(self, selection: Selection) -> None:
        self._selection, self._reading = selection, selection.reading
        self._ids: dict[str, str] = {}
        self._places: dict[str, str | None] = {}
        self._cards: dict[str, tuple[str, str]] = {}
        self._made: list[Row] = []
        self._number, self._ranks = 0, new_ranks(selection)
        self.withheld = Withheld()
        self._sources = {row.id: row for row in self._reading.rows(Source)}
        self._kinds: dict[str, str] = {}

    def tells(self, table: str) -> bool:
        return table not in NEVER

    def extra(self) -> list[Row]:
        """Places and sources that stand for those that are not named, made since the last time."""
        made, self._made = self._made, []
        return made

    def row(self, row: Row) -> Row | None:
        table = TABLE_OF[type(row)]
        if table in NEVER or row.voided:
            return None
        if isinstance(row, Location):
            return self._area(row)
        if isinstance(row, Source) and (
            self._source(row.id) != self._id(row.id) or self._reading.main(row.id) != row.id
        ):
            return None
        if isinstance(row, Card):
            return self._card(row)
        if isinstance(row, SameAs):
            return self._same(row)
        values = {field.name: self._value(table, field, getattr(row, field.name)) for field in fields_of(table)}
        ids: dict[str, Any] = {"id": self._id(row.id)}
        if isinstance(row, Fact):
            thing = self._thing_of(table, row.thing)
            if thing is None:
                return None
            ids["thing"] = thing
        return None if lacks_what_it_is_about(row, values) else dataclasses.replace(row, **ids, **values)

    def imported(self, event: Event, origin: str, key: str) -> Event:
        """A row of an imported file; what is said about it is said about its new id."""
        self._ids[event.thing] = thing_of_row(origin, key)
        values = {field.name: self._value("event", field, getattr(event, field.name)) for field in fields_of("event")}
        return dataclasses.replace(event, **values)

    # --- things

    def _id(self, old: str) -> str:
        return self._ids.setdefault(old, new_id())

    def _thing_of(self, table: str, thing: str) -> str | None:
        """What a fact is about."""
        if table == "rating":
            return self._source(thing) if self._source(thing) == self._id(self._reading.main(thing)) else None
        if table in {"status", "verification"}:
            known = self._cards.get(self._reading.main(thing))
            if known is not None:
                return known[0]
            is_event = table == "verification" and self._selection.is_told(thing, ("event",))
            return self._id(thing) if is_event else None
        return self._id(thing)

    def _thing(self, field: Field, thing: str | None) -> str | None:
        if thing is None:
            return None
        if "location" in field.things and len(field.things) == 1:
            return self._place(thing)
        if field.things == ("source",):
            return self._source(thing)
        if "event" in field.things and self._selection.is_told(thing, ("event",)):
            return self._id(thing)
        main = self._reading.main(thing)
        if main in self._cards and "card" in field.things:
            return self._cards[main][0]
        tables = [table for table in field.things if table not in {*NEVER, "card", "event", "location", "source"}]
        is_told = self._selection.is_told(main, tables) and not self._is_struck(main, tables)
        return self._id(main) if is_told else None

    def _is_struck(self, thing: str, tables: list[str]) -> bool:
        return any(thing in self._selection.struck[table] for table in tables)

    def _place(self, thing: str) -> str | None:
        """The (sub-)district that a place lies in, or what is known around that."""
        main = self._reading.main(thing)
        if main not in self._places:
            general = self._general(main)
            self._places[main] = None if general is None else self._id(general)
            if general != main:
                self.withheld.places.add(main)
        return self._places[main]

    def _general(self, thing: str) -> str | None:
        place, above = self._reading.row(Location, thing), 0
        while place is not None and place.kind not in GENERAL and above < DEEPEST:
            parent = self._reading.main(place.parent) if place.parent else None
            place, above = self._reading.row(Location, parent), above + 1
        return place.id if place is not None and place.kind in GENERAL and not place.voided else None

    def _area(self, row: Location) -> Row | None:
        if row.kind not in GENERAL or self._reading.main(row.id) != row.id:
            return None
        values = {
            field.name: self._value("location", field, getattr(row, field.name)) for field in fields_of("location")
        }
        return dataclasses.replace(row, id=self._id(row.id), **values)

    def _same(self, row: SameAs) -> Row | None:
        """Of events only; of all else one id is told."""
        pair = (row.a or "", row.b or "")
        if not all(self._selection.is_told(thing, ("event",)) for thing in pair):
            return None
        return dataclasses.replace(row, id=self._id(row.id), a=self._id(pair[0]), b=self._id(pair[1]))

    def _card(self, row: Card) -> Row | None:
        """Of one place each: what is no (sub-)district is a place in one, without a name."""
        if self._reading.main(row.id) != row.id or row.location is None:
            return None
        main = self._reading.main(row.location)
        place = self._place(main)
        if self._general(main) != main or place is None:
            place = self._nameless(self._general(main), place)
        self._number += 1
        self._cards[row.id] = (card_id(place), place)
        values = {field.name: self._value("card", field, getattr(row, field.name)) for field in fields_of("card")}
        values |= {"location": place, "number": self._number, "rank": self._ranks.get(row.id)}
        return dataclasses.replace(row, id=card_id(place), **values)

    def _nameless(self, area: str | None, parent: str | None) -> str:
        around = self._reading.row(Location, area)
        kind = f" ({around.kind.words})" if around is not None and around.kind else ""
        name = f"A place in {around.name}{kind}" if around is not None else "A place"
        made = Location(id=new_id(), name=name, parent=parent, precision=LocationPrecision.UNLOCATED)
        self._made.append(made)
        return made.id

    def _source(self, thing: str) -> str | None:
        """A source that publishes in the open; of others only their kind."""
        main = self._reading.main(thing)
        row = self._sources.get(main)
        if row is None or row.voided:
            return None
        if row.kind in PUBLIC_SOURCES:
            return self._id(main)
        self.withheld.sources.add(main)
        kind = row.kind.value if row.kind else ""
        if kind not in self._kinds:
            words = row.kind.words if row.kind else "source"
            made = Source(id=new_id(), name=f"{words[:1].upper()}{words[1:]}, {NOT_TOLD}", kind=row.kind)
            self._made.append(made)
            self._kinds[kind] = made.id
        return self._kinds[kind]

    # --- values

    def _value(self, table: str, field: Field, value: Any) -> Any:
        match field.kind:
            case Kind.TIME:
                return self._when(value)
            case Kind.THING:
                return self._thing(field, value)
            case Kind.THINGS:
                return (
                    None
                    if value is None
                    else tuple(told for thing in value if (told := self._thing(field, thing)) is not None)
                )
            case Kind.FIGURES:
                return tuple(self._figure(figure) for figure in value)
            case Kind.FLAG | Kind.CHOICE | Kind.CHOICES:
                return value
            case _:
                return value if (table, field.name) in KEPT else self._withheld(field, value)

    def _withheld(self, field: Field, value: Any) -> Any:
        self.withheld.texts += value is not None and value != ()
        if field.kind is Kind.NAMES:
            return ()
        return NOT_TOLD if field.required and field.kind is Kind.TEXT else None

    def _when(self, time: Time | None) -> Time | None:
        if time is None or time.precision not in FINER_THAN_DAYS:
            return time
        self.withheld.times += 1
        return times.day(times.at(time.earliest, self._reading.zone).date(), self._reading.zone)

    def _figure(self, figure: Figure) -> Figure:
        is_small = any(number is not None and 0 < number < SMALL for number in (figure.low, figure.high))
        self.withheld.numbers += is_small
        report = figure.report if figure.report and self._selection.is_told(figure.report, ("report",)) else None
        return dataclasses.replace(
            figure,
            low=None if is_small else figure.low,
            high=None if is_small else figure.high,
            number=None,
            note=None,
            source=self._source(figure.source) if figure.source else None,
            report=self._id(report) if report else None,
            starts=self._when(figure.starts),
            ends=self._when(figure.ends),
            expires=self._when(figure.expires),
        )
