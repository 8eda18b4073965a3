"""Where cards stood at a moment: ids and order only, without making their faces.

What was true then is asked of the board's table: a card whose status is no later than the moment stands as it does
now, of the others the index of statuses tells. What we knew then is asked of a course. The live board is asked so,
too, while a status lies in the future.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from situation_board.core.questions.course import Course, Line, PlainLine, read_course
from situation_board.core.questions.disputes import conflicts_by_card
from situation_board.core.questions.filtering import CardFilter, matching_cards, places_in, shelf_life, statuses_with
from situation_board.core.questions.moments import KnownThen, Moment, counts, now_at
from situation_board.core.questions.records import records
from situation_board.core.questions.sameness import ids_by_main, mains_at
from situation_board.core.rows import Report, Situation
from situation_board.core.store import Reading
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import Column

Test = Callable[[Line], bool]


def standing_ids(
    reading: Reading,
    moment: Moment,
    *,
    filter: CardFilter = CardFilter(),  # noqa: B008 - frozen
    sorts: Mapping[Column, str],
    course: Course | None = None,
) -> dict[Column, list[str]]:
    """The cards of every column in order. A course that reaches to the moment saves reading one."""
    found: dict[Column, list[str]] = {}
    for sort in dict.fromkeys(sorts.get(column, "manual") for column in Column):
        lines = _lines(reading, moment, sort, course)
        if filter.asks:
            lines = list(_filtered(reading, [Line._make(line) for line in lines], filter, moment))
        by_column = _by_column(lines)
        found |= {column: by_column[column] for column in Column if sorts.get(column, "manual") == sort}
    return {column: found[column] for column in Column}


def _by_column(lines: list[PlainLine]) -> dict[Column, list[str]]:
    """Cards in order. A column that a newer program added has no place here."""
    found: dict[str, list[str]] = {column.value: [] for column in Column}
    for _, card, column, *_ in sorted(lines):
        if column in found:
            found[column].append(card)
    return {column: found[column.value] for column in Column}


@dataclass(frozen=True)
class Standing:
    """How many cards stood in each column, and how many of those that a filter lets through were stale."""

    total: Mapping[Column, int]
    stale: Mapping[Column, int]


def standing_counts(reading: Reading, moment: Moment, *, filter: CardFilter, course: Course | None = None) -> Standing:
    lines = [Line._make(line) for line in _lines(reading, moment, "newest", course)]
    stale = _only_stale(reading, _filtered(reading, lines, filter, moment), moment, wanted=True)
    return Standing(_count(lines), _count(stale))


def _count(lines: Iterable[Line]) -> dict[Column, int]:
    found = Counter(line.column for line in lines)
    return {column: found[column] for column in Column}


# --- what stood where


def _lines(reading: Reading, moment: Moment, sort: str, course: Course | None) -> list[PlainLine]:
    """Every card that stood somewhere at the moment."""
    now = now_at(reading, moment)
    if isinstance(moment, KnownThen):
        if course is None or course.arrival < moment.arrival:
            course = read_course(reading)
        return course.known_lines(moment.arrival, now, sort)
    if course is not None and course.arrival == reading.arrival:
        return course.true_lines(now, sort)
    return _true_lines(reading, now, sort)


def _true_lines(reading: Reading, now: int, sort: str) -> list[PlainLine]:
    lines = reading.all(_TRUE_THEN.replace("sort_by", ORDERS[sort]), now)
    return cast("list[PlainLine]", lines)


ORDERS = {"manual": "b.rank", "newest": "-s.as_of_earliest", "oldest": "s.as_of_earliest", "place": "b.place"}
_GREATEST = """s.voided = 0 AND s.as_of_earliest <= ?1
    ORDER BY s.as_of_earliest DESC, s.lamport DESC, s.writer DESC, s.seq DESC LIMIT 1"""
_LINE = """SELECT sort_by, b.card, s."column", s.id, s.as_of_earliest, b.location, k.shelf_life
  FROM board b LEFT JOIN (SELECT id, shelf_life FROM card WHERE shelf_life IS NOT NULL) k ON k.id = b.card"""
_TRUE_THEN = f"""
{_LINE} JOIN (SELECT card, "column", status AS id, as_of_earliest FROM board) s ON s.card = b.card
  WHERE s.as_of_earliest <= ?1
UNION ALL
{_LINE} JOIN status s ON s.key = (SELECT s.key FROM status s WHERE s.thing = b.card AND {_GREATEST})
  WHERE b.as_of_earliest > ?1 AND b.card NOT IN (SELECT main FROM alias)
UNION ALL
{_LINE} JOIN status s ON s.key = (SELECT s.key FROM status s
    WHERE s.thing IN (SELECT b.card UNION ALL SELECT thing FROM alias WHERE main = b.card) AND {_GREATEST})
  WHERE b.as_of_earliest > ?1 AND b.card IN (SELECT main FROM alias)"""


# --- which of them are asked for


def _filtered(reading: Reading, lines: list[Line], filter: CardFilter, moment: Moment) -> list[Line]:
    for wanted in _tests(reading, filter):
        lines = [line for line in lines if wanted(line)]
    if filter.basis is not None:
        lines = _of_statuses(reading, lines, "basis = ?", filter.basis.value)
    if filter.no_source is not None:
        lines = _only_unsourced(reading, lines, moment, wanted=filter.no_source)
    if filter.stale is not None:
        lines = _only_stale(reading, lines, moment, wanted=filter.stale)
    if filter.conflict is not None:
        lines = _only_disputed(reading, lines, moment, wanted=filter.conflict)
    return lines


def _tests(reading: Reading, filter: CardFilter) -> Iterable[Test]:
    """Areas and words are those of now."""
    if filter.area is not None:
        inside = set(places_in(reading, filter.area))
        yield lambda line: line.location in inside
    if filter.text:
        found = set(matching_cards(reading, filter.text))
        yield lambda line: line.card in found
    if filter.actor is not None:
        statuses = statuses_with(reading, filter.actor)
        yield lambda line: line.status in statuses


def _of_statuses(reading: Reading, lines: list[Line], condition: str, *parameters: object) -> list[Line]:
    ids = json.dumps([line.status for line in lines])
    found = reading.all(
        f"SELECT id FROM status WHERE id IN (SELECT value FROM json_each(?)) AND {condition}", ids, *parameters
    )
    wanted = {status for (status,) in found}
    return [line for line in lines if line.status in wanted]


def _only_unsourced(reading: Reading, lines: list[Line], moment: Moment, *, wanted: bool) -> list[Line]:
    """Those whose status rests on no report, or on one that was struck."""
    ids = json.dumps([line.status for line in lines])
    named = dict(
        reading.all(
            "SELECT id, report FROM status WHERE id IN (SELECT value FROM json_each(?)) AND report IS NOT NULL", ids
        )
    )
    live = {report.id for report in records(reading, Report, set(named.values()), moment).values() if not report.voided}
    return [line for line in lines if (named.get(line.status) not in live) is wanted]


def _only_disputed(reading: Reading, lines: list[Line], moment: Moment, *, wanted: bool) -> list[Line]:
    others = ids_by_main(mains_at(reading, moment))
    group = {thing: line.card for line in lines for thing in (line.card, *others.get(line.card, ()))}
    conflicts = conflicts_by_card(reading, group, moment)
    return [line for line in lines if bool(conflicts.get(line.card)) is wanted]


def _only_stale(reading: Reading, lines: list[Line], moment: Moment, *, wanted: bool) -> list[Line]:
    """By the shelf life of the card or its column, counted from the status or the latest verification."""
    now = now_at(reading, moment)
    lives = _lives(reading, moment)
    longest = max([*lives.values(), *(line.own_life for line in lines if line.own_life is not None)])
    verified = _verified(reading, moment, since=now - longest * HOUR)

    def is_stale(line: Line) -> bool:
        life = line.own_life if line.own_life is not None else lives.get(line.column, 0)
        return now - max(line.as_of, verified.get(line.card, 0)) > life * HOUR

    return [line for line in lines if is_stale(line) is wanted]


def _lives(reading: Reading, moment: Moment) -> dict[str, int]:
    found = records(reading, Situation, [reading.situation.id], moment)
    situation = found.get(reading.situation.id, reading.situation)
    return {column.value: shelf_life(situation, column) for column in Column}


def _verified(reading: Reading, moment: Moment, *, since: int) -> dict[str, int]:
    """Card -> when it was last verified, where that was not before `since`."""
    condition, parameters = counts(reading, moment, "verification", "v", "as_of_earliest")
    lines = reading.all(
        f"SELECT thing, as_of_earliest FROM verification v WHERE as_of_earliest >= ? AND {condition}",
        since,
        *parameters,
    )
    mains = mains_at(reading, moment) if lines else {}
    verified: dict[str, int] = {}
    for thing, as_of in lines:
        main = mains.get(thing, thing)
        verified[main] = max(as_of, verified.get(main, as_of))
    return verified
