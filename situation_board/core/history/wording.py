"""What things and the values of their fields are called in the history."""

from __future__ import annotations

from collections.abc import Iterable

from situation_board.core import times
from situation_board.core.encoding import Json, figure_from_json, to_log
from situation_board.core.figures import figure_words
from situation_board.core.rows import FACTS, TABLES, Field, Kind, Row, fields_of
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.times import Time

LONGEST_NAME = 80
"""Letters of a text that a thing without a name goes by."""


def name_of(reading: Reading, thing: str) -> str:
    """What a thing of any kind is called."""
    for table, sql in _NAMES.items():
        found = reading.value(f'SELECT {sql} FROM "{table}" t WHERE t.id = ?', thing)
        if found:
            return _one_line(str(found))
    for table in ("claim", "event"):
        found = reading.value(
            f'SELECT coalesce(text, {"verb" if table == "claim" else "kind"}) FROM "{table}"'
            " WHERE thing = ? OR id = ? ORDER BY lamport DESC LIMIT 1",
            thing,
            thing,
        )
        if found:
            return _one_line(str(found))
    found = reading.value("SELECT coalesce(number, title) FROM snapshot WHERE thing = ? OR id = ?", thing, thing)
    return str(found) if found else thing[:8]


def field_words(reading: Reading, row: Row, name: str) -> str | None:
    """A field of a row in words; None when it is not set."""
    field = next(field for field in fields_of(TABLE_OF[type(row)]) if field.name == name)
    return value_words(reading, field, to_log(field, getattr(row, name)))


def value_words(reading: Reading, field: Field, value: Json) -> str | None:
    """What the log keeps for a field, in words; None when it is not set."""
    if value is None:
        return None
    match field.kind:
        case Kind.TIME:
            return times.in_words(Time.from_list(value), reading.zone)
        case Kind.THING:
            return name_of(reading, value)
        case Kind.THINGS:
            return names_of(reading, value)
        case Kind.CHOICE:
            return _term(field, value)
        case Kind.CHOICES:
            return ", ".join(_term(field, item) for item in value) or None
        case Kind.NAMES:
            return ", ".join(name for _, name in value) or None
        case Kind.FIGURES:
            return "; ".join(figure_words(figure_from_json(item), reading.zone) for item in value) or None
        case Kind.FLAG:
            return "yes" if value else "no"
        case _:
            return str(value)


def names_of(reading: Reading, things: Iterable[str] | None) -> str | None:
    """Several things in one line; None when that is unknown, "nobody" when there are none."""
    return None if things is None else ", ".join(name_of(reading, thing) for thing in things) or "nobody"


def _term(field: Field, value: str) -> str:
    """The words of a term, with the code where people go by the code; a newer program's term stays as it is."""
    try:
        words = field.choices(value).words if field.choices else value
    except ValueError:
        return value.replace("_", " ")
    return f"{value} {words}" if len(value) == 1 else words


def _one_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"


_NAMES = {
    "card": "(SELECT name FROM location l WHERE l.id ="
    " coalesce((SELECT main FROM alias WHERE thing = t.location), t.location))",
    "location": "name",
    "actor": "coalesce(short_name, name)",
    "route": "coalesce(name, (SELECT group_concat(l.name, ' – ' ORDER BY v.key) FROM json_each(t.via) v"
    " JOIN location l ON l.id = v.value))",
    "source": "name",
    "report": "title",
    "situation": "name",
    "link": "(SELECT name FROM actor a WHERE a.id = t.actor) || ' ' || replace(kind, '_', ' ') || ' ' ||"
    " (SELECT name FROM actor a WHERE a.id = t.other)",
    "message": "text",
    "task": "text",
    "presence": "coalesce(name, (SELECT coalesce(short_name, name) FROM actor a WHERE a.id = t.organisation))",
    "attachment": "name",
    "dataset": "name",
    "saved_search": "name",
    "handover": "'handover'",
    "same_as": "'same as'",
}
assert _NAMES.keys() <= TABLES.keys() - FACTS.keys()
