"""What rows of our own tables mean in this situation: what is here already, what is new, and what they refer to.

Ids that a table carries are kept. A party or source that is known by its name is that one; a card belongs to its place.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from situation_board.core.actions.drafting import checked, not_in_future
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.ids import card_id, known_id
from situation_board.core.importing.formats.own_names import OWN
from situation_board.core.importing.incoming import (
    Given,
    GivenEvent,
    GivenLocation,
    GivenPlace,
    GivenRow,
    GivenThing,
)
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.placing import Found, Placer
from situation_board.core.importing.taken_ids import is_of_another_kind
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find
from situation_board.core.rows import FACTS, TABLES, Card, Fact, Kind, Row, Status, fields_of
from situation_board.core.store import UNDONE, Reading
from situation_board.core.store.datasets import thing_of_row
from situation_board.core.vocabulary import Column

BY_THING = frozenset({"claim", "event"})
ABOUT = {
    **{"status": ("card",), "route_status": ("route",), "rating": ("source",), "presence_status": ("presence",)},
    **{"verification": ("card", "event", "route")},
}
WORDS = {"actor": "parties", "card": "cards", "status": "statuses", "presence": "presences", "link": "links of parties"}
LOST = "references to what is neither here nor in the file were left out"
TWICE = "its id is that of something else, here or in the file"
AS_NOW = "a table does not tell who entered a row and when: they count as entered now"
WHOLE_STATUS = "statuses of which a table of cards told a part are told whole now, with their reports"
ONE_STATUS = "a table of cards tells the latest status only, without its report: the table of statuses tells all"


class OwnThings:
    """For one reading of one file."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, origin: str, *, has_statuses: bool) -> None:
        self._reading, self._origin, self._has_statuses = reading, origin, has_statuses
        self._placer = Placer(reading, gazetteer, origin)
        self._here: dict[str, dict[str, str]] = defaultdict(dict)
        """Table -> what of it is in the file -> its id here."""
        self._made: set[str] = set()
        """The ids of everything in the file so far, and which of them are places."""
        self._places: set[str] = set()
        self._events: set[int] = set()
        lines = reading.all("SELECT DISTINCT origin FROM dataset WHERE format = ? AND voided = 0", OWN)
        self._origins = [str(each) for (each,) in lines]

    def renew(self, reading: Reading) -> None:
        self._reading = reading
        self._placer.renew(reading)

    def expect(self, some: Sequence[Given]) -> None:
        """Parties may be part of others that come after them."""
        for given in some:
            if isinstance(given, GivenRow) and given.table in {"actor", "source"}:
                self._here[given.table][given.key] = self._known_by_name(given) or given.key

    def holds_event(self, key: str) -> bool:
        """Whether the event is here by whichever way but the dataset that it comes with now."""
        return self._event_here(key) is not None

    def taken(self, given: Given, notes: Notes) -> Iterator[Given]:
        """What of a row of the file is to be saved, with ids of this situation."""
        match given:
            case GivenRow():
                yield from self._row(given, notes)
            case GivenLocation():
                yield from self._location(given, notes)
            case GivenEvent():
                self._events.add(hash(given.key))
                yield self._event(given, notes)
            case _:
                yield given

    # --- rows

    def _location(self, given: GivenLocation, notes: Notes) -> Iterator[Given]:
        if given.key in self._here["location"]:
            notes.reject(given.line, TWICE, column="id")
            return
        placed = self._placer.place(dataclasses.replace(given.place, row=given.key))
        if placed.id is not None:
            self._here["location"][given.key] = placed.id
            self._made.add(placed.id)
            self._places.add(placed.id)
        yield given

    def _free(self, place: GivenPlace | None) -> GivenPlace | None:
        """The place, without an id by which the file calls something else."""
        is_else = place is not None and place.id in self._made and place.id not in self._places
        return dataclasses.replace(place, id=None) if place is not None and is_else else place

    def _row(self, given: GivenRow, notes: Notes) -> Iterator[Given]:
        if given.table == "card":
            yield from self._card(given, notes)
            return
        known = self._here[given.table].get(given.key, given.key)
        if known != given.key or self._is_here(given.table, known) or self._is_whole_here(given):
            self._here[given.table][given.key] = known
            notes.decide(f"{_words(given.table)} that are here already were left out")
            return
        less = self._told_by_card(given) if given.table == "status" else None
        if less is not None and less.voided and less.voided_why != UNDONE:
            notes.decide("statuses that were struck here were left out")
            return
        if known in self._made or is_of_another_kind(self._reading, known, given.table):
            notes.reject(given.line, TWICE, column="id")
            return
        try:
            row = self._made_of(given, notes)
        except Mistake as mistake:
            notes.reject(given.line, str(mistake), column=mistake.field)
            return
        if less is not None and not less.voided:
            notes.decide(WHOLE_STATUS)
            given = dataclasses.replace(given, instead_of=less.id)
        yield self._new(given, row, notes)

    def _is_whole_here(self, given: GivenRow) -> bool:
        """Whether it is what a table of cards told elsewhere of a status that is here."""
        card = self._known("card", given.about) if given.table == "status" and given.about is not None else None
        whole = self._reading.all("SELECT id FROM status WHERE thing = ?", card) if card is not None else ()
        return any(known_id("own status", str(row)) == given.key for (row,) in whole)

    def _told_by_card(self, given: GivenRow) -> Status | None:
        """What a table of cards, which came before, told of the same status."""
        return self._reading.row(Status, known_id("own status", given.key))

    def _new(self, given: GivenRow, row: Row, notes: Notes) -> GivenRow:
        made = row.thing if isinstance(row, Fact) and given.table in BY_THING else row.id
        self._here[given.table][given.key] = made
        self._made.add(made)
        notes.decide(AS_NOW)
        return dataclasses.replace(given, row=row)

    def _made_of(self, given: GivenRow, notes: Notes) -> Row:
        values: dict[str, Any] = dict(given.fields)
        for field in fields_of(given.table):
            if field.name in given.things:
                found = [self._meant(field.things, each, notes) for each in given.things[field.name]]
                known = tuple(thing for thing in found if thing is not None)
                values[field.name] = known if field.kind is Kind.THINGS else next(iter(known), None)
        if given.table in FACTS:
            values["thing"] = self._about(given)
        row_id = known_id("own row", given.key) if given.table in BY_THING else given.key
        row: Row = checked(self._reading, TABLES[given.table](id=row_id, **values), self._made)
        not_in_future(self._reading, getattr(row, "as_of", None))
        return row

    def _about(self, given: GivenRow) -> str:
        if given.about is None:
            return given.key
        for table in ABOUT[given.table]:
            thing = self._known(table, given.about)
            if thing is not None:
                return thing
        tables = " or ".join(ABOUT[given.table])
        raise Mistake(f"There is no {tables} “{given.about.name or given.about.id}” here or in the file", field="about")

    def _card(self, given: GivenRow, notes: Notes) -> Iterator[Given]:
        own = self._free(given.place)
        assert own is not None
        place = dataclasses.replace(own, row=given.key)
        placed = self._placer.place(place)
        if placed.id is None:
            notes.reject(given.line, "the name of the place means several", column="place")
            return
        known = self._card_at(placed.id) if placed.found is Found.KNOWN else None
        card = self._here["card"][given.key] = known or card_id(placed.id)
        if known is not None or card in self._made:
            notes.decide("cards that are here already were left out")
            return
        status = None if self._has_statuses else self._status(given, card, notes)
        if status is None and not self._has_statuses:
            notes.reject(given.line, "the column or the time of the status is missing", column="column")
            return
        if placed.found is not Found.KNOWN and placed.id not in self._made:
            self._places.add(placed.id)
            yield GivenLocation(key=given.key, line=given.line, place=own)
        said: dict[str, Any] = {name: given.fields.get(name) for name in ("number", "note", "label", "shelf_life")}
        made = Card(id=card, location=placed.id, **said)
        yield self._new(given, made, notes)
        if status is not None:
            notes.decide(ONE_STATUS)
            yield GivenRow(key=status.id, line=given.line, table="status", fields={}, row=status)

    def _status(self, given: GivenRow, card: str, notes: Notes) -> Status | None:
        """The one that a table of cards tells: see `who_and_from`."""
        column, as_of = given.fields.get("column"), given.fields.get("as_of")
        if column is None or as_of is None or as_of.earliest > self._reading.now:
            return None
        who, whom = (self._parties(given, name, notes) for name in ("actors", "from_actors"))
        holds = column in {Column.HELD, Column.FALLEN}
        return Status(
            id=known_id("own status", given.fields.get("status_id") or given.key),
            thing=card,
            column=column,
            controllers=who if holds else whom,
            former=whom if column is Column.FALLEN else None,
            moving=None if holds else who,
            basis=given.fields.get("basis"),
            as_of=as_of,
            note=given.fields.get("status_note"),
        )

    def _parties(self, given: GivenRow, name: str, notes: Notes) -> tuple[str, ...] | None:
        if name not in given.things:
            return None
        found = [self._meant(("actor",), each, notes) for each in given.things[name]]
        return tuple(thing for thing in found if thing is not None)

    # --- events

    def _event(self, given: GivenEvent, notes: Notes) -> GivenEvent:
        given = dataclasses.replace(given, place=self._free(given.place), destination=self._free(given.destination))
        coming = {each.id for each in (given.place, given.destination) if each is not None and each.id is not None}
        self._made |= coming
        self._places |= coming
        if not given.things and not any(figure.report for figure in given.figures):
            return given
        fields = dict(given.fields)
        for name, table in (("report", "report"), ("issuer", "actor")):
            for each in given.things.get(name, ()):
                thing = self._meant((table,), each, notes)
                fields |= {name: thing} if thing is not None else {}
        actors = [self._known("actor", each) for each in given.things.get("actors", ())]
        source = next((self._known("source", each) for each in given.things.get("source", ())), None)
        return dataclasses.replace(
            given,
            fields=fields,
            things={},
            actors=tuple(actor for actor in actors if actor) if actors and all(actors) else given.actors,
            source=source or given.source,
            figures=tuple(
                dataclasses.replace(each, report=self._meant(("report",), GivenThing(id=each.report, name=None), notes))
                if each.report
                else each
                for each in given.figures
            ),
        )

    # --- what is here

    def _meant(self, tables: Sequence[str], thing: GivenThing, notes: Notes) -> str | None:
        for table in tables:
            found = self._known(table, thing)
            if found is not None:
                return found
        notes.decide(LOST)
        return None

    def _known(self, table: str, thing: GivenThing) -> str | None:
        """By its id here or in the file, else by its name, where one thing alone has it."""
        if thing.id is not None:
            if table == "event":
                return self._event_here(thing.id) or self._event_coming(thing.id)
            own = self._here[table].get(thing.id)
            if own is not None or self._is_here(table, thing.id):
                return own or thing.id
        return self._named(table, thing.name)

    def _named(self, table: str, name: str | None) -> str | None:
        if name is None or table not in {"actor", "source", "location", "route", "card"}:
            return None
        found = find(self._reading, name, [table])
        return found[0].id if len(found) == 1 else None

    def _known_by_name(self, given: GivenRow) -> str | None:
        if self._is_here(given.table, given.key):
            return given.key
        return self._named(given.table, given.fields.get("name"))

    def _is_here(self, table: str, thing: str) -> bool:
        column = "thing" if table in BY_THING else "id"
        return self._reading.value(f'SELECT 1 FROM "{table}" WHERE {column} = ?', thing) is not None

    def _card_at(self, location: str) -> str | None:
        for place in self._reading.aliases(location):
            found = self._reading.value("SELECT id FROM card WHERE location = ? AND voided = 0", place)
            if found is not None:
                return str(found)
        return None

    def _event_here(self, key: str) -> str | None:
        if self._is_event(key, "1"):
            return key
        for origin in self._origins:
            thing = thing_of_row(origin, key)
            if origin != self._origin and self._is_event(thing, "voided = 0"):
                return thing
        return None

    def _event_coming(self, key: str) -> str | None:
        """One of the same dataset: of this file, or of an earlier one."""
        thing = thing_of_row(self._origin, key)
        if hash(key) not in self._events and not self._is_event(thing, "voided = 0"):
            return None
        self._made.add(thing)
        return thing

    def _is_event(self, thing: str, condition: str) -> bool:
        return self._reading.value(f"SELECT 1 FROM event WHERE thing = ? AND {condition}", thing) is not None


def _words(table: str) -> str:
    return WORDS.get(table, f"{table.replace('_', ' ')}s")
