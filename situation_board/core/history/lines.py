"""The history in words: who did what when, with what was before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from situation_board.core.encoding import Json
from situation_board.core.history.wording import name_of, value_words
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.rows import FACTS, Field, fields_of
from situation_board.core.store import NEW, UNDONE, Reading
from situation_board.core.store.log import Change, changes_where, is_known
from situation_board.core.store.tombstones import EXPUNGED
from situation_board.core.times import DAY

UNSHOWN = {"rank", "number", "gazetteer"}
IMPORT = "import"
CORRECTED = "corrected"
"""The reason of a strike by which a corrected version takes a fact's place."""
TELLING = (("column",), ("reliability",), ("headcount", "posture"), ("state",), ("text",), ("checked_with",), ("kind",))
"""What a new fact is told by: the first of these that it has."""
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
    changes = changes_where(reading.connection, "action = ?", action)
    last = max(changes, key=lambda change: change.arrival)
    about = [
        change for root in roots(reading, action) for change in changes_where(reading.connection, "action = ?", root)
    ]
    imported = _imported(reading, about) if about and about[0].label == IMPORT else None
    return HistoryLine(
        arrival=last.arrival,
        action=action,
        recorded_at=last.recorded_at,
        arrived_at=last.arrived_at,
        laptop=last.laptop,
        person=last.person,
        label=last.label,
        parts=tuple(parts(reading, about)) if imported is None else _file_parts(reading, about),
        undone=is_undone(reading, action),
        merged=last.laptop != reading.identity.laptop,
        suspect_clock=not PLAUSIBLE_SINCE < last.recorded_at < last.arrived_at + DAY,
        struck=_struck_since(reading, changes),
        imported=imported,
    )


def _imported(reading: Reading, changes: list[Change]) -> Imported:
    """What came with a file, counted. The file's own record and the report on it are what it is called by."""
    made = [change for change in changes if is_known(change.table) and _makes(change)]
    counts = Counter(change.table for change in made if change.table != "dataset")
    dataset = next((change.row for change in made if change.table == "dataset"), None)
    rows = reading.value("SELECT rows FROM dataset WHERE id = ?", dataset) if dataset else 0
    named = dataset or next((change.row for change in made if change.table == "report"), changes[0].row)
    return Imported(name_of(reading, named), rows or 0, tuple(counts.most_common()))


def _file_parts(reading: Reading, changes: list[Change]) -> tuple[Part, ...]:
    """The file itself, as the thing that the line leads to."""
    return tuple(parts(reading, [change for change in changes if change.table == "dataset"][:1] or changes[:1]))


def _struck_since(reading: Reading, changes: list[Change]) -> str | None:
    """Why everything that those changes made was struck; None where something of it stands, or nothing was made."""
    made = [change for change in changes if is_known(change.table) and _makes(change)]
    if not made or len(made) < len([change for change in changes if not change.is_voiding]):
        return None
    reasons: list[str] = []
    for change in made:
        found = reading.one(f'SELECT voided, voided_why FROM "{change.table}" WHERE id = ?', change.row)
        if found is None or not found[0] or found[1] in {UNDONE, CORRECTED}:
            return None
        reasons.append(found[1] or "")
    return reasons[0]


def _makes(change: Change) -> bool:
    return change.slot == NEW or (change.table in FACTS and not change.is_voiding and not change.is_withdrawing)


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
    changes = changes_where(reading.connection, "action = ?", action)
    if changes and changes[0].label == IMPORT:
        return f"import: {_imported(reading, changes).words}"
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
