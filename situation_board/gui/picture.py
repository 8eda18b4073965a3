"""Painting the window into a picture, once everything that it shows has been fetched."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QByteArray,
    QEventLoop,
    QMessageLogContext,
    QPoint,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from situation_board.core.laptop import laptop_identity
from situation_board.core.problems import Trouble
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from situation_board.gui.app import make_application
from situation_board.gui.background import Errands, Situation
from situation_board.gui.look import Theme, apply_theme
from situation_board.gui.main_window import MainWindow
from situation_board.gui.settings import Settings

PATIENCE = 60_000  # milliseconds, after which it is painted as it is
TURN = 10  # milliseconds


def picture_of_board(store_path: Path, png_path: Path, *, width: int, height: int, sharpness: float) -> None:
    """The light window on that file, in so many pixels times the sharpness."""
    with unseen_window(store_path, width=width, height=height) as window:
        _choose_a_card(window)
        window.furnish()
        wait_until_shown(window)
        _write(painted(window, sharpness), png_path)


@contextmanager
def unseen_window(store_path: Path, *, width: int, height: int) -> Iterator[MainWindow]:
    """The light window on that file as on a screen, with all that it shows, but nowhere to be seen."""
    application = make_application()
    apply_theme(Theme.LIGHT)
    reopen = partial(Store.open, store_path.resolve(), identity=laptop_identity())
    errands = Errands()
    window = MainWindow(Situation(reopen(), reopen=reopen), Settings(), errands)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.docks.arrange()
    window.resize(width, height)
    former = qInstallMessageHandler(_let_pass)
    window.show()
    try:
        wait_until_shown(window)
        yield window
    finally:
        window.situation.close()
        window.hide()
        window.deleteLater()
        errands.close()
        application.sendPostedEvents()
        qInstallMessageHandler(former)


def _let_pass(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    """The screen that is not there says that it cannot do what only a screen does."""
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)


def wait_until_shown(window: MainWindow) -> None:
    """Until it asks for nothing more and looks the same twice.

    The board asks for a card's face when it first paints it, and layouts take their time over wrapped text.
    """
    loop = QEventLoop()
    window.situation.quiet.connect(loop.quit)
    patience = QTimer(singleShot=True, interval=PATIENCE)
    patience.start()
    before = QImage()
    while patience.isActive():
        now = painted(window, 1.0)
        if window.situation.is_quiet and now == before:
            return
        before = now
        QTimer.singleShot(TURN, loop, loop.quit)
        loop.exec()


def _choose_a_card(window: MainWindow) -> None:
    """So that the picture shows what hangs on a card, and what is held."""
    board = window.centre.board
    board.strip.expand(True)
    columns = (Column.CONTESTED, *Column)
    cards = [card for column in columns for card in board.models[column].ids[:1]]
    board.select(cards[:1])


def painted(window: QWidget, sharpness: float) -> QImage:
    image = QImage(window.size() * sharpness, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(sharpness)
    window.render(image, QPoint())
    return image


def _write(image: QImage, path: Path) -> None:
    writer = QImageWriter(str(path), QByteArray(b"PNG"))
    if not writer.write(image):
        raise Trouble(f"{path} cannot be written.", do="Choose a folder that can be written to, with room on it.")
