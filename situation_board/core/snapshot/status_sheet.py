"""The status snapshot: the sheet on the wall. A shift handover is the same with its changes first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from situation_board.core.questions.boards import board
from situation_board.core.questions.cards import CardFace
from situation_board.core.questions.events import EventFace
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen, now_at
from situation_board.core.questions.routes import RouteLine, route_lines
from situation_board.core.rows import Claim
from situation_board.core.snapshot import highlights
from situation_board.core.snapshot.board_part import claims_of, columns_of, rows_of
from situation_board.core.snapshot.changes_part import Changed, changes
from situation_board.core.snapshot.charts_part import charts
from situation_board.core.snapshot.events_part import advisory_lines, event_lines, faces_of, telling_faces
from situation_board.core.snapshot.figures_part import key_figures
from situation_board.core.snapshot.header_part import DISCLAIMER, header, headings, imprint
from situation_board.core.snapshot.labels import strictest
from situation_board.core.snapshot.leaving_out import left_out
from situation_board.core.snapshot.routes_part import routes
from situation_board.core.snapshot.sheet import Highlight, Sheet, SheetColumn
from situation_board.core.snapshot.sources_part import legend, sources
from situation_board.core.snapshot.tasks_part import tasks
from situation_board.core.snapshot.view import View
from situation_board.core.snapshot.wanted import Standing, Wanted, parts_of
from situation_board.core.times import Time, exactly
from situation_board.core.vocabulary import HandlingLabel, SheetPart, SheetState


def status_sheet(view: View, wanted: Wanted, standing: Standing) -> Sheet:
    """Everything of the situation at the moment, in the parts that are asked for."""
    parts = _Parts.read(view, wanted)
    return parts.sheet(standing)


@dataclass(frozen=True)
class _Parts:
    """What the parts are made from, read once."""

    view: View
    wanted: Wanted
    cards: list[CardFace]
    claims: Mapping[str, Sequence[Claim]]
    events: list[EventFace]
    more_events: int
    roads: list[RouteLine]
    since: Moment
    changed: Changed

    @classmethod
    def read(cls, view: View, wanted: Wanted) -> _Parts:
        events, more = faces_of(view)
        since = wanted.since if wanted.since is not None else previous_issue(view)
        cards = [face for column in board(view.reading, moment=view.moment).columns for face in column.cards]
        return cls(
            view=view,
            wanted=wanted,
            cards=cards,
            claims=claims_of(view, cards),
            events=events,
            more_events=more,
            roads=route_lines(view.reading, moment=view.moment),
            since=since,
            changed=changes(view, since) if since is not None else Changed(),
        )

    def has(self, part: SheetPart) -> bool:
        return part in parts_of(self.wanted)

    def sheet(self, standing: Standing) -> Sheet:
        view, wanted = self.view, self.wanted
        telling = telling_faces(view, self.events)
        labels = view.labels("event", [face.event.id for face in telling])
        figures, notes, more_figures = key_figures(view, telling, labels)
        drawn, more_series = charts(view)
        parts = self._only_asked(
            board=columns_of(view, rows_of(view, self.cards, self.claims)),
            key_figures=figures,
            routes=routes(view, self.roads),
            events=event_lines(view, self.events, labels),
            advisories=advisory_lines(view, self.events, labels),
            charts=drawn,
            tasks=tasks(view),
            changes=self.changed.lines,
            sources=sources(view, self._cited()),
            legend=legend(view),
        )
        label = wanted.label or strictest(_labels(parts), usual=view.usual)
        more = {
            SheetPart.EVENTS: self.more_events,
            SheetPart.CHARTS: more_series,
            SheetPart.CHANGES: self.changed.left_out,
            SheetPart.KEY_FIGURES: more_figures,
        }
        return Sheet(
            kind=wanted.kind,
            language=wanted.language,
            profile=wanted.profile,
            header=header(view, wanted, standing, label, since_time(view, self.since)),
            parts=headings(view, wanted, has_previous=self.since is not None),
            highlights=self._highlights(parts, label),
            footnotes=notes if self.has(SheetPart.KEY_FIGURES) else (),
            columns=parts["board"] if self.has(SheetPart.CLAIMS) else _without_claims(parts["board"]),
            left_out=left_out(
                view,
                wanted,
                room={part: count for part, count in more.items() if self.has(part)},
                faces=self.cards,
                named=list(self._named()),
            ),
            imprint=imprint(view, wanted, label),
            disclaimer=view.language.say(DISCLAIMER),
            digits=wanted.digits,
            months=wanted.months,
            **{name: lines for name, lines in parts.items() if name != "board"},
        )

    def _only_asked(self, **parts: tuple[Any, ...]) -> dict[str, Any]:
        return {name: lines if self.has(SheetPart(name)) else () for name, lines in parts.items()}

    def _highlights(self, parts: dict[str, Any], label: HandlingLabel) -> tuple[Highlight, ...]:
        if not self.has(SheetPart.HIGHLIGHTS):
            return ()
        if self.wanted.highlights is not None:
            return highlights.edited(self.wanted.highlights, label)
        return highlights.proposed(
            self.view,
            columns=parts["board"],
            figures=parts["key_figures"],
            routes=parts["routes"],
            advisories=parts["advisories"],
            events=parts["events"],
            changed=self.changed.cards,
        )

    def _cited(self) -> dict[str, Iterable[str]]:
        return {
            "status": [face.status for face in self.cards],
            "claim": [claim.id for about in self.claims.values() for claim in about],
            "event": [face.event.id for face in self.events],
            "route_status": [line.status for line in self.roads if line.status],
        }

    def _named(self) -> Iterator[str]:
        """The parties that stand on the sheet."""
        for card in self.cards:
            yield from (actor.id for actor in (*(card.actors or ()), *(card.from_actors or ())))
        for face in self.events:
            yield from (actor for actor in (*(face.event.actors or ()), face.event.issuer) if actor)
        yield from (claim.speaker for about in self.claims.values() for claim in about if claim.speaker)


def _without_claims(columns: Iterable[SheetColumn]) -> tuple[SheetColumn, ...]:
    """How many there are and how they are graded stays."""
    return tuple(
        dataclasses.replace(column, rows=tuple(dataclasses.replace(row, claims=()) for row in column.rows))
        for column in columns
    )


def _labels(parts: dict[str, Any]) -> Iterator[HandlingLabel]:
    """Of everything that has one; a column has those of its rows."""
    for lines in parts.values():
        for line in lines:
            if isinstance(line, SheetColumn):
                yield from (row.label for row in line.rows)
            elif hasattr(line, "label"):
                yield line.label


def previous_issue(view: View) -> Moment:
    """What this file knew when the latest status snapshot before the view's moment was issued; None where none was."""
    if isinstance(view.moment, TrueThen):
        return None
    before = view.moment.arrival if isinstance(view.moment, KnownThen) else 2**62
    arrival = view.reading.value(
        "SELECT max(arrival) FROM snapshot WHERE state = ? AND kind = 'status' AND voided = 0 AND arrival < ?",
        SheetState.ISSUED.value,
        before,
    )
    return None if arrival is None else KnownThen(int(arrival))


def since_time(view: View, since: Moment) -> Time | None:
    """From when on changes are told."""
    return None if since is None else exactly(now_at(view.reading, since))
