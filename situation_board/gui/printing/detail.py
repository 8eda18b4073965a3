"""How much of a sheet is printed. Steps towards one page, each leaving out what is missed least; nothing silently.

The order is a rule of honesty: places, parties, basis, age, marks, the counts of claims, figures, routes, advisories
and what is withheld stand on every sheet. Only older events and changes, further claims of a side, timelines that
repeat events, notes and the list of sources may stay away, and what stays away is counted and named on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from situation_board.core.snapshot.sheet import ChangeLine, ClaimLine, EventLine, Sheet, SheetRow
from situation_board.core.snapshot.sheet_charts import SheetChart
from situation_board.core.vocabulary import Stance
from situation_board.gui.printing.words import Voice, voices

MOST_NAMED = 12


@dataclass(frozen=True)
class Omission:
    """Things of one kind that are not printed: a phrase with their number, and what they are called."""

    phrase: str
    count: int
    names: tuple[str, ...]

    def of(self, voice: Voice) -> str:
        names = [voice.of(name) for name in dict.fromkeys(self.names)]
        more = [voice.say("%1 more", str(len(names) - MOST_NAMED))] if len(names) > MOST_NAMED else []
        return f"{voice.say(self.phrase, str(self.count))} ({voice.listed([*names[:MOST_NAMED], *more])})"


@dataclass(frozen=True)
class Detail:
    """None is all of them."""

    scale: float = 1.0
    claims_a_side: int | None = None
    events: int | None = None
    changes: int | None = None
    event_notes: bool = True
    reports: bool = True
    sources: bool = True
    timelines: bool = True

    @property
    def leaves_all_in(self) -> bool:
        return replace(self, scale=1.0) == EVERYTHING

    def claims_of(self, row: SheetRow) -> list[ClaimLine]:
        if self.claims_a_side is None:
            return list(row.claims)
        sides = ([claim for claim in row.claims if claim.stance == side] for side in Stance)
        kept = {id(claim) for side in sides for claim in side[: self.claims_a_side]}
        return [claim for claim in row.claims if id(claim) in kept]

    def events_of(self, sheet: Sheet) -> Sequence[EventLine]:
        """The latest ones, which come first."""
        return sheet.events if self.events is None else sheet.events[: self.events]

    def changes_of(self, sheet: Sheet) -> Sequence[ChangeLine]:
        return sheet.changes if self.changes is None else sheet.changes[: self.changes]

    def charts_of(self, sheet: Sheet) -> Sequence[SheetChart]:
        """Without timelines, only charts of numbers: what stands on a timeline is among the events."""
        return [chart for chart in sheet.charts if self.timelines or chart.series]

    # --- what this leaves out

    def left_out(self, sheet: Sheet) -> tuple[Omission, ...]:
        return tuple(omission for omission in self._omissions(sheet) if omission.count)

    def _omissions(self, sheet: Sheet) -> Iterator[Omission]:
        events = sheet.events[len(self.events_of(sheet)) :]
        yield Omission("%1 earlier events", len(events), _event_names(sheet, events))
        yield self._claims(sheet)
        changes = sheet.changes[len(self.changes_of(sheet)) :]
        yield Omission("%1 further changes", len(changes), tuple(change.name for change in changes))
        charts = [chart for chart in sheet.charts if chart not in self.charts_of(sheet) and chart.marks]
        yield Omission("%1 timelines of events", len(charts), tuple(chart.heading for chart in charts))
        noted = [] if self.event_notes else [event for event in self.events_of(sheet) if event.note]
        yield Omission("%1 notes of events", len(noted), _event_names(sheet, noted))
        yield self._sources(sheet)

    def _claims(self, sheet: Sheet) -> Omission:
        rows = [row for column in sheet.columns for row in column.rows]
        counts = [(row.place, len(row.claims) - len(self.claims_of(row))) for row in rows]
        names = tuple(place for place, count in counts if count)
        return Omission("%1 further claims", sum(count for _, count in counts), names)

    def _sources(self, sheet: Sheet) -> Omission:
        names = tuple(source.name for source in sheet.sources)
        if not self.sources:
            return Omission("%1 sources", len(names), names)
        reports = 0 if self.reports else sum(len(source.reports) for source in sheet.sources)
        return Omission(
            "%1 reports of sources", reports, tuple(source.name for source in sheet.sources if source.reports)
        )


def _event_names(sheet: Sheet, events: Sequence[EventLine]) -> tuple[str, ...]:
    """What, where and when, in each language."""
    return tuple("\n".join(_event_name(event, voice) for voice in voices(sheet.languages)) for event in events)


def _event_name(event: EventLine, voice: Voice) -> str:
    return " ".join(words for part in (event.kind_words, event.place, event.when) if (words := voice.of(part)))


EVERYTHING = Detail()
SCALES = (0.94, 0.88)
"""Of letters. Below the last one they are too small for a wall."""
BRIEFER = Detail(scale=SCALES[-1], reports=False, event_notes=False, timelines=False)
ON_ONE_PAGE = (
    *(Detail(scale=scale) for scale in SCALES),
    BRIEFER,
    replace(BRIEFER, events=12, changes=12),
    replace(BRIEFER, events=9, changes=9, sources=False),
    replace(BRIEFER, events=6, changes=6, sources=False),
    replace(BRIEFER, events=6, changes=6, sources=False, claims_a_side=2),
    replace(BRIEFER, events=5, changes=5, sources=False, claims_a_side=1),
)
"""Tried in this order when everything takes more than a page. What still needs more than one is printed with
everything, on as many pages as it takes."""
