"""Boards and cards to test with."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core import times
from situation_board.core.figures import parse_figures
from situation_board.core.questions.cards import ActorFace, CardFace, card_ids
from situation_board.core.questions.place_figures import PlaceFigure, PlaceFigures
from situation_board.core.store import Store
from situation_board.core.vocabulary import Basis, Column, LocationKind, StatusFlag
from situation_board.gui import look
from situation_board.gui.background import Situation
from situation_board.gui.board import BoardWidget
from situation_board.gui.board.mime import Cards, to_mime
from situation_board.gui.board.view import ColumnView
from tests.gui.fixtures import delete_later_now

ZONE = ZoneInfo("Asia/Damascus")
NOW = times.parse("2024-12-08 09:40", zone=ZONE, now=10**14).earliest

HTS = ActorFace("hts", "Hayat Tahrir al-Sham", "HTS", "#1f7a4d")
ROOM = ActorFace("sor", "Southern Operations Room", "S. Op. Room", None)
GOVERNMENT = ActorFace("gov", "Syrian government", "government", None)
LONG = ActorFace("long", "The united command of the northern and eastern countryside", "united northern command", None)

PLAIN = CardFace(
    id="card-homs",
    number="4",
    location="homs",
    place="Homs",
    place_kind=LocationKind.TOWN,
    area="Homs governorate",
    column=Column.CONTESTED,
    actors=(HTS,),
    from_actors=(GOVERNMENT,),
    basis=Basis.CLAIMED,
    as_of=times.Time(NOW - 3 * times.HOUR, NOW - 3 * times.HOUR, times.Precision.MINUTE),
    verified_at=None,
    age=3 * times.HOUR,
    stale=False,
    claims_for=2,
    claims_against=1,
    best_for="2",
    best_against=None,
    conflicts=0,
    has_source=True,
    flags=(),
    note="Residents celebrate",
    label=None,
    status="status-1",
)


def face(**different: Any) -> CardFace:
    return dataclasses.replace(PLAIN, **different)


def told(text: str, *, source: str | None = "OCHA", on: str = "2024-12-07") -> PlaceFigures:
    """Figures of one date, as they would be entered."""
    stands = times.parse(on, zone=ZONE, now=NOW) if on else None
    figures = parse_figures(text, ZONE)
    return PlaceFigures(tuple(PlaceFigure("event-1", figure, source, stands) for figure in figures), len(figures))


FACES = {
    "plain": PLAIN,
    "unknown": face(actors=None, from_actors=None, basis=None, place_kind=None, area=None, number="", note=None),
    "nobody": face(column=Column.FALLEN, actors=(), from_actors=()),
    "joint": face(actors=(HTS, ROOM, GOVERNMENT, LONG, HTS), from_actors=(LONG, GOVERNMENT)),
    "long": face(
        place="Ma'arrat an-Nu'man al-Gharbiyya wa-Tall Mannas al-Jadida",
        area="Northern countryside of the governorate",
        place_kind=LocationKind.SUB_DISTRICT,
        actors=(LONG, ROOM),
        note="A note that goes on and on, far beyond the edge of any card\nand has a second line",
    ),
    "arabic": face(
        place="دير الزور",
        area="محافظة دير الزور",
        actors=(ActorFace("a", "الجيش السوري", "الجيش", None),),
        note="مصادر محلية تتحدث عن انسحاب",
    ),
    "stale": face(stale=True, as_of=times.day(times.at(NOW, ZONE).date(), ZONE), has_source=False),
    "conflict": face(conflicts=2, has_source=False, stale=True, verified_at=times.exactly(NOW - times.HOUR)),
    "flags": face(flags=tuple(StatusFlag), column=Column.HELD, from_actors=None),
    "figure": face(figures=told("more than 370,000 displaced people, cumulative")),
    "figures": face(figures=told("between 800,000 and one million displaced; 23 killed; 51 injured"), conflicts=1),
    "bare": face(place="", claims_for=0, claims_against=0, note=None, area=None),
}


def names(board: BoardWidget, column: Column) -> list[str]:
    """The places that a column shows, in order, as far as they are fetched."""
    model = board.models[column]
    faces = [model.known_face(card) for card in model.ids]
    return [face.place if face else "?" for face in faces]


def card_named(board: BoardWidget, qtbot: QtBot, place: str) -> str:
    """The id of the card of that place, once it is fetched."""
    found: list[str] = []

    def look_for_it() -> bool:
        for model in board.models.values():
            for row, card in enumerate(model.ids):
                face = model.face(row)
                if face is not None and face.place == place:
                    found.append(card)
                    return True
        return False

    qtbot.waitUntil(look_for_it, timeout=10_000)
    return found[0]


def column_of(board: BoardWidget, card: str) -> Column | None:
    return next((column for column, model in board.models.items() if card in model.ids), None)


# --- boards that are shown


@pytest.fixture
def board(qapp: QApplication, qtbot: QtBot, situation: Situation) -> Iterator[BoardWidget]:
    """The reference situation on a board that is shown."""
    look.apply_theme(look.Theme.LIGHT)
    board = BoardWidget(situation)
    board.resize(1200, 700)
    with qtbot.waitSignal(board.shown, timeout=10_000):
        board.show()
    board.activateWindow()
    qtbot.waitUntil(board.isActiveWindow, timeout=10_000)  # shortcuts are heard in the active window only
    board.setFocus()
    yield board
    board.close()
    board.deleteLater()
    delete_later_now()


@pytest.fixture
def settle(board: BoardWidget, qtbot: QtBot) -> Callable[[Callable[[], None]], None]:
    """Do something and wait until the board has followed the news."""

    def do_and_wait(deed: Callable[[], None]) -> None:
        with qtbot.waitSignal(board.shown, timeout=10_000):
            deed()

    return do_and_wait


Settle = Callable[[Callable[[], None]], None]


def stored(situation: Situation, column: Column) -> list[str]:
    """What another program reads."""
    with Store.open(situation.path) as other, other.reading() as reading:
        return card_ids(reading, column)


def focus(board: BoardWidget, card: str) -> ColumnView:
    column = column_of(board, card)
    assert column is not None
    board.go_to(column, card)
    return board.views[column]


def drop(view: ColumnView, data: QMimeData, y: int) -> QDropEvent:
    where = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(QPoint(20, y), *where))
    event = QDropEvent(QPointF(20, y), *where)
    event.ignore()
    QApplication.sendEvent(view.viewport(), event)
    return event


def data_of(board: BoardWidget, *cards: str) -> QMimeData:
    settings = board.models[Column.FALLEN].settings
    assert settings is not None
    return to_mime(Cards(settings.id, cards))


def void(_: object) -> None:
    """For what answers where no answer is wanted."""
