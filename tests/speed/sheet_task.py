"""One sheet from the start of a process to its bytes: python3 sheet_task.py ours|reportlab FILE"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gui.sheets import sheet_of


def main(who: str, file: str) -> None:
    sheet = sheet_of(7)
    if who == "reportlab":
        from tests.speed.sheet_by_reportlab import sheet_by_reportlab

        Path(file).write_bytes(sheet_by_reportlab(sheet))
        return
    from PySide6.QtGui import QGuiApplication

    from situation_board.gui.printing.rendering import render_pdf

    application = QGuiApplication([])
    Path(file).write_bytes(render_pdf(sheet))
    application.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
