"""What a search is narrowed to, as SQL on the entries of the search index, and as JSON to be kept."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import CardFilter, card_ids
from situation_board.core.questions.filtering import places_in
from situation_board.core.questions.origins import origin_condition
from situation_board.core.questions.routes import route_lines
from situation_board.core.rows import TABLES, fields_of
from situation_board.core.store import Reading
from situation_board.core.store.searching import SEARCHED
from situation_board.core.vocabulary import Column, Credibility, HandlingLabel, Reliability

UNRATED = "unrated"
GRADES = (*(grade.value for grade in Credibility), *(grade.value for grade in Reliability), UNRATED)
"""1-6 are of claims and events, A-F of sources and of what they published."""
Condition = tuple[str, list[object]]
LISTED = "(SELECT value FROM json_each(?))"
SHORT_COLUMN = 5_000


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """None does not ask. `column` takes its cards, their places and what speaks of these; `area` all that lies in it
    or speaks of it; `actor` and `source` whatever names them or rests on them; `grade` is one of GRADES; `label` counts
    what carries none by the situation's; `stale` takes cards and routes; `origin` events only, of an imported file
    or those that were entered by hand."""

    tables: tuple[str, ...] | None = None
    column: Column | None = None
    actor: str | None = None
    area: str | None = None
    source: str | None = None
    grade: str | None = None
    label: HandlingLabel | None = None
    stale: bool | None = None
    conflict: bool | None = None
    origin: str | None = None

    @property
    def asks(self) -> bool:
        return self != SearchFilter()


@dataclass(frozen=True, slots=True)
class Criteria:
    """A whole search, to be saved and used again."""

    text: str = ""
    filter: SearchFilter = SearchFilter()
    newest_first: bool = False


def criteria_to_json(criteria: Criteria) -> str:
    """Only what is asked for."""
    asked = {name: value for name, value in dataclasses.asdict(criteria.filter).items() if value is not None}
    said: dict[str, Any] = {"text": criteria.text} if criteria.text else {}
    said |= {"newest_first": True} if criteria.newest_first else {}
    return json.dumps({**said, **asked}, ensure_ascii=False, sort_keys=True)


def criteria_from_json(text: str) -> Criteria:
    """Mistake when it is not a search, or one of a newer program."""
    try:
        said: Mapping[str, Any] = json.loads(text)
        filter = {field.name: said.get(field.name) for field in dataclasses.fields(SearchFilter)}
        column, label, tables = filter["column"], filter["label"], filter["tables"]
        filter |= {"column": Column(column) if column else None, "label": HandlingLabel(label) if label else None}
        filter |= {"tables": tuple(tables) if tables is not None else None}
        return Criteria(str(said.get("text", "")), SearchFilter(**filter), bool(said.get("newest_first")))
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise Mistake("This saved search cannot be read here.", do="Save it anew.") from error


def kinds_named(names: Iterable[str]) -> tuple[str, ...]:
    """Tables by what people call them: "card", "Cards", "location". Mistake where nothing of the kind is searched."""
    found = []
    for name in names:
        table = name.strip().lower().replace(" ", "_")
        singular = table.removesuffix("s")
        if not {table, singular} & set(SEARCHED):
            raise Mistake(f"“{name}” is not a kind of thing.", field="kind", do=f"One of {', '.join(SEARCHED)}.")
        found.append(table if table in SEARCHED else singular)
    return tuple(dict.fromkeys(found))


def label_named(text: str) -> HandlingLabel:
    """A handling label with or without "TLP:", in any case. Mistake where it is none."""
    said = text.strip().upper().replace(" ", "_")
    for label in HandlingLabel:
        if said.removeprefix("TLP:") == label.value.removeprefix("TLP:"):
            return label
    raise Mistake(f"“{text}” is no handling label.", field="label", do=f"One of {', '.join(HandlingLabel)}.")


def entry_conditions(reading: Reading, filter: SearchFilter) -> Condition:
    """SQL conditions on entries `e`, to be added to a WHERE, with their parameters."""
    found = [*_conditions(reading, filter), (_IS_LATEST, [])]
    return "".join(f" AND {sql}" for sql, _ in found), [each for _, values in found for each in values]


_NEWER = """EXISTS (SELECT 1 FROM "{0}" o JOIN "{0}" n ON n.thing = o.thing AND n.voided = 0
    AND (n.lamport, n.writer, n.seq) > (o.lamport, o.writer, o.seq) WHERE o.id = e.thing)"""
_IS_LATEST = f"""CASE e."table" WHEN 'claim' THEN NOT {_NEWER.format("claim")}
    WHEN 'event' THEN NOT {_NEWER.format("event")} ELSE 1 END"""
"""A corrected claim or event is found by what it says now."""


def _conditions(reading: Reading, filter: SearchFilter) -> Iterator[Condition]:
    if filter.tables is not None:
        yield f'e."table" IN {LISTED}', [json.dumps(filter.tables)]
    if filter.column is not None:
        yield _in_column(reading, filter.column)
    if filter.area is not None:
        places = json.dumps(places_in(reading, filter.area))
        yield _names(_AT_PLACES), [places, places] * 2
    if filter.actor is not None:
        ids = json.dumps(reading.aliases(filter.actor))
        yield f"({_names(LISTED)} OR {_STATUS_NAMES})", [ids] * 3
    if filter.source is not None:
        ids = json.dumps(reading.aliases(filter.source))
        yield f"({_NAMES_ONE} OR {_RESTS_ON} OR {_STATUS_RESTS_ON})", [ids] * 5
    if filter.grade is not None:
        yield _graded(reading, filter.grade)
    if filter.label is not None:
        yield _labelled(reading, filter.label)
    if filter.origin is not None:
        condition, values = origin_condition(filter.origin, "v")
        yield f"e.\"table\" = 'event' AND EXISTS (SELECT 1 FROM event v WHERE v.id = e.thing AND {condition})", values
    if filter.stale is not None:
        yield f"{_not(filter.stale)} e.thing IN {LISTED}", [json.dumps(_stale(reading))]
    if filter.conflict is not None:
        yield f"{_not(filter.conflict)} {_DISPUTED}", []


def _not(asked: bool) -> str:
    return "" if asked else "NOT"


def _names(things: str) -> str:
    """The entry is one of the things, or its row names one. The rows that do are read once: they mostly are few."""
    return f"""(e.thing IN {things} OR e.thing IN (SELECT m."row" FROM mention m WHERE m.thing IN {things}))"""


_NAMES_ONE = f"""(e.thing IN {LISTED} OR EXISTS (SELECT 1 FROM every_mention m
    WHERE m."row" = e.thing AND m.thing IN {LISTED})
    OR EXISTS (SELECT 1 FROM event v WHERE v.id = e.thing AND v.source IN {LISTED}))"""
"""As `_names`, looked at entry by entry: a source has so many reports that it takes longer to read them all."""
_AT_PLACES = f"(SELECT value FROM json_each(?) UNION ALL SELECT id FROM card WHERE location IN {LISTED})"


def _in_column(reading: Reading, column: Column) -> Condition:
    """A short column is read once; in a long one most of what is found has a part, and is looked at one by one."""
    cards = reading.value('SELECT count(*) FROM board WHERE "column" = ?', column.value)
    return (_IN_SHORT_COLUMN, [column.value] * 5) if cards <= SHORT_COLUMN else (_IN_COLUMN, [column.value] * 5)


_IN_SHORT_COLUMN = """e.thing IN (SELECT card FROM board WHERE "column" = ? UNION
    SELECT k.id FROM board b JOIN location k ON k.id = b.location WHERE b."column" = ? UNION
    SELECT m."row" FROM board b JOIN every_mention m ON m.thing IN (b.card, b.location) WHERE b."column" = ? UNION
    SELECT v.id FROM board b JOIN event v ON v.location = b.location WHERE b."column" = ? UNION
    SELECT v.id FROM board b JOIN event v ON v.destination = b.location WHERE b."column" = ?)"""
_IN_COLUMN = """(EXISTS (SELECT 1 FROM board b WHERE b.card = e.thing AND b."column" = ?)
    OR EXISTS (SELECT 1 FROM card k JOIN board b ON b.card = k.id WHERE k.location = e.thing AND b."column" = ?)
    OR EXISTS (SELECT 1 FROM every_mention m JOIN board b ON b.card = m.thing
        WHERE m."row" = e.thing AND b."column" = ?)
    OR EXISTS (SELECT 1 FROM every_mention m JOIN card k ON k.location = m.thing JOIN board b ON b.card = k.id
        WHERE m."row" = e.thing AND b."column" = ?)
    OR EXISTS (SELECT 1 FROM event v JOIN card k ON k.location IN (v.location, v.destination)
        JOIN board b ON b.card = k.id WHERE v.id = e.thing AND b."column" = ?))"""
_STATUS_NAMES = f"""e.thing IN (SELECT b.card FROM every_mention m JOIN board b ON b.status = m."row"
    WHERE m."table" = 'status' AND m.thing IN {LISTED})"""
_RESTS_ON = f"""EXISTS (SELECT 1 FROM every_mention m JOIN report r ON r.id = m.thing
    WHERE m."row" = e.thing AND r.source IN {LISTED})"""
_STATUS_RESTS_ON = f"""EXISTS (SELECT 1 FROM board b JOIN status s ON s.id = b.status JOIN report r ON r.id = s.report
    WHERE b.card = e.thing AND r.source IN {LISTED})"""
_DISPUTED = """e.thing IN (SELECT subject FROM conflict
    UNION SELECT c.id FROM conflict d JOIN claim c ON c.thing = d.subject
    UNION SELECT v.id FROM conflict d JOIN event v ON v.thing = d.subject)"""


def _graded(reading: Reading, grade: str) -> Condition:
    if grade not in GRADES:
        raise Mistake(f"“{grade}” is no grade.", field="grade", do=f"One of {', '.join(GRADES)}.")
    if grade in set(Reliability):
        rated = json.dumps(_sources_rated(reading, grade))
        return f"(e.thing IN {LISTED} OR e.thing IN {_PUBLISHED_BY})", [rated, rated]
    if grade == UNRATED:
        unrated = json.dumps(_sources_rated(reading, None))
        return f"((e.\"table\" = 'source' AND e.thing IN {LISTED}) OR {_UNRATED})", [unrated]
    return _OF_CREDIBILITY, [grade, grade]


def _sources_rated(reading: Reading, reliability: str | None) -> list[str]:
    """The sources whose rating in force is that one, None being unrated; under all their ids."""
    lines = reading.all(f"SELECT s.id FROM source s WHERE {_RELIABILITY} IS ?", reading.now, reliability)
    return [source for (source,) in lines]


_RELIABILITY = """(SELECT g.reliability FROM rating g
    WHERE g.thing = coalesce((SELECT main FROM alias WHERE thing = s.id), s.id)
    AND g.voided = 0 AND g.as_of_earliest <= ? ORDER BY g.as_of_earliest DESC, g.lamport DESC LIMIT 1)"""
_PUBLISHED_BY = f"""(SELECT m."row" FROM mention m WHERE m.thing IN {LISTED} AND m.field IN ('source', 'publisher'))"""
_OF_CREDIBILITY = """(e."table" IN ('claim', 'event') AND (
    EXISTS (SELECT 1 FROM claim c WHERE c.id = e.thing AND c.credibility = ?)
    OR EXISTS (SELECT 1 FROM event v WHERE v.id = e.thing AND v.credibility = ?)))"""
_UNRATED = """(e."table" IN ('claim', 'event') AND (
    EXISTS (SELECT 1 FROM claim c WHERE c.id = e.thing AND c.credibility IS NULL)
    OR EXISTS (SELECT 1 FROM event v WHERE v.id = e.thing AND v.credibility IS NULL)))"""


def _labelled(reading: Reading, label: HandlingLabel) -> Condition:
    """By its own label, else by the situation's; our own people are TLP:AMBER+STRICT unless it is said."""
    usual = HandlingLabel(reading.situation.label or HandlingLabel.AMBER)
    if label is not usual:
        return _own_label(label)
    own = "coalesce((SELECT label FROM \"{0}\" WHERE id = e.thing), '{1}')"
    cases = " ".join(f"WHEN '{table}' THEN {own.format(table, _unlabelled(table, usual))}" for table in LABELLED)
    return f'CASE e."table" {cases} ELSE ? END = ?', [usual.value, usual.value]


def _own_label(label: HandlingLabel) -> Condition:
    """A label that is not the usual one has to stand there, so there are few."""
    rows = [
        f'SELECT id FROM "{table}" WHERE label = ?' + (" OR label IS NULL" if _unlabelled(table, None) is label else "")
        for table in LABELLED
    ]
    return f"e.thing IN ({' UNION ALL '.join(rows)})", [label.value] * len(rows)


def _unlabelled(table: str, usual: HandlingLabel | None) -> HandlingLabel | None:
    """What a row without a label counts as."""
    return HandlingLabel.AMBER_STRICT if table == "presence" else usual


LABELLED = tuple(table for table in SEARCHED if any(field.name == "label" for field in fields_of(table)))


def _stale(reading: Reading) -> list[str]:
    stale = CardFilter(stale=True)
    cards = [card for column in Column for card in card_ids(reading, column, filter=stale)]
    return [*cards, *{line.route for line in route_lines(reading) if line.stale}]


assert set(SEARCHED) <= TABLES.keys()
