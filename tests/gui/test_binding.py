"""The Qt binding itself: some of its releases lose a reference to None at each call and die after a few thousand."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

CALLS = 20_000


def test_calls_that_return_nothing_do_not_use_up_the_references_to_none(qtbot: QtBot) -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("name")
        thing.blockSignals(False)
    assert sys.getrefcount(None) > before - CALLS // 10


def test_painting_does_not_use_up_the_references_to_none(qtbot: QtBot) -> None:
    picture = QPixmap(8, 8)
    painter = QPainter(picture)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        painter.drawRect(QRect(0, 0, 4, 4))
        painter.save()
        painter.restore()
    painter.end()
    assert sys.getrefcount(None) > before - CALLS // 10
