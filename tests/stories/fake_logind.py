"""Stands in for the system's manager of sessions on a bus of the test's own: grants Inhibit, and says when it sleeps.

Reads lines: "sleep" and "wake" are told on; "held" answers whether somebody holds sleep up.
"""

from __future__ import annotations

import os
import sys
import threading

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor

from situation_board.gui.protection.sleeping import INTERFACE, PATH, SERVICE


@ClassInfo({"D-Bus Interface": INTERFACE})  # type: ignore[call-arg]
class Manager(QObject):  # type: ignore[operator]
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ours: int | None = None
        self.said.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> QDBusUnixFileDescriptor:
        assert (what, mode) == ("sleep", "delay")
        self._ours, theirs = os.pipe()
        os.set_blocking(self._ours, False)
        descriptor = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)
        return descriptor

    def _hear(self, word: str) -> None:
        if word == "held":
            print(self._is_held(), flush=True)
        else:
            told = QDBusMessage.createSignal(PATH, INTERFACE, "PrepareForSleep")
            told.setArguments([word == "sleep"])
            QDBusConnection.systemBus().send(told)

    def _is_held(self) -> bool:
        """The pipe ends when its other end was let go of."""
        if self._ours is None:
            return False
        try:
            return os.read(self._ours, 1) != b""
        except BlockingIOError:
            return True


def main() -> None:
    application = QCoreApplication([])
    bus, manager = QDBusConnection.systemBus(), Manager()
    assert bus.registerObject(PATH, manager, QDBusConnection.RegisterOption.ExportAllSlots)
    assert bus.registerService(SERVICE)
    print("ready", flush=True)

    def read() -> None:
        for line in sys.stdin:
            manager.said.emit(line.strip())
        application.quit()

    threading.Thread(target=read, daemon=True).start()
    application.exec()


if __name__ == "__main__":
    main()
