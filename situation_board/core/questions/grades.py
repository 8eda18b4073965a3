"""Grades at a moment: how reliable sources were thought to be, and the grade of claims.

A rating is a fact of its date: a later one does not rewrite what was thought before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from situation_board.core.evidence.grading import Grade
from situation_board.core.evidence.originators import Carriers, Originator
from situation_board.core.questions.moments import KnownThen, Moment, counts
from situation_board.core.questions.records import records
from situation_board.core.questions.sameness import ids_by_main, mains_at
from situation_board.core.rows import Claim, Rating, Report, Source
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Reliability


@dataclass(frozen=True, slots=True)
class ClaimGrade:
    """The grade of a claim, and apart from it the reliability of who carries it: that says only *that it was said*."""

    originator: Originator | None
    grade: Grade
    publisher: Reliability | None


def ratings_in_force(
    reading: Reading, sources: Iterable[str], moment: Moment = None, *, mains: Mapping[str, str] | None = None
) -> dict[str, Rating]:
    """Main source -> the rating that holds at a moment; also one that says "unrated again". Unrated are left out."""
    same = dict(mains) if mains is not None else mains_at(reading, moment)
    others = ids_by_main(same)
    wanted = {same.get(source, source) for source in sources}
    group = {each: main for main in wanted for each in (main, *others.get(main, ()))}
    condition, parameters = counts(reading, moment, "rating", "t", "as_of_earliest")
    rows = reading.rows(
        Rating,
        f"t.thing IN (SELECT value FROM json_each(?)) AND {condition}"
        " ORDER BY t.as_of_earliest, t.lamport, t.writer, t.seq",
        json.dumps(sorted(group)),
        *parameters,
    )
    return {group[row.thing]: row for row in rows}


def claim_grades(
    reading: Reading, claims: Sequence[Claim], moment: Moment = None, *, mains: Mapping[str, str] | None = None
) -> dict[str, ClaimGrade]:
    """Claim (by the id that its versions share) -> its grade at a moment."""
    if not claims:
        return {}
    same = dict(mains) if mains is not None else mains_at(reading, moment)
    carriers = carriers_of(reading, claims, moment, mains=same)
    known = _Ratings.read(reading, claims, carriers, moment)
    return {claim.thing: _graded(claim, carriers, known) for claim in claims}


def _graded(claim: Claim, carriers: Carriers, known: _Ratings) -> ClaimGrade:
    originator, publisher = carriers.originator(claim), carriers.publisher(claim)
    reliability = known.of_originator(originator, publisher) if originator else None
    return ClaimGrade(originator, Grade(reliability, claim.credibility), known.of_source(publisher))


def carriers_of(
    reading: Reading, claims: Iterable[Claim], moment: Moment = None, *, mains: Mapping[str, str]
) -> Carriers:
    """The sources and reports that those claims name."""
    every = list(claims)
    reports = records(reading, Report, {claim.report for claim in every if claim.report}, moment)
    named = {claim.publisher for claim in every} | {report.source for report in reports.values()}
    sources = records(reading, Source, {mains.get(source, source) for source in named if source}, moment)
    return Carriers(sources, reports, mains)


@dataclass(frozen=True)
class _Ratings:
    """What is thought of sources: `by_source` by their main ids, `of_actor` the rated sources of each actor."""

    by_source: Mapping[str, Rating]
    of_actor: Mapping[str, Sequence[str]]

    @classmethod
    def read(cls, reading: Reading, claims: Sequence[Claim], carriers: Carriers, moment: Moment) -> _Ratings:
        if reading.value("SELECT 1 FROM rating LIMIT 1") is None:
            return cls({}, {})
        originators = {carriers.originator(claim) for claim in claims}
        actors = {each.id for each in originators if each is not None and each.table == "actor"}
        of_actor = _sources_of(reading, actors, carriers.mains, moment)
        sources = {*carriers.sources, *(source for found in of_actor.values() for source in found)}
        return cls(ratings_in_force(reading, sources, moment, mains=carriers.mains), of_actor)

    def of_source(self, source: str | None) -> Reliability | None:
        rating = self.by_source.get(source) if source else None
        return rating.reliability if rating else None

    def of_originator(self, originator: Originator, publisher: str | None) -> Reliability | None:
        """That of its own source: the one that carries the claim, else of several the one rated last."""
        if originator.table == "source":
            return self.of_source(originator.id)
        own = self.of_actor.get(originator.id, ())
        if publisher in own and publisher in self.by_source:
            return self.of_source(publisher)
        rated = [self.by_source[source] for source in own if source in self.by_source]
        latest = max(rated, key=_rating_order, default=None)
        return latest.reliability if latest else None


def _rating_order(rating: Rating) -> tuple[int, int, str, int]:
    return (rating.as_of.earliest if rating.as_of else 0, rating.lamport, rating.writer, rating.seq)


def _sources_of(
    reading: Reading, actors: Iterable[str], mains: Mapping[str, str], moment: Moment
) -> dict[str, list[str]]:
    """Actor -> the main ids of the sources through which it publishes."""
    others = ids_by_main(dict(mains))
    group = {each: actor for actor in actors for each in (actor, *others.get(actor, ()))}
    ids = [
        source
        for (source,) in reading.all(
            "SELECT id FROM source WHERE actor IN (SELECT value FROM json_each(?))", json.dumps(sorted(group))
        )
    ]
    if isinstance(moment, KnownThen):
        ids += _given_another_actor_since(reading, moment.arrival)
    found: dict[str, list[str]] = {}
    for source in records(reading, Source, dict.fromkeys(ids), moment).values():
        if not source.voided and source.actor in group:
            found.setdefault(group[source.actor], []).append(mains.get(source.id, source.id))
    return found


def _given_another_actor_since(reading: Reading, arrival: int) -> list[str]:
    lines = reading.all(
        """SELECT s.id FROM source s WHERE EXISTS
           (SELECT 1 FROM log l WHERE l."row" = s.id AND l.slot = 'actor' AND l.arrival > ?)""",
        arrival,
    )
    return [source for (source,) in lines]
