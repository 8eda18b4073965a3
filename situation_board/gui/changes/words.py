"""Differences in the window's words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

from situation_board.core.history import About, Difference, Group
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, beginning_here, caption_of, isolated, table_word

TITLES = {
    Group.MOVES: QT_TRANSLATE_NOOP("Changes", "Moves and changes of control"),
    Group.CARDS: QT_TRANSLATE_NOOP("Changes", "Cards"),
    Group.CONFLICTS: QT_TRANSLATE_NOOP("Changes", "Conflicts"),
    Group.CLAIMS: QT_TRANSLATE_NOOP("Changes", "Claims"),
    Group.VERIFICATIONS: QT_TRANSLATE_NOOP("Changes", "Verified"),
    Group.EVENTS: QT_TRANSLATE_NOOP("Changes", "Events and figures"),
    Group.ROUTES: QT_TRANSLATE_NOOP("Changes", "Routes"),
    Group.PRESENCE: QT_TRANSLATE_NOOP("Changes", "Our people"),
    Group.RATINGS: QT_TRANSLATE_NOOP("Changes", "Ratings of sources"),
    Group.MESSAGES: QT_TRANSLATE_NOOP("Changes", "Messages"),
    Group.TASKS: QT_TRANSLATE_NOOP("Changes", "Tasks and open questions"),
    Group.SHEETS: QT_TRANSLATE_NOOP("Changes", "Printed sheets"),
    Group.BACKGROUND: QT_TRANSLATE_NOOP("Changes", "Places, actors, sources and the rest"),
}
ICONS = {
    "card": "card",
    "conflict": "conflict",
    "claim": "claimed",
    "verification": "verify",
    "event": "info",
    "route": "route",
    "route_status": "route",
    "presence": "presence",
    "presence_status": "presence",
    "rating": "source",
    "message": "message",
    "task": "task",
    "snapshot": "print",
    "actor": "actor",
    "location": "location",
    "source": "source",
    "report": "source",
    "link": "link",
}
OWN_FIELDS = {
    "actors": QT_TRANSLATE_NOOP("Changes", "Who"),
    "from_actors": QT_TRANSLATE_NOOP("Changes", "From whom"),
}


def title(group: Group, count: int) -> str:
    return f"{_translated(TITLES[group])}  {isolated(str(count))}"


def words(about: About) -> str:
    """What is different about one thing, each difference on a line of its own."""
    direction = QGuiApplication.layoutDirection()
    return "\n".join(beginning_here(_said(each), direction) for each in about.differences)


def _said(difference: Difference) -> str:
    if difference.is_new or difference.is_gone:
        return _whole(difference)
    before, after = (isolated(each) if each else _nothing(difference) for each in (difference.before, difference.after))
    change = f"{before} {arrow()} {after}"
    if difference.kind == "moved" or difference.field is None:
        return change
    return f"{_field(difference)}: {change}"


def arrow() -> str:
    """From before to after, in the direction in which the window is read."""
    return "←" if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft else "→"


def _whole(difference: Difference) -> str:
    """That something came or went; why, and what it said."""
    told = _kind(difference)
    told += f" ({isolated(difference.why)})" if difference.why else ""
    return f"{told}: {isolated(difference.whole)}" if difference.whole else told


def _kind(difference: Difference) -> str:
    own = {
        "new_card": _translated("new on the board"),
        "gone_card": _translated("no longer on the board"),
        "new_verification": _translated("verified"),
        "struck_verification": _translated("verification struck"),
        "new_conflict": _translated("laptops disagree"),
        "answered_conflict": _translated("answered"),
        "new_presence_status": _translated("now"),
        "new_route_status": _translated("new state"),
    }.get(difference.kind)
    if own is not None:
        return own
    sentence = _translated("new: {0}") if difference.is_new else _translated("struck: {0}")
    return sentence.format(table_word(difference.table))


def _field(difference: Difference) -> str:
    own = OWN_FIELDS.get(difference.field or "")
    return _translated(own) if own else caption_of(difference.field or "", table=difference.table)


def _nothing(difference: Difference) -> str:
    """Unrated is a state of its own."""
    if difference.field in {"credibility", "reliability"}:
        return _translated("unrated")
    return _translated("not stated")


def _translated(text: str) -> str:
    return QCoreApplication.translate("Changes", text)
