"""A protected situation is open when the system says that it is about to sleep: it locks, and only then lets go."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from situation_board.core.protection.passphrase import key_of_passphrase
from situation_board.gui.app import Desk, make_application
from situation_board.gui.protection.lock_page import LockPage
from tests.stories.alone import wait_until

PASSPHRASE = "seven lanterns below the wide river"


def main(file: Path) -> None:
    application = make_application()
    desk = Desk(application)
    desk.open(file, key=key_of_passphrase(file, PASSPHRASE))
    wait_until(lambda: bool(desk.windows), "the file is open")
    window = desk.windows[0]
    window.furnish()
    wait_until(lambda: window.situation.is_quiet, "the board is shown")
    logind = window.protection.lock.sleep._logind
    assert logind is not None
    wait_until(lambda: logind.is_held, "sleep is held up")
    print("open", flush=True)
    wait_until(lambda: window.protection.is_locked, "it is locked")
    pages = [each for each in QApplication.topLevelWidgets() if isinstance(each, LockPage)]
    assert window.isHidden() and len(pages) == 1
    wait_until(lambda: not logind.is_held, "sleep may go on")
    assert not file.with_name(f"{file.name}-wal").exists()
    print("locked", flush=True)
    wait_until(lambda: logind.is_held, "sleep is held up")
    print("held again", flush=True)
    pages[0].close()
    desk.quit()
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
