"""Events that were struck: they are in no question that counts, and shown on request."""

from __future__ import annotations

import json

from situation_board.core.questions.events import SORTS, EventFilter
from situation_board.core.questions.filtering import places_in
from situation_board.core.rows import Event
from situation_board.core.store import UNDONE, Reading

LISTED = "IN (SELECT value FROM json_each(?))"


def struck_ids(reading: Reading, *, filter: EventFilter, sort: str, descending: bool) -> list[str]:
    """The events of which no version is left, in order. What was undone was never said: it is left out."""
    conditions, parameters = _asked(reading, filter)
    value, direction = SORTS[sort], "DESC" if descending else "ASC"
    lines = reading.all(
        f"""SELECT e.thing FROM event e WHERE e.voided = 1 AND coalesce(e.voided_why, '') <> ?
            AND NOT EXISTS (SELECT 1 FROM event n WHERE n.thing = e.thing AND (n.voided = 0
              OR (n.lamport, n.writer, n.seq) > (e.lamport, e.writer, e.seq))) {"".join(conditions)}
            ORDER BY ({value}) IS NULL, {value} {direction}, e.thing""",
        UNDONE,
        *parameters,
    )
    return [thing for (thing,) in lines]


def _asked(reading: Reading, filter: EventFilter) -> tuple[list[str], list[object]]:
    """Likewise as for those that count; a text is looked for as it stands."""
    asked: list[tuple[str, list[object]]] = []
    if filter.kinds is not None:
        asked.append((f"e.kind {LISTED}", [json.dumps([str(kind) for kind in filter.kinds])]))
    if filter.actor is not None:
        theirs = json.dumps(reading.aliases(filter.actor))
        inside = f"EXISTS (SELECT 1 FROM json_each(e.actors) a WHERE a.value {LISTED})"
        asked.append((f"({inside} OR e.issuer {LISTED})", [theirs, theirs]))
    if filter.area is not None:
        places = json.dumps(places_in(reading, filter.area))
        asked.append((f"(e.location {LISTED} OR e.destination {LISTED})", [places, places]))
    if filter.since is not None:
        asked.append(("coalesce(e.ends_latest, e.starts_latest) > ?", [filter.since]))
    if filter.until is not None:
        asked.append(("e.starts_earliest < ?", [filter.until]))
    if filter.has_figures:
        asked.append(("e.figures IS NOT NULL", []))
    if filter.text:
        asked.append(("instr(lower(coalesce(e.text, '')), lower(?))", [filter.text]))
    conditions = [f" AND {sql}" for sql, _ in asked]
    return conditions, [value for _, values in asked for value in values]


def struck_events(reading: Reading, ids: list[str]) -> dict[str, Event]:
    """The last version of each."""
    rows = reading.rows(
        Event, f"t.thing {LISTED} AND t.voided = 1 ORDER BY t.lamport, t.writer, t.seq", json.dumps(ids)
    )
    return {row.thing: row for row in rows}
