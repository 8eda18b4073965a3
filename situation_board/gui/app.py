"""The application: what is opened, in which window, and what happens when something goes wrong."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

import situation_board
from situation_board.core.problems import Mistake, Problem
from situation_board.core.resources import resource_folder, resource_path
from situation_board.core.store.connection import means_damage
from situation_board.gui import crash
from situation_board.gui.application import Application
from situation_board.gui.background import Errands, Situation
from situation_board.gui.background.jobs import Mailbox
from situation_board.gui.files import (
    NewSituation,
    Opened,
    WholeFile,
    close_opened,
    make_file,
    make_sample,
    open_or_look,
    opening_filter,
    sample_path,
)
from situation_board.gui.look import Theme, apply_theme
from situation_board.gui.main_window import MainWindow
from situation_board.gui.rescue import Rescue
from situation_board.gui.settings import Settings
from situation_board.gui.signals import Signals
from situation_board.gui.single_instance import Start, raise_other_window

if TYPE_CHECKING:
    from situation_board.gui.new_situation import NewSituationDialog
    from situation_board.gui.start_page import StartPage


def run(path: Path | None, *, key: bytes | None = None, person: str | None = None, start: Start | None = None) -> int:
    """Open the window on a file, else on the last one, else on the start page. Returns when the last one closes.

    With a `start` this is the program that later ones hand their files to.
    """
    application = make_application()
    desk = Desk(application, person=person)
    crash.catch_everything(desk.show_bug_from_anywhere)
    signals = Signals(desk.quit)
    started = crash.Run()
    door = start.listen(desk) if start else None
    if door is not None:
        door.called.connect(desk.receive)
    desk.start(path, key=key, said=crash.words_for_next_start(started))
    desk.sweep()
    try:
        return application.exec()
    finally:
        if door is not None:
            door.close()
        signals.close()
        desk.close()
        started.end()


def make_application() -> QApplication:
    """The one QApplication, dressed as the settings say."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        application = Application(sys.argv[:1])
    application.setApplicationName("situation-board")
    application.setApplicationDisplayName("")
    application.setApplicationVersion(situation_board.__version__)
    application.setOrganizationName("situation-board")
    application.setDesktopFileName("situation-board")
    application.setQuitOnLastWindowClosed(False)
    settings = Settings()
    _translate(application, settings.language)
    set_direction(settings.is_right_to_left)
    apply_theme(settings.theme)
    application.setWindowIcon(QIcon(str(resource_path("icon.svg"))))
    return application


def set_direction(is_right_to_left: bool | None) -> None:
    """None leaves it to the language."""
    ways = {
        True: Qt.LayoutDirection.RightToLeft,
        False: Qt.LayoutDirection.LeftToRight,
        None: Qt.LayoutDirection.LayoutDirectionAuto,
    }
    QGuiApplication.setLayoutDirection(ways[is_right_to_left])


def _translate(application: QApplication, language: str) -> None:
    """Our words and Qt's own, as far as they are there in that language; "" is the system's."""
    ours = resource_folder() / "translations"
    if not ours.is_dir():
        return
    from PySide6.QtCore import QLibraryInfo, QLocale  # its lists of languages and countries take a while

    if language:
        QLocale.setDefault(QLocale(language))
    theirs = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for name, folder in (("situation-board", ours), ("qtbase", theirs)):
        translator = QTranslator(application)
        if translator.load(QLocale(), name, "_", str(folder)):
            application.installTranslator(translator)


class Desk(QObject):
    """The windows that are open, and the start page while there is none."""

    def __init__(self, application: QApplication, *, person: str | None = None) -> None:
        super().__init__()
        self._application = application
        self._person = person
        self.settings = Settings()
        self.errands = Errands(self)
        self.windows: list[MainWindow] = []
        self.start_page: StartPage | None = None
        self._mailbox = Mailbox(self)
        self._rescue = Rescue(self)
        self._said: Problem | None = None
        self._opening: set[Path] = set()
        self._unasked: Path | None = None
        self._is_asked = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def start(self, path: Path | None, *, key: bytes | None = None, said: Problem | None = None) -> None:
        """Show the first window. `said` is what there is to say about the last run."""
        self._said = said
        if path is not None:
            self.open(path, key=key)
        if isinstance(self._application, Application):
            self._application.tell_files(self.open)
        if not self._is_asked:
            self._start_unasked()

    def _start_unasked(self) -> None:
        """The last file, unless another one is asked for before it is open; without one the start page."""
        recent = self.settings.recent_files
        if not recent:
            self.show_start_page()
            return
        self._unasked = recent[0]
        self._open(recent[0], shown=self._show_unless_asked, failed=partial(self._start_without, recent[0]))

    def _show_unless_asked(self, opened: Opened) -> None:
        if self._gives_way:
            self._quit_if_left()
            self.errands.run(opened.store.close, done=lambda _: None, failed=self.show_problem, receiver=self)
        else:
            self._show(opened)

    def _start_without(self, path: Path, problem: Problem) -> None:
        """The last file did not open by itself: the start page, and where a passphrase is wanted it is asked for."""
        if self._gives_way:
            self._quit_if_left()
            return
        self.show_start_page()
        if _wants_key(problem):
            self._ask_passphrase(path)
        elif means_damage(problem):
            self._rescue.tell(path, None, problem)

    @property
    def _gives_way(self) -> bool:
        """Whether the last file, which nobody asked for, is no longer wanted."""
        return self._unasked is not None and self._is_asked

    @property
    def is_opening(self) -> bool:
        """Whether a file is on its way to its window."""
        return bool(self._opening)

    def receive(self, path: Path | None) -> None:
        """Another start of the program handed this over: a file, or only the wish to see the program."""
        if path is not None:
            self.open(path)
        elif self.windows or self.start_page is not None:
            self.in_front().come_to_front()

    # --- opening

    def open(self, path: Path, *, key: bytes | None = None) -> None:
        """Open a file in a window of its own; one that is open already comes to the front."""
        self._is_asked = True
        if self._unasked is not None and path.resolve() == self._unasked.resolve():
            self._unasked = None
        self._open(path, key=key, failed=lambda problem: self._failed_to_open(path, key, problem))

    def _open(
        self,
        path: Path,
        *,
        key: bytes | None = None,
        shown: Callable[[Opened], None] | None = None,
        failed: Callable[[Problem], None],
    ) -> None:
        place = path.resolve()
        if place in self._opening or self._raise(path):
            return
        self._opening.add(place)
        self._make(
            partial(open_or_look, path, key=key, person=self._person),
            partial(self._show_or_ask, shown or self._show),
            failed,
            ended=lambda: self._opening.discard(place),
        )

    def _show_or_ask(self, shown: Callable[[Opened], None], found: Opened | WholeFile) -> None:
        if isinstance(found, Opened):
            shown(found)
        else:
            self._ask_whole(found)

    def _ask_whole(self, whole: WholeFile) -> None:
        """A whole situation that was exported as JSON: make a file of it, and open that."""
        from situation_board.gui.from_json import FromJsonDialog

        self._show_busy(False)
        if not self.windows and self.start_page is None:
            self.show_start_page()
        dialog = FromJsonDialog(self.errands, whole, self.in_front(), must_protect=self.settings.at_risk)
        dialog.open_wanted.connect(lambda path, key: self.open(path, key=key))
        dialog.open()

    def open_sample(self) -> None:
        path = sample_path()
        if self._raise(path):
            return
        self._make(partial(make_sample, path), self._show, self.show_problem)

    def _raise(self, path: Path) -> bool:
        """Bring the window of that file to the front, be it ours or another program's."""
        for window in self.windows:
            if window.path == path.resolve():
                window.come_to_front()
                return True
        if not raise_other_window(path):
            return False
        self._leave_start_page()
        return True

    def ask_new(self) -> None:
        """Ask for a new situation. The dialog stays until it is made, so that nothing is typed twice."""
        from situation_board.gui.new_situation import NewSituationDialog

        dialog = NewSituationDialog(self.in_front(), must_protect=self.settings.at_risk)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda new: self._make_new(new, dialog))
        dialog.open()

    def ask_open(self) -> None:
        from situation_board.gui.choosing import choose_file

        choose_file(self.in_front(), self.tr("Open a situation"), self.open, filter=opening_filter())

    def _make_new(self, new: NewSituation, dialog: NewSituationDialog) -> None:
        def opened(made: Opened) -> None:
            dialog.done(0)
            self._show(made)

        make = partial(make_file, new)
        self.errands.run(make, done=opened, failed=dialog.show_problem, receiver=dialog, unheard=close_opened)

    def _make(
        self,
        make: Callable[[], Any],
        shown: Callable[[Any], None],
        failed: Callable[[Problem], None],
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        def opened(opened: Any) -> None:
            ended()
            shown(opened)

        def not_opened(problem: Problem) -> None:
            ended()
            self._show_busy(False)
            failed(problem)

        self._show_busy(True)
        self.errands.run(make, done=opened, failed=not_opened, receiver=self, unheard=_close_if_opened)

    def _failed_to_open(self, path: Path, key: bytes | None, problem: Problem) -> None:
        if key is None and _wants_key(problem):
            self._ask_passphrase(path)
        elif means_damage(problem):
            self._rescue.tell(path, key, problem)
        else:
            self.show_problem(problem)

    def _ask_passphrase(self, path: Path) -> None:
        from situation_board.gui.protection.asking import ask_passphrase

        damaged = partial(self._rescue.ask, path)
        ask_passphrase(self.in_front(), self.errands, path, lambda key: self.open(path, key=key), damaged=damaged)

    def _show_busy(self, is_busy: bool) -> None:
        if self.start_page is not None:
            self.start_page.show_busy(is_busy)

    # --- windows

    def _show(self, opened: Opened) -> None:
        window = MainWindow(Situation(opened.store, reopen=opened.reopen), self.settings, self.errands)
        self.settings.remember_file(window.path)
        self.windows.append(window)
        window.new_asked.connect(self.ask_new)
        window.open_asked.connect(self.ask_open)
        window.sample_asked.connect(self.open_sample)
        window.file_chosen.connect(self.open)
        window.start_asked.connect(self.show_start_page)
        window.quit_asked.connect(self.quit)
        window.direction_chosen.connect(set_direction)
        window.closed.connect(self._forget)
        window.safekeeping.open_wanted.connect(lambda path, key: self.open(path, key=key))
        window.show()
        self._leave_start_page()
        self._say_about_last_run()
        QTimer.singleShot(0, gc.freeze)  # what is loaded now stays: collections need not look at it

    def _forget(self, window: MainWindow) -> None:
        self.windows.remove(window)
        self._quit_if_left()

    def show_start_page(self) -> None:
        if self.start_page is None:
            from situation_board.gui.start_page import StartPage

            self.start_page = StartPage()
            self.start_page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.start_page.sample_asked.connect(self.open_sample)
            self.start_page.new_asked.connect(self.ask_new)
            self.start_page.open_asked.connect(self.ask_open)
            self.start_page.file_chosen.connect(self.open)
            self.start_page.rescue_asked.connect(self._rescue.ask_file)
            self.start_page.closed.connect(self._forget_start_page)
            self._show_recent()
        self.start_page.show()
        self.start_page.raise_()
        self._say_about_last_run()

    def _show_recent(self) -> None:
        """Whether a file is there may take long to find out, on a stick or a network."""
        page, files = self.start_page, self.settings.recent_files
        assert page is not None
        self.errands.run(
            lambda: [(path, path.is_file()) for path in files],
            done=page.show_recent,
            failed=page.show_problem,
            receiver=page,
        )

    def _leave_start_page(self) -> None:
        if self.start_page is not None:
            self.start_page.close()
        self._quit_if_left()

    def _forget_start_page(self) -> None:
        self.start_page = None
        self._quit_if_left()

    def in_front(self) -> MainWindow | StartPage:
        """What a dialog belongs to."""
        active = QApplication.activeWindow()
        for window in self.windows:
            if window is active:
                return window
        if self.windows:
            return self.windows[-1]
        if self.start_page is None:
            self.show_start_page()
        assert self.start_page is not None
        return self.start_page

    def quit(self) -> None:
        """Close every window; one that cannot save stays."""
        for window in list(self.windows):
            window.close()
        if self.start_page is not None:
            self.start_page.close()

    def _quit_if_left(self) -> None:
        """Not at once: the program may not have begun to run, and then Qt would not hear it."""
        QTimer.singleShot(0, self, self._quit_if_nothing_is_open)

    def _quit_if_nothing_is_open(self) -> None:
        if not self.windows and self.start_page is None and not self.is_opening:
            self._application.quit()

    def sweep(self) -> None:
        """Remove the plain copies that a killed program left behind; beside the work."""
        from situation_board.gui.plain_copies import sweep

        self.errands.run(sweep, done=lambda _: None, failed=self.show_problem, receiver=self)

    def close(self) -> None:
        self._mailbox.close()
        for window in list(self.windows):
            window.situation.close()
        self.errands.close()
        self.settings.save()

    # --- telling

    def show_problem(self, problem: Problem) -> None:
        """In the window that is in front; without any, on the start page."""
        self.in_front().show_problem(problem)

    def show_bug_from_anywhere(self, bug: crash.Bug) -> None:
        self._mailbox.post(lambda: self.show_problem(bug))

    def _say_about_last_run(self) -> None:
        if self._said is not None:
            said, self._said = self._said, None
            self.show_problem(said)

    def _follow_system(self) -> None:
        if self.settings.theme is Theme.SYSTEM:
            apply_theme(Theme.SYSTEM)


def _close_if_opened(found: Opened | WholeFile) -> None:
    if isinstance(found, Opened):
        close_opened(found)


def _wants_key(problem: Problem) -> bool:
    return isinstance(problem, Mistake) and problem.field == "key"
