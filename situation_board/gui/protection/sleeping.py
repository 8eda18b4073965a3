"""The laptop is about to sleep: said by the system where it says so, so that the window can lock before and not after.

Linux: logind's PrepareForSleep; sleep is held up until the lock is shut, for five seconds at most. Windows: the message
of a suspend, which leaves two seconds. macOS tells only programs of its own making: there, as wherever nothing is said,
waking is noticed by the clock (`idle`).
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any, cast

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot

SERVICE, PATH, INTERFACE = "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
POWER_MESSAGE, SUSPEND = 0x0218, 0x0004  # WM_POWERBROADCAST, PBT_APMSUSPEND


class SleepWatch(QObject):
    """`about_to_sleep` is said once for each sleep; `may_sleep` says that nothing has to be waited for any more."""

    about_to_sleep = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._logind: Logind | None = None
        self._windows: SuspendFilter | None = None

    def begin(self) -> None:
        """Listen from now on; nothing happens where the system says nothing."""
        if sys.platform == "linux" and self._logind is None:
            self._logind = Logind(self)
            self._logind.listen()
        elif sys.platform == "win32" and self._windows is None:
            self._windows = SuspendFilter(self.about_to_sleep.emit)

    def may_sleep(self) -> None:
        if self._logind is not None:
            self._logind.let_go()


class Logind(QObject):
    """The system's manager of sessions, over D-Bus. Without one there is nobody to ask, and nothing is said."""

    def __init__(self, watch: SleepWatch) -> None:
        super().__init__(watch)
        self._watch = watch
        self._held: Any = None
        self._asked: Any = None

    def listen(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:  # a trimmed bundle
            return
        bus = QDBusConnection.systemBus()
        slot = SLOT("prepare(bool)")
        if bus.isConnected() and bus.connect(SERVICE, PATH, INTERFACE, "PrepareForSleep", self, cast(Any, slot)):
            self._hold()

    def let_go(self) -> None:
        """The system may go to sleep now."""
        if self._held is not None:
            self._held.setFileDescriptor(-1)
            self._held = None

    @Slot(bool)
    def prepare(self, begins: bool) -> None:
        if begins:
            self._watch.about_to_sleep.emit()
        else:
            self._hold()

    def _hold(self) -> None:
        """Have the next sleep held up until `let_go`: asked beside the work, as the system may take its time."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        call = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "Inhibit")
        call.setArguments(["sleep", "Situation Board", self.tr("lock before the laptop sleeps"), "delay"])
        self._asked = QDBusPendingCallWatcher(QDBusConnection.systemBus().asyncCall(call), self)
        self._asked.finished.connect(self._take)

    def _take(self, asked: Any) -> None:
        answer = asked.reply().arguments()
        if not asked.isError() and answer:
            self.let_go()
            self._held = answer[0]
        asked.deleteLater()
        self._asked = None

    @property
    def is_held(self) -> bool:
        """Whether the next sleep waits for `let_go`."""
        return self._held is not None


class SuspendFilter(QAbstractNativeEventFilter):
    """Windows tells each of a program's windows."""

    def __init__(self, told: Any) -> None:
        super().__init__()
        self._told = told
        application = QCoreApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        if bytes(QByteArray(kind).data()) == b"windows_generic_MSG" and says_suspend(int(message)):
            self._told()
        return False, 0


def says_suspend(address: int) -> bool:
    """Whether the Windows message at an address announces sleep."""
    message = ctypes.cast(address, ctypes.POINTER(wintypes.MSG)).contents
    return message.message == POWER_MESSAGE and message.wParam == SUSPEND
