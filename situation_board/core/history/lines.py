"""The history in words: who did what when, with what was before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from situation_board.core.encoding import Json
from situation_board.core.history.wording import name_of, value_words
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.rows import FACTS, Field, fields_of
from situation_board.core.store import NEW, UNDONE, Reading
from situation_board.core.store.log import VOIDED, WITHDRAWN, Change, changes_where, is_known
from situation_board.core.store.tombstones import EXPUNGED
from situation_board.core.times import DAY

UNSHOWN = {"rank", "number", "gazetteer"}
IMPORT = "import"
CORRECTED = "corrected"
"""The reason of a strike by which a corrected version takes a fact's place."""
TELLING = (("column",), ("reliability",), ("headcount", "posture"), ("state",), ("text",), ("checked_with",), ("kind",))
"""What a new fact is told by: the first of these that it has."""
MAKING = f"""(slot = '{NEW}' OR ("table" IN ({", ".join(f"'{table}'" for table in sorted(FACTS))})
    AND slot NOT GLOB '{VOIDED}*' AND slot NOT GLOB '{WITHDRAWN}*'))"""
"""Changes that made something."""
PLAUSIBLE_SINCE = 1_577_836_800_000  # 2020: before the program existed


@dataclass(frozen=True)
class Part:
    """One thing that an action did: to what, which field, and its words before and after.

    `field` is "" where a thing was added, struck or restored; `did` says which.
    """

    thing: str
    table: str
    name: str
    did: str
    field: str = ""
    before: str | None = None
    after: str | None = None

    @property
    def words(self) -> str:
        if self.did == "edited":
            return f"{self.name}: {self.field.replace('_', ' ')} {self.before or '-'} → {self.after or '-'}"
        why = f" ({self.after})" if self.after else ""
        return f"{self.table.replace('_', ' ')} {self.name} {self.did}{why}"


@dataclass(frozen=True)
class Imported:
    """A file that was taken in: its name, its rows, and how many things of each table came with it."""

    name: str
    rows: int
    made: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        counts = [f"{count} {table.replace('_', ' ')}{'s' if count > 1 else ''}" for table, count in self.made]
        return ", ".join([self.name, *([f"{self.rows} rows"] if self.rows else []), *counts])


@dataclass(frozen=True)
class HistoryLine:
    """One action. Times are in milliseconds since 1970; `suspect_clock` marks an implausible clock of its writer.

    `struck` is the reason why all that it made was struck since, "" where none was given, None where it stands.
    `imported` tells what came with a file: each of its places and sources would say less.
    """

    arrival: int
    action: str
    recorded_at: int
    arrived_at: int
    laptop: str
    person: str | None
    label: str
    parts: tuple[Part, ...]
    undone: bool
    merged: bool
    suspect_clock: bool
    struck: str | None = None
    imported: Imported | None = None

    @property
    def words(self) -> str:
        if self.imported is not None:
            return f"import: {self.imported.words}"
        return "; ".join(dict.fromkeys(part.words for part in self.parts)) or self.label.replace("_", " ")


def history(reading: Reading, *, thing: str | None = None, since: Moment = None, limit: int = 200) -> list[HistoryLine]:
    """The latest actions, the latest first; of one thing, or since a moment."""
    condition, parameters = _asked(reading, thing, since)
    lines = reading.connection.execute(f"SELECT action FROM log WHERE {condition} ORDER BY arrival DESC", parameters)
    actions: dict[str, None] = {}
    for (action,) in lines:
        actions[action] = None
        if len(actions) >= limit:
            break
    return [_line(reading, action) for action in actions]


def _asked(reading: Reading, thing: str | None, since: Moment) -> tuple[str, list[object]]:
    conditions, parameters = ["1"], list[object]()
    if thing is not None:
        ids = reading.aliases(thing)
        marks = ", ".join("?" * len(ids))
        about = f'"row" IN (SELECT id FROM claim WHERE about IN ({marks}))'
        conditions.append(f'(subject IN ({marks}) OR "row" IN ({marks}) OR {about})')
        parameters += ids * 3
    match since:
        case KnownThen(arrival):
            conditions.append("arrival > ?")
            parameters.append(arrival)
        case TrueThen(time):
            conditions.append("arrived_at >= ?")
            parameters.append(time)
    return " AND ".join(conditions), parameters


def _line(reading: Reading, action: str) -> HistoryLine:
    (last,) = changes_where(
        reading.connection, "action = ? AND arrival = (SELECT max(arrival) FROM log WHERE action = ?)", action, action
    )
    about = roots(reading, action)
    file = about[0] if _is_import(reading, about[0]) else None
    return HistoryLine(
        arrival=last.arrival,
        action=action,
        recorded_at=last.recorded_at,
        arrived_at=last.arrived_at,
        laptop=last.laptop,
        person=last.person,
        label=last.label,
        parts=_file_parts(reading, file) if file is not None else _parts_of(reading, about),
        undone=is_undone(reading, action),
        merged=last.laptop != reading.identity.laptop,
        suspect_clock=not PLAUSIBLE_SINCE < last.recorded_at < last.arrived_at + DAY,
        struck=_struck_since(reading, action),
        imported=_imported(reading, file) if file is not None else None,
    )


def _parts_of(reading: Reading, actions: Iterable[str]) -> tuple[Part, ...]:
    found = (changes_where(reading.connection, "action = ?", action) for action in actions)
    return tuple(part for changes in found for part in parts(reading, changes))


# An import may have made thousands of places: they are counted where they lie.


def _is_import(reading: Reading, action: str) -> bool:
    return bool(reading.value("SELECT label = ? FROM log WHERE action = ? LIMIT 1", IMPORT, action))


def _imported(reading: Reading, action: str) -> Imported:
    """What came with a file, counted. The file's own record and the report on it are what it is called by."""
    made = f'SELECT "table", count(*) FROM log WHERE action = ? AND {MAKING} GROUP BY 1 ORDER BY 2 DESC, min(arrival)'
    counts = [(table, count) for table, count in reading.all(made, action) if is_known(table)]
    dataset, report = (_first_row(reading, action, table) for table in ("dataset", "report"))
    rows = reading.value("SELECT rows FROM dataset WHERE id = ?", dataset) if dataset else 0
    named = dataset or report or _first_row(reading, action)
    return Imported(name_of(reading, named), rows or 0, tuple(each for each in counts if each[0] != "dataset"))


def _first_row(reading: Reading, action: str, table: str | None = None) -> str:
    """The first row that it made in a table, "" where it made none; without a table the first that it touched."""
    kind, parameters = (f'"table" = ? AND {MAKING}', [table]) if table is not None else ("1", [])
    first = f'SELECT "row" FROM log WHERE action = ? AND {kind} ORDER BY arrival LIMIT 1'
    return str(reading.value(first, action, *parameters) or "")


def _file_parts(reading: Reading, action: str) -> tuple[Part, ...]:
    """The file itself, as the thing that the line leads to."""
    row = _first_row(reading, action, "dataset") or _first_row(reading, action)
    return tuple(parts(reading, changes_where(reading.connection, 'action = ? AND "row" = ?', action, row)[:1]))


def _struck_since(reading: Reading, action: str) -> str | None:
    """Why everything that an action made was struck; None where something of it stands, or nothing was made."""
    edits = f"SELECT 1 FROM log WHERE action = ? AND NOT {MAKING} AND slot NOT GLOB '{VOIDED}*' LIMIT 1"
    if reading.value(edits, action):
        return None
    reasons: list[str] = []
    made = reading.connection.execute(f'SELECT "table", "row" FROM log WHERE action = ? AND {MAKING}', (action,))
    for table, row in made:
        found = reading.one(f'SELECT voided, voided_why FROM "{table}" WHERE id = ?', row) if is_known(table) else None
        if found is None or not found[0] or found[1] in {UNDONE, CORRECTED}:
            return None
        reasons.append(found[1] or "")
    return reasons[0] if reasons else None


def is_undone(reading: Reading, action: str) -> bool:
    """Whether a later action, itself not undone, reversed it."""
    reversers = reading.all("SELECT DISTINCT action FROM log WHERE undoes = ?", action)
    return any(not is_undone(reading, reverser) for (reverser,) in reversers)


def roots(reading: Reading, action: str) -> list[str]:
    """What an undo or redo is about in the end; several when one field was typed into."""
    undone = reading.all("SELECT DISTINCT undoes FROM log WHERE action = ? AND undoes IS NOT NULL", action)
    if not undone:
        return [action]
    return list(dict.fromkeys(root for (earlier,) in undone for root in roots(reading, earlier)))


def action_words(reading: Reading, action: str) -> str:
    """What an action did, as one line."""
    if _is_import(reading, action):
        return f"import: {_imported(reading, action).words}"
    changes = changes_where(reading.connection, "action = ?", action)
    words = [part.words for part in parts(reading, changes[:20])]
    more = f" and {len(changes) - 20} more" if len(changes) > 20 else ""
    return ("; ".join(dict.fromkeys(words)) or (changes[0].label.replace("_", " ") if changes else "")) + more


def parts(reading: Reading, changes: Iterable[Change]) -> list[Part]:
    """What those changes did, in the order in which they were made."""
    return [part for change in changes for part in _parts(reading, change)]


def _parts(reading: Reading, change: Change) -> list[Part]:
    table = change.table
    if table == EXPUNGED:
        said = change.fields
        name = name_of(reading, change.subject)
        return [
            Part(change.subject, str(said.get("table", "")), name, f"{said.get('field')} expunged", after=said["why"])
        ]
    if not is_known(table):
        return [Part(change.row, table, "", "changed by a newer version")]
    name = name_of(reading, change.subject if table in FACTS else change.row)
    if change.is_voiding:
        did = "struck" if change.fields["voided"] else "restored"
        return [Part(change.subject, table, name, did, after=change.fields.get("voided_why"))]
    if change.slot == NEW:
        return [Part(change.row, table, name, "added")]
    before = _before(reading, change)
    if table in FACTS and before is None:
        return [Part(change.subject, table, name, "added", after=_summary(reading, change))]
    return [
        Part(
            change.subject,
            table,
            name,
            "edited",
            field.name,
            value_words(reading, field, (before or {}).get(field.name)),
            value_words(reading, field, change.fields.get(field.name)),
        )
        for field in fields_of(table)
        if _is_told(change, field) and (before or {}).get(field.name) != change.fields.get(field.name)
    ]


def _is_told(change: Change, field: Field) -> bool:
    if field.name in UNSHOWN:
        return False
    return change.table in FACTS or field.name == change.slot


def _before(reading: Reading, change: Change) -> dict[str, Json] | None:
    """The fields of the change that this one was made on top of."""
    for known in change.supersedes[-1:]:
        writer, _, seq = known.rpartition(":")
        found = changes_where(reading.connection, "writer = ? AND seq = ?", writer, int(seq))
        if found:
            return dict(found[0].fields)
    return None


def _summary(reading: Reading, change: Change) -> str | None:
    """The most telling fields of a new fact."""
    told = {field.name: field for field in fields_of(change.table)}
    for names in TELLING:
        said = [
            value_words(reading, told[name], change.fields[name])
            for name in names
            if name in told and change.fields.get(name) is not None
        ]
        if said:
            return ", ".join(each for each in said if each)
    return None
