"""Grades, ratings and proposals in the person's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from situation_board.core.evidence.confirming import Proposal, Reason
from situation_board.core.evidence.grading import Grade
from situation_board.core.evidence.originators import Originator
from situation_board.core.questions.weighing import Weighed
from situation_board.core.rows import Rating
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, graded, isolated, time_words, words_of
from situation_board.gui.inspector.section import EntryText

REASONS = {
    Reason.NOBODY: QT_TRANSLATE_NOOP("Evidence", "No claim says so."),
    Reason.PARTIES: QT_TRANSLATE_NOOP("Evidence", "Only parties to the conflict say so."),
    Reason.UNKNOWN: QT_TRANSLATE_NOOP("Evidence", "Who says so is not known."),
    Reason.OBSERVER: QT_TRANSLATE_NOOP("Evidence", "Somebody who is no party to the conflict says so."),
    Reason.ALONE: QT_TRANSLATE_NOOP("Evidence", "It is rated as confirmed, but nobody says so independently."),
    Reason.DENIED: QT_TRANSLATE_NOOP("Evidence", "Independent sources say so, but it is denied."),
    Reason.CONFIRMED: QT_TRANSLATE_NOOP(
        "Evidence", "It is rated as confirmed, independent sources say so and nobody denies it."
    ),
}


def grade_words(grade: Grade) -> str:
    """Code and words: "C3: Fairly reliable, Possibly true"; never one grade made of both."""
    if not grade.is_rated:
        return _translated("unrated")
    rated = ", ".join(words_of(term) for term in (grade.reliability, grade.credibility) if term is not None)
    missing = _translated(" (who says so is unrated)") if grade.reliability is None else ""
    missing += _translated(" (what is said is unrated)") if grade.credibility is None else ""
    return f"{isolated(grade.code or '')}: {rated}{missing}"


def proposal_words(weighed: Weighed) -> str:
    """The basis that claims bear, why, who says so and who denies it."""
    proposal = weighed.proposal
    basis = words_of(proposal.basis) if proposal.basis else _translated("none")
    said = [_translated("The claims bear the basis: {0}.").format(basis), _translated(REASONS[proposal.reason])]
    said += _who(proposal, weighed.names)
    return "\n".join(isolated(sentence) for sentence in said)


def _who(proposal: Proposal, names: Mapping[str, str]) -> list[str]:
    sides = ((_translated("Says so: {0}."), proposal.says), (_translated("Denies it: {0}."), proposal.denies))
    return [words.format(_names(side, names)) for words, side in sides if side]


def _names(originators: Sequence[Originator], names: Mapping[str, str]) -> str:
    return ", ".join(isolated(names.get(each.id, each.id[:8])) for each in originators)


def rating_entry(rating: Rating, clock: Clock, *, is_current: bool) -> EntryText:
    """The letter with its words, since when, who rated, and why."""
    letter = graded(rating.reliability) if rating.reliability else _translated("unrated")
    since = _translated("since {0}").format(time_words(rating.as_of, clock.zone))
    rated_by = [_translated("rated by {0}").format(isolated(rating.rated_by))] if rating.rated_by else []
    current = [_translated("in force")] if is_current else []
    return EntryText(
        key=rating.id,
        heading=letter,
        text=isolated(rating.why or ""),
        aside=", ".join([since, *rated_by, *current]),
        struck=rating.voided,
        why=rating.voided_why or "",
        can_open=False,
    )


def rating_entries(ratings: Sequence[Rating], clock: Clock) -> list[EntryText]:
    """The latest first; the first that is not struck holds."""
    current = next((each for each in ratings if not each.voided), None)
    return [rating_entry(each, clock, is_current=each is current) for each in ratings]


def _translated(words: str) -> str:
    return QCoreApplication.translate("Evidence", words)
