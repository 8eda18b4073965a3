"""Events in the words of their table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from situation_board.core.evidence.grading import Grade, best_code
from situation_board.core.rows import Event
from situation_board.core.series.advisories import AdvisoryState
from situation_board.core.vocabulary import Basis, EvacuationState, EventKind
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, isolated, words_of

COLUMNS: dict[str, str] = {
    "starts": QT_TRANSLATE_NOOP("Events", "When"),
    "kind": QT_TRANSLATE_NOOP("Events", "Kind"),
    "location": QT_TRANSLATE_NOOP("Events", "Where, from"),
    "destination": QT_TRANSLATE_NOOP("Events", "To"),
    "actors": QT_TRANSLATE_NOOP("Events", "Who"),
    "figure": QT_TRANSLATE_NOOP("Events", "How many"),
    "source": QT_TRANSLATE_NOOP("Events", "Who says so"),
    "grade": QT_TRANSLATE_NOOP("Events", "Grade"),
    "text": QT_TRANSLATE_NOOP("Events", "What"),
}
"""The columns by what they are sorted by."""
WIDTHS = {
    "starts": 15,
    "kind": 19,
    "location": 14,
    "destination": 10,
    "actors": 18,
    "figure": 30,
    "source": 14,
    "grade": 12,
    "text": 60,
}
"""In characters."""


def translate(words: str) -> str:
    return QCoreApplication.translate("Events", words)


def heading(column: str) -> str:
    return translate(COLUMNS[column])


def kind_words(kind: EventKind | None, state: AdvisoryState | EvacuationState | None, *, stale: bool) -> str:
    """ "evacuation · ordered", "advisory · in force · look again"."""
    parts = [words_of(kind), words_of(state), translate("look again") if stale else ""]
    return " · ".join(part for part in parts if part)


def actors_words(actors: Sequence[str] | None, issuer: str | None) -> str:
    """Unknown is empty, nobody is said; who issued an advisory stands first."""
    named = [isolated(name) for name in dict.fromkeys([*([issuer] if issuer else []), *(actors or ())])]
    if actors is not None and not actors and not named:
        return translate("nobody")
    return ", ".join(named)


def grade_words(basis: Basis | None, own: Grade, supporting: Sequence[Grade], denying: Sequence[Grade]) -> str:
    """The kind of evidence, its own grade, and what is claimed for and against with the best grade of each side."""
    sides = [words_of(basis), isolated(own.code or "")]
    sides += [_side(translate("{0} for"), supporting)] if supporting else []
    sides += [_side(translate("{0} against"), denying)] if denying else []
    return " · ".join(side for side in sides if side)


def _side(words: str, grades: Sequence[Grade]) -> str:
    said = words.format(isolated(str(len(grades))))
    best = best_code(grades)
    grade = translate("best {0}").format(isolated(best)) if best else translate("unrated")
    return f"{said} ({grade})"


def title_words(event: Event, *, also: int = 0) -> str:
    """What happened in a line; an advisory's own words where it has no other. `also` is told more often."""
    own = [event.level, event.instruction] if event.kind is EventKind.ADVISORY else []
    words = event.text or " - ".join(part for part in own if part) or event.note or ""
    line = " ".join(words.split())
    more = translate("told {0} times").format(isolated(str(also + 1))) if also else ""
    return " · ".join(part for part in (isolated(line), more) if part)
