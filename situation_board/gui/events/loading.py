"""What the editor of an event starts from: an event as it is, or what was typed in the quick entry so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from situation_board.core.actions.drafting import find_row
from situation_board.core.figures import parse_figures
from situation_board.core.problems import Mistake
from situation_board.core.questions.events import EventFilter, event_faces, event_ids
from situation_board.core.questions.naming import find
from situation_board.core.rows import Event, Figure, Report, Source
from situation_board.core.store import Reading
from situation_board.core.vocabulary import EventKind
from situation_board.gui.entry.clock import Clock, clock
from situation_board.gui.entry.event_entering import SpokenEvent, input_fields
from situation_board.gui.entry.event_fields import event_fields
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import time_words
from situation_board.gui.inspector.titles import names_of
from situation_board.gui.inspector.values import typed_of

MOST_ADVISORIES = 200


@dataclass(frozen=True)
class Advisory:
    """One that a later one may replace, in a line."""

    id: str
    words: str


@dataclass(frozen=True)
class Start:
    """`typed` is what stands in the inputs at first. Figures that could not be read yet are in `figures_said`.

    `names` are of what the event and its figures refer to.
    """

    clock: Clock
    advisories: tuple[Advisory, ...]
    event: Event | None = None
    typed: Mapping[str, object] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    figures_said: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def start_new(reading: Reading, spoken: SpokenEvent | None) -> Start:
    """A new event, with what was said of it already."""
    start = Start(clock(reading), _advisories(reading))
    if spoken is None:
        return start
    typed: dict[str, object] = {"kind": spoken.what}
    typed |= {name: getattr(spoken, input) for input, name in input_fields(spoken.what).items()}
    if spoken.says_so.text.strip():
        typed["report" if _is_report(reading, spoken.says_so) else "source"] = spoken.says_so
    said = spoken.figures.text.strip()
    figures, unread = _figures(said, start.clock)
    if said:
        typed["text"] = Typed(said)
    return Start(start.clock, start.advisories, typed=typed, figures=figures, figures_said=unread)


def _figures(said: str, now: Clock) -> tuple[tuple[Figure, ...], str]:
    try:
        return parse_figures(said, now.zone), ""
    except Mistake:
        return (), said


def _is_report(reading: Reading, typed: Typed) -> bool:
    pick = typed.pick_of(typed.text)
    if pick is not None:
        return reading.row(Report, pick) is not None
    return bool(find(reading, typed.text, ["report"]))


def start_editing(reading: Reading, thing: str) -> Start:
    """An event that is there, each field as it could have been typed."""
    event = find_row(reading, reading.main(thing))
    if not isinstance(event, Event):
        raise Mistake("This event is not there any more.", do="Look for it in the table.")
    now = clock(reading)
    referred = [event.location, event.destination, event.source, event.report, event.issuer, *(event.actors or ())]
    referred += [each for figure in event.figures for each in (figure.report, _source_id(reading, figure))]
    names = names_of(reading, referred)
    typed = {
        name: typed_of(described, getattr(event, name), names=names, clock=now)
        for name, described in event_fields().items()
        if name not in {"figures", "supersedes"}
    }
    typed["supersedes"] = event.supersedes
    others = tuple(each for each in _advisories(reading) if each.id != event.thing)
    return Start(now, others, event=event, typed=typed, figures=event.figures, names=names)


def _source_id(reading: Reading, figure: Figure) -> str | None:
    """The source that a figure names by its id; most name it in words."""
    return figure.source if figure.source and reading.row(Source, figure.source) else None


def _advisories(reading: Reading) -> tuple[Advisory, ...]:
    """The latest, newest first."""
    ids = event_ids(reading, filter=EventFilter(kinds=(EventKind.ADVISORY,)), descending=True)
    faces = event_faces(reading, ids[:MOST_ADVISORIES])
    lines = []
    for face in faces:
        said = face.event.level or face.event.text or face.event.instruction or ""
        when = face.event.issued or face.event.starts
        parts = (face.issuer, said, time_words(when, reading.zone) if when else "")
        lines.append(Advisory(face.id, ", ".join(part for part in parts if part)))
    return tuple(lines)
