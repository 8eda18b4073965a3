"""How programs of one person on one laptop speak to each other: one line, and a short answer.

Over a local socket, on Windows a named pipe; never over a network (packaging/decisions/0033). Whoever calls may be
anybody: what he says is bounded in length, number and time, and is a path to open or nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER = b"here\n"
LONGEST = 32 * 1024
"""Bytes of a line: the longest path of Linux, each of its bytes escaped."""
MOST_CALLERS = 16
TIME_TO_SPEAK = 5_000
"""Milliseconds in which a caller has to finish."""


def line_of(path: Path | None) -> bytes:
    """What is said: open that file; None: come to the front."""
    return json.dumps({"open": None if path is None else str(path.absolute())}).encode("ascii") + b"\n"


def path_in(line: bytes) -> Path | None:
    """What was said. ValueError for anything but a line of `line_of`."""
    said = json.loads(line)
    if not isinstance(said, dict) or "open" not in said:
        raise ValueError("not ours")
    path = said["open"]
    if path is None:
        return None
    if not isinstance(path, str) or "\0" in path or not Path(path).is_absolute():
        raise ValueError("no path")
    return Path(path)


def call(address: str, path: Path | None, *, patience: int) -> bool:
    """Say it to the program that listens there. False when nobody answers within that many milliseconds."""
    socket = QLocalSocket()
    socket.setReadBufferSize(len(ANSWER))
    socket.connectToServer(address)
    if not socket.waitForConnected(patience):
        return False
    _let_it_come_forward()
    socket.write(line_of(path))
    while socket.bytesAvailable() < len(ANSWER) and socket.waitForReadyRead(patience):
        pass
    answered = socket.readAll().data() == ANSWER
    socket.disconnectFromServer()
    return answered


def _let_it_come_forward() -> None:
    """Windows lets only the program that a person just started give the front to another one."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


class Door(QObject):
    """Listens at an address. `called` brings the path to open, or None to come to the front."""

    called = Signal(object)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        """A socket that a killed program left is taken over: ask with `call` first whether somebody is there."""
        super().__init__(parent)
        self._callers: set[_Caller] = set()
        self._server = QLocalServer(self)
        if sys.platform == "win32":  # elsewhere the folder is ours alone
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._let_in)
        if not self._server.listen(address):
            QLocalServer.removeServer(address)
            self._server.listen(address)

    @property
    def is_open(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        self._server.close()
        for caller in list(self._callers):
            caller.leave()

    def _let_in(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self._callers) >= MOST_CALLERS:
                socket.abort()
                socket.deleteLater()
                continue
            caller = _Caller(socket, self)
            self._callers.add(caller)
            caller.spoke.connect(self.called)
            caller.left.connect(self._forget)
            caller.listen()

    def _forget(self, caller: _Caller) -> None:
        self._callers.discard(caller)


class _Caller(QObject):
    """One who called: heard once, then gone."""

    spoke = Signal(object)
    left = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        self._socket.setParent(self)
        self._socket.setReadBufferSize(LONGEST)
        self._socket.readyRead.connect(self.listen)
        self._socket.disconnected.connect(self.leave)
        self._patience = QTimer(self, singleShot=True, interval=TIME_TO_SPEAK)
        self._patience.timeout.connect(self.leave)
        self._patience.start()
        self._is_gone = False

    def listen(self) -> None:
        if self._is_gone:
            return
        if self._socket.canReadLine():
            self._hear(bytes(self._socket.readLine(LONGEST).data()))
        elif self._socket.bytesAvailable() >= LONGEST:
            self.leave()

    def leave(self) -> None:
        if self._is_gone:
            return
        self._is_gone = True
        self._patience.stop()
        self._socket.abort()
        self.left.emit(self)
        self.deleteLater()

    def _hear(self, line: bytes) -> None:
        try:
            path = path_in(line)
        except (ValueError, RecursionError):
            self.leave()
            return
        self._socket.write(ANSWER)
        self._socket.flush()
        self._socket.readyRead.disconnect(self.listen)
        self.spoke.emit(path)
