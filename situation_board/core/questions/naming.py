"""Things by what people call them: an id, the beginning of one, a name in any spelling, "#12", "location:Homs".

A card goes by its place's name and stands for its place: "Homs" is the card of Homs where there is one, the place
itself is "location:Homs".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from situation_board.core.names import ARABIC_ARTICLE, normalise, words_for_search
from situation_board.core.problems import Mistake
from situation_board.core.questions.details import details, route_name
from situation_board.core.rows import FACTS, TABLES, Route
from situation_board.core.store import Reading
from situation_board.core.times import ARABIC_DIGITS
from situation_board.core.vocabulary import LocationKind

SHORTEST_PREFIX = 6
SHORTEST_SHOWN = 8
NAMED = ("actor", "location", "source", "route")
TITLED = ("report", "event", "claim", "message", "task", "dataset")
BY_THING = frozenset({"claim", "event", "snapshot"})
SETTLEMENTS = frozenset({LocationKind.TOWN, LocationKind.VILLAGE, LocationKind.CAMP})
LAST_CHARACTER = "\U0010ffff"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that a text may mean: `spelling` is how it was found, `detail` tells it from others of its name."""

    id: str
    table: str
    name: str
    spelling: str
    detail: str


def find(reading: Reading, text: str, tables: Sequence[str] | None = None) -> list[Found]:
    """Everything that the text means exactly, what is most likely meant first; [] when nothing is called so."""
    text = text.strip()
    table, named = _qualified(text)
    if table is not None and (tables is None or table in tables):
        return find(reading, named, [table])
    wanted = tuple(TABLES) if tables is None else tuple(tables)
    looks = (_by_id, _by_number, _by_name, _by_message_number)
    found = next((found for look in looks if (found := look(reading, text, wanted))), [])
    return _described(reading, _mains(reading, found))


def find_one(reading: Reading, text: str, tables: Sequence[str] | None = None, *, field: str = "thing") -> Found:
    """The one thing that the text means. Mistake when there is none, or with the candidates when there are more."""
    found = find(reading, text, tables)
    likely = preferred(reading, found)
    if likely is not None:
        return likely
    if not found:
        raise nothing_called(reading, text, tables, field=field)
    raise Mistake(
        f"“{text.strip()}” may mean {len(found)} things.",
        field=field,
        candidates=[candidate_line(reading, each) for each in found],
        do="Give the id, its beginning, or say more of the name.",
    )


def nothing_called(reading: Reading, text: str, tables: Sequence[str] | None, *, field: str) -> Mistake:
    """What is said when nothing has that name, with what is called nearly so."""
    kinds = " or ".join(table.replace("_", " ") for table in tables) if tables and len(tables) < 5 else "thing"
    near = near_names(reading, text, tables)
    return Mistake(
        f"There is no {kinds} called “{text.strip()}”.",
        field=field,
        candidates=near,
        do="Did you mean one of these?" if near else "“search” finds things by any word.",
    )


def candidate_line(reading: Reading, found: Found) -> str:
    """A candidate in one line: the beginning of its id, what it is, and what tells it from the others."""
    return f"{short_id(reading, found.id)}  {found.table.replace('_', ' ')}  {found.name}  ({found.detail})"


def preferred(reading: Reading, found: Sequence[Found]) -> Found | None:
    """The one that is meant: the only one, a card before its place and the areas around it or the town in it, a
    settlement before the areas around it."""
    cards = [each for each in found if each.table == "card"]
    left = [
        each
        for each in found
        if each.table != "location" or not any(_are_nested(reading, each, card) for card in cards)
    ]
    inner = [each for each in left if not any(_lies_in(reading, other, each) for other in left)]
    return inner[0] if len(inner) == 1 else None


def _are_nested(reading: Reading, a: Found, b: Found) -> bool:
    """Whether two are of one place, or of places of which one lies in the other."""
    place, other = _place_of(reading, a), _place_of(reading, b)
    return (
        place is not None
        and other is not None
        and (place == other or place in _around(reading, other) or other in _around(reading, place))
    )


def _lies_in(reading: Reading, inner: Found, outer: Found) -> bool:
    """Whether the one is a settlement in the area that the other is, and both are of one kind of thing."""
    place, area = _place_of(reading, inner), _place_of(reading, outer)
    return (
        inner.table == outer.table
        and place is not None
        and area is not None
        and _is_settlement(reading, place)
        and area in _around(reading, place)
    )


def _place_of(reading: Reading, found: Found) -> str | None:
    if found.table == "location":
        return found.id
    if found.table != "card":
        return None
    location = reading.value("SELECT location FROM card WHERE id = ?", found.id)
    return reading.main(location) if location else None


def _is_settlement(reading: Reading, place: str) -> bool:
    return reading.value("SELECT kind FROM location WHERE id = ?", place) in SETTLEMENTS


def _around(reading: Reading, place: str) -> set[str]:
    """The areas that a place lies in."""
    return {reading.main(area) for (area,) in reading.all(_AREAS_AROUND, place)}


_AREAS_AROUND = """WITH RECURSIVE around(id) AS (
    SELECT parent FROM location WHERE id = ?
    UNION SELECT l.parent FROM location l JOIN around ON l.id = around.id)
    SELECT id FROM around WHERE id IS NOT NULL"""


# --- ids


def _qualified(text: str) -> tuple[str | None, str]:
    """ "location:Homs" is the location called Homs."""
    table, separator, name = text.partition(":")
    table = table.strip().lower().replace(" ", "_")
    return (table, name.strip()) if separator and table in TABLES else (None, text)


def _by_id(reading: Reading, text: str, tables: Sequence[str]) -> list[Found]:
    prefix = text.lower()
    if len(prefix) < SHORTEST_PREFIX or not re.fullmatch(r"[0-9a-f-]+", prefix):
        return []
    exact = ID.fullmatch(prefix) is not None
    return [
        Found(thing, table, "", text, "")
        for table in tables
        for thing in _ids_beginning(reading, table, prefix, exact=exact)
    ]


def _ids_beginning(reading: Reading, table: str, prefix: str, *, exact: bool) -> list[str]:
    """The ids of a table that begin so. A version of a claim or event is named by its own id only in full."""
    column = "thing" if table in BY_THING else "id"
    lines = reading.all(
        f'SELECT DISTINCT {column} FROM "{table}" WHERE {column} >= ? AND {column} < ? ORDER BY 1 LIMIT 20',
        prefix,
        prefix + "g",
    )
    if not lines and exact and table in BY_THING:
        lines = reading.all(f'SELECT thing FROM "{table}" WHERE id = ?', prefix)
    return [thing for (thing,) in lines]


def short_id(reading: Reading, thing: str) -> str:
    """The shortest beginning of an id that names it alone in this file."""
    length = SHORTEST_SHOWN
    for table in TABLES:
        column = "thing" if table in FACTS else "id"
        for neighbour in _neighbours(reading, table, column, thing):
            length = max(length, _common(thing, neighbour) + 1)
    return thing[:length].rstrip("-") if length < len(thing) else thing


def _neighbours(reading: Reading, table: str, column: str, thing: str) -> list[str]:
    before = reading.value(f'SELECT max({column}) FROM "{table}" WHERE {column} < ?', thing)
    after = reading.value(f'SELECT min({column}) FROM "{table}" WHERE {column} > ?', thing)
    return [each for each in (before, after) if each is not None]


def _common(a: str, b: str) -> int:
    return next((position for position, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


# --- names


def _by_number(reading: Reading, text: str, tables: Sequence[str]) -> list[Found]:
    """ "#12" is the card of that number; "#12b" the second of those that two laptops gave one number."""
    return _numbered(reading, text, "card", r"#\s*", _CARDS_OF_NUMBER) if "card" in tables else []


def _by_message_number(reading: Reading, text: str, tables: Sequence[str]) -> list[Found]:
    """ "M12" is the message of that number, unless something is called so: there is a road M5."""
    return _numbered(reading, text, "message", "m", _MESSAGES_OF_NUMBER) if "message" in tables else []


def _numbered(reading: Reading, text: str, table: str, sign: str, sql: str) -> list[Found]:
    wanted = re.fullmatch(rf"{sign}(\d{{1,9}})([a-z]?)", text.translate(ARABIC_DIGITS).lower())
    if wanted is None:
        return []
    found = [Found(thing, table, "", text, "") for (thing,) in reading.all(sql, int(wanted[1]))]
    position = ord(wanted[2]) - ord("a") if wanted[2] else None
    return found if position is None else found[position : position + 1]


_MESSAGES_OF_NUMBER = "SELECT id FROM message WHERE number = ? AND voided = 0 ORDER BY id"
_CARDS_OF_NUMBER = """SELECT id FROM card WHERE number = ? AND voided = 0
    AND id NOT IN (SELECT thing FROM alias) ORDER BY id"""


def _by_name(reading: Reading, text: str, tables: Sequence[str]) -> list[Found]:
    normal = normalise(text)
    if not normal:
        return []
    lines = reading.all('SELECT DISTINCT thing, "table", name FROM spelling WHERE normalised = ?', normal)
    found = _named(reading, lines, tables) or _nameless_routes(reading, text, normal, tables)
    return found or _titled(reading, text, normal, tables)


def _nameless_routes(reading: Reading, text: str, normal: str, tables: Sequence[str]) -> list[Found]:
    """Routes that go by their points: "Damascus - Homs - Tartus"."""
    if "route" not in tables:
        return []
    routes = reading.rows(Route, "name IS NULL AND voided = 0 ORDER BY id")
    return [Found(each.id, "route", "", text, "") for each in routes if normalise(route_name(reading, each)) == normal]


def _named(reading: Reading, lines: Iterable[tuple[str, str, str]], tables: Sequence[str]) -> list[Found]:
    """Things behind lines of the spelling table; a location also stands for its card."""
    lines = list(lines)
    found = [Found(thing, table, "", name, "") for thing, table, name in lines if table in tables]
    if "card" not in tables:
        return found
    places = {reading.main(thing): name for thing, table, name in reversed(lines) if table == "location"}
    cards = reading.all(_CARDS_AT, json.dumps(sorted(places)))
    return [Found(card, "card", "", places[place], "") for card, place in cards] + found


_CARDS_AT = """SELECT c.id, coalesce((SELECT main FROM alias WHERE thing = c.location), c.location) AS place
    FROM card c WHERE c.voided = 0 AND c.id NOT IN (SELECT thing FROM alias) AND c.location IN (
      SELECT value FROM json_each(?1) UNION SELECT thing FROM alias WHERE main IN (SELECT value FROM json_each(?1)))
    ORDER BY c.number, c.id"""


def _titled(reading: Reading, text: str, normal: str, tables: Sequence[str]) -> list[Found]:
    """Reports, events and claims by their whole title or text."""
    words = words_for_search(text).split()
    wanted = [table for table in TITLED if table in tables]
    if not words or not wanted:
        return []
    lines = reading.all(
        f"""SELECT e.thing, e."table", e.title FROM search_index i JOIN search_entry e ON e.key = i.rowid
            WHERE i.text MATCH ? AND e."table" IN ({", ".join("?" * len(wanted))}) LIMIT 200""",
        " ".join(f'"{word}"' for word in words),
        *wanted,
    )
    return [
        Found(_thing(reading, table, row), table, "", title, "")
        for row, table, title in lines
        if normalise(title) == normal
    ]


def _thing(reading: Reading, table: str, row: str) -> str:
    return str(reading.value(f'SELECT thing FROM "{table}" WHERE id = ?', row) if table in BY_THING else row)


def _mains(reading: Reading, found: Iterable[Found]) -> list[Found]:
    """One of each thing, by its main id."""
    mains = {(each.table, reading.main(each.id)): each for each in reversed(list(found))}
    return [replace(each, id=main) for (_, main), each in reversed(mains.items())]


def _described(reading: Reading, found: Sequence[Found]) -> list[Found]:
    known = details(reading, [(each.table, each.id) for each in found])
    return [replace(each, name=known[each.id].name, detail=known[each.id].detail) for each in found if each.id in known]


# --- completion and near names


def complete(reading: Reading, text: str, tables: Sequence[str] = ("card", *NAMED), limit: int = 12) -> list[Found]:
    """Things one of whose spellings begins so, in any script; then those with a later word that does."""
    found: list[Found] = []
    for beginning in _beginnings(text):
        lines = reading.all(
            f"""SELECT thing, "table", name FROM spelling WHERE normalised >= ? AND normalised < ?
                {_of_tables(tables)} ORDER BY normalised <> ?, length(normalised), normalised LIMIT ?""",
            beginning,
            beginning + LAST_CHARACTER,
            beginning,
            limit * 4,
        )
        found += _named(reading, lines, tables)
    if len(found) < limit and normalise(text):
        lines = reading.all(
            f"""SELECT thing, "table", name FROM spelling WHERE instr(normalised, ?) {_of_tables(tables)}
                ORDER BY length(normalised), normalised LIMIT ?""",
            " " + normalise(text),
            limit * 4,
        )
        found += _named(reading, lines, tables)
    likely = _described(reading, _mains(reading, found)[:limit])
    return [_by_own_name(each, _beginnings(text)) for each in likely]


def _by_own_name(found: Found, beginnings: Sequence[str]) -> Found:
    """A thing whose own name begins so is not shown with another spelling that does, too."""
    own = normalise(found.name).startswith(tuple(beginnings))
    return replace(found, spelling=found.name) if own else found


def _of_tables(tables: Sequence[str]) -> str:
    """SQL for the tables whose spellings are asked for; cards go by their location's."""
    asked = {"location" if table == "card" else table for table in tables} & set(NAMED)
    return 'AND "table" IN (' + ", ".join(f"'{table}'" for table in sorted(asked)) + ")"


def _beginnings(text: str) -> list[str]:
    """What was typed so far, also without the Arabic article that it may turn out to begin with."""
    typed = normalise(text)
    return list(dict.fromkeys(each for each in (typed, typed.removeprefix(ARABIC_ARTICLE)) if each))


def near_names(reading: Reading, text: str, tables: Sequence[str] | None = None, limit: int = 3) -> list[str]:
    """Names that are nearly so: offered to a person, never taken by themselves."""
    from rapidfuzz import fuzz, process

    lines = reading.all(f"SELECT normalised, name FROM spelling WHERE 1 {_of_tables(tables or NAMED)}")
    near = process.extract(
        normalise(text), [normal for normal, _ in lines], scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=75
    )
    return list(dict.fromkeys(lines[index][1] for _, _, index in near))[:limit]
