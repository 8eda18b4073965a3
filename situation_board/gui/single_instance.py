"""One window a file: a second one on the same file raises the first, also in another process."""

from __future__ import annotations

import getpass
import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

RAISE = b"raise\n"
ANSWER = b"here\n"
PATIENCE = 2_000  # milliseconds: a busy window answers late, a stale socket at once


def address(path: Path) -> str:
    """The name that every window of this user on this file listens at."""
    spoken = f"{getpass.getuser()}\n{os.path.normcase(path.resolve())}"
    return f"situation-board-{hashlib.sha256(spoken.encode()).hexdigest()[:24]}"


def raise_other_window(path: Path) -> bool:
    """Ask the window that shows this file to come to the front. False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(address(path))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(RAISE)
    answered = socket.waitForReadyRead(PATIENCE) and socket.readAll().data() == ANSWER
    socket.disconnectFromServer()
    return answered


class Doorkeeper(QObject):
    """Listens for a second window on the file of this one."""

    knocked = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._let_in)
        self._listen(address(path))

    def close(self) -> None:
        self._server.close()

    def _listen(self, name: str) -> None:
        """Where a killed window left its socket, take it over; nobody answers there."""
        if not self._server.listen(name):
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def _let_in(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._answer(socket))
            if socket.bytesAvailable():
                self._answer(socket)

    def _answer(self, socket: QLocalSocket) -> None:
        if socket.readAll().data() == RAISE:
            socket.write(ANSWER)
            socket.flush()
            self.knocked.emit()
