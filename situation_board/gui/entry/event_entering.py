"""An event as it is spoken: what, where, who, how many, when, who says so."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from situation_board.core.actions.drafting import latest_version, new_record
from situation_board.core.actions.facts import record_event
from situation_board.core.entry import UNKNOWN
from situation_board.core.figures import figure_words, parse_figures
from situation_board.core.ids import known_id, new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.likeness import events_like
from situation_board.core.questions.naming import find, preferred
from situation_board.core.rows import Event, Report, SameAs, Source
from situation_board.core.store import Changes, Reading
from situation_board.core.vocabulary import Basis, EventKind
from situation_board.gui.entry.entering import mistakes_about
from situation_board.gui.entry.suggesting import NEW
from situation_board.gui.entry.understanding import Typed, Understood, report_behind, understand
from situation_board.gui.entry.wording import isolated, time_words

FIELDS = {"where": "location", "to": "destination", "who": "actors", "when": "starts"}
"""Input -> the field of an event that it fills."""
FIELDS_OF_ADVISORY = {"where": "location", "who": "issuer", "when": "starts"}

NOTHING = Typed("")


@dataclass(frozen=True)
class SpokenEvent:
    """What stands in the inputs of the quick entry."""

    what: EventKind | None
    where: Typed = NOTHING
    to: Typed = NOTHING
    who: Typed = NOTHING
    figures: Typed = NOTHING
    when: Typed = NOTHING
    says_so: Typed = NOTHING


@dataclass(frozen=True)
class Like:
    """An event that may be the one that is being entered."""

    id: str
    words: str


def enter_event(reading: Reading, spoken: SpokenEvent, *, same: str | None = None) -> Changes:
    """One event with all its figures, and whatever it newly names, as one action. Mistakes name the input.

    `same` is an event that tells of the same, if a person said so: both stay and count as one.
    """
    event, understood = _meant(reading, spoken)
    with mistakes_about("where", unless={"starts": "when"}):
        _check_says_something(event)
        changes = record_event(reading, event, place_drafts=understood.drafts)
    return changes if same is None else _joined(reading, changes, same)


def event_like(reading: Reading, spoken: SpokenEvent) -> Like | None:
    """An event that may be the one that is being spoken, as far as that can be understood already."""
    try:
        event, _ = _meant(reading, spoken)
    except Mistake:
        return None
    like = events_like(reading, event)
    return _like(reading, like[0]) if like else None


def _like(reading: Reading, thing: str) -> Like | None:
    found = latest_version(reading, Event, thing)
    if not isinstance(found, Event):
        return None
    source = reading.row(Source, found.source) if found.source else None
    figures = [figure_words(figure, reading.zone) for figure in found.figures]
    parts = [
        time_words(found.starts, reading.zone) if found.starts else None,
        "; ".join(figures) or found.text,
        source.name if source else None,
    ]
    return Like(thing, " · ".join(isolated(part) for part in parts if part))


def _joined(reading: Reading, changes: Changes, same: str) -> Changes:
    first, second = sorted((*changes.ids, same))
    link = SameAs(id=known_id("same_as", f"{first} {second}"), a=first, b=second)
    made = [draft.row for draft in changes.drafts]
    return dataclasses.replace(changes, drafts=[*changes.drafts, new_record(reading, link, beside=made)])


def _meant(reading: Reading, spoken: SpokenEvent) -> tuple[Event, Understood]:
    if spoken.what is None:
        raise Mistake("What kind of event is it?", field="what", do="Choose one: its first letter is enough.")
    understood = Understood()
    for input, field in input_fields(spoken.what).items():
        with mistakes_about(input):
            understand(reading, "event", {field: getattr(spoken, input)}, understood)
    with mistakes_about("figures"):
        figures = parse_figures(spoken.figures.text, reading.zone)
    with mistakes_about("says_so"):
        source, report = who_says_so(reading, understood, spoken.says_so)
    event = Event(
        id="",
        thing="",
        kind=spoken.what,
        text=spoken.figures.text.strip() or None,
        figures=figures,
        source=source,
        report=report,
        basis=Basis.REPORTED if source or report else None,
        **understood.values,
    )
    return event, understood


def input_fields(kind: EventKind | None) -> dict[str, str]:
    """Which input fills which field; who speaks of an advisory is its issuer."""
    return FIELDS_OF_ADVISORY if kind is EventKind.ADVISORY else FIELDS


def _check_says_something(event: Event) -> None:
    if not (event.location or event.destination or event.actors or event.issuer or event.figures):
        raise Mistake("Where was it, or who, or how many?", field="where", do="Say one of them at least.")


def who_says_so(reading: Reading, understood: Understood, typed: Typed) -> tuple[str | None, str | None]:
    """Source and report: a report brings its source along."""
    text = typed.text.strip()
    if not text or text.lower() in UNKNOWN:
        return None, None
    pick = typed.pick_of(text)
    if pick == NEW:
        source = Source(id=new_id(), name=text)
        understood.add([new_record(reading, source, beside=understood.made)])
        return source.id, None
    thing = reading.main(report_behind(reading, pick, understood) if pick else _named(reading, text))
    made = next((draft for draft in understood.drafts if draft.row == thing), None)
    if made is not None:
        return made.fields.get("source"), thing
    report = reading.row(Report, thing)
    return (report.source, report.id) if report is not None else (thing, None)


def _named(reading: Reading, text: str) -> str:
    found = find(reading, text, ["report", "source"])
    likely = preferred(reading, [each for each in found if each.table == "report"] or found)
    if likely is not None:
        return likely.id
    if found:
        raise Mistake(f"“{text}” may mean several.", do="Choose one from the list.")
    raise Mistake(f"“{text}” is not known as a report or source.", do="Enter adds it as a source, Escape does not.")
