"""News of the file: what was committed, by us or by another program, and whether the file can be reached."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from situation_board.core.problems import Problem, Trouble
from situation_board.core.rows import TABLES
from situation_board.core.store import Reader, Reading, Store
from situation_board.gui.background.connection import Connection
from situation_board.gui.background.jobs import Mailbox, problem_of, start_thread

LOOK_SECONDS = 0.5
EVERYTHING = frozenset(TABLES)
BROUGHT = frozenset({"event"})
"""What comes and goes with an imported file, without lines of its own in the log."""


class News:
    """Tells the tables of everything that came to the log, each change once, whoever made it."""

    def __init__(self, mailbox: Mailbox, changed: Callable[[frozenset[str]], None]) -> None:
        self._mailbox = mailbox
        self._changed = changed
        self._known = 0
        self._lock = threading.Lock()

    def know(self, reading: Reading) -> None:
        with self._lock:
            self._known = reading.arrival

    def forget(self) -> None:
        """The file may be another copy by now: everything is news."""
        with self._lock:
            self._known = 0

    def tell(self, reading: Reading) -> None:
        with self._lock:
            lines = reading.all('SELECT DISTINCT "table" FROM log WHERE arrival > ?', self._known)
            self._known = max(self._known, reading.arrival)
        if lines:
            tables = frozenset(table for (table,) in lines)
            self.tell_tables(tables | BROUGHT if "dataset" in tables else tables)

    def tell_tables(self, tables: frozenset[str]) -> None:
        self._mailbox.post(lambda: self._changed(tables))


class WatchingThread:
    """Looks twice a second whether the file changed. SQLite answers that from memory."""

    def __init__(
        self,
        *,
        store: Callable[[], Store],
        started: threading.Event,
        news: News,
        mailbox: Mailbox,
        standing: Callable[[Problem | None], None],
        suspect: Callable[[], None],
        open_again: Callable[[], None],
    ) -> None:
        """`standing` hears when the file cannot be reached and when it can again; `suspect` is called in between.
        `open_again` is told when a read-only file may be written to by now.
        """
        self._store = store
        self._started = started
        self._news = news
        self._mailbox = mailbox
        self._standing = standing
        self._suspect = suspect
        self._open_again = open_again
        self._was_writable = False
        self._connection = Connection(store)
        self._last_reader: Reader | None = None
        self._problem: Problem | None = None
        self._closing = threading.Event()
        self._thread = start_thread("watching", self._run)

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        self._started.wait()
        version: int | None = None
        while not self._closing.wait(LOOK_SECONDS):
            try:
                version = self._look(version)
            except Exception as error:
                version = None
                self._connection.close()
                self._note(self._why(error))
        self._connection.close()

    def _look(self, version: int | None) -> int:
        """See whether anybody committed since that version of the content, and tell it."""
        self._check_file_is_there()
        self._check_rights()
        reader = self._connection.reader()
        found = reader.data_version()
        if found != version or reader is not self._last_reader:
            self._last_reader = reader
            with reader.reading() as reading:
                self._news.tell(reading)
        if self._problem is not None:
            self._note_end()
        return found

    def _check_file_is_there(self) -> None:
        """SQLite would not notice: it reads on from a deleted file."""
        path = self._store().path
        if not path.exists():
            raise Trouble(
                f"{path.name} cannot be reached: the stick was pulled or the file was moved.",
                kept="What was saved is in that file.",
                do="Put it back; work goes on by itself.",
            )

    def _why(self, error: Exception) -> Exception:
        """A file that goes away after it was looked for fails in any way: that it is gone is the reason."""
        try:
            self._check_file_is_there()
        except Exception as reason:
            return reason
        return error

    def _check_rights(self) -> None:
        """A file that was read-only is opened again once that is over."""
        path = self._store().path
        is_writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        if self._store().read_only and is_writable and not self._was_writable:
            self._suspect()
            self._mailbox.post(self._open_again)
        self._was_writable = is_writable

    def _note(self, error: Exception) -> None:
        """Say once that the file cannot be read; looking goes on until it can."""
        self._suspect()
        if self._problem is None:
            problem = self._problem = problem_of(error)
            self._mailbox.post(lambda: self._standing(problem))

    def _note_end(self) -> None:
        self._problem = None
        self._mailbox.post(lambda: self._standing(None))
        self._news.tell_tables(EVERYTHING)
