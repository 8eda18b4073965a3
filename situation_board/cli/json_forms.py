"""The JSON that each command prints, as its help tells it. The tests compare it with what is printed."""

from __future__ import annotations

TIME = 'A time is {"at", "precision"}, a range also has "until"; what is not known is null, nobody is [].'
CARD = (
    '{"id", "location", "actors", "from_actors", "basis", "as_of", "verified_at", "stale", "claims_for",'
    ' "claims_against", "conflicts", "note"}'
)
CONFLICT = (
    '{"id", "subject", "table", "name", "slot", "sides": [{"change", "words", "laptop", "person", "recorded_at"}]}'
)
SAVED = '{"format", "change", "ids"}'
INFO = (
    '{"format", "id", "name", "timezone", "closed_at", "label", "exercise", "extract", "schema", "laptop", "person",'
    ' "arrival", "changed_at", "counts", "conflicts"}'
)
FIGURE = (
    '{"category", "group", "cross_border", "phase", "quantifier", "low", "high", "number", "unit", "household_size",'
    ' "metric", "role", "subset_of", "starts", "ends", "expires", "source", "report", "note"}'
)

FORMS = {
    "new": INFO,
    "info": INFO,
    "board": f'{{"format", "situation", "as_of", "columns": [{{"status", "cards": [{CARD}]}}]}}',
    "show": '{"format", "id", "table", "name", "detail", "fields", "card", "facts", "beside", "more", "conflicts"}:'
    ' "fields" has the fields of its table (see add --help), where a thing is {"id", "name"}; "card" is as in board;'
    ' "facts" and "beside" are lists of rows by table, claims with their "grade", such as "B2", and apart from it the'
    ' "publisher_reliability"',
    "search": '{"format", "hits": [{"id", "table", "title", "snippet"}]}',
    "events": '{"format", "events": [{"id", "kind", "location", "destination", "actors", "starts", "ends", "figures": ['
    f'{FIGURE}], "source", "grade", "dataset", "text", "basis", "state", "voluntariness", "advisory": {{"issuer",'
    ' "audience", "area", "level", "instruction", "issued", "valid_until", "lifted", "supersedes", "stale"}, "same"}]}',
    "series": '{"format", "series": [{"name", "kind", "metric", "unit", "source", "area", "category", "group", "phase",'
    ' "cross_border", "household_size", "role", "part_of_another", "level", "points": [{"from", "to", "low", "high",'
    ' "quantifier", "figures", "missing", "clashes", "events"}]}], "marks": [{"event", "kind", "from", "to",'
    ' "location", "actors", "source", "state", "text", "figure", "why"}], "not_added": [{"a", "b", "why"}],'
    ' "more_not_added"}:'
    ' "a" and "b" are names of series',
    "history": '{"format", "history": [{"arrival", "change", "action", "words", "recorded_at", "arrived_at", "laptop",'
    ' "person", "undone", "merged", "suspect_clock"}]}',
    "diff": '{"format", "from", "to", "differences": [{"kind", "id", "name", "field", "before", "after"}]}',
    "merge": f'{{"format", "other", "dry_run", "new", "known", "arrival", "conflicts": [{CONFLICT}]}}',
    "snapshot": '{"format", "number", "state", "pages", "content_sha256", "file_sha256", "label", "as_of", "left_out"}:'
    " a draft has no number; file_sha256 is that of the pages as PDF, left_out is what does not stand on them",
    "import": '{"dataset", "format", "why", "rows", "loaded", "rejected": [{"row", "column", "why"}],'
    ' "rejected_rows", "cells": [{"row", "column", "why"}], "first_date", "last_date", "kinds", "figures":'
    ' [{"category", "group", "metric", "unit", "role", "sum", "sum_low", "sum_high", "rows", "missing"}],'
    ' "locations": {"found", "unlocated", "ambiguous"}, "decisions": [{"what", "rows"}], "questions": [{"option",'
    ' "what", "choices"}], "holders", "replaced"}: "format" is that of the file; a dry run has no dataset; "cells" were'
    " left out of rows that are taken in; what sums up is for checking against the publisher; replaced is null or"
    ' {"dataset", "added", "changed", "gone", "same", "left_behind": [{"table", "id", "event", "text"}]}, what people'
    " said of rows that are gone",
    "export": '{"format", "out", "what", "rows", "columns"}; of a whole situation also "changes", "contents" and'
    ' "left_out"',
    "extract": '{"format", "out", "label", "profile", "told", "withheld", "redacted", "conflicts", "dry_run"}: told and'
    " withheld are numbers by table, redacted those of what a redaction withholds, null in full; what is withheld is"
    " for who makes the extract, it does not stand in it",
    "backup": '{"format", "backup", "arrival", "changes", "removed"}',
    "restore": '{"format", "dry_run", "arrival", "lost", "lost_words", "aside"}: "lost" is how many changes of the file'
    " the backup does not hold, null when the file cannot be read",
    "salvage": '{"format", "out", "changes", "contents", "from_tables", "lost_changes", "may_lack_latest",'
    ' "same_situation", "missing"}',
    "expunge": '{"format", "change", "ids", "changes", "contents", "elsewhere", "has_traces"}: "elsewhere" are ids of'
    " things that still say the same",
    "check": '{"format", "clean", "changes", "rows", "findings": [{"kind", "what"}]}',
    **dict.fromkeys(
        ("add", "edit", "order", "move", "verify", "strike", "undo", "redo", "same", "resolve"),
        f"{SAVED}; change is null when there was nothing to change",
    ),
}

SELF_CHECK = (
    "Does this installation work? Makes a sample in a temporary folder, shows it in a window that is not seen, changes,"
    " draws, prints, exports, encrypts and checks it, and prints one JSON object. Leaves nothing behind and touches no"
    ' settings. JSON: {"format", "ok", "version", "frozen", "system", "python", "pyside", "qt", "sqlite", "sqlcipher",'
    ' "screen", "parts": [{"name", "ok", "seconds", "problem"}]}. Ends in 3 or 4 when a part fails.'
)


def json_help(command: str) -> str | None:
    """What stands below the options of a command that knows --json."""
    form = FORMS.get(command)
    return f"JSON: {form}. {TIME}" if form else None
