"""What was expunged: tombstones in the log say from where to where which changes are blacked out, never what was there.

Each laptop that knows a tombstone makes the same of the change, with the SHA-256 of what is left: so logs stay
provable, and a change that still has the words is known for what it is, and not for a forgery. Characters are blacked
out one by one, so places stay the same: tombstones of several laptops add up in any order, and none can put words in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from situation_board.core.sqlite import Connection
from situation_board.core.store.dataset_rows import forget_dataset
from situation_board.core.store.derived import Touched
from situation_board.core.store.folding import refold
from situation_board.core.store.log import Change, Json, canonical, changes_where, is_known

EXPUNGED = "expunged"
"""The table that tombstones are written for; no program folds it."""
BLACK = "\u2588"
PARTS = "contents"
"""The field of a dataset that names its parts: one without the words has another name."""
Spans = Mapping[str, Sequence[Sequence[int]]]
"""Where in a change: by field, with "/" and the position inside lists; from which character up to which."""


@dataclass
class Expunged:
    """What all tombstones of a file say together: by change the places, contents that go, and what parts are now."""

    changes: dict[str, dict[str, list[Sequence[int]]]] = field(default_factory=lambda: defaultdict(dict))
    contents: set[str] = field(default_factory=set)
    parts: dict[str, str] = field(default_factory=dict)


def what_is_expunged(connection: Connection) -> Expunged:
    found = Expunged()
    became: dict[str, set[str]] = defaultdict(set)
    for stone in changes_where(connection, '"table" = ?', EXPUNGED):
        for change, spans in stone.fields["changes"].items():
            for path, places in spans.items():
                found.changes[change].setdefault(path, []).extend(places)
        found.contents.update(stone.fields["contents"])
        for old, new in stone.fields["parts"].items():
            became[old].add(new)
    found.parts = _parts_now(became)
    found.contents.update(part for part, now in found.parts.items() if not now)
    return found


def _parts_now(became: Mapping[str, set[str]]) -> dict[str, str]:
    """What each part is by now that was packed anew, through however many steps; "" is gone.

    Where two laptops made different ones of one part, that part, both of them and what came of these are gone: each
    still holds what the other took out.
    """
    now: dict[str, str] = {}
    for group in _connected(became):
        ends = [part for part in group if not became.get(part)]
        is_clear = len(ends) == 1 and all(len(became.get(part, ())) <= 1 for part in group)
        now.update({part: ends[0] if is_clear else "" for part in group if not is_clear or part != ends[0]})
    return now


def _connected(became: Mapping[str, set[str]]) -> list[set[str]]:
    """Parts that came of each other."""
    groups: list[set[str]] = []
    for old, new in became.items():
        touching = [group for group in groups if group & {old, *new}]
        groups = [group for group in groups if group not in touching]
        groups.append({old, *new}.union(*touching))
    return groups


def gone_contents(connection: Connection) -> set[str]:
    """The SHA-256 of the pictures, sheets and parts that were expunged."""
    return what_is_expunged(connection).contents


def expunged(change: Change, found: Expunged) -> Change:
    """The change as it reads now."""
    spans = found.changes.get(change.id, {})
    fields = {name: blacked(value, name, spans) for name, value in change.fields.items()}
    if change.table == "dataset" and isinstance(fields.get(PARTS), str):
        fields[PARTS] = _renamed(fields[PARTS], found.parts)
    left = replace(change, fields=fields)
    return replace(left, sha256=left.digest())


def blacked(value: Json, path: str, spans: Spans) -> Json:
    """A value with those places blacked out."""
    if isinstance(value, str):
        for start, end in spans.get(path, ()):
            value = value[:start] + BLACK * len(value[start:end]) + value[end:]
        return value
    if isinstance(value, list):
        return [blacked(each, f"{path}/{number}", spans) for number, each in enumerate(value)]
    if isinstance(value, dict):
        return {name: blacked(each, f"{path}/{name}", spans) for name, each in value.items()}
    return value


def _renamed(parts: str, now: Mapping[str, str]) -> str:
    """The list of parts with what they are now."""
    for old, new in now.items():
        parts = parts.replace(old, new)
    return parts


def apply_tombstones(connection: Connection, touched: Touched) -> None:
    """Take out of the log and the contents what is expunged and still there; its rows are made anew.

    Inside the transaction that brings the tombstones. What SQLite leaves behind in pages goes by `erase`.
    """
    found = what_is_expunged(connection)
    affected = {*found.changes, *_naming_parts(connection, found)}
    changed = [left for left in (_still_whole(connection, known, found) for known in sorted(affected)) if left]
    held = [sha256 for sha256 in sorted(found.contents) if _holds(connection, sha256)]
    if not changed and not held:
        return
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("CREATE TABLE IF NOT EXISTS erasing (begun INTEGER)")
    _rewrite(connection, changed)
    connection.executemany("DELETE FROM content WHERE sha256 = ?", [(sha256,) for sha256 in held])
    for change in changed:
        if change.table == "dataset":
            forget_dataset(connection, change.row)  # there may be no rows to make anew
            connection.execute("DELETE FROM every_event WHERE dataset = ?", (change.row,))
        if is_known(change.table):
            refold(connection, change.table, change.row)
        touched.add(change)


def _still_whole(connection: Connection, known: str, found: Expunged) -> Change | None:
    """How a change of this file has to read; None when it does, or is not here."""
    writer, _, seq = known.rpartition(":")
    for change in changes_where(connection, "writer = ? AND seq = ?", writer, int(seq) if seq.isdigit() else -1):
        left = expunged(change, found)
        return left if left.sha256 != change.sha256 else None
    return None


def _naming_parts(connection: Connection, found: Expunged) -> list[str]:
    """The changes that brought datasets, when parts were packed anew."""
    if not found.parts:
        return []
    return [change.id for change in changes_where(connection, "\"table\" = 'dataset' AND slot = 'new'")]


def _holds(connection: Connection, sha256: str) -> bool:
    return connection.execute("SELECT 1 FROM content WHERE sha256 = ?", (sha256,)).fetchone() is not None


def _rewrite(connection: Connection, changes: list[Change]) -> None:
    """The one place where lines of the log change."""
    trigger = "log_is_never_changed"
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (trigger,)).fetchone()
    connection.execute(f"DROP TRIGGER {trigger}")
    for change in changes:
        connection.execute(
            "UPDATE log SET fields = ?, sha256 = ? WHERE writer = ? AND seq = ?",
            (canonical(change.fields), change.sha256, change.writer, change.seq),
        )
    connection.execute(sql)


# --- what SQLite leaves behind


def is_erasing(connection: Connection) -> bool:
    """Whether pages of the file, or what lies beside it, may still hold what was expunged."""
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'erasing'").fetchone() is not None


def erase(connection: Connection) -> bool:
    """Build the file anew without it, and empty what lies beside. False while another program still reads the old.

    Killed in between the file is whole, and this is done when it is next opened.
    """
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")
    connection.execute("VACUUM")
    if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        return False
    connection.execute("DROP TABLE erasing")
    return True
