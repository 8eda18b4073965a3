"""The pipe between the window and its process: one object at a time, of kinds that hold data and do nothing."""

from __future__ import annotations

import dataclasses
import enum
import io
import pickle
import sys
from multiprocessing.connection import Connection, Pipe
from zoneinfo import ZoneInfo

from situation_board.core.importing.format import Format
from situation_board.core.importing.known_formats import FORMATS
from situation_board.core.problems import Problem
from situation_board.core.times import zone_named

MOST_BYTES = 64 << 20
"""Of one message; reports are cut long before."""
OURS = "situation_board.core."
FORMAT, ZONE = "format", "zone"


class Gone(Exception):
    """Nobody is at the other end any more, or nobody who can be understood."""


class Channel:
    """One end of the pipe. Of one thread at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def handle(self) -> int:
        return self._connection.fileno()

    def send(self, message: object) -> None:
        """Gone when nobody hears it. ValueError when it is too long to be sent."""
        text = _written(message)
        if len(text) > MOST_BYTES:
            raise ValueError(f"a message of {len(text)} bytes")
        try:
            self._connection.send_bytes(text)
        except OSError as error:
            raise Gone from error

    def receive(self, patience: float | None = None) -> object:
        """The next message; None when none comes in so many seconds. Gone when none can come."""
        try:
            if patience is not None and not self._connection.poll(patience):
                return None
            return _read(self._connection.recv_bytes(MOST_BYTES))
        except (OSError, EOFError) as error:
            raise Gone from error

    def close(self) -> None:
        self._connection.close()


def make_channel() -> tuple[Channel, Channel]:
    """Both ends."""
    ours, theirs = Pipe()
    return Channel(ours), Channel(theirs)


def inherited_channel(handle: int) -> Channel:
    """The end that this process was started with."""
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        return Channel(PipeConnection(handle))
    return Channel(Connection(handle))


class _Writer(pickle.Pickler):
    """Formats and zones are known at both ends: their names are sent."""

    def persistent_id(self, thing: object) -> tuple[str, str] | None:
        match thing:
            case Format():
                return FORMAT, thing.name
            case ZoneInfo():
                return ZONE, thing.key
            case _:
                return None


class _Reader(pickle.Unpickler):
    """Makes dataclasses, enumerations and problems of ours, and nothing else: whoever reads a hostile file may have
    come to say what its maker wants."""

    def find_class(self, module: str, name: str) -> type:
        if module.startswith(OURS) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, enum.Enum | Problem)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no data of ours")

    def persistent_load(self, named: tuple[str, str]) -> Format | ZoneInfo:
        kind, name = named
        if kind == ZONE:
            return zone_named(name)
        return next(each for each in FORMATS if each.name == name)


def _written(message: object) -> bytes:
    text = io.BytesIO()
    _Writer(text, pickle.HIGHEST_PROTOCOL).dump(message)
    return text.getvalue()


def _read(text: bytes) -> object:
    try:
        return _Reader(io.BytesIO(text)).load()
    except Exception as error:  # a garbled message can fail in any way
        raise Gone from error
