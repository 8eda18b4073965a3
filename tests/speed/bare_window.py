"""The floor of every window: nothing but PySide6, painted once. Started as a process of its own.

Prints one line of JSON when it was painted; ends when its standard input is closed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    is_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            print(json.dumps({"painted": time.monotonic()}), flush=True)


def main() -> None:
    application = QApplication(sys.argv)
    window = BareWindow()
    window.resize(1280, 800)
    window.show()
    threading.Thread(target=_wait_for_end, daemon=True).start()
    application.exec()


def _wait_for_end() -> None:
    """Ends without ceremony: another thread cannot ask an application to quit."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
