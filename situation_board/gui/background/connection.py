"""A reading connection that follows the store: when the file was opened again, so is this."""

from __future__ import annotations

import threading
from collections.abc import Callable

from situation_board.core.store import Reader, Store


class Connection:
    """Of one thread, but for `interrupt`. Opened when it is first needed."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._opened_on: Store | None = None
        self._reader: Reader | None = None
        self._lock = threading.Lock()

    def reader(self) -> Reader:
        """A reader of the store as it is open now."""
        store = self._store()
        if self._reader is None or self._opened_on is not store:
            self.close()
            self._reader, self._opened_on = store.reader(), store
        return self._reader

    def interrupt(self) -> None:
        """Stop what it reads just now: that raises there. From any thread."""
        with self._lock:
            if self._reader is not None:
                self._reader.interrupt()

    def close(self) -> None:
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
