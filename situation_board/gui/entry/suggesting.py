"""What may be meant by what was typed so far: things of this situation first, then places of the gazetteer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from situation_board.core.gazetteer import Gazetteer, Place
from situation_board.core.names import normalise
from situation_board.core.questions.naming import Found, complete, find, near_names
from situation_board.core.rows import Report
from situation_board.core.store import Reading
from situation_board.core.vocabulary import LocationKind

NEW = "+"
"""Picked where a name that nobody knows is to be added."""
ADDABLE = ("location", "actor", "source", "report")
SHORTEST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line to pick: `pick` is an id, a gazetteer code, or NEW; `detail` says what and where it is."""

    pick: str
    table: str
    name: str
    spelling: str
    detail: str = ""
    near: bool = False


@cache
def gazetteer() -> Gazetteer:
    """The shipped list of places, opened once, at the first question."""
    return Gazetteer()


def suggestions(
    reading: Reading, text: str, tables: Sequence[str], *, can_add: bool = True, limit: int = 12
) -> list[Suggestion]:
    """What may be meant by `text`, best first. Near spellings only when nothing begins so; adding comes last."""
    wanted = normalise(text)
    if not wanted:
        return []
    found = [_line(each) for each in complete(reading, text, tables, limit)]
    found += _reports(reading, wanted, tables, limit)
    if "location" in tables:
        found += _of_gazetteer(reading, text, {each.pick for each in found}, limit - len(found))
    is_known = any(normalise(each.spelling) == wanted for each in found)
    if not found and len(wanted) >= SHORTEST_NEAR:
        found = _near(reading, text, tables)
    if can_add and not is_known:
        found += [Suggestion(NEW, table, text.strip(), text.strip()) for table in tables if table in ADDABLE][:1]
    return found


def _line(found: Found, *, near: bool = False) -> Suggestion:
    return Suggestion(found.id, found.table, found.name, found.spelling or found.name, found.detail, near)


def _reports(reading: Reading, wanted: str, tables: Sequence[str], limit: int) -> list[Suggestion]:
    """Reports are known by their titles, which are not spellings of a name. The latest are looked through."""
    if "report" not in tables:
        return []
    latest = reading.rows(Report, "voided = 0 ORDER BY key DESC LIMIT 1000")
    titled = [report for report in latest if wanted in normalise(report.title or "")]
    return [_line(found) for report in titled[:limit] for found in find(reading, report.id, ["report"])]


def _of_gazetteer(reading: Reading, text: str, known: set[str], limit: int) -> list[Suggestion]:
    if limit <= 0:
        return []
    matches = gazetteer().complete(text, limit=limit, first_in=_country(reading))
    here = _already_here(reading, [match.place.code for match in matches])
    return [gazetteer_line(match.place, match.spelling) for match in matches if here.get(match.place.code) not in known]


def _country(reading: Reading) -> str | None:
    """The country that the situation is about, whose places come first: the one that most of its places lie in."""
    code = reading.value(
        """SELECT gazetteer FROM location l WHERE kind = 'country' AND gazetteer IS NOT NULL AND voided = 0
           ORDER BY (SELECT count(*) FROM location c WHERE c.parent = l.id) DESC LIMIT 1"""
    )
    place = gazetteer().place(code) if code else None
    return place.country if place else None


def _already_here(reading: Reading, codes: list[str]) -> dict[str, str]:
    """Gazetteer places that are locations of this situation."""
    lines = reading.all(
        "SELECT gazetteer, id FROM location WHERE voided = 0 AND gazetteer IN (SELECT value FROM json_each(?))",
        json.dumps(codes),
    )
    return {code: reading.main(thing) for code, thing in lines}


def gazetteer_line(place: Place, spelling: str, *, near: bool = False) -> Suggestion:
    areas = [area.name for area in gazetteer().ancestors(place.code) if area.name != place.name]
    detail = ", ".join([LocationKind(place.kind).words, *areas[:1]])
    return Suggestion(place.code, "location", place.name, spelling, detail, near)


def _near(reading: Reading, text: str, tables: Sequence[str]) -> list[Suggestion]:
    """Names like the one that was typed: for a person to look at, never taken by themselves."""
    names = near_names(reading, text, tables, limit=3)
    near = [_line(found, near=True) for name in names for found in find(reading, name, tables)[:1]]
    if "location" in tables:
        matches = gazetteer().suggest(text, limit=4)
        near += [gazetteer_line(match.place, match.spelling, near=True) for match in matches]
    return near[:5]
