"""One situation, one window: the board in the middle, panels round it, and what belongs to the window itself."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSizePolicy, QToolBar, QWidget

from situation_board.core.problems import Problem
from situation_board.core.questions.cards import CardFilter
from situation_board.gui.background import Errands, Situation
from situation_board.gui.board import Moved
from situation_board.gui.centre import Centre
from situation_board.gui.certainty import Certainty
from situation_board.gui.docks import Docks
from situation_board.gui.duty import DutyButton
from situation_board.gui.errors import Banner
from situation_board.gui.header import Header
from situation_board.gui.importing.in_window import Importing
from situation_board.gui.intake import Intake
from situation_board.gui.leaving import Leaving, stop_timers
from situation_board.gui.look import SPACE, Theme, apply_theme
from situation_board.gui.menus import fill_menus
from situation_board.gui.overview import Overview
from situation_board.gui.printing.window.in_window import Printing
from situation_board.gui.protection.in_window import Protection
from situation_board.gui.safekeeping.in_window import Safekeeping
from situation_board.gui.search_field import SearchField
from situation_board.gui.settings import Settings
from situation_board.gui.single_instance import Doorkeeper
from situation_board.gui.status_bar import StatusBar
from situation_board.gui.time.in_window import TimeInWindow
from situation_board.gui.undoing import UndoActions

if TYPE_CHECKING:
    from situation_board.core.questions.search import Hit
    from situation_board.gui.charts.panel import ChartPanel
    from situation_board.gui.conflicts_panel import ConflictsPanel
    from situation_board.gui.entry.event_entry import EventEntry
    from situation_board.gui.events import EventsTable
    from situation_board.gui.exchange import Exchange
    from situation_board.gui.history_panel import HistoryPanel
    from situation_board.gui.inspector import Inspector
    from situation_board.gui.lists import ListWindow
    from situation_board.gui.routes.panel import RoutesPanel
    from situation_board.gui.safekeeping.keeper import Keeper

BREATH = 50
"""Milliseconds after the board is complete, in which it is painted, before the rest of the window is made."""


class MainWindow(QMainWindow):
    """Owns the situation: it is closed with the window. Other files are asked for by signals."""

    new_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    quit_asked = Signal()
    start_asked = Signal()
    file_chosen = Signal(object)
    closed = Signal(object)
    direction_chosen = Signal(object)

    def __init__(self, situation: Situation, settings: Settings, errands: Errands) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.situation = situation
        self.settings = settings
        situation.setParent(self)
        self._errands = errands
        self._leaving = Leaving(situation, self)
        self._is_furnished = False
        self._doorkeeper = Doorkeeper(situation.path, self)
        self.centre = Centre(situation, self)
        self.undoing = UndoActions(situation, self)
        self.duty = DutyButton(situation, settings, self)
        self.setCentralWidget(self.centre)
        self.docks = Docks(self, settings)
        self.intake = Intake(self)
        self.certainty = Certainty(self)
        self.header = Header(situation)
        self.overview = Overview(self)
        self.printing = Printing(self, errands)
        self.protection = Protection(self, errands)
        self.safekeeping = Safekeeping(self, errands)
        self.importing = Importing(self, errands)
        self.search = SearchField(situation, self)
        self.bar = StatusBar(situation, self.duty, self)
        self.setStatusBar(self.bar)
        self.addToolBar(self._make_tool_bar())
        self.time = TimeInWindow(self)
        fill_menus(self)
        self._connect()
        self.setWindowTitle(f"{situation.path.stem} - Situation Board")
        self.setWindowFilePath(str(situation.path))
        self.docks.restore()
        if settings.board:
            self.centre.board.restore_layout(settings.board)
        self.centre.board.setFocus()

    # --- what is made when it is first needed, so that the board is shown soon

    @cached_property
    def inspector(self) -> Inspector:
        from situation_board.gui.inspector import Inspector

        inspector = Inspector(self.situation, self, current=self.centre.current)
        inspector.conflict_wanted.connect(self.show_conflicts)
        inspector.event_wanted.connect(lambda place: self.event_entry.start(where=place))
        self.docks.inspector.setWidget(inspector)
        return inspector

    @cached_property
    def history(self) -> HistoryPanel:
        from situation_board.gui.history_panel import HistoryPanel

        history = HistoryPanel(self.situation, self)
        history.thing_chosen.connect(self.show_thing)
        self.docks.history.setWidget(history)
        return history

    @cached_property
    def conflicts(self) -> ConflictsPanel:
        from situation_board.gui.conflicts_panel import ConflictsPanel

        conflicts = ConflictsPanel(self.situation, self)
        conflicts.thing_chosen.connect(self.show_thing)
        self.docks.conflicts.setWidget(conflicts)
        return conflicts

    @cached_property
    def charts(self) -> ChartPanel:
        from situation_board.gui.charts.in_window import make_charts

        charts = make_charts(self, self._errands)
        self.docks.charts.setWidget(charts)
        return charts

    @cached_property
    def events(self) -> EventsTable:
        from situation_board.gui.events.in_window import make_table

        events = make_table(self)
        self.docks.events.setWidget(events)
        return events

    @cached_property
    def routes(self) -> RoutesPanel:
        from situation_board.gui.routes.in_window import make_routes

        routes = make_routes(self)
        self.docks.routes.setWidget(routes)
        return routes

    @cached_property
    def event_entry(self) -> EventEntry:
        from situation_board.gui.events.in_window import add_in_full

        entry = self.centre.event_entry
        entry.added.connect(self.show_event)
        entry.details_wanted.connect(lambda spoken: add_in_full(self, spoken))
        return entry

    @cached_property
    def exchange(self) -> Exchange:
        from situation_board.gui.exchange import Exchange

        exchange = Exchange(self.situation, self._errands, self)
        exchange.told.connect(self.centre.banner.show_notice)
        return exchange

    @cached_property
    def keeper(self) -> Keeper:
        from situation_board.gui.safekeeping.keeper import Keeper

        keeper = Keeper(self.situation, self.settings, self._errands, self.bar, self)
        keeper.damaged.connect(self.safekeeping.show_damage)
        keeper.told.connect(self.centre.banner.show_notice)
        keeper.endangered.connect(self.safekeeping.warn_of_place)
        return keeper

    def _late_panels(self) -> dict[str, QDockWidget]:
        """Panels that are made when they are first seen, by the name of what is in them."""
        docks = self.docks
        return {"history": docks.history, "charts": docks.charts, "events": docks.events, "routes": docks.routes}

    def furnish(self) -> None:
        """Make the panels that are seen, and what the next keys need."""
        if self._is_furnished:
            return
        self._is_furnished = True
        self.situation.quiet.disconnect(self._furnish_soon)
        self._furnishing.stop()
        for panel, dock in {"inspector": self.docks.inspector, **self._late_panels()}.items():
            if not dock.isHidden():
                getattr(self, panel)
        self.undoing.look_again()
        self.bar.look_again()
        self.keeper.begin()
        self.intake.furnish()
        self.overview.furnish()
        self.time.travel.look_again()
        self.protection.watch()

    @property
    def path(self) -> Path:
        return self.situation.path

    @property
    def banner(self) -> Banner:
        return self.centre.banner

    # --- what a person can do with the window

    def start_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_hit(self, hit: Hit) -> None:
        """Go to what was found: a card on the board, anything else in the inspector."""
        if hit.table == "card":
            self.centre.board.select([hit.id])
            self.centre.board.setFocus()
        else:
            self.show_thing(hit.id)

    def may_write(self) -> bool:
        """Whether anything can be changed now; where not, that is said."""
        if self.situation.refusal is not None:
            self.show_problem(self.situation.refusal)
        return self.situation.refusal is None

    def add_card(self) -> None:
        if self.may_write():
            self.centre.entry.start()

    def add_event(self) -> None:
        if self.may_write():
            self.event_entry.start()

    def show_event(self, event: str) -> None:
        """In the inspector, and in the table where that is open."""
        self.show_thing(event)
        if self.docks.events.isVisible():
            self.events.select([event])

    def show_conflicts(self) -> None:
        self.docks.come_up(self.docks.conflicts)
        self.conflicts.take_focus()

    def show_thing(self, thing: str) -> None:
        self.docks.inspector.show()
        self.inspector.show_things([thing])

    def show_list(self, kind: str) -> ListWindow:
        from situation_board.gui.events.in_window import show_rows
        from situation_board.gui.lists import open_list

        current, rows = self.centre.current, partial(show_rows, self)
        return open_list(
            self.situation, kind, self, show_things=self._show_in_inspector, current=current, show_rows=rows
        )

    def _show_in_inspector(self, things: list[str]) -> None:
        self.inspector.show_things(things)
        self.go_to_inspector()
        self.activateWindow()

    def add_to_list(self, kind: str) -> None:
        if self.may_write():
            self.show_list(kind).add()

    def show_help(self) -> None:
        from situation_board.gui.reading_page import ReadingPage, help_pages

        ReadingPage(self.tr("Help"), help_pages(), self).show()

    def show_keys(self) -> None:
        from situation_board.gui.shortcuts import ShortcutsDialog

        ShortcutsDialog(self).show()

    def show_about(self) -> None:
        from situation_board.gui.about import about_pages
        from situation_board.gui.reading_page import ReadingPage

        ReadingPage(self.tr("About Situation Board"), about_pages(), self).show()

    def take_out(self, thing: str, field: str = "") -> None:
        self.safekeeping.ask_expunge(thing, field)

    def choose_theme(self, theme: Theme) -> None:
        self.settings.theme = theme
        apply_theme(theme)

    def choose_direction(self, is_right_to_left: bool | None) -> None:
        self.settings.is_right_to_left = is_right_to_left
        self.direction_chosen.emit(is_right_to_left)

    def show_problem(self, problem: Problem) -> None:
        self.centre.banner.show_problem(problem)

    def come_to_front(self) -> None:
        if self.protection.come_to_front():
            return
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave_to_start(self) -> None:
        self.start_asked.emit()
        self.close()

    # --- inside

    def _connect(self) -> None:
        board, situation = self.centre.board, self.situation
        self._furnishing = QTimer(self, singleShot=True, interval=BREATH)
        self._furnishing.timeout.connect(self.furnish)
        situation.quiet.connect(self._furnish_soon)
        situation.failed.connect(self.safekeeping.hear)
        situation.standing.connect(self.safekeeping.hear_standing)
        self.centre.banner.closed.connect(board.setFocus)
        board.moved.connect(self._show_move)
        board.selection_changed.connect(lambda ids: self.inspector.show_things(ids))
        board.opened.connect(self.go_to_inspector)
        board.edit_wanted.connect(self._edit)
        board.history_wanted.connect(self.show_history)
        self.centre.card_wanted.connect(lambda card: board.select([card]))
        self.centre.routes_wanted.connect(self.show_routes)
        for panel, dock in self._late_panels().items():
            dock.visibilityChanged.connect(partial(self._fill, panel))
        for panel in ("charts", "events", "routes"):
            dock = self._late_panels()[panel]
            dock.toggleViewAction().triggered.connect(lambda is_shown, panel=panel: self._go_to(panel, is_shown))
        self.centre.thing_wanted.connect(self.show_thing)
        self.bar.untriaged_asked.connect(self.intake.show_untriaged)
        self.bar.overdue_asked.connect(self.intake.show_tasks)
        self.search.chosen.connect(self.show_hit)
        self.search.left.connect(board.setFocus)
        self.bar.conflicts_asked.connect(self.show_conflicts)
        self.bar.conflicts_counted.connect(self._note_conflicts)
        self.bar.stale_asked.connect(lambda: board.set_filter(CardFilter(stale=True)))
        self.duty.changed.connect(self.undoing.look_again)
        self.header.titled.connect(lambda words: self.setWindowTitle(f"{words} - Situation Board"))
        self._doorkeeper.knocked.connect(self.come_to_front)

    def _furnish_soon(self) -> None:
        """Begun anew whenever the board asks for more."""
        self._furnishing.start()

    def _fill(self, panel: str, is_visible: bool) -> None:
        """Make what is in a panel when it is first seen; not before the first paint, for some take a while."""
        if is_visible and self._is_furnished:
            getattr(self, panel).show()

    def _go_to(self, panel: str, is_shown: bool) -> None:
        if is_shown and panel == "charts":
            self.docks.give_room(self.docks.charts)
            self.charts.setFocus()
        elif is_shown:
            getattr(self, panel).take_focus()

    def show_routes(self, routes: frozenset[str]) -> None:
        """Those routes, to be looked at again after a move."""
        self.docks.come_up(self.docks.routes)
        self.routes.show_only(routes)

    def _note_conflicts(self, count: int) -> None:
        if count > 0:
            self.conflicts.show()
        self.docks.note_conflicts(count)

    def _show_move(self, moved: Moved) -> None:
        self.centre.strip.show_move(moved.saved)

    def go_to_inspector(self) -> None:
        self.docks.come_up(self.docks.inspector)
        self.inspector.setFocus()

    def _edit(self) -> None:
        self.go_to_inspector()
        self.inspector.edit_first()

    def show_history(self, thing: str) -> None:
        self.docks.come_up(self.docks.history)
        self.history.show_thing(thing)
        self.history.view.setFocus()

    def _make_tool_bar(self) -> QToolBar:
        bar = QToolBar(self.tr("Situation"), self)
        bar.setObjectName("situation")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(self.header)
        bar.addActions([self.undoing.undo, self.undoing.redo])
        bar.addWidget(self.search)
        margin = QWidget()
        margin.setFixedWidth(SPACE)
        bar.addWidget(margin)
        return bar

    # --- leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        """A locked window has nothing that is not saved, and remembers nothing."""
        if not self.protection.is_locked:
            if not self._leaving.may_close():
                event.ignore()
                return
            self.docks.remember()
            self.overview.last_seen.remember()
            self._remember_board()
        self.hide()
        self._doorkeeper.close()
        self.protection.end()
        self.situation.close()
        stop_timers(self)
        self.closed.emit(self)
        event.accept()

    def _remember_board(self) -> None:
        """Without what is as usual: the board asks anew for each column that it is told to sort."""
        state = self.centre.board.layout_state()
        state["sorts"] = {column: sort for column, sort in state["sorts"].items() if sort != "manual"}
        self.settings.board = state
