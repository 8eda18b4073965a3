"""What every part of a sheet is read through: a reading, a moment, a language, and the names of things.

For a redacted sheet it is also where things are withheld: it knows places by their (sub-)district only, times by their
day, no small numbers and no text that people wrote freely; and it counts what it withheld.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.evidence.grading import Grade
from situation_board.core.questions.grades import claim_grades, ratings_in_force
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.questions.records import records
from situation_board.core.questions.sameness import mains_at
from situation_board.core.rows import Actor, Claim, Location, Record, Report, Source
from situation_board.core.series.bounds import Bounds
from situation_board.core.snapshot.labels import label_of_rank, labels_of, rank_of, usual_label
from situation_board.core.snapshot.language import Language, Tongue
from situation_board.core.snapshot.sheet import Party
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.times import HOUR, Precision, Time
from situation_board.core.vocabulary import HandlingLabel, LocationKind, Reliability, SourceKind

STRIPES = 40
"""As many as there are colours and patterns together."""
AnyRecord = TypeVar("AnyRecord", bound=Record)

GENERAL = frozenset({LocationKind.SUB_DISTRICT, LocationKind.DISTRICT, LocationKind.GOVERNORATE, LocationKind.COUNTRY})
"""The places that a redacted sheet names."""
DEEPEST = 10
SMALL = 10
"""Numbers of people below this could point at somebody."""
FINER_THAN_DAYS = frozenset({Precision.SECOND, Precision.MINUTE, Precision.HOUR, Precision.NOT_STATED})
PUBLIC_SOURCES = frozenset(
    {
        *(SourceKind.AGENCY, SourceKind.WIRE_SERVICE, SourceKind.MEDIA),
        *(SourceKind.PARTY, SourceKind.EMBASSY, SourceKind.GOVERNMENT),
    }
)


@dataclass
class Withheld:
    """What a redacted sheet does not say."""

    places: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    times: set[int] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    numbers: int = 0


@dataclass(frozen=True)
class View:
    """A reading of what may be told, at a moment, in a language."""

    reading: Reading
    moment: Moment
    language: Language
    now: int
    usual: HandlingLabel
    mains: dict[str, str]
    redacts: bool = False
    is_filtered: bool = False
    """Whether it may be told under some label only. Then cards have no numbers (a gap would count what is withheld),
    and roads of which nothing may be told are not named."""
    withheld: Withheld = field(default_factory=Withheld)
    _known: dict[tuple[str, str], Record] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        reading: Reading,
        moment: Moment,
        language: Language,
        *,
        label: HandlingLabel | None = None,
        redacts: bool = False,
    ) -> View:
        """Of what may be told under a label; None is everything. What is told is never stricter than that."""
        usual = usual_label(reading)
        told = usual if label is None else label_of_rank(max(rank_of(usual), rank_of(label)))
        mains = mains_at(reading, moment)
        return cls(reading, moment, language, now_at(reading, moment), told, mains, redacts, label is not None)

    @property
    def zone(self) -> ZoneInfo:
        return self.reading.zone

    # --- things

    def main(self, thing: str) -> str:
        return self.mains.get(thing, thing)

    def get(self, row_type: type[AnyRecord], thing: str | None) -> AnyRecord | None:
        """A record under its main id, as it is or as it was known."""
        if thing is None:
            return None
        self.fetch(row_type, [thing])
        found = self._known.get((TABLE_OF[row_type], self.main(thing)))
        return found if isinstance(found, row_type) else None

    def place(self, thing: str | None) -> Location | None:
        """A place; for a redacted sheet the (sub-)district that it lies in, or what is known around that."""
        found = self.get(Location, thing)
        if not self.redacts:
            return found
        place, above = found, 0
        while place is not None and place.kind not in GENERAL and above < DEEPEST:
            place, above = self.get(Location, place.parent), above + 1
        if found is not None and place is not found:
            self.withheld.places.add(found.id)
        return place if place is not None and place.kind in GENERAL else None

    def fetch(self, row_type: type[Record], things: Iterable[str | None]) -> None:
        """Read many records at once, to have them at hand."""
        table = TABLE_OF[row_type]
        wanted = {self.main(thing) for thing in things if thing is not None}
        missing = {thing for thing in wanted if (table, thing) not in self._known}
        if missing:
            found = records(self.reading, row_type, missing, self.moment)
            self._known.update({(table, thing): row for thing, row in found.items()})

    def labels(self, table: str, rows: Iterable[str]) -> dict[str, HandlingLabel]:
        return labels_of(self.reading, table, rows)

    # --- names

    def actor_in(self, actor: str, tongue: Tongue) -> str:
        """The short name of an actor where there is one, in that language."""
        row = self.get(Actor, actor)
        if row is None:
            return actor[:8]
        return (row.short_name if tongue.code == "en" else None) or tongue.name(row.name, row.names)

    def actors_in(self, actors: Iterable[str], tongue: Tongue) -> str:
        mains = dict.fromkeys(self.main(actor) for actor in actors)
        return tongue.joined(self.actor_in(actor, tongue) for actor in mains)

    def actor_name(self, actor: str | None) -> str | None:
        row = self.get(Actor, actor)
        return None if row is None else self.language.name(row.name, row.names)

    def party(self, actor: str) -> Party:
        row = self.get(Actor, actor)
        if row is None:
            return Party(name=actor[:8], short=actor[:8], colour=None)
        short = self.language.each(lambda tongue: self.actor_in(row.id, tongue))
        name = self.language.name(row.name, row.names)
        return Party(name=name, short=short, colour=row.colour, stripe=stripe_number(row.id))

    def parties(self, actors: Sequence[str] | None) -> tuple[Party, ...] | None:
        if actors is None:
            return None
        return tuple(self.party(actor) for actor in dict.fromkeys(self.main(each) for each in actors))

    def place_in(self, place: str | None, tongue: Tongue) -> str:
        row = self.place(place)
        return "" if row is None else tongue.name(row.name, row.names)

    def place_name(self, place: str | None) -> str:
        row = self.place(place)
        return "" if row is None else self.language.name(row.name, row.names)

    def source_name(self, source: str | None) -> str | None:
        return self.language.each(lambda tongue: self.source_in(source, tongue)) or None

    def source_in(self, source: str | None, tongue: Tongue) -> str:
        """The name of a source; a redacted sheet names only those that publish in the open."""
        row = self.get(Source, source)
        if row is None:
            return ""
        if self.redacts and row.kind not in PUBLIC_SOURCES:
            self.withheld.sources.add(row.id)
            return tongue.term(row.kind) if row.kind else tongue.say("source withheld")
        return tongue.name(row.name, row.names)

    def source_of_report(self, report: str | None) -> str | None:
        """Who published a report, else its title."""
        row = self.get(Report, report)
        if row is None:
            return None
        return self.source_name(row.source) or self.free(row.title)

    # --- what people wrote, numbers and times

    def free(self, text: str | None) -> str | None:
        """A text that people wrote: it may name anybody, so a redacted sheet has none."""
        if not self.redacts or not text:
            return text
        self.withheld.texts.add(text)
        return None

    def bounds(self, bounds: Bounds) -> Bounds:
        """Numbers that are too small to be told of people whom somebody could recognise become unknown ones."""
        if self.redacts and any(number is not None and 0 < number < SMALL for number in (bounds.low, bounds.high)):
            self.withheld.numbers += 1
            return Bounds(None, None)
        return bounds

    def when(self, time: Time | None) -> Time | None:
        """A time; for a redacted sheet no more precise than its day."""
        if not self.redacts or time is None or time.precision not in FINER_THAN_DAYS:
            return time
        self.withheld.times.add(time.earliest)
        return times.day(times.at(time.earliest, self.zone).date(), self.zone)

    def time(self, time: Time | None) -> str:
        return self.language.time(self.when(time), self.zone)

    def time_in(self, time: Time | None, tongue: Tongue) -> str:
        return tongue.time(self.when(time), self.zone)

    def age(self, time: Time) -> str:
        return self.language.age(self.when(time) or time, now=self.now, zone=self.zone)

    def shelf_life(self, name: str, default: int) -> int:
        """Milliseconds until something of that kind is stale."""
        own = getattr(self.reading.situation, f"shelf_life_{name}")
        return (int(own) if own is not None else default) * HOUR

    # --- grades

    def grades(self, claims: Sequence[Claim]) -> dict[str, Grade]:
        """Claim -> its grade: what is thought of the news and of who originated it, never made into one."""
        found = claim_grades(self.reading, claims, self.moment, mains=self.mains)
        return {claim: graded.grade for claim, graded in found.items()}

    def reliability(self, source: str | None) -> Reliability | None:
        """The letter of a source at the moment; None is unrated."""
        if source is None:
            return None
        rating = ratings_in_force(self.reading, [source], self.moment, mains=self.mains).get(self.main(source))
        return rating.reliability if rating else None


def stripe_number(actor: str) -> int:
    """The same on every laptop: it follows from the actor's id, which cannot be guessed back from it."""
    return zlib.crc32(actor.encode()) % STRIPES
