"""The events' place in the window: their table in a dock, their line of entry above the board, editors beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from situation_board.gui.events.editor import EventEditor
from situation_board.gui.events.table import EventsTable

if TYPE_CHECKING:
    from situation_board.gui.entry.event_entering import SpokenEvent
    from situation_board.gui.main_window import MainWindow


def make_table(window: MainWindow) -> EventsTable:
    """The table for the dock: it follows the board's filter, and the inspector follows its selection."""
    table = EventsTable(window.situation, window, current=window.centre.current)
    board = window.centre.board
    table.selection_changed.connect(lambda ids: window.inspector.show_things(ids))
    table.opened.connect(lambda _: window.go_to_inspector())
    table.edit_wanted.connect(lambda event: edit(window, event))
    table.history_wanted.connect(window.show_history)
    table.new_wanted.connect(window.add_event)
    table.left.connect(board.setFocus)
    board.filter_bar.changed.connect(table.set_card_filter)
    table.set_card_filter(board.filter_bar.filter())
    return table


def show_rows(window: MainWindow, dataset: str) -> None:
    """The rows of an imported file, in the table."""
    window.docks.come_up(window.docks.events)
    window.docks.give_room(window.docks.events)
    window.events.set_origin(dataset)
    window.activateWindow()
    window.events.take_focus()


def edit(window: MainWindow, event: str) -> EventEditor:
    """The editor of an event; one that is open already is raised."""
    known = window.findChildren(EventEditor)
    editor = next((each for each in known if each.event_id == event), None)
    return _show(window, editor or EventEditor.of(window.situation, window, event))


def add_in_full(window: MainWindow, spoken: SpokenEvent) -> EventEditor:
    """The editor for a new event, with what was said of it so far."""
    return _show(window, EventEditor.new(window.situation, window, spoken))


def _show(window: MainWindow, editor: EventEditor) -> EventEditor:
    editor.saved.connect(window.show_event)
    editor.show()
    editor.raise_()
    editor.activateWindow()
    return editor
