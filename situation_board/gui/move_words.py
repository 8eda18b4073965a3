"""A move in one line: "Homs → fallen: government → HTS, time not stated, no source."."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from situation_board.core.questions.moves import Move, Moves, Names
from situation_board.core.vocabulary import Column
from situation_board.gui.board.words import column_words, isolated

MOST_PLACES = 5


def move_words(moves: Moves, notes: tuple[str, ...]) -> str:
    """What the strip says. Parties, time and source are named once where they are the same for all cards."""
    tr = QCoreApplication.translate
    arrow = tr("Move", "→")  # languages that run to the left turn it round
    first = moves.moves[0]
    said = ", ".join(_common(moves, arrow))
    line = f"{_places(moves)} {arrow} {column_words(first.column, moves.situation)}: {said}."
    if "not_current" in notes:
        line += " " + tr("Move", "Something newer is known: that stays on the board, this goes into the history.")
    return line


def _places(moves: Moves) -> str:
    names = [isolated(move.place) for move in moves.moves]
    if len(names) <= MOST_PLACES:
        return ", ".join(names)
    more = QCoreApplication.translate("Move", "and {count} more").format(count=len(names) - MOST_PLACES)
    return f"{', '.join(names[:MOST_PLACES])} {more}"


def _common(moves: Moves, arrow: str) -> list[str]:
    tr = QCoreApplication.translate
    parties = {_parties(move, arrow) for move in moves.moves}
    times = {move.as_of for move in moves.moves}
    sources = {move.source for move in moves.moves}
    return [
        parties.pop() if len(parties) == 1 else tr("Move", "parties differ"),
        _time(times.pop()) if len(times) == 1 else tr("Move", "times differ"),
        _source(sources.pop()) if len(sources) == 1 else tr("Move", "sources differ"),
    ]


def _parties(move: Move, arrow: str) -> str:
    tr = QCoreApplication.translate
    who, others = _names(move.who), _names(move.from_whom)
    match move.column:
        case Column.FALLEN:
            return f"{others} {arrow} {who}"
        case Column.HELD:
            return tr("Move", "held by {who}").format(who=who)
        case Column.ADVANCING:
            return tr("Move", "{who} moving on {others}").format(who=who, others=others)
        case _:
            return tr("Move", "{who} against {others}").format(who=who, others=others)


def _names(names: Names) -> str:
    if names is None:
        return QCoreApplication.translate("Move", "unknown")
    return ", ".join(isolated(name) for name in names) or QCoreApplication.translate("Move", "nobody")


def _time(as_of: str | None) -> str:
    return isolated(as_of) if as_of else QCoreApplication.translate("Move", "time not stated")


def _source(title: str | None) -> str:
    if title is None:
        return QCoreApplication.translate("Move", "no source")
    return QCoreApplication.translate("Move", "source: {title}").format(title=isolated(title))
