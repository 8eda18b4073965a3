"""Lists of actors, locations, links, routes, sources and reports."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from situation_board.gui.background import Situation
from situation_board.gui.current_report import CurrentReport
from situation_board.gui.lists.kinds import KINDS
from situation_board.gui.lists.list_window import ListWindow

LIST_KINDS = tuple(KINDS)
"""What there is a list of, in the order of a menu."""


def open_list(
    situation: Situation,
    kind: str,
    parent: QWidget | None = None,
    *,
    show_things: Callable[[list[str]], None] | None = None,
    current: CurrentReport | None = None,
    show_rows: Callable[[str], None] | None = None,
) -> ListWindow:
    """Show the list of that kind; one that is open already is raised. `show_things` shows ids beside the board,
    `show_rows` those of an imported file in the table of events.

    What is added beside the list rests on the `current` report.
    """
    known = parent.findChildren(ListWindow) if parent is not None else []
    window = next((each for each in known if each.kind.table == kind), None)
    if window is None:
        window = ListWindow(situation, kind, parent, current=current)
        if show_things is not None:
            window.opened.connect(show_things)
        if show_rows is not None:
            window.rows_wanted.connect(show_rows)
    window.show()
    window.raise_()
    window.activateWindow()
    return window


__all__ = ["LIST_KINDS", "ListWindow", "open_list"]
