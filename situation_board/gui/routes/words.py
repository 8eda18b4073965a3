"""How the lines of the panel of routes read."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from situation_board.core.questions.routes import RouteLine
from situation_board.core.vocabulary import RouteState
from situation_board.gui.entry.wording import time_words, words_of

ICONS = {
    RouteState.OPEN: "route-open",
    RouteState.RESTRICTED: "route-restricted",
    RouteState.SEVERED: "route-severed",
    RouteState.UNKNOWN: "route-unknown",
    None: "route-unknown",
}
"""A shape for each state, so that none is told by colour alone."""


def translated(text: str) -> str:
    return QCoreApplication.translate("Routes", text)


def headings() -> tuple[str, ...]:
    return tuple(
        translated(text)
        for text in ("Route", "State", "Use and direction", "Condition", "As of", "Last verified", "Says so")
    )


def cells(line: RouteLine, zone: ZoneInfo) -> tuple[str, ...]:
    """The line's cells in the order of the headings; what nobody said is said to be missing."""
    return (
        line.name,
        state_words(line),
        f"{words_of(line.use)}, {words_of(line.direction)}" if line.status else "",
        line.condition or "",
        time_words(line.as_of, zone),
        _verified_words(line, zone),
        line.source or (translated("no source") if line.status else ""),
    )


def state_words(line: RouteLine) -> str:
    """ "open, stale": a state that was not looked at for long is never shown as if it were fresh."""
    if line.state is None:
        return translated("never stated")
    words = words_of(line.state)
    return translated("{0}, stale").format(words) if line.stale else words


def _verified_words(line: RouteLine, zone: ZoneInfo) -> str:
    if line.verified_at is None:
        return translated("never") if line.status else ""
    return translated("{0}, with {1}").format(time_words(line.verified_at, zone), line.checked_with or "?")


def check_words(lines: list[RouteLine]) -> str:
    """What the line after a move says of the routes through the places moved."""
    names = list(dict.fromkeys(line.name for line in lines))
    if not names:
        return ""
    shown = ", ".join(f"\u2068{name}\u2069" for name in names[:2])
    more = translated(" and {0} more").format(len(names) - 2) if len(names) > 2 else ""
    return translated("Check the routes: {0}").format(f"{shown}{more}")
