"""Tables, indexes and migrations of a situation file, and the triggers that keep its log append-only.

Folded tables have no column defaults: a default that one version has and another has not would make laptops differ.
They are made from the log, so `check` can prove them; derived tables are made from the folded ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from situation_board.core.encoding import columns_of_field
from situation_board.core.rows import FACTS, TABLES, Field, Kind, fields_of

if TYPE_CHECKING:
    from situation_board.core.database import Database

APPLICATION_ID = 0x53425244  # "SBRD"
EXTENSION = ".sitboard"

LOG = """
CREATE TABLE log (
  arrival INTEGER PRIMARY KEY,     -- local: the order in which this file learnt of it
  arrived_at INTEGER NOT NULL,     -- local: milliseconds since 1970
  writer TEXT NOT NULL,            -- one process that wrote to one file, 128 random bits
  seq INTEGER NOT NULL,            -- counts the changes of that writer
  lamport INTEGER NOT NULL,        -- with writer and seq the order everywhere
  recorded_at INTEGER NOT NULL,    -- the writer's clock: shown, never used for order
  laptop TEXT NOT NULL,
  person TEXT,
  action TEXT NOT NULL,            -- what is undone as one
  label TEXT NOT NULL,             -- which action it was
  undoes TEXT,                     -- the action that this change reverses
  "table" TEXT NOT NULL,
  "row" TEXT NOT NULL,
  subject TEXT NOT NULL,           -- what the change is about
  slot TEXT NOT NULL,              -- and which side of it
  supersedes TEXT NOT NULL,        -- JSON: the latest changes of this subject and slot that the writer had seen
  fields TEXT NOT NULL,            -- JSON
  sha256 TEXT NOT NULL,            -- of everything but arrival and arrived_at
  UNIQUE (writer, seq)
) STRICT;
CREATE INDEX log_by_row ON log ("row", slot);
CREATE INDEX log_by_subject ON log (subject, slot);
CREATE INDEX log_by_action ON log (action);
CREATE INDEX log_by_undoes ON log (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX log_by_lamport ON log (lamport);
CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_is_never_deleted BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
-- INSERT OR REPLACE deletes without asking the trigger above
CREATE TRIGGER log_is_never_replaced BEFORE INSERT ON log
WHEN EXISTS (SELECT 1 FROM log WHERE arrival = new.arrival OR (writer = new.writer AND seq = new.seq))
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""

DERIVED = """
-- the board: each place's one card with the status that counts when nothing lies in the future
CREATE TABLE board (
  card TEXT PRIMARY KEY,
  "column" TEXT NOT NULL,
  rank TEXT NOT NULL,
  status TEXT NOT NULL,
  as_of_earliest INTEGER NOT NULL,
  location TEXT NOT NULL,
  place TEXT NOT NULL,             -- normalised name, for sorting
  area TEXT                        -- the location's parent
) STRICT, WITHOUT ROWID;
CREATE INDEX board_by_rank ON board ("column", rank, card);
CREATE INDEX board_by_time ON board ("column", as_of_earliest, card);
CREATE INDEX board_by_place ON board ("column", place, card);
-- where a thing is mentioned by another; of imported rows only in other fields than OWN_MENTIONS
CREATE TABLE every_mention (
  thing TEXT NOT NULL, "table" TEXT NOT NULL, "row" TEXT NOT NULL, field TEXT NOT NULL,
  PRIMARY KEY (thing, "row", field)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_row ON every_mention ("row");
-- several ids for one thing: all but the main one
CREATE TABLE alias (thing TEXT PRIMARY KEY, main TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX alias_by_main ON alias (main);
CREATE TABLE conflict (
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, slot TEXT NOT NULL, heads TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_by_subject ON conflict (subject, slot);
CREATE TABLE spelling (
  normalised TEXT NOT NULL, thing TEXT NOT NULL, "table" TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (normalised, thing, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX spelling_by_thing ON spelling (thing);
-- the imported files whose rows count: so that showing or hiding a million rows is one line
CREATE TABLE standing (dataset TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
-- the figures of events, in their context; '' and 0 are "not stated"; dataset '' is what was entered by hand
CREATE TABLE every_figure (
  event TEXT NOT NULL, position INTEGER NOT NULL, dataset TEXT NOT NULL,
  category TEXT NOT NULL, unit TEXT NOT NULL, household_size REAL NOT NULL, "group" TEXT NOT NULL,
  phase TEXT NOT NULL, cross_border TEXT NOT NULL, arriving INTEGER NOT NULL,
  source TEXT NOT NULL, level TEXT NOT NULL, area TEXT NOT NULL, place TEXT NOT NULL,
  metric TEXT NOT NULL, role TEXT NOT NULL, part INTEGER NOT NULL,
  starts_earliest INTEGER, starts_latest INTEGER, starts_precision TEXT,
  ends_earliest INTEGER, ends_latest INTEGER, ends_precision TEXT,
  expires_earliest INTEGER, expires_latest INTEGER, expires_precision TEXT,
  stands INTEGER,                  -- from when the number stands, milliseconds; null when no time is stated
  day INTEGER,                     -- the exact day of a flow that may be summed: the midnight from which it stands
  low INTEGER, high INTEGER, quantifier TEXT NOT NULL,
  own_source INTEGER NOT NULL,     -- the source is the figure's own, not the event's
  series INTEGER,                  -- which series it belongs to; null when it belongs to none
  PRIMARY KEY (event, position, dataset)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_with_own_source ON every_figure (source, event) WHERE own_source = 1;
-- where figures are found: see figure_index.py
CREATE TABLE figure_in_series (
  series INTEGER NOT NULL,
  summed INTEGER NOT NULL,         -- part of a daily total; all others are read one by one
  stands INTEGER NOT NULL, event TEXT NOT NULL, position INTEGER NOT NULL, dataset TEXT NOT NULL,
  PRIMARY KEY (series, summed, stands, event, position, dataset)
) STRICT, WITHOUT ROWID;
CREATE TABLE figure_at_place (
  place TEXT NOT NULL, stands INTEGER NOT NULL, event TEXT NOT NULL, position INTEGER NOT NULL, dataset TEXT NOT NULL,
  PRIMARY KEY (place, stands, event, position, dataset)
) STRICT, WITHOUT ROWID;
-- what may be summed, by day in the incident's zone
CREATE TABLE daily_total (
  series INTEGER NOT NULL, day INTEGER NOT NULL, dataset TEXT NOT NULL,
  count INTEGER NOT NULL,          -- figures with a number
  low INTEGER NOT NULL, high INTEGER NOT NULL,
  open_below INTEGER NOT NULL, open_above INTEGER NOT NULL,
  missing INTEGER NOT NULL,        -- figures without a number
  quantifier TEXT NOT NULL,        -- that of all its figures, '' where they differ
  place TEXT NOT NULL,             -- the one place it is about, '' where there are several
  PRIMARY KEY (series, day)
) STRICT, WITHOUT ROWID;
-- the series that figures form, with how much each has to tell: so that a chart reads only those that it draws
CREATE TABLE every_series (
  id INTEGER PRIMARY KEY,          -- a hash of what its figures share
  category TEXT NOT NULL, unit TEXT NOT NULL, household_size REAL NOT NULL, "group" TEXT NOT NULL,
  phase TEXT NOT NULL, cross_border TEXT NOT NULL, arriving INTEGER NOT NULL,
  source TEXT NOT NULL, level TEXT NOT NULL, area TEXT NOT NULL, dataset TEXT NOT NULL,
  metric TEXT NOT NULL, role TEXT NOT NULL, part INTEGER NOT NULL,
  since INTEGER,                   -- from when a cumulative count runs, else null
  alone TEXT NOT NULL,             -- the event of a figure without a source, else ''
  points INTEGER NOT NULL,         -- daily totals, and figures that are in none
  first INTEGER NOT NULL           -- from when its first number stands
) STRICT;
CREATE INDEX series_by_points ON every_series (category, points DESC, id, first);
CREATE INDEX series_by_area ON every_series (area);
CREATE INDEX series_by_source ON every_series (source);
CREATE TABLE every_series_begun (  -- how many series have their first number from then on
  category TEXT NOT NULL, first INTEGER NOT NULL, dataset TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (category, first, dataset)
) STRICT, WITHOUT ROWID;
-- what stands alone on the axis of time: figures of no series, and (position -1) events without a figure
CREATE TABLE every_mark (
  event TEXT NOT NULL, position INTEGER NOT NULL, dataset TEXT NOT NULL,
  kind TEXT NOT NULL, category TEXT NOT NULL, source TEXT NOT NULL, place TEXT NOT NULL, destination TEXT NOT NULL,
  stands INTEGER,                  -- from when it is to be seen; null is always
  day INTEGER NOT NULL,            -- the midnight before that
  PRIMARY KEY (event, position, dataset)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_by_day ON every_mark (kind, category, day, stands);
CREATE INDEX mark_by_place ON every_mark (place);
CREATE INDEX mark_by_destination ON every_mark (destination) WHERE destination <> '';
CREATE INDEX mark_by_source ON every_mark (source);
CREATE TABLE every_daily_marks (
  kind TEXT NOT NULL, category TEXT NOT NULL, day INTEGER NOT NULL, dataset TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (kind, category, day, dataset)
) STRICT, WITHOUT ROWID;
-- imported rows that nobody can search for yet: the search index follows an import row by row
CREATE TABLE unsearched (dataset TEXT PRIMARY KEY, after INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE search_entry (
  key INTEGER PRIMARY KEY, thing TEXT NOT NULL UNIQUE, "table" TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_entry', content_rowid='key',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TRIGGER search_added AFTER INSERT ON search_entry
BEGIN INSERT INTO search_index(rowid, text) VALUES (new.key, new.text); END;
CREATE TRIGGER search_removed AFTER DELETE ON search_entry
BEGIN INSERT INTO search_index(search_index, rowid, text) VALUES ('delete', old.key, old.text); END;
CREATE TRIGGER search_changed AFTER UPDATE ON search_entry BEGIN
  INSERT INTO search_index(search_index, rowid, text) VALUES ('delete', old.key, old.text);
  INSERT INTO search_index(rowid, text) VALUES (new.key, new.text);
END;
"""
DERIVED_TABLES = (
    *("board", "every_mention", "alias", "conflict", "spelling", "search_entry", "standing"),
    *(
        "every_figure",
        "figure_in_series",
        "figure_at_place",
        "daily_total",
        "every_series",
        "every_series_begun",
        "every_mark",
        "every_daily_marks",
    ),
)
BASES = {name: f"every_{name}" for name in ("event", "figure", "series", "series_begun", "mark", "daily_marks")}
"""View -> table. What questions read is the view: by hand, and of imported files that stand. The table also holds the
rows of files that were withdrawn or replaced, or are still being loaded."""
OWN_MENTIONS = ("location", "destination", "source")
"""Fields of imported rows that their own columns say, and nothing else repeats: a million rows mention two million."""
STANDS = "dataset IN (SELECT dataset FROM standing)"


def base_of(table: str) -> str:
    """The table that is written to."""
    return BASES.get(table, table)


def _views() -> Iterator[str]:
    for view, table in BASES.items():
        by_hand = "dataset IS NULL" if view == "event" else "dataset = ''"
        yield f"CREATE VIEW {view} AS SELECT * FROM {table} WHERE {by_hand} OR {STANDS}"
    own = [
        f"""SELECT {field}, 'event', id, '{field}' FROM every_event WHERE dataset IS NOT NULL AND {field} IS NOT NULL"""
        for field in OWN_MENTIONS
    ]
    selects = " UNION ALL ".join(('SELECT thing, "table", "row", field FROM every_mention', *own))
    yield f'CREATE VIEW mention (thing, "table", "row", field) AS {selects}'


LOADING = """
-- imports under way: their rows stand in no dataset yet. What nobody counts on any more is swept.
CREATE TABLE loading (dataset TEXT PRIMARY KEY, beats INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE loading_part (dataset TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (dataset, sha256))
  STRICT, WITHOUT ROWID;
"""

CONTENT = """
-- the bytes of attachments and issued sheets, under their SHA-256; a record in the log names it
CREATE TABLE content (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
"""

INDEXES = """
CREATE INDEX card_by_location ON card (location);
CREATE INDEX card_by_number ON card (number);
CREATE INDEX location_by_parent ON location (parent);
CREATE INDEX location_by_gazetteer ON location (gazetteer);
CREATE INDEX location_by_pcode ON location (pcode);
CREATE INDEX status_by_time ON status
  (thing, as_of_earliest DESC, lamport DESC, writer DESC, seq DESC) WHERE voided = 0;
CREATE INDEX status_by_thing ON status (thing);
CREATE INDEX status_by_arrival ON status (arrival);
CREATE INDEX verification_by_thing ON verification (thing, as_of_earliest);
CREATE INDEX claim_by_about ON claim (about);
CREATE INDEX claim_by_thing ON claim (thing);
CREATE INDEX event_by_thing ON event (thing);
CREATE INDEX event_by_start ON event (starts_earliest);
CREATE INDEX event_by_location ON event (location, coalesce(ends_latest, starts_latest));
CREATE INDEX event_by_destination ON event (destination, coalesce(ends_latest, starts_latest))
  WHERE destination IS NOT NULL;
CREATE INDEX event_by_arrival ON event (arrival);
CREATE INDEX event_by_label ON event (label) WHERE label IS NOT NULL;
CREATE INDEX event_by_dataset ON event (dataset) WHERE dataset IS NOT NULL;
CREATE INDEX event_without_figures ON event (kind, starts_earliest) WHERE voided = 0 AND figures IS NULL;
CREATE INDEX event_by_superseded ON event (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX route_status_by_thing ON route_status (thing, as_of_earliest);
CREATE INDEX rating_by_thing ON rating (thing, as_of_earliest);
CREATE INDEX presence_status_by_thing ON presence_status (thing, as_of_earliest);
CREATE INDEX snapshot_by_thing ON snapshot (thing);
CREATE INDEX message_by_state ON message (state, received_earliest);
CREATE INDEX message_by_received ON message (received_earliest);
CREATE INDEX message_by_number ON message (number);
CREATE INDEX task_by_state ON task (state, due_earliest);
CREATE INDEX task_by_about ON task (about);
CREATE INDEX presence_by_location ON presence (location);
CREATE INDEX attachment_by_report ON attachment (report);
CREATE INDEX source_by_actor ON source (actor);
"""

SQL_TYPES = {Kind.INTEGER: "INTEGER", Kind.FLAG: "INTEGER", Kind.REAL: "REAL"}


def table_sql(table: str) -> str:
    """CREATE TABLE for a folded table. `key` is local; `id` travels."""
    columns = [
        "key INTEGER PRIMARY KEY",
        "id TEXT NOT NULL UNIQUE",
        "voided INTEGER NOT NULL",
        "voided_why TEXT",
    ]
    if table in FACTS:
        columns += ["thing TEXT NOT NULL", "arrival INTEGER NOT NULL", "lamport INTEGER NOT NULL"]
        columns += [
            "writer TEXT NOT NULL",
            "seq INTEGER NOT NULL",
            "recorded_at INTEGER NOT NULL",
            "person TEXT",
        ]
    columns += [column for field in fields_of(table) for column in _column_sql(field)]
    if table == "event":
        columns.append("dataset TEXT")  # the imported file that brought the row; such rows are not in the log
    return f'CREATE TABLE "{table}" ({", ".join(columns)}) STRICT;'


def _column_sql(field: Field) -> list[str]:
    if field.kind is Kind.TIME:
        earliest, latest, precision = columns_of_field(field)
        return [f"{earliest} INTEGER", f"{latest} INTEGER", f"{precision} TEXT"]
    return [f'"{field.name}" {SQL_TYPES.get(field.kind, "TEXT")}']


def create_tables(db: Database) -> None:
    """Version 1: the log, the folded tables and the contents."""
    for table in TABLES:
        db.execute(table_sql(table))
    for script in (LOG, CONTENT, INDEXES):
        for statement in _statements(script):
            db.execute(statement)


def load_in_steps(db: Database) -> None:
    """Version 2: rows of imported files are loaded before they count, and count by one line."""
    db.execute("UPDATE event SET voided = 0, voided_why = NULL WHERE dataset IS NOT NULL")
    db.execute("ALTER TABLE event RENAME TO every_event")
    for statement in _statements(LOADING):
        db.execute(statement)


def find_by_source(db: Database) -> None:
    """Version 3: which imported rows mention a source is found by their own column."""
    db.execute("CREATE INDEX event_by_source ON every_event (source) WHERE dataset IS NOT NULL AND source IS NOT NULL")


def make_derived(db: Database) -> None:
    """The tables that are made from others, and the views: as this version has them, empty."""
    made = {*DERIVED_TABLES, *BASES, "mention", "search_index", "unsearched"}
    found = db.execute("SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')").fetchall()
    for name, kind in sorted(found, key=lambda each: (each[1] == "table", each[0])):
        if name in made:
            db.execute(f'DROP {kind} "{name}"')
    for statement in (*_statements(DERIVED), *_views()):
        db.execute(statement)


def _statements(script: str) -> list[str]:
    """The statements of a script, triggers in one piece. Not executescript: it would commit the transaction."""
    statements: list[str] = []
    pending = ""
    for line in script.splitlines():
        pending += line.partition("--")[0] + "\n"
        ends = pending.rstrip().endswith(";")
        if ends and (" BEGIN" not in pending.replace("\n", " ") or pending.rstrip().endswith("END;")):
            statements.append(pending)
            pending = ""
    return [statement for statement in statements if statement.strip()]


Migration = Callable[["Database"], None]
MIGRATIONS: list[Migration] = [create_tables, load_in_steps, find_by_source]


def version() -> int:
    """The schema version that this program writes."""
    return len(MIGRATIONS)
