"""The other sheets: a card's dossier, the list of events, the list of what to look at again, and a form to fill in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import card_faces
from situation_board.core.questions.events import EventFilter
from situation_board.core.questions.reverify import ToVerify, reverify_queue
from situation_board.core.snapshot.board_part import rows_of
from situation_board.core.snapshot.dossier_part import dossier
from situation_board.core.snapshot.events_part import advisory_lines, event_lines, faces_of
from situation_board.core.snapshot.header_part import DISCLAIMER, header, headings, imprint
from situation_board.core.snapshot.labels import strictest, strictest_of
from situation_board.core.snapshot.leaving_out import left_out
from situation_board.core.snapshot.sheet import CaptureForm, Labelled, RecheckLine, Sheet
from situation_board.core.snapshot.sources_part import legend, sources
from situation_board.core.snapshot.view import View
from situation_board.core.snapshot.wanted import Standing, Wanted, parts_of
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import (
    Basis,
    ClaimVerb,
    Column,
    EventKind,
    HandlingLabel,
    RouteState,
    SheetPart,
    Word,
)

FIELDS = (
    *("Received: day and time", "From: call sign or role", "By radio, phone, messenger, paper"),
    *("Place: name and area", "What is said, word for word", "Who says so, and who carries it"),
    *("Since when", "Number of people: more than, about, exactly", "Taken down by: role"),
)
"""What a message must hold to be entered later: who, where, when, in whose words."""
CHOICES: tuple[tuple[str, type[Word]], ...] = (
    ("Column", Column),
    ("Evidence", Basis),
    ("Said how", ClaimVerb),
    ("Kind of event", EventKind),
    ("Road", RouteState),
)
HOW = (
    "One box for one message. Take down the words as they were said.",
    "No names of private people, no phone numbers, no e-mail addresses.",
    "Enter the messages in the order of their numbers; a number is used once.",
)


ASKED = frozenset(part.value for part in SheetPart)
"""What a sheet holds only where it was asked for."""


def events_sheet(view: View, wanted: Wanted, standing: Standing) -> Sheet:
    """The events, or those of the kinds asked for, the latest first."""
    faces, more = faces_of(view, EventFilter(kinds=wanted.event_kinds))
    labels = view.labels("event", [face.event.id for face in faces])
    return _sheet(
        view,
        wanted,
        standing,
        labels.values(),
        events=event_lines(view, faces, labels),
        advisories=advisory_lines(view, faces, labels),
        sources=sources(view, {"event": [face.event.id for face in faces]}),
        left_out=left_out(view, wanted, room={SheetPart.EVENTS: more}),
    )


def dossier_sheet(view: View, wanted: Wanted, standing: Standing) -> Sheet:
    """Everything that is known of one card and of what happened at its place."""
    faces = card_faces(view.reading, [view.main(wanted.card)] if wanted.card else [], moment=view.moment)
    if not faces:
        raise Mistake("There is no such card at that time.", field="card")
    events, more = faces_of(view, EventFilter(area=faces[0].location))
    labels = view.labels("event", [face.event.id for face in events])
    made = dossier(view, faces[0], rows_of(view, faces)[0])
    sheet = _sheet(
        view,
        wanted,
        standing,
        [made.row.label, *labels.values(), *(line.label for line in made.lines)],
        dossier=made,
        events=event_lines(view, events, labels),
        sources=sources(view, {"status": [faces[0].status], "event": [face.event.id for face in events]}),
        left_out=left_out(view, wanted, room={SheetPart.EVENTS: more}),
    )
    subject = view.language.each(
        lambda tongue: f"{tongue.term(wanted.kind)}: {view.language.line(made.row.place, tongue)}"
    )
    return dataclasses.replace(sheet, header=dataclasses.replace(sheet.header, subject=subject))


def reverify_sheet(view: View, wanted: Wanted, standing: Standing) -> Sheet:
    """What is to be looked at again, the most urgent first. It is about now, whatever moment is asked for."""
    lines = tuple(_recheck(view, each) for each in reverify_queue(view.reading).lines)
    return _sheet(view, wanted, standing, [line.label for line in lines], rechecks=lines)


def _recheck(view: View, line: ToVerify) -> RecheckLine:
    said = view.language.say
    overdue = line.overdue(view.now)
    faces = card_faces(view.reading, [line.thing]) if line.table == "card" else []
    row = rows_of(view, faces)[0] if faces else None
    reasons = [view.language.term(why) for why in line.why]
    if overdue is not None and overdue > 0:
        reasons.append(said("{count} h overdue", count=overdue // HOUR))
    return RecheckLine(
        number=row.number if row else "",
        what=row.place if row else view.free(line.name) or "",
        said=row.said if row else view.free(line.detail) or "",
        as_of=row.as_of if row else "",
        verified=view.time(line.seen) if line.seen is not None else None,
        checked=", ".join(line.roles) or None,
        overdue=", ".join(reasons),
        label=row.label if row else _label_of(view, line),
    )


def _label_of(view: View, line: ToVerify) -> HandlingLabel:
    """Of a route or an event, the strictest of what is known of it."""
    table = "route_status" if line.table == "route" else line.table
    column = "id" if table == "card" else "thing"
    rows = [row for (row,) in view.reading.all(f'SELECT id FROM "{table}" WHERE {column} = ?', line.thing)]
    return strictest_of(view.labels(table, rows).values())


def capture_form(view: View, wanted: Wanted, standing: Standing) -> Sheet:
    """An empty form with numbers reserved for it: what is written down without a laptop is entered under them."""
    said, term = view.language.say, view.language.term
    form = CaptureForm(
        numbers=wanted.numbers,
        fields=tuple(said(field) for field in FIELDS),
        choices=tuple(
            Labelled(label=said(name), text=" / ".join(term(word) for word in words)) for name, words in CHOICES
        ),
        how=tuple(said(how) for how in HOW),
    )
    return _sheet(view, wanted, standing, [], form=form)


def _sheet(view: View, wanted: Wanted, standing: Standing, labels: Iterable[HandlingLabel], **contents: Any) -> Sheet:
    """With its head, its imprint and only the parts that are asked for."""
    label = wanted.label or strictest(labels, usual=view.usual)
    parts = parts_of(wanted)
    kept = {name: value for name, value in contents.items() if name not in ASKED or SheetPart(name) in parts}
    return Sheet(
        kind=wanted.kind,
        language=wanted.language,
        profile=wanted.profile,
        header=header(view, wanted, standing, label, None),
        parts=headings(view, wanted, has_previous=False),
        legend=legend(view) if SheetPart.LEGEND in parts else (),
        imprint=imprint(view, wanted, label),
        disclaimer=view.language.say(DISCLAIMER),
        digits=wanted.digits,
        months=wanted.months,
        **kept,
    )
