"""A card as it is spoken: where, who, what, when, who says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from situation_board.core import times
from situation_board.core.actions.cards import add_card
from situation_board.core.actions.drafting import new_record
from situation_board.core.entry import UNKNOWN, locate
from situation_board.core.evidence.assessing import ASKED
from situation_board.core.ids import new_id
from situation_board.core.locating import Located
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find, preferred
from situation_board.core.rows import Report, Source, Status
from situation_board.core.store import Changes, Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import Basis, Column
from situation_board.gui.entry.suggesting import NEW, gazetteer
from situation_board.gui.entry.understanding import Typed, Understood, report_behind, understand


@dataclass(frozen=True)
class SpokenCard:
    """What stands in the inputs of the quick entry."""

    where: Typed
    who: Typed
    what: Column
    from_whom: Typed
    when: Typed
    says_so: Typed
    basis: Basis | None = None
    assessment: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def enter_card(reading: Reading, spoken: SpokenCard) -> Changes:
    """A card with its first status, and whatever it newly names, as one action. Mistakes name the input."""
    understood = Understood()
    if not spoken.where.text.strip():
        raise Mistake("Which place is it?", field="where", do="Type its name, in any language.")
    location = _part(reading, understood, "where", "card", "location", spoken.where)
    who = _part(reading, understood, "who", "status", "controllers", spoken.who)
    from_whom = _part(reading, understood, "from_whom", "status", "controllers", spoken.from_whom)
    as_of = _part(reading, understood, "when", "status", "as_of", spoken.when)
    with mistakes_about("says_so"):
        report = _report(reading, understood, spoken.says_so, as_of)
    status = _status(spoken.what, who, from_whom, basis=spoken.basis, as_of=as_of, report=report)
    status = dataclasses.replace(status, **spoken.assessment)
    with mistakes_about("where", unless={"as_of": "when", **{name: name for name in ASKED}}):
        return add_card(reading, location=location, status=status, place_drafts=understood.drafts)


@contextmanager
def mistakes_about(input: str, unless: dict[str, str] | None = None) -> Iterator[None]:
    """Mistakes raised inside are about that input."""
    try:
        yield
    except Mistake as mistake:
        mistake.field = (unless or {}).get(mistake.field, input)
        raise


def _part(reading: Reading, understood: Understood, input: str, table: str, field: str, typed: Typed) -> Any:
    """The value of one input. What it newly names joins what the others do."""
    with mistakes_about(input):
        found = understand(reading, table, {field: typed}, understood)
    return found.values.pop(field)


def _status(
    column: Column,
    who: tuple[str, ...] | None,
    from_whom: tuple[str, ...] | None,
    *,
    basis: Basis | None,
    as_of: Time | None,
    report: str | None,
) -> Status:
    """Who and from whom as the column reads them: who moves on whom, who took it from whom, who holds it."""
    first = Status(id="", thing="", column=column, basis=basis, as_of=as_of, report=report)
    match column:
        case Column.FALLEN:
            return dataclasses.replace(first, controllers=who, former=from_whom)
        case Column.HELD:
            return dataclasses.replace(first, controllers=who)
    return dataclasses.replace(first, moving=who, controllers=from_whom)


def _report(reading: Reading, understood: Understood, typed: Typed, as_of: Time | None) -> str | None:
    """The report named, or one of the source named: "AFP" alone becomes its report of that day."""
    text = typed.text.strip()
    if not text or text.lower() in UNKNOWN:
        return None
    pick = typed.pick_of(text)
    if pick == NEW:
        source = Source(id=new_id(), name=text)
        understood.add([new_record(reading, source, beside=understood.made)])
        return _report_of(reading, understood, source, as_of)
    thing = report_behind(reading, pick, understood) if pick else _named(reading, text)
    known = reading.row(Source, reading.main(thing))
    return _report_of(reading, understood, known, as_of) if known else thing


def _named(reading: Reading, text: str) -> str:
    found = find(reading, text, ["report", "source"])
    reports = [each for each in found if each.table == "report"]
    likely = preferred(reading, reports or found)
    if likely is not None:
        return likely.id
    if found:
        raise Mistake(f"“{text}” may mean several.", do="Choose one from the list.")
    raise Mistake(f"“{text}” is not known as a report or source.", do="Enter adds it as a source, Escape does not.")


def _report_of(reading: Reading, understood: Understood, source: Source, as_of: Time | None) -> str:
    time = as_of or times.day(times.at(reading.now, reading.zone).date(), reading.zone)
    title = f"{source.name}, {times.in_words(time, reading.zone)}"
    known = reading.rows(Report, "voided = 0 AND source = ? AND title = ? LIMIT 1", source.id, title)
    if known:
        return known[0].id
    report = Report(id=new_id(), source=source.id, title=title)
    understood.add([new_record(reading, report, beside=understood.made)])
    return report.id


@dataclass(frozen=True)
class PlaceHint:
    """How the name of a place was understood so far; `several` when it may mean more than one."""

    located: Located | None = None
    several: bool = False


def place_hint(reading: Reading, typed: Typed) -> PlaceHint:
    text = typed.text.strip()
    pick = typed.pick_of(text)
    place = gazetteer().place(pick) if pick and ":" in pick else None
    if not text or place is not None or (pick and pick != NEW):
        return PlaceHint()
    try:
        return PlaceHint(locate(reading, gazetteer(), text))
    except Mistake:
        return PlaceHint(several=True)
