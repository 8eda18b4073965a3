"""Is the file sound, do the tables equal what the log says, does every reference lead somewhere?"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from situation_board.core.encoding import columns_of
from situation_board.core.integrity_imported import HERE, OF_OTHERS, OWN_ROWS, wrong_rows, wrong_sums
from situation_board.core.rows import FACTS, TABLES
from situation_board.core.schema import DERIVED_TABLES, base_of
from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.steps import end_of
from situation_board.core.store import Reading
from situation_board.core.store.connection import is_refusal
from situation_board.core.store.contents import damaged_contents
from situation_board.core.store.dataset_rows import LAYERS, SAME
from situation_board.core.store.datasets import event_values, making_of, rows_of
from situation_board.core.store.derived import derive_everything
from situation_board.core.store.figure_lines import BY_HAND
from situation_board.core.store.folding import row_values
from situation_board.core.store.log import every_change, fold, is_known

MOST_FINDINGS = 100
STEP = 500
"""Changes or rows that are looked at in one step."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be. `kind`: file, log, table, derived, reference or content."""

    kind: str
    what: str


@dataclass(frozen=True)
class Findings:
    """What `check` found, at most a hundred of each kind, and how much it looked at."""

    found: tuple[Finding, ...]
    changes: int
    rows: int

    @property
    def clean(self) -> bool:
        return not self.found


@dataclass(frozen=True, slots=True)
class Look:
    """How far a check is: which look it is at, the how manieth of how many, and how many things that one has passed."""

    kind: str
    number: int
    looks: int
    passed: int


Found = Iterator[Finding | None]
"""None is a step in which nothing was found, and a place to stop at."""


def check(reading: Reading) -> Findings:
    """Look at everything. Reads the whole file; for the background or the command line."""
    return end_of(checking(reading))


def checking(reading: Reading) -> Generator[Look, None, Findings]:
    """The same in steps."""
    looks: dict[str, Callable[[Connection], Found]] = {
        "file": _file_findings,
        "log": _log_findings,
        "table": _table_findings,
        "derived": _derived_findings,
        "reference": _reference_findings,
        "dataset": _dataset_findings,
        "content": _content_findings,
    }
    found: list[Finding] = []
    for number, (kind, look) in enumerate(looks.items(), start=1):
        passed = 0
        yield Look(kind, number, len(looks), passed)
        for finding in _first(kind, look(reading.connection)):
            if finding is not None:
                found.append(finding)
            else:
                passed += STEP
                yield Look(kind, number, len(looks), passed)
    return Findings(tuple(found), _count(reading, "log"), sum(_count(reading, table) for table in TABLES))


def _first(kind: str, findings: Found) -> Found:
    """The first hundred. Where damage ends the look, that is a finding as well; the next look goes on."""
    found = 0
    try:
        for each in findings:
            yield each
            found += each is not None
            if found == MOST_FINDINGS:
                return
    except Exception as error:  # what is damaged is of any type and value
        if is_refusal(error):
            raise
        yield Finding(kind, f"cannot be read to its end: {error}")


def _count(reading: Reading, table: str) -> int:
    """How many rows there are; 0 when damage keeps them from being counted."""
    try:
        return int(reading.value(f'SELECT count(*) FROM "{table}"'))
    except sqlite3.Error as error:
        if is_refusal(error):
            raise
        return 0


def _file_findings(connection: Connection) -> Found:
    for (said,) in connection.execute("PRAGMA integrity_check"):  # not quick_check: it lets wrong indexes pass
        if said != "ok":
            yield Finding("file", said)


def _log_findings(connection: Connection) -> Found:
    for at, change in enumerate(every_change(connection)):
        if at % STEP == STEP - 1:
            yield None
        if change.digest() != change.sha256:
            yield Finding("log", f"change {change.id} is not what its writer wrote")


def _table_findings(connection: Connection) -> Found:
    """Fold the log again, row by row, and compare; then look for rows that the log does not know."""
    expected: dict[str, set[str]] = {table: set() for table in TABLES}
    of_rows = groupby(every_change(connection), key=lambda change: (change.table, change.row))
    for at, ((table, row), changes) in enumerate(of_rows):
        if at % STEP == STEP - 1:
            yield None
        folded = fold(changes) if is_known(table) else None
        if folded is None:
            continue
        expected[table].add(row)
        if _stored(connection, table, row) != row_values(table, row, folded):
            yield Finding("table", f"{table} {row} is not what the log says")
    for table, known in expected.items():
        own = "WHERE dataset IS NULL" if table == "event" else ""
        for (row,) in connection.execute(f'SELECT id FROM "{base_of(table)}" {own}'):
            if row not in known:
                yield Finding("table", f"{table} {row} is not in the log")


def _dataset_findings(connection: Connection) -> Found:
    """Make the rows of imported files again from their parts, and compare."""
    for dataset, origin, name in connection.execute("SELECT id, origin, name FROM dataset ORDER BY id").fetchall():
        making = making_of(connection, dataset)
        expected = 0
        for row in rows_of(connection, dataset):
            said = (making.recorded_at, making.person) if making is not None else None
            values = event_values(origin or "", dataset, row, *said) if said is not None else []
            expected += 1
            if expected % STEP == 0:
                yield None
            stored = _stored(connection, "event", values[0]) if values else None
            if stored is None or [stored[0], *stored[3:]] != [values[0], *values[3:]]:
                yield Finding("dataset", f"{name}, line {row.line} is not what was imported")
        (found,) = connection.execute("SELECT count(*) FROM every_event WHERE dataset = ?", (dataset,)).fetchone()
        if found > expected:
            yield Finding("dataset", f"{name}: {found - expected} rows are in none of its parts")
    lines = connection.execute(
        """SELECT count(*) FROM every_event WHERE dataset IS NOT NULL AND dataset NOT IN (SELECT id FROM dataset)
           AND dataset NOT IN (SELECT dataset FROM loading)"""
    )
    (astray,) = lines.fetchone()
    if astray:
        yield Finding("dataset", f"{astray} rows are of no dataset")


def _stored(connection: Connection, table: str, row: str) -> list[Any] | None:
    columns = ", ".join(f'"{column}"' for column in columns_of(table))
    found = connection.execute(f'SELECT {columns} FROM "{base_of(table)}" WHERE id = ?', (row,)).fetchone()
    return list(found) if found else None


def _derived_findings(connection: Connection) -> Found:
    """Make the derived tables again and compare: in memory, but for those of rows of imported files."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        yield from _copy_into(connection, copy)
        derive_everything(copy)
        pending = connection.execute("SELECT json_group_array(dataset) FROM unsearched").fetchone()[0]
        for table in DERIVED_TABLES:
            yield None
            if _content(connection, table, pending) != _content(copy, table, pending):
                yield Finding("derived", f"{table} is not what the tables say")
    finally:
        copy.close()
    for what in chain(wrong_rows(connection), wrong_sums(connection)):
        yield Finding("derived", what) if what is not None else None


def _copy_into(connection: Connection, copy: Connection) -> Iterator[None]:
    """Schema and content of the log and the folded tables. Row by row: an encrypted file cannot be attached."""
    triggers_last = """SELECT sql FROM sqlite_schema
        WHERE sql IS NOT NULL AND name NOT LIKE 'search_index_%'
        ORDER BY type = 'trigger', type = 'index', type = 'view'"""
    for (sql,) in connection.execute(triggers_last).fetchall():
        copy.execute(sql)
    copy.execute("BEGIN")
    for table in ("log", *map(base_of, TABLES)):
        lines = connection.execute(f'SELECT * FROM "{table}" {_COPIED if table == "every_event" else ""}')
        marks = ", ".join("?" * len(lines.description))
        while some := lines.fetchmany(STEP):
            copy.executemany(f'INSERT INTO "{table}" VALUES ({marks})', some)
            yield None
    copy.execute("COMMIT")


_COPIED = f"WHERE dataset IS NULL OR ({HERE} AND thing IN ({SAME}))"
_LOADING = "SELECT id FROM every_event WHERE dataset IS NOT NULL AND dataset NOT IN (SELECT id FROM dataset)"


def _content(connection: Connection, table: str, unsearched: str = "[]") -> list[tuple[Any, ...]]:
    columns, where = "*", ""
    if table == "search_entry":
        columns, where = 'thing, "table", title, text', f"WHERE thing NOT IN ({_UNSEARCHED} UNION ALL {OWN_ROWS})"
    elif table == "every_mention":
        where = f'WHERE "row" NOT IN ({OWN_ROWS}) AND "row" NOT IN ({_LOADING})'
    elif table == "figure_in_series":
        columns, where = _PROVED_LINE, f"WHERE {OF_OTHERS}"
    elif table in {"every_figure", "figure_at_place", "every_mark"}:
        where = f"WHERE {OF_OTHERS}"
    elif table in LAYERS:
        where = f"WHERE dataset = '{BY_HAND}'"
    parameters = (unsearched,) if table == "search_entry" else ()
    return sorted(connection.execute(f'SELECT {columns} FROM "{table}" {where}', parameters).fetchall(), key=repr)


_PROVED_LINE = f"series, CASE dataset WHEN '{BY_HAND}' THEN summed END, stands, event, position, dataset"
"""Whether a figure of an imported file is summed depends on the others of its day, which are proved by themselves."""
_UNSEARCHED = "SELECT id FROM every_event WHERE dataset IN (SELECT value FROM json_each(?))"
"""Rows that are not searchable yet: that is made in steps, after an import."""


HANGING = ("status", "verification", "route_status", "rating", "presence_status")
"""Facts about another thing; a claim and an event are things of their own."""


def _reference_findings(connection: Connection) -> Found:
    """A reference that leads nowhere: part of a merge is missing."""
    things = {table: "thing" if table in FACTS else "id" for table in TABLES if table not in HANGING}
    known = " UNION ALL ".join(f'SELECT {column} FROM "{base_of(table)}"' for table, column in things.items())
    hanging = " UNION ALL ".join(f"SELECT '{table}', id, 'thing', thing FROM \"{table}\"" for table in HANGING)
    lines = connection.execute(
        f"""WITH known(id) AS ({known}), reference("table", "row", field, thing) AS (
              SELECT "table", "row", field, thing FROM mention WHERE "row" NOT IN ({_LOADING})
                UNION ALL {hanging})
            SELECT * FROM reference WHERE thing NOT IN (SELECT id FROM known) ORDER BY 1, 2"""
    )
    for table, row, field, thing in lines:
        yield Finding("reference", f"{table} {row}: {field} {thing} is not in this file")


def _content_findings(connection: Connection) -> Found:
    """Bytes that are not what was saved, and bytes that a record names and the file lacks."""
    for sha256 in damaged_contents(connection):
        yield Finding("content", f"the bytes {sha256[:12]} are not what was saved")
    for table, name, row, sha256 in connection.execute(_NAMED_CONTENTS):
        yield Finding("content", f"{table} {row} ({name}): its bytes {sha256[:12]} are not in this file")


_NAMED_CONTENTS = """WITH named("table", name, "row", sha256) AS (
      SELECT 'attachment', name, id, sha256 FROM attachment WHERE voided = 0
      UNION ALL SELECT 'snapshot', coalesce(number, title), id, content_sha256 FROM snapshot
      UNION ALL SELECT 'snapshot', coalesce(number, title), id, file_sha256 FROM snapshot WHERE file_sha256 IS NOT NULL
      UNION ALL SELECT 'dataset', d.name, d.id, p.value FROM dataset d,
        json_each(CASE WHEN json_valid(d.contents) THEN d.contents ELSE '[]' END) p)
    SELECT * FROM named WHERE sha256 NOT IN (SELECT sha256 FROM content) AND sha256 NOT IN (
      SELECT g.value FROM log l, json_each(CASE WHEN json_valid(l.fields) THEN l.fields ELSE '{}' END, '$.contents') g
      WHERE l."table" = 'expunged') ORDER BY 1, 3"""


def to_json(findings: Findings) -> dict[str, Any]:
    """The form of the command line."""
    found = [{"kind": finding.kind, "what": finding.what} for finding in findings.found]
    return {"clean": findings.clean, "changes": findings.changes, "rows": findings.rows, "findings": found}
