"""The menus of the window: what a person can do, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from situation_board.gui.look import Theme, icon

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow

Slot = Callable[[], object]
Keys = str | QKeySequence.StandardKey
Standard = QKeySequence.StandardKey
ICONS = {"actor": "actor", "location": "location", "link": "link", "route": "route", "source": "source"} | {
    "report": "source",
    "presence": "presence",
    "dataset": "open",
}


def fill_menus(window: MainWindow) -> None:
    """All menus, left to right."""
    _file(window)
    _edit(window)
    _board(window)
    _add(window)
    _lists(window)
    window.time.fill(window.menuBar().addMenu(window.tr("&Time")))
    _view(window)
    _help(window)


def _file(window: MainWindow) -> None:
    menu = window.menuBar().addMenu(window.tr("&File"))
    menu.aboutToShow.connect(window.importing.make_ready)
    _action(menu, window.tr("&New…"), window.new_asked.emit, "new", "Ctrl+Shift+N")
    _action(menu, window.tr("&Open…"), window.open_asked.emit, "open", Standard.Open)
    recent = menu.addMenu(window.tr("Open &recent"))
    recent.aboutToShow.connect(lambda: _fill_recent(window, recent))
    _action(menu, window.tr("Open the &sample"), window.sample_asked.emit, "sample")
    menu.addSeparator()
    _action(menu, window.tr("&Print a sheet…"), window.printing.show_print, "print", Standard.Print)
    _action(menu, window.tr("Iss&ued sheets…"), window.printing.show_issues, None, "Ctrl+Shift+P")
    menu.addSeparator()
    _action(menu, window.tr("&Import a file…"), window.importing.ask_import, "open", "Ctrl+I")
    _action(menu, window.tr("E&xport…"), lambda: window.importing.ask_export(), "save")
    _action(menu, window.tr("&Merge another file…"), lambda: window.exchange.ask_merge())
    _action(menu, window.tr("Situation s&ettings…"), window.certainty.ask_settings, "settings")
    _action(menu, window.tr("Save a &copy…"), lambda: window.exchange.ask_copy(), "copy", "Ctrl+Shift+S")
    _action(menu, window.tr("&Back up now"), lambda: window.keeper.back_up_now())
    _action(menu, window.tr("Backup &folder…"), lambda: window.keeper.ask_folder())
    _action(menu, window.tr("Chec&k this file…"), lambda: window.safekeeping.ask_check(), "check", "Ctrl+Shift+G")
    _action(menu, window.tr("Back &to a backup…"), lambda: window.safekeeping.ask_restore(), "history")
    _action(menu, window.tr("Bring out &what can be read…"), lambda: window.safekeeping.ask_salvage())
    menu.addSeparator()
    _action(menu, window.tr("P&rotection…"), window.protection.ask, "lock")
    _action(menu, window.tr("&Lock"), lambda: window.protection.lock.lock(), "lock", "F12")
    menu.addSeparator()
    _action(menu, window.tr("&Close"), window.leave_to_start, None, Standard.Close)
    quit_action = _action(menu, window.tr("&Quit"), window.quit_asked.emit, None, "Ctrl+Q")
    quit_action.setMenuRole(QAction.MenuRole.QuitRole)


def _fill_recent(window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    for path in window.settings.recent_files:
        action = menu.addAction(path.stem.replace("&", "&&"))
        action.setToolTip(str(path))
        action.triggered.connect(lambda _checked, path=path: window.file_chosen.emit(path))
    menu.setToolTipsVisible(True)


def _edit(window: MainWindow) -> None:
    menu = window.menuBar().addMenu(window.tr("&Edit"))
    menu.addActions([window.undoing.undo, window.undoing.redo])
    menu.addSeparator()
    _action(menu, window.tr("&Find…"), window.start_search, "search", Standard.Find)
    _action(menu, window.tr("Search with f&ilters…"), window.overview.show_search, "filter", "F3")
    menu.addSeparator()
    _action(menu, window.tr("Paste a ta&ble…"), window.importing.paste_table, "copy", "Ctrl+Shift+I")
    menu.addSeparator()
    _action(menu, window.tr("Who is on &duty…"), window.duty.ask, "user", "Ctrl+D")
    _action(menu, window.tr("Shift &handover…"), window.overview.show_handover, "swap", "Ctrl+Shift+O")
    menu.addSeparator()
    _action(menu, window.tr("Take out for &good…"), lambda: window.safekeeping.ask_expunge_shown(), "strike")


def _board(window: MainWindow) -> None:
    menu = window.menuBar().addMenu(window.tr("&Board"))
    menu.addActions(window.centre.board.actions())
    menu.addSeparator()
    to_strip = _action(menu, window.tr("To the line after a &move"), lambda: window.centre.strip.take_focus())
    to_strip.setShortcuts([QKeySequence("Alt+M"), QKeySequence("F6")])


def _add(window: MainWindow) -> None:
    menu = window.menuBar().addMenu(window.tr("&Add"))
    _action(menu, window.tr("&Message…"), window.intake.log_message, "message", "Ctrl+R")
    _action(menu, window.tr("&Card…"), window.add_card, "add", Standard.New)
    _action(menu, window.tr("&Event…"), window.add_event, "add", "Ctrl+E")
    _action(menu, window.tr("C&laim…"), window.certainty.add_claim, "add", "Ctrl+L")
    _action(menu, window.tr("&Task…"), window.intake.add_task, "task", "Ctrl+T")
    menu.addSeparator()
    _action(menu, window.tr("C&urrent report: set or clear"), window.intake.toggle_current, "source", "Ctrl+U")
    menu.addSeparator()
    words = {
        "actor": window.tr("&Actor…"),
        "location": window.tr("&Location…"),
        "link": window.tr("Li&nk between actors…"),
        "route": window.tr("&Route…"),
        "source": window.tr("&Source…"),
        "report": window.tr("Re&port…"),
        "presence": window.tr("Office, site or convoy of &ours…"),
    }
    for kind, text in words.items():
        _action(menu, text, _choosing(window.add_to_list, kind), ICONS[kind])


def _lists(window: MainWindow) -> None:
    menu = window.menuBar().addMenu(window.tr("&Lists"))
    words = {
        "actor": window.tr("&Actors"),
        "location": window.tr("&Locations"),
        "link": window.tr("Li&nks between actors"),
        "route": window.tr("&Routes"),
        "source": window.tr("&Sources"),
        "report": window.tr("Re&ports"),
        "presence": window.tr("Our &people"),
        "dataset": window.tr("&Imported files"),
    }
    for number, (kind, text) in enumerate(words.items(), start=1):
        _action(menu, text, _choosing(window.show_list, kind), ICONS[kind], f"Ctrl+{number}")


def _view(window: MainWindow) -> None:
    menu = window.menuBar().addMenu(window.tr("&View"))
    docks = window.docks
    _action(menu, window.tr("In&box"), window.intake.show_inbox, "message", "Ctrl+Shift+M")
    _action(menu, window.tr("To &verify"), window.certainty.show_queue, "verify", "Ctrl+Shift+Q")
    _action(menu, window.tr("&Tasks"), window.intake.show_tasks, "task", "Ctrl+Shift+T")
    keys = {"F4": docks.inspector, "Ctrl+H": docks.history, "Ctrl+Shift+C": docks.charts, "Ctrl+Shift+E": docks.events}
    _action(menu, window.tr("What &changed"), window.overview.show_changes, "history", "F5")
    keys["Ctrl+Shift+U"] = docks.routes
    for key, dock in {**keys, "Ctrl+Shift+K": docks.conflicts}.items():
        action = dock.toggleViewAction()
        action.setShortcut(key)
        menu.addAction(action)
    menu.addSeparator()
    _fill_theme(window, menu.addMenu(window.tr("&Theme")))
    _fill_direction(window, menu.addMenu(window.tr("Di&rection")))
    _action(menu, window.tr("Reset &layout"), docks.reset)


def _fill_theme(window: MainWindow, menu: QMenu) -> None:
    words = {
        Theme.SYSTEM: window.tr("Like the &system"),
        Theme.LIGHT: window.tr("&Light"),
        Theme.DARK: window.tr("&Dark"),
    }
    choices = [(words[theme], theme is window.settings.theme, _choosing(window.choose_theme, theme)) for theme in Theme]
    _fill_choices(menu, choices)


def _fill_direction(window: MainWindow, menu: QMenu) -> None:
    words = {
        None: window.tr("Like the &language"),
        False: window.tr("&Left to right"),
        True: window.tr("&Right to left"),
    }
    now = window.settings.is_right_to_left
    choices = [(text, way is now, _choosing(window.choose_direction, way)) for way, text in words.items()]
    _fill_choices(menu, choices)


def _choosing(choose: Callable[..., object], what: object) -> Slot:
    return lambda: choose(what)


def _fill_choices(menu: QMenu, choices: Iterable[tuple[str, bool, Slot]]) -> None:
    group = QActionGroup(menu)
    for text, is_chosen, choose in choices:
        action = _action(menu, text, choose)
        action.setCheckable(True)
        action.setChecked(is_chosen)
        group.addAction(action)


def _help(window: MainWindow) -> None:
    menu = window.menuBar().addMenu(window.tr("&Help"))
    _action(menu, window.tr("&Help"), window.show_help, "help", "F1")
    _action(menu, window.tr("&Keys"), window.show_keys, None, "Ctrl+F1")
    about = _action(menu, window.tr("&About Situation Board"), window.show_about, "info")
    about.setMenuRole(QAction.MenuRole.AboutRole)


def _action(menu: QMenu, text: str, slot: Slot, picture: str | None = None, keys: Keys | None = None) -> QAction:
    action = menu.addAction(text)
    if picture is not None:
        action.setIcon(icon(picture))
    if keys is not None:
        action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.triggered.connect(lambda: slot())
    return action
