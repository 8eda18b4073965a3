"""Events and advisories on paper, each in one line with its source, its figures and whether it still holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from situation_board.core.evidence.grading import Grade
from situation_board.core.questions.cards import claims_about
from situation_board.core.questions.events import EventFace, EventFilter, event_faces, event_ids
from situation_board.core.rows import Actor, Claim, Location, Source
from situation_board.core.series.advisories import AdvisoryState
from situation_board.core.snapshot.figures_part import figure_in, span_in
from situation_board.core.snapshot.grading import sides
from situation_board.core.snapshot.language import Tongue
from situation_board.core.snapshot.sheet import AdvisoryLine, EventLine
from situation_board.core.snapshot.view import View
from situation_board.core.store.figure_index import SAME_FIGURE
from situation_board.core.vocabulary import EventKind, HandlingLabel

MOST_EVENTS = 300
"""Of very many events (an imported dataset) the latest; the sheet says how many others there are."""


def faces_of(view: View, filter: EventFilter = EventFilter()) -> tuple[list[EventFace], int]:  # noqa: B008 - frozen
    """The events to print, the latest first, and how many are left out."""
    ids = event_ids(view.reading, filter=filter, sort="starts", descending=True, moment=view.moment)
    advisories = set(event_ids(view.reading, filter=EventFilter(kinds=(EventKind.ADVISORY,)), moment=view.moment))
    kept = [each for each in ids if each in advisories]
    others = [each for each in ids if each not in advisories]
    shown = {*kept, *others[:MOST_EVENTS]}
    faces = event_faces(view.reading, [each for each in ids if each in shown], moment=view.moment)
    return faces, max(0, len(others) - MOST_EVENTS)


def telling_faces(view: View, shown: Sequence[EventFace]) -> list[EventFace]:
    """The events that tell a number which may lead the sheet: those shown, and older ones of which the latest count."""
    lines = view.reading.all(_TELLING, view.now, MOST_TELLING)
    known = {face.id for face in shown}
    older = [event for (event,) in lines if event not in known]
    return [*event_faces(view.reading, older, moment=view.moment)[::-1], *shown[::-1]]


MOST_TELLING = 500
_TELLING = f"""SELECT DISTINCT f.event FROM figure f JOIN figure_in_series i ON {SAME_FIGURE}
      AND i.series = f.series AND i.summed = 0 AND i.stands = f.stands
    WHERE f.role = 'recommended' AND f.part = 0 AND f.metric <> 'not_stated' AND f.stands <= ?
    ORDER BY f.stands DESC LIMIT ?"""


def event_lines(view: View, faces: Sequence[EventFace], labels: dict[str, HandlingLabel]) -> tuple[EventLine, ...]:
    """All but the advisories."""
    listed = [face for face in faces if face.event.kind != EventKind.ADVISORY]
    _fetch(view, listed)
    claims = _claims(view, listed)
    return tuple(_event_line(view, face, claims[face.id], labels.get(face.event.id, view.usual)) for face in listed)


def _fetch(view: View, faces: Sequence[EventFace]) -> None:
    view.fetch(Location, [place for face in faces for place in (face.event.location, face.event.destination)])
    view.fetch(Actor, [actor for face in faces for actor in (*(face.event.actors or ()), face.event.issuer)])
    view.fetch(Source, [face.event.source for face in faces])


def _claims(view: View, faces: Sequence[EventFace]) -> dict[str, list[Claim]]:
    group = {thing: face.id for face in faces for thing in (face.id, *face.also)}
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims_about(view.reading, list(group), view.moment):
        found[group[claim.about or ""]].append(claim)
    return found


def _event_line(view: View, face: EventFace, claims: list[Claim], label: HandlingLabel) -> EventLine:
    event, language = face.event, view.language
    actors = event.actors
    return EventLine(
        event=face.id,
        kind=EventKind(event.kind or EventKind.OTHER),
        kind_words=language.term(event.kind),
        when=language.each(lambda tongue: span_in(view, event.starts, event.ends, tongue)),
        text=view.free(event.text) or "",
        place=view.place_name(event.location),
        destination=view.place_name(event.destination) or None,
        actors=None if actors is None else tuple(party.name for party in view.parties(actors) or ()),
        state_words=language.term(face.state) if face.state else None,
        figures=tuple(
            language.each(lambda tongue, figure=figure: figure_in(view, figure, event.starts, tongue))  # type: ignore[misc]
            for figure in face.figures
        ),
        source=view.source_name(event.source)
        or view.source_of_report(event.report)
        or language.say("source not stated"),
        basis=event.basis,
        basis_words=language.term(event.basis) if event.basis else language.say("basis not stated"),
        grades=language.each(lambda tongue: _grades(view, face, claims, tongue)),
        rated=event.credibility is not None or any(claim.credibility is not None for claim in claims),
        note=view.free(event.note),
        label=label,
    )


def _grades(view: View, face: EventFace, claims: list[Claim], tongue: Tongue) -> str:
    """The event's own grade, and those of the claims about it."""
    own = face.event.credibility
    graded = Grade(view.reliability(face.event.source), own).code if own else None
    said = [graded] if graded else []
    said += [words] if (words := sides(claims, view.grades(claims), tongue)) else []
    return tongue.joined(said) or tongue.say("unrated")


# --- advisories


def advisory_lines(
    view: View, faces: Sequence[EventFace], labels: dict[str, HandlingLabel]
) -> tuple[AdvisoryLine, ...]:
    """Those in force first; lifted, replaced and expired ones say so."""
    listed = [face for face in faces if face.event.kind == EventKind.ADVISORY]
    _fetch(view, listed)
    lines = [_advisory_line(view, face, labels.get(face.event.id, view.usual)) for face in listed]
    return tuple(sorted(lines, key=lambda line: not line.in_force))


def _advisory_line(view: View, face: EventFace, label: HandlingLabel) -> AdvisoryLine:
    event, language = face.event, view.language
    return AdvisoryLine(
        event=face.id,
        issuer=view.actor_name(event.issuer) or view.source_name(event.source) or language.say("issuer not stated"),
        audience_words=language.term(event.audience) if event.audience else language.say("audience not stated"),
        area=view.free(event.area) or view.place_name(event.location) or language.say("area not stated"),
        level=view.free(event.level),
        instruction=view.free(event.instruction or event.text) or "",
        issued=view.time(event.issued or event.starts),
        valid_until=view.time(event.valid_until) if event.valid_until else None,
        state_words=language.term(face.state),
        in_force=face.state == AdvisoryState.IN_FORCE,
        stale=face.stale,
        source=view.source_name(event.source) or language.say("source not stated"),
        label=label,
    )
