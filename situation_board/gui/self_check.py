"""Does this installation work? The sample is gone through as a person would, off screen and in a folder of its own.

Each part needs something that an incomplete installation lacks: a library, a plugin of Qt, a font, an icon, the time
zones. Later parts go on after a failure, so that one run tells everything.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QColor, QGuiApplication, QImage

from situation_board.core import integrity
from situation_board.core.actions.cards import current_status, move_cards
from situation_board.core.exporting.tables import export_table
from situation_board.core.exporting.writing import export_to
from situation_board.core.importing.apart.messages import LookAt, situation_file
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.workbooks import tables_of_workbook
from situation_board.core.laptop import laptop_identity
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, key_of_passphrase
from situation_board.core.resources import resource_path
from situation_board.core.sample import create_sample
from situation_board.core.sqlite import sqlite3
from situation_board.core.steps import end_of
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from situation_board.gui.about import about_pages
from situation_board.gui.background.child import Child
from situation_board.gui.charts.drawing import drawn_answer
from situation_board.gui.demo import HEIGHT, WIDTH, save_charts_picture, save_snapshot
from situation_board.gui.look import icon, icon_names
from situation_board.gui.picture import painted, unseen_window, wait_until_shown

PASSPHRASE = "only for this check of the program"


@dataclass(frozen=True)
class Part:
    """How one part went; `error` is what went wrong."""

    name: str
    seconds: float
    error: Exception | None


@dataclass(frozen=True)
class Checked:
    """The answer: with what, on which platform of Qt (offscreen, xcb, windows, cocoa), and how each part went."""

    versions: dict[str, str]
    screen: str
    parts: list[Part]


class Unexpected(Exception):
    """The program did something else than it should: our bug."""


def check(folder: Path) -> Checked:
    """Go through all parts, with files in that folder only."""
    path = folder / "self-check.sitboard"
    parts = [_done(part, path) for part in PARTS]
    return Checked(_versions(), QGuiApplication.platformName(), parts)


def _versions() -> dict[str, str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    return {
        "pyside": PySide6.__version__,
        "qt": qVersion() or "",
        "sqlite": sqlite3.sqlite_version,
        "sqlcipher": cipher,
    }


def _done(part: Callable[[Path], None], path: Path) -> Part:
    started = time.perf_counter()
    error = None
    try:
        part(path)
    except Exception as problem:
        error = problem
    return Part(part.__name__, round(time.perf_counter() - started, 3), error)


def _expect(is_so: bool, what: str) -> None:
    if not is_so:
        raise Unexpected(what)


def sample(path: Path) -> None:
    create_sample(path, identity=laptop_identity()).close()


def window(path: Path) -> None:
    """Shows the board, and after a move the card in its new column."""
    with unseen_window(path, width=WIDTH, height=HEIGHT) as shown:
        models = shown.centre.board.models
        _expect(_is_drawn(painted(shown, 1.0)), "The window is empty.")
        card = models[Column.CONTESTED].ids[0]
        shown.situation.do(move_cards, [card], Column.FALLEN)
        shown.furnish()
        wait_until_shown(shown)
        _expect(card in models[Column.FALLEN].ids, "The moved card is not where it was moved to.")


def store(path: Path) -> None:
    """The file that the window left holds the move, and its tables are what its log says."""
    with Store.open(path, identity=laptop_identity()) as opened, opened.reading() as reading:
        moved = reading.value("SELECT subject FROM log WHERE label = 'move_card' ORDER BY arrival DESC LIMIT 1")
        _expect(current_status(reading, moved).column is Column.FALLEN, "The move is not in the file.")
        _expect(integrity.check(reading).clean, "The tables are not what the log says.")


def chart(path: Path) -> None:
    picture = path.with_suffix(".png")
    save_charts_picture(path, picture)
    _expect(_is_drawn(QImage(str(picture))), "The chart is empty.")
    _expect(_is_drawn(_chart_in_window(path)), "The chart of the window is empty.")


def _chart_in_window(path: Path) -> QImage:
    """Painted through the library that moves and zooms charts, which a saved picture does without."""
    from situation_board.gui.charts.view import ChartView  # loads that library

    with Store.open(path, identity=laptop_identity()) as opened, opened.reading() as reading:
        answer, drawing = drawn_answer(reading)
    view = ChartView()
    view.resize(WIDTH, HEIGHT)
    view.show_drawing(answer, drawing)
    view.show_whole()
    image: QImage = view.grab().toImage()
    view.deleteLater()
    return image


def sheet(path: Path) -> None:
    pages = path.with_suffix(".pdf")
    save_snapshot(path, pages)
    _expect(pages.read_bytes().startswith(b"%PDF-"), "The sheet is no PDF.")


def workbook(path: Path) -> None:
    """Written with one library and read with another."""
    written = path.with_suffix(".xlsx")
    with Store.open(path, identity=laptop_identity()) as opened, opened.reading() as reading:
        table = export_table(reading, "cards")
    export_to(written, table)
    rows = [row for found in tables_of_workbook(GivenFile(written)) for row in found.rows(Notes())]
    _expect(len(rows) >= len(table.rows) > 0, "The workbook does not hold the cards.")


def importing(path: Path) -> None:
    """A large file is read by a process of its own, which is this program once more."""
    table = path.with_suffix(".csv")
    table.write_text("place,date,IDPs\nHoms,2024-12-01,1200\n", encoding="utf-8")
    child = Child()
    try:
        with Store.open(path, identity=laptop_identity()) as opened:
            with opened.reading() as reading:
                options = Options(zone=reading.zone, now=reading.now)
            asked = LookAt(situation_file(opened), str(table), options, format=None)
            seen = end_of(child.ask(asked))
    finally:
        child.end()
    _expect(seen.file.examined.loadable == 1, "The row of the table was not seen.")


def passphrase(path: Path) -> None:
    change_protection(path, key=None, new_key=fresh_key(PASSPHRASE))
    with path.open("rb") as file:
        _expect(not file.read(6).startswith(b"SQLite"), "The file is not encrypted.")
    Store.open(path, identity=laptop_identity(), key=key_of_passphrase(path, PASSPHRASE)).close()


def resources(path: Path) -> None:
    for name in icon_names():
        _expect(_is_drawn(icon(name).pixmap(24, 24).toImage()), f"The icon {name} is empty.")
    help_pages = [*resource_path("help").glob("*.md")]
    _expect(len(help_pages) > 0 and all(page.stat().st_size for page in help_pages), "The help has no pages.")
    pages = 5 if getattr(sys, "frozen", False) else 3
    _expect(len(about_pages()) >= pages, "The licences are missing.")


PARTS = (sample, window, store, chart, sheet, workbook, importing, passphrase, resources)


def _is_drawn(image: QImage) -> bool:
    """Whether it has more than one colour."""
    if image.isNull():
        return False
    small = image.scaled(64, 64)
    first = QColor(small.pixelColor(0, 0))
    return any(small.pixelColor(x, y) != first for x in range(64) for y in range(64))
