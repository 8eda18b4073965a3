"""Changes: what somebody did, with the fields it touched. Append-only, the same on every laptop."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from situation_board.core.rows import FACTS, TABLES
from situation_board.core.sqlite import Connection

if TYPE_CHECKING:
    from situation_board.core.store.loading import Begun

Json = Any
Order = tuple[int, str, int]

NEW = "new"
VOIDED = "voided"
WITHDRAWN = "withdrawn"
UNDONE = "undone"

TRAVELLING = (
    "writer",
    "seq",
    "lamport",
    "recorded_at",
    "laptop",
    "person",
    "action",
    "label",
    "undoes",
    "table",
    "row",
    "subject",
    "slot",
    "supersedes",
    "fields",
)
TRAVELLING_COLUMNS = ", ".join(f'"{name}"' for name in TRAVELLING)
SELECT_CHANGE = f"SELECT {TRAVELLING_COLUMNS}, sha256, arrival, arrived_at FROM log"


@dataclass(frozen=True, slots=True)
class Draft:
    """A change as an action proposes it, before the store stamps it.

    `subject` and `slot` are what it is about: a status is about its card, slot "status"; a record's slot is the
    field. For a new record the slot is "new" and it stands for all its fields. `undoes` is the action that this
    change reverses.
    """

    table: str
    row: str
    subject: str
    slot: str
    fields: Mapping[str, Json]
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action wants saved: its drafts, the ids of what it made, and what the person should know.

    `notes` are codes for things worth saying, such as "not_current" for a back-dated status. `contents` are the bytes
    of attachments and sheets that the drafts name by their SHA-256. `loaded` is the loading that wrote the rows of the
    dataset among them.
    """

    label: str
    drafts: Sequence[Draft]
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    contents: Sequence[bytes] = ()
    loaded: Begun | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log. `supersedes` names the changes of the same subject and slot that the writer saw last."""

    writer: str
    seq: int
    lamport: int
    recorded_at: int
    laptop: str
    person: str | None
    action: str
    label: str
    undoes: str | None
    table: str
    row: str
    subject: str
    slot: str
    supersedes: tuple[str, ...] = ()
    fields: Mapping[str, Json] = field(hash=False, default_factory=dict)
    sha256: str = ""
    arrival: int = 0
    arrived_at: int = 0

    @property
    def id(self) -> str:
        return f"{self.writer}:{self.seq}"

    @property
    def order(self) -> Order:
        return (self.lamport, self.writer, self.seq)

    @property
    def is_voiding(self) -> bool:
        """Whether it strikes its row, or takes a strike back."""
        return self.slot.startswith(VOIDED)

    @property
    def is_withdrawing(self) -> bool:
        """Whether it withdraws another change of its row (undo), or lets that stand again (redo)."""
        return self.slot.startswith(WITHDRAWN)

    def digest(self) -> str:
        """SHA-256 of everything that travels."""
        return digest_of([getattr(self, name) for name in TRAVELLING])


def canonical(value: Json) -> str:
    """JSON of which there is only one form."""
    return _CANONICAL.encode(value)


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def digest_of(travelling: Sequence[Json]) -> str:
    """SHA-256 of the values of a change in the order of TRAVELLING."""
    return hashlib.sha256(canonical(travelling).encode()).hexdigest()


def change_from(values: Sequence[Any]) -> Change:
    """A change from a line of `SELECT_CHANGE`."""
    *_, supersedes, fields, sha256, arrival, arrived_at = values
    plain = dict(zip(TRAVELLING[:-2], values, strict=False))
    return Change(
        **plain,
        supersedes=tuple(json.loads(supersedes)),
        fields=json.loads(fields),
        sha256=sha256,
        arrival=arrival,
        arrived_at=arrived_at,
    )


def changes_where(connection: Connection, where: str, *parameters: object) -> list[Change]:
    """The changes that meet a condition, in the order that is the same everywhere."""
    lines = connection.execute(f"{SELECT_CHANGE} WHERE {where} ORDER BY lamport, writer, seq", parameters)
    return [change_from(line) for line in lines]


def every_change(connection: Connection) -> Iterator[Change]:
    """The whole log, row by row, each row's changes in order; only one row's worth is held."""
    for line in connection.execute(f'{SELECT_CHANGE} ORDER BY "table", "row", lamport, writer, seq'):
        yield change_from(line)


def append(connection: Connection, change: Change, *, arrival: int, arrived_at: int) -> None:
    connection.execute(INSERT_LINE, log_line(change, arrival=arrival, arrived_at=arrived_at))


_COLUMNS = (*TRAVELLING, "sha256", "arrival", "arrived_at")
INSERT_LINE = f"""INSERT INTO log ({", ".join(f'"{name}"' for name in _COLUMNS)})
    VALUES ({", ".join("?" * len(_COLUMNS))})"""


def log_line(change: Change, *, arrival: int, arrived_at: int) -> list[Any]:
    """The values of a line of the log, for INSERT_LINE."""
    values = [getattr(change, name) for name in TRAVELLING[:-2]]
    supersedes, fields = json.dumps(list(change.supersedes)), canonical(change.fields)
    return [*values, supersedes, fields, change.sha256, arrival, arrived_at]


@dataclass(frozen=True, slots=True)
class Folded:
    """A row as its changes make it: the latest value of each field, whether it is struck, and what brought it."""

    fields: dict[str, Json]
    voided: bool
    voided_why: str | None
    first: Change


def fold(changes: Iterable[Change]) -> Folded | None:
    """Fold the changes of one row, given in order. None when it was never made.

    Withdrawn changes do not count. A row whose making was withdrawn keeps what it said and is struck as "undone".
    """
    changes = list(changes)
    withdrawn = withdrawn_ids(changes)
    saying = [change for change in changes if not change.is_withdrawing]
    making = [change for change in saying if _makes(change)]
    if not making:
        return None
    standing = [change for change in saying if change.id not in withdrawn]
    undone = all(change.id in withdrawn for change in making)
    fields: dict[str, Json] = {}
    voided, why = undone, UNDONE if undone else None
    for change in [*making, *standing] if undone else standing:
        if change.is_voiding and not undone:
            voided, why = bool(change.fields["voided"]), change.fields.get("voided_why")
        elif not change.is_voiding:
            fields.update(change.fields)
    return Folded(fields, voided, why, changes[0])


def _makes(change: Change) -> bool:
    return change.slot == NEW or (change.table in FACTS and not change.is_voiding)


def withdrawn_ids(changes: Iterable[Change]) -> set[str]:
    """The ids of the changes that the given ones, in order, leave withdrawn."""
    latest = {change.slot: change for change in changes if change.is_withdrawing}
    return {withdrawn_id(change) for change in latest.values() if change.fields["withdrawn"]}


def withdrawn_id(change: Change) -> str:
    """The id of the change that a withdrawing change is about."""
    return change.slot.partition(":")[2]


def withdrawal(change: Change, *, withdrawn: bool = True) -> Draft:
    """A draft that withdraws a change, or lets it stand again."""
    if change.is_withdrawing:
        return Draft(change.table, change.row, change.subject, change.slot, {**change.fields, "withdrawn": withdrawn})
    fields = {"withdrawn": withdrawn, "slots": sorted(touches(change))}
    return Draft(change.table, change.row, change.subject, f"{WITHDRAWN}:{change.id}", fields)


def touches(change: Change) -> Iterator[str]:
    """The slots that a change speaks for: a new record speaks for each of its fields, an undo for what it undoes."""
    if change.slot == NEW:
        yield from change.fields
    elif change.is_withdrawing:
        yield from change.fields["slots"]
    else:
        yield change.slot


def is_known(table: str) -> bool:
    """Whether this program folds that table; what it does not know it keeps and passes on."""
    return table in TABLES
