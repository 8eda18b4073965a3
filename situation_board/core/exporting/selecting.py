"""What goes into an extract: what may be told under a label, and of the rest only the names that this needs.

Parties, places, sources and roads carry no label: each goes along only when something that may be told names it, as on
a sheet (decision 0012). Searches, handovers and issued sheets quote anything and never go along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from situation_board.core.exporting.standing import standing, standing_ids
from situation_board.core.questions.details import things_in
from situation_board.core.rows import TABLES, Event, Fact, Kind, Row, SameAs, fields_of
from situation_board.core.snapshot.labels import forbidden_rows, rank_of, usual_label
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.vocabulary import HandlingLabel

TOLD_BY_LABEL = (
    *("card", "status", "verification", "claim", "event", "route_status", "link", "report"),
    *("message", "task", "presence", "presence_status", "attachment", "dataset"),
)
"""What a label lets through or holds back."""
TOLD_BY_NAME = ("location", "actor", "source", "route")
HANGS_ON = {"status": "card", "route_status": "route", "presence_status": "presence", "rating": "source"}
"""Facts that say nothing without the thing that they are about."""
BY_HAND = "dataset IS NULL"
BY_THING = frozenset({"claim", "event"})


@dataclass
class Selection:
    """`rows` are the ids of what is told, by table, without rows of imported files; `struck` those of what is struck
    and still named; `things` the claims and events among it. `imported` counts the rows of imported files."""

    reading: Reading
    label: HandlingLabel
    forbidden: dict[str, set[str]]
    rows: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    struck: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    things: set[str] = field(default_factory=set)
    imported: int = 0

    @property
    def is_weaker(self) -> bool:
        """Whether the label is weaker than that of what carries none: then remarks on names are not told."""
        return rank_of(self.label) > rank_of(usual_label(self.reading))

    def counts(self) -> dict[str, int]:
        """How many rows are told, by table; rows of imported files count as events."""
        found = {table: len(rows) for table, rows in self.rows.items() if rows}
        return found | ({"event": found.get("event", 0) + self.imported} if self.imported else {})

    def is_told(self, thing: str, tables: Iterable[str]) -> bool:
        """Whether what a row refers to goes along."""
        for table in tables:
            if table in BY_THING:
                if thing in self.things or (table == "event" and self._is_imported(thing)):
                    return True
            elif thing in self.rows[table] or thing in self.struck[table]:
                return True
        return False

    def _is_imported(self, thing: str) -> bool:
        lines = self.reading.all(
            "SELECT id, dataset FROM event WHERE thing = ? AND dataset IS NOT NULL AND voided = 0", thing
        )
        return any(self.tells_import(row, dataset) for row, dataset in lines)

    def tells_import(self, row: str, dataset: str | None) -> bool:
        return dataset in self.rows["dataset"] and row not in self.forbidden.get("event", ())

    def told_rows(self, table: str) -> Iterator[list[Row]]:
        """What goes along of a table, some at a time, without rows of imported files."""
        where = BY_HAND if table == "event" else "1"
        for rows in standing(self.reading, table, where):
            if told := [row for row in rows if row.id in self.rows[table]]:
                yield told

    def imported_events(self, dataset: str) -> Iterator[list[Event]]:
        """The rows of an imported file that go along."""
        gone = self.forbidden.get("event", set())
        for rows in standing(self.reading, "event", "dataset = ?", dataset):
            yield [row for row in rows if isinstance(row, Event) and row.id not in gone]


def select(reading: Reading, label: HandlingLabel) -> Generator[None, None, Selection]:
    """Work out what goes along; each yield is a place to stop."""
    selection = Selection(reading, label, forbidden_rows(reading, label))
    for table in TOLD_BY_LABEL:
        where = BY_HAND if table == "event" else "1"
        selection.rows[table] = standing_ids(reading, table, where) - selection.forbidden.get(table, set())
    yield
    for table in BY_THING:
        for rows in selection.told_rows(table):
            selection.things.update(row.thing for row in rows if isinstance(row, Fact))
    yield
    _drop_hanging(selection)
    named = yield from _named(selection)
    _take_along(selection, named)
    _rate(selection)
    return selection


def _drop_hanging(selection: Selection) -> None:
    """Facts about what is not told, and pictures of reports that are not."""
    routes = standing_ids(selection.reading, "route")
    for table in ("status", "presence_status", "verification", "route_status", "attachment"):
        kept = set()
        for rows in selection.told_rows(table):
            for row in rows:
                about = getattr(row, "thing", None) or getattr(row, "report", None)
                if table == "route_status":
                    is_told = about in routes
                elif table == "verification":
                    is_told = about in routes or selection.is_told(about or "", ("card", "event"))
                elif table == "attachment":
                    is_told = about in selection.rows["report"]
                else:
                    is_told = about in selection.rows[HANGS_ON[table]]
                kept.update([row.id] if is_told else [])
        selection.rows[table] = kept


def _named(selection: Selection) -> Generator[None, None, dict[str, set[str]]]:
    """Table -> the ids of it that what is told names."""
    named: dict[str, set[str]] = defaultdict(set)
    for table in TOLD_BY_LABEL:
        for rows in selection.told_rows(table):
            for row in rows:
                _note_names(row, named)
            yield
    for dataset in sorted(selection.rows["dataset"]):
        for events in selection.imported_events(dataset):
            selection.imported += len(events)
            for event in events:
                _note_names(event, named)
            yield
    return named


def _note_names(row: Row, named: dict[str, set[str]]) -> None:
    table = TABLE_OF[type(row)]
    for each in fields_of(table):
        for thing in things_in(each, getattr(row, each.name)):
            for target in each.things:
                named[target].add(thing)
        if each.kind is Kind.FIGURES:
            for figure in getattr(row, each.name):
                named["report"].update([figure.report] if figure.report else [])
                named["source"].update([figure.source] if figure.source else [])
    if table in HANGS_ON and isinstance(row, Fact):
        named[HANGS_ON[table]].add(row.thing)


def _take_along(selection: Selection, named: dict[str, set[str]]) -> None:
    """What is named, what that names in turn, and its other ids, until nothing new comes."""
    same = [row for rows in standing(selection.reading, "same_as") for row in rows if isinstance(row, SameAs)]
    same = [row for row in same if row.id not in selection.forbidden.get("same_as", ())]
    while True:
        new = [(table, thing) for table in named for thing in named[table] if _is_new(selection, table, thing)]
        rows = [row for table, thing in new if (row := _taken(selection, table, thing)) is not None]
        named = defaultdict(set)
        for row in rows:
            _note_names(row, named)
        for pair in same:
            _follow(selection, pair, named)
        if not rows and not any(_is_new(selection, table, thing) for table in named for thing in named[table]):
            return


def _is_new(selection: Selection, table: str, thing: str) -> bool:
    return thing not in selection.rows[table] and thing not in selection.struck[table]


def _taken(selection: Selection, table: str, thing: str) -> Row | None:
    """The row of something that is named and may be: by its name alone, or struck since."""
    row = selection.reading.row(TABLES[table], thing) if table not in BY_THING else None
    if row is None or thing in selection.forbidden.get(table, ()):
        return None
    if row.voided:
        selection.struck[table].add(thing)
        return row
    if table in TOLD_BY_NAME:
        selection.rows[table].add(thing)
        return row
    return None


def _follow(selection: Selection, pair: SameAs, named: dict[str, set[str]]) -> None:
    """Two ids of one thing go along together; of two events only when both are told."""
    a, b = pair.a or "", pair.b or ""
    for table in TOLD_BY_NAME:
        told = {a, b} & (selection.rows[table] | selection.struck[table])
        if told:
            named[table].update({a, b} - told)
            selection.rows["same_as"].add(pair.id)
    if selection.is_told(a, ("event",)) and selection.is_told(b, ("event",)):
        selection.rows["same_as"].add(pair.id)


def _rate(selection: Selection) -> None:
    """How the sources are rated that go along."""
    for rows in standing(selection.reading, "rating"):
        told = {row.id for row in rows if isinstance(row, Fact) and row.thing in selection.rows["source"]}
        selection.rows["rating"] |= told
