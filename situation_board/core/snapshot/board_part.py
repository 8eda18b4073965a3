"""The board on paper: its columns under neutral headings, each card with its attributed sentence and its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from situation_board.core.evidence.grading import Grade
from situation_board.core.questions.cards import ActorFace, CardFace, claims_about, who_and_from
from situation_board.core.questions.sameness import ids_by_main
from situation_board.core.rows import Actor, Claim, Location, Source, Status
from situation_board.core.snapshot.grading import sides
from situation_board.core.snapshot.labels import strictest_of
from situation_board.core.snapshot.language import Tongue
from situation_board.core.snapshot.sheet import ClaimLine, Party, SheetColumn, SheetRow
from situation_board.core.snapshot.view import View
from situation_board.core.times import Precision
from situation_board.core.vocabulary import Basis, ClaimVerb, Column, HandlingLabel, LocationKind, Stance, StatusFlag

HEADINGS = {
    Column.ADVANCING: "Moving on",
    Column.CONTESTED: "Contested",
    Column.FALLEN: "Control changed",
    Column.HELD: "Held",
}
"""Neutral headings for paper, whatever the board calls its columns (domain rule)."""


def columns_of(view: View, rows: Sequence[SheetRow]) -> tuple[SheetColumn, ...]:
    """Every column with its cards in the order of the board."""
    return tuple(
        SheetColumn(
            column=column,
            heading=view.language.say(HEADINGS[column]),
            rows=tuple(row for row in rows if row.column == column),
            when_empty=view.language.say("No place."),
        )
        for column in Column
    )


def rows_of(
    view: View, faces: Sequence[CardFace], claims: Mapping[str, Sequence[Claim]] | None = None
) -> list[SheetRow]:
    """Cards as rows, in that order. `claims` are those of `claims_of`, where they are at hand."""
    _fetch(view, faces)
    known = _Known.of(view, faces, claims_of(view, faces) if claims is None else claims)
    return [_row(view, face, known) for face in faces]


@dataclass(frozen=True)
class _Known:
    """What stands behind the faces: claims by card, statuses of which more is told, labels and grades."""

    claims: Mapping[str, Sequence[Claim]]
    statuses: dict[str, Status]
    labels: dict[str, HandlingLabel]
    grades: dict[str, Grade]

    @classmethod
    def of(cls, view: View, faces: Sequence[CardFace], claims: Mapping[str, Sequence[Claim]]) -> _Known:
        every = [claim for about in claims.values() for claim in about]
        more = [face.status for face in faces if face.basis is Basis.ASSESSED or face.flags]
        labels = view.labels("status", [face.status for face in faces])
        labels |= view.labels("claim", [claim.id for claim in every])
        return cls(claims, view.reading.rows_by_id(Status, more), labels, view.grades(every))


def _fetch(view: View, faces: Sequence[CardFace]) -> None:
    places = {face.location for face in faces}
    view.fetch(Location, places)
    view.fetch(Location, [place.parent for each in places if (place := view.get(Location, each))])
    view.fetch(Actor, [actor.id for face in faces for actor in (*(face.actors or ()), *(face.from_actors or ()))])


def claims_of(view: View, faces: Sequence[CardFace]) -> dict[str, list[Claim]]:
    """Card -> the claims about it under any of its ids."""
    others = ids_by_main(view.mains)
    group = {thing: face.id for face in faces for thing in (face.id, *others.get(face.id, ()))}
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims_about(view.reading, list(group), view.moment):
        found[group[claim.about or ""]].append(claim)
    named = [claim for about in found.values() for claim in about]
    view.fetch(Actor, [claim.speaker for claim in named])
    view.fetch(Source, [claim.publisher for claim in named])
    return found


def _row(view: View, face: CardFace, known: _Known) -> SheetRow:
    language, place = view.language, view.place(face.location)
    claims, status = known.claims.get(face.id, ()), known.statuses.get(face.status)
    return SheetRow(
        card=face.id,
        number="" if view.is_filtered or view.redacts else face.number,
        place=view.place_name(face.location) or language.say("place not stated"),
        level=place.kind if place else None,
        level_words=level_words(view, place.kind if place else None),
        area=_area(view, face),
        column=face.column,
        said=language.each(lambda tongue: said_of(view, face, tongue)),
        who=_parties(view, face.actors),
        from_whom=_parties(view, face.from_actors),
        basis=face.basis,
        basis_words=language.term(face.basis) if face.basis else language.say("basis not stated"),
        claims_for=face.claims_for,
        claims_against=face.claims_against,
        grades=language.each(lambda tongue: sides(claims, known.grades, tongue)) or language.say("no claims"),
        as_of=view.time(face.as_of),
        age=view.age(face.as_of),
        verified=view.age(face.verified_at) if face.verified_at else None,
        stale=face.stale,
        no_source=not face.has_source,
        no_time=face.as_of.precision is Precision.NOT_STATED,
        conflicts=face.conflicts,
        marks=tuple(_marks(view, face)),
        flags=face.flags,
        flag_words=tuple(_flag_words(view, flag, status) for flag in face.flags),
        note=" · ".join(note for note in (_assessment(view, status), view.free(face.note)) if note) or None,
        label=strictest_of(known.labels.get(row, view.usual) for row in (face.status, *(claim.id for claim in claims))),
        claims=tuple(
            _claim_line(view, claim, known.grades[claim.thing].code, known.labels.get(claim.id, view.usual))
            for claim in claims
        ),
    )


def _flag_words(view: View, flag: StatusFlag, status: Status | None) -> str:
    besiegers = status.besieged_by if status is not None and flag is StatusFlag.BESIEGED else None
    if not besiegers:
        return view.language.term(flag)
    return view.language.each(lambda tongue: tongue.say("besieged by {who}", who=view.actors_in(besiegers, tongue)))


def _assessment(view: View, status: Status | None) -> str | None:
    """Who assessed it, how sure and why: an assessment of ours is told with its reason (domain rule)."""
    if status is None or status.basis is not Basis.ASSESSED:
        return None
    language = view.language
    who = status.assessed_by or language.say("not stated")
    sure = language.term(status.confidence) if status.confidence else language.say("not stated")
    said = language.each(
        lambda tongue: tongue.say(
            "assessed by {who}, confidence {sure}", who=language.line(who, tongue), sure=language.line(sure, tongue)
        )
    )
    reasoning = view.free(status.reasoning)
    return f"{said}: {reasoning}" if reasoning else said


def level_words(view: View, kind: LocationKind | None) -> str:
    """The admin level, which is always shown. A city or town is, shortly, a city."""
    if kind is None:
        return ""
    return view.language.say("city") if kind is LocationKind.TOWN else view.language.term(kind)


def _area(view: View, face: CardFace) -> str:
    """The area that the place lies in, left out where it only repeats the place's name."""
    place = view.place(face.location)
    area = view.place_name(place.parent) if place and place.parent else ""
    return "" if area == view.place_name(face.location) else area


def _parties(view: View, actors: Sequence[ActorFace] | None) -> tuple[Party, ...] | None:
    return None if actors is None else view.parties([actor.id for actor in actors])


def _marks(view: View, face: CardFace) -> list[str]:
    """What a reader must be warned of, in words beside the shapes."""
    said = view.language.say
    marks = [said("stale")] if face.stale else []
    marks += [said("no source")] if not face.has_source else []
    marks += [said("time not stated")] if face.as_of.precision is Precision.NOT_STATED else []
    marks += [said("conflict between laptops")] if face.conflicts else []
    return marks


# --- the attributed sentence


def said_of(view: View, face: CardFace, tongue: Tongue) -> str:
    """ "reported lost by the army to HTS"; what is not stated is said to be so, and nothing is added."""
    who = None if face.actors is None else [actor.id for actor in face.actors]
    others = None if face.from_actors is None else [actor.id for actor in face.from_actors]
    return _sentence(view, face.column, who, others, face.basis, tongue)


def attributed_status(view: View, status: Status, column: Column, tongue: Tongue) -> str:
    """The same of any status, also of one that counts no longer."""
    who, others = who_and_from(status)
    return _sentence(view, column, who, others, status.basis, tongue)


Ids = Sequence[str] | None


def _sentence(view: View, column: Column, who: Ids, others: Ids, basis: Basis | None, tongue: Tongue) -> str:
    names, other = (None if ids is None else view.actors_in(ids, tongue) for ids in (who, others))
    said = tongue.say(_PATTERNS[column][_known(names), _known(other)], who=names or "", other=other or "")
    if column is Column.CONTESTED and basis is not None:  # "claimed contested" would not be said
        return tongue.say("{said} ({basis})", said=said, basis=tongue.term(basis))
    return attributed(basis, said, tongue)


def attributed(basis: Basis | None, said: str, tongue: Tongue) -> str:
    """With the kind of evidence before it."""
    if basis is None:
        return tongue.say("{said} (basis not stated)", said=said)
    return tongue.say("{basis} {said}", basis=tongue.term(basis), said=said)


def _known(names: str | None) -> str:
    return "unknown" if names is None else "some" if names else "nobody"


_ADVANCING = {
    "some": "advance by {who}",
    "unknown": "advance, by whom is not stated",
    "nobody": "no advance by anybody",
}
_AGAINST = {"some": ", held by {other}", "unknown": ", holder not stated", "nobody": ", held by nobody"}
_CONTESTED = {
    ("some", "some"): "contested by {who} against {other}",
    ("some", "unknown"): "contested by {who}, holder not stated",
    ("some", "nobody"): "contested by {who}, held by nobody",
    ("unknown", "some"): "contested against {other}, by whom is not stated",
    ("unknown", "unknown"): "contested, parties not stated",
    ("unknown", "nobody"): "contested, parties not stated",
    ("nobody", "some"): "contested, held by {other}",
    ("nobody", "unknown"): "contested, parties not stated",
    ("nobody", "nobody"): "contested, held by nobody",
}
_FALLEN = {
    ("some", "some"): "lost by {other} to {who}",
    ("some", "unknown"): "taken by {who}, from whom is not stated",
    ("some", "nobody"): "taken by {who}, held by nobody before",
    ("unknown", "some"): "lost by {other}, controller not stated",
    ("unknown", "unknown"): "change of control, controller not stated",
    ("unknown", "nobody"): "change of control, controller not stated",
    ("nobody", "some"): "lost by {other}, held by nobody",
    ("nobody", "unknown"): "held by nobody",
    ("nobody", "nobody"): "held by nobody",
}
_HELD = {"some": "held by {who}", "unknown": "held, controller not stated", "nobody": "held by nobody"}
_PATTERNS = {
    Column.ADVANCING: {(a, b): _ADVANCING[a] + _AGAINST[b] for a in _ADVANCING for b in _AGAINST},
    Column.CONTESTED: _CONTESTED,
    Column.FALLEN: _FALLEN,
    Column.HELD: {(a, b): _HELD[a] for a in _HELD for b in _AGAINST},
}


# --- claims


def _claim_line(view: View, claim: Claim, grade: str | None, label: HandlingLabel) -> ClaimLine:
    language = view.language
    stance = Stance(claim.stance or Stance.SUPPORTS)
    return ClaimLine(
        stance=stance,
        stance_words=language.term(stance),
        speaker=language.each(lambda tongue: speaker_in(view, claim, tongue)),
        verb=language.term(ClaimVerb(claim.verb)) if claim.verb else "",
        text=view.free(claim.text) or "",
        publisher=view.source_name(claim.publisher) if claim.speaker else None,
        when=view.time(claim.said_at),
        grade=grade or language.say("unrated"),
        rated=grade is not None,
        label=label,
    )


def speaker_in(view: View, claim: Claim, tongue: Tongue) -> str:
    """Who says so: the speaker with the office, else the publisher in its own name."""
    if claim.speaker is None:
        return view.source_in(claim.publisher, tongue) or tongue.say("speaker not stated")
    name = view.actor_in(claim.speaker, tongue)
    role = view.free(claim.speaker_role)
    return f"{name} ({tongue.term(role)})" if role else name
