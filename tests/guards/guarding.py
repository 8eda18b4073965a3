"""Blocks for tests: the network, and the packages of the window. Standard library only."""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, ClassVar

WINDOW_PACKAGES = {"PySide6", "shiboken6", "pyqtgraph"}


class NetworkUsed(OSError):
    """Raised where a connection would have been made; `attempts` remembers those that were swallowed."""

    attempts: ClassVar[list[str]] = []

    def __init__(self, what: str) -> None:
        self.attempts.append(what)
        super().__init__(f"no test may use the network: {what}")


class GuardedSocket(socket.socket):
    """A socket that reaches other programs of this machine by file name (AF_UNIX) only."""

    def connect(self, address: Any, /) -> None:
        _refuse_far(self, "connect", address)
        super().connect(address)

    def connect_ex(self, address: Any, /) -> int:
        _refuse_far(self, "connect", address)
        return super().connect_ex(address)

    def sendto(self, *arguments: Any) -> int:
        _refuse_far(self, "send", arguments[-1])
        return super().sendto(*arguments)

    def bind(self, address: Any, /) -> None:
        _refuse_far(self, "listen", address)
        super().bind(address)


def _refuse_far(used: socket.socket, verb: str, address: object) -> None:
    near = getattr(socket, "AF_UNIX", None)
    if near is None and isinstance(address, tuple) and address[0] in {"127.0.0.1", "::1"}:
        return  # Windows: Python's own pairs of sockets go over the loopback
    if used.family != near:
        raise NetworkUsed(f"{verb} {address!r}")


def _refuse_lookup(host: object, *arguments: object, **more: object) -> Any:
    raise NetworkUsed(f"look up {host!r}")


def block_network() -> None:
    """From now on this process reaches nothing over the network and looks up no name."""
    if socket.socket is GuardedSocket:
        return
    socket.socket = GuardedSocket  # type: ignore[misc]
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        setattr(socket, name, _refuse_lookup)


class _NoWindow(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in WINDOW_PACKAGES:
            raise ModuleNotFoundError(f"{name} is absent in this test", name=name)
        return None


def block_qt() -> None:
    """From now on the packages of the window are as good as not installed."""
    if not any(isinstance(finder, _NoWindow) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NoWindow())
