"""The words of a card: what its face says, piece by piece, and all of it in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from situation_board.core.evidence.grading import grade_of
from situation_board.core.questions.cards import ActorFace, CardFace
from situation_board.core.rows import Situation
from situation_board.core.vocabulary import Basis, Column, LocationKind, StatusFlag
from situation_board.gui.board import ages
from situation_board.gui.board.figure_words import figure_age, figures_sentence, short_figure
from situation_board.gui.board.isolating import isolated as isolated
from situation_board.gui.board.isolating import plain as plain

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says, in pieces that a layout can place and shorten one by one."""

    place: str
    level: str
    area: str
    number: str
    who: str
    from_whom: str
    basis: str
    age: str
    stale: str
    verified: str
    claims: str
    no_source: str
    conflict: str
    flags: tuple[tuple[StatusFlag, str], ...]
    figure: str
    figure_age: str
    note: str


def card_words(face: CardFace, zone: ZoneInfo) -> CardWords:
    now = now_of(face)
    return CardWords(
        place=isolated(face.place or translate("Card", "place not named")),
        level="" if face.place_kind is None else kind_words(face.place_kind),
        area=area_words(face),
        number=isolated(face.number),
        who=who_words(face),
        from_whom=from_words(face),
        basis=basis_words(face.basis),
        age=isolated(ages.age(face.as_of, now=now, zone=zone)),
        stale=translate("Card", "stale") if face.stale else "",
        verified=isolated(ages.age(face.verified_at, now=now, zone=zone)) if face.verified_at else "",
        claims=claims_words(face),
        no_source="" if face.has_source else translate("Card", "no source"),
        conflict=translate("Card", "conflict") if face.conflicts else "",
        flags=tuple((flag, translate("Vocabulary", flag.words)) for flag in face.flags),
        figure=short_figure(face.figures),
        figure_age=figure_age(face.figures, now=now, zone=zone),
        note=isolated(first_line(face.note)),
    )


def now_of(face: CardFace) -> int:
    """What counted as now when the face was asked for."""
    seen = max(face.as_of.earliest, face.verified_at.earliest if face.verified_at else 0)
    return face.age + seen


def first_line(text: str | None) -> str:
    return next((line.strip() for line in (text or "").splitlines() if line.strip()), "")


def area_words(face: CardFace) -> str:
    """The area that the place lies in, left out where it only repeats the place's name."""
    if not face.area or face.area == face.place:
        return ""
    return isolated(face.area) if face.place_kind is None else f"· {isolated(face.area)}"


def kind_words(kind: LocationKind) -> str:
    """The admin level. On a card a city or town is, shortly, a city."""
    return translate("Card", "city") if kind is LocationKind.TOWN else translate("Vocabulary", kind.words)


def basis_words(basis: Basis | None) -> str:
    return translate("Card", "basis not stated") if basis is None else translate("Vocabulary", basis.words)


def column_words(column: Column, situation: Situation | None) -> str:
    """The column's heading: the situation's own, else its usual word."""
    own = getattr(situation, f"heading_{column.value}", None) if situation else None
    return str(own) if own else translate("Vocabulary", column.words)


def who_words(face: CardFace) -> str:
    """Who moves on the place, took it or holds it, as its column reads."""
    if face.actors is None:
        unknown = {
            Column.ADVANCING: translate("Card", "who advances not stated"),
            Column.CONTESTED: translate("Card", "who fights not stated"),
        }
        return unknown.get(face.column, translate("Card", "controller not stated"))
    return _names(face.actors) or translate("Card", "nobody")


def from_words(face: CardFace) -> str:
    """From whom, or against whom."""
    match face.column, face.from_actors:
        case Column.HELD, _:
            return ""
        case Column.FALLEN, None:
            return translate("Card", "from whom not stated")
        case Column.FALLEN, actors:
            return translate("Card", "from %1").replace("%1", _names_or_nobody(actors))
        case _, None:
            return translate("Card", "holder not stated")
        case _, actors if face.actors is None or not actors:
            return translate("Card", "held by %1").replace("%1", _names_or_nobody(actors))
        case _, actors:
            return translate("Card", "against %1").replace("%1", _names_or_nobody(actors))


def _names_or_nobody(actors: tuple[ActorFace, ...] | None) -> str:
    return _names(actors or ()) or translate("Card", "nobody")


def _names(actors: tuple[ActorFace, ...]) -> str:
    return ", ".join(isolated(actor.short_name) for actor in actors)


def _full_names(actors: tuple[ActorFace, ...]) -> str:
    return ", ".join(isolated(actor.name) for actor in actors) or translate("Card", "nobody")


def claims_words(face: CardFace, *, in_full: bool = False) -> str:
    """ "2 for (best B2) · 1 against"; never one grade made of several. In full each code has its words."""
    if not face.claims_for and not face.claims_against:
        return ""
    sides = []
    if face.claims_for:
        sides.append(_side(translate("Card", "%1 for"), face.claims_for, face.best_for, in_full=in_full))
    if face.claims_against:
        sides.append(_side(translate("Card", "%1 against"), face.claims_against, face.best_against, in_full=in_full))
    if face.best_for is None and face.best_against is None:
        sides.append(translate("Card", "unrated"))
    return " · ".join(sides)


def _side(words: str, count: int, best: str | None, *, in_full: bool) -> str:
    said = words.replace("%1", isolated(str(count)))
    if best is not None:
        grade = f"{isolated(best)}: {_grade_in_full(best)}" if in_full else isolated(best)
        said += f" ({translate('Card', 'best %1').replace('%1', grade)})"
    return isolated(said)  # else the count of a side would stand beside the next one where reading runs to the left


def _grade_in_full(code: str) -> str:
    grade = grade_of(code)
    terms = [term for term in (grade.reliability, grade.credibility) if term is not None]
    return ", ".join(translate("Words", term.words) for term in terms)


# --- everything in words


def card_sentences(face: CardFace, zone: ZoneInfo, situation: Situation | None) -> list[str]:
    """All that a card shows, in words, for screen readers, tooltips and the clipboard."""
    said = card_words(face, zone)
    return [
        sentence
        for sentence in (
            _place_sentence(face, said, situation),
            _parties_sentence(face),
            _evidence_sentence(face, said, zone),
            _verified_sentence(face, zone),
            _claims_sentence(face, said),
            _conflict_sentence(face),
            ", ".join(words for _, words in said.flags),
            figures_sentence(face.figures, zone),
            said.note,
        )
        if sentence
    ]


def _place_sentence(face: CardFace, said: CardWords, situation: Situation | None) -> str:
    number = translate("Card", "number %1").replace("%1", said.number) if said.number else ""
    head = ", ".join(part for part in (said.place, said.level, said.area.removeprefix("· "), number) if part)
    return f"{head}: {column_words(face.column, situation)}"


def _parties_sentence(face: CardFace) -> str:
    """Like the card's line, with full names."""
    who = who_words(face) if face.actors is None else _full_names(face.actors)
    others = from_words(face)
    if face.from_actors:
        short, long = _names(face.from_actors), _full_names(face.from_actors)
        others = others.replace(short, long)
    return ", ".join(part for part in (who, others) if part)


def _evidence_sentence(face: CardFace, said: CardWords, zone: ZoneInfo) -> str:
    parts = [said.basis, isolated(ages.full(face.as_of, zone)), said.stale, said.no_source]
    return ", ".join(part for part in parts if part)


def _verified_sentence(face: CardFace, zone: ZoneInfo) -> str:
    if face.verified_at is None:
        return translate("Card", "not verified since")
    return translate("Card", "last verified %1").replace("%1", isolated(ages.full(face.verified_at, zone)))


def _claims_sentence(face: CardFace, said: CardWords) -> str:
    if not said.claims:
        return translate("Card", "no claims")
    return translate("Card", "claims: %1").replace("%1", claims_words(face, in_full=True))


def _conflict_sentence(face: CardFace) -> str:
    if not face.conflicts:
        return ""
    if face.conflicts == 1:
        return translate("Card", "one conflict between laptops to settle")
    return translate("Card", "%1 conflicts between laptops to settle").replace("%1", str(face.conflicts))
