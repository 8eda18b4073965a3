"""Files for others, from the window: what is on the board or in the events table, as a table or for a map."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog

from situation_board.core.exporting.tables import ExportTable, export_table
from situation_board.core.exporting.writing import WRITERS, export_to
from situation_board.gui.background import Errands
from situation_board.gui.entry.wording import isolated

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow

FORMS = {".csv": "CSV", ".xlsx": "XLSX", ".geojson": "GeoJSON", ".kml": "KML"}
assert FORMS.keys() == WRITERS.keys()


def ask_export(window: MainWindow, errands: Errands, what: str) -> None:
    """Ask where to and in which form, beside the work."""
    titles = {"cards": _translated("Export the cards"), "events": _translated("Export the events")}
    forms = ";;".join(f"{words} (*{ending})" for ending, words in FORMS.items())
    dialog = QFileDialog(window, titles[what], f"{window.path.stem} {what}", forms)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.partition("*.")[2].rstrip(")")))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: export(window, errands, what, Path(path)))
    dialog.open()


def export(window: MainWindow, errands: Errands, what: str, path: Path) -> None:
    """Write it as it is now, under the situation's own label, and say so only when it is whole."""
    window.situation.ask(
        export_table,
        what,
        done=partial(_write, window, errands, path),
        failed=window.show_problem,
        receiver=window,
    )


def _write(window: MainWindow, errands: Errands, path: Path, table: ExportTable) -> None:
    rows = isolated(window.locale().toString(len(table.rows)))
    words = _translated("{0} was written: {1} rows.").format(isolated(path.name), rows)
    errands.run(
        lambda: export_to(path, table),
        done=lambda _: window.centre.banner.show_notice(words),
        failed=window.show_problem,
        receiver=window,
    )


def _translated(words: str) -> str:
    return QCoreApplication.translate("Exporting", words)
