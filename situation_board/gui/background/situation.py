"""One open file, as the window sees it: actions and questions go in, answers and news come out."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Generator, Hashable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from situation_board.core.problems import Problem, Trouble
from situation_board.core.store import Identity, Saved, Store
from situation_board.gui.background.jobs import Failed, Job, Mailbox, make_job
from situation_board.gui.background.reading import ReadingThreads
from situation_board.gui.background.steps import Read, Steps, StepThreads, UnderWay
from situation_board.gui.background.watching import EVERYTHING, News, WatchingThread
from situation_board.gui.background.writing import WritingThread

if TYPE_CHECKING:
    from situation_board.gui.background.child import Child

Answer = TypeVar("Answer")
logger = logging.getLogger(__name__)


class Situation(QObject):
    """One open file. Owns the store, which is closed with it.

    `changed` names the tables of each commit, ours and those of other programs. `busy` says whether something is
    being written. `failed` brings Problems that nobody else takes, `not_saved` those of each write. `standing` brings
    the Problem that lasts - the file cannot be reached - and None when it is over. `quiet` says that nobody waits for
    an answer any more.

    Callbacks come on the thread of the window, and not to a `receiver` that is gone by then. Without a receiver it
    is the QObject whose method `done` is. Once it is closed, nothing is asked any more: nobody would hear the answer.
    """

    changed = Signal(object)
    busy = Signal(bool)
    failed = Signal(object)
    not_saved = Signal(object)
    standing = Signal(object)
    quiet = Signal()

    def __init__(
        self, store: Store, parent: QObject | None = None, *, reopen: Callable[[], Store] | None = None
    ) -> None:
        """`reopen` opens the same file again, for when a stick was pulled and put back."""
        super().__init__(parent)
        self.refusal: Problem | None = None
        """Why nothing may be written at present, such as that the past is looked at; None when it may."""
        self.is_protected = store.is_protected
        self._is_closed = False
        self._is_resting = False
        self._is_away = False
        self._held: list[Callable[[], object]] = []
        self._children: set[Child] = set()
        self._mailbox = Mailbox(self)
        self._begin(store, reopen)

    def _begin(self, store: Store, reopen: Callable[[], Store] | None) -> None:
        news = News(self._mailbox, self.changed.emit)
        self._writing = WritingThread(
            store,
            reopen=reopen,
            mailbox=self._mailbox,
            news=news,
            busy=self.busy.emit,
            failed=self.failed.emit,
            not_saved=self.not_saved.emit,
        )
        opened = self._writing
        self._reading = ReadingThreads(
            store=lambda: opened.store,
            mailbox=self._mailbox,
            started=opened.started,
            failed=self._unanswered,
            quiet=self.quiet.emit,
        )
        self._steps = StepThreads(
            store=lambda: opened.store, mailbox=self._mailbox, started=opened.started, write=opened.step
        )
        self._watching = WatchingThread(
            store=lambda: opened.store,
            started=opened.started,
            news=news,
            mailbox=self._mailbox,
            standing=self._stand,
            suspect=self._suspect,
            open_again=self._open_again,
        )

    @property
    def path(self) -> Path:
        return self._writing.store.path

    @property
    def identity(self) -> Identity:
        return self._writing.store.identity

    @property
    def is_read_only(self) -> bool:
        return self._writing.store.read_only

    @property
    def is_writing(self) -> bool:
        return self._writing.is_busy

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is being written and nobody waits for an answer."""
        return not self._writing.is_busy and not self._reading.is_busy

    def do(
        self,
        action: Callable[..., Any],
        *args: Any,
        done: Callable[[Saved], None] | None = None,
        failed: Failed | None = None,
        receiver: QObject | None = None,
        **kwargs: Any,
    ) -> None:
        """Do an action on the writing thread, after those asked for before."""
        self.write(lambda store: store.do(action, *args, **kwargs), done=done, failed=failed, receiver=receiver)

    def write(
        self,
        work: Callable[[Store], Answer],
        *,
        done: Callable[[Answer], None] | None = None,
        failed: Failed | None = None,
        receiver: QObject | None = None,
    ) -> None:
        """As `do`, for what needs the store itself, such as a merge."""
        if self._is_closed:
            raise RuntimeError("this situation is closed")
        job = make_job(work, done, failed, receiver)
        if self.refusal is None:
            self._when_open(lambda: self._writing.take(job))
        else:
            self._refuse(job, self.refusal)

    def ask(
        self,
        question: Callable[..., Answer],
        *args: Any,
        done: Callable[[Answer], None] | None = None,
        failed: Failed | None = None,
        key: Hashable = None,
        receiver: QObject | None = None,
        looked_at: bool = False,
        **kwargs: Any,
    ) -> None:
        """Ask a question on a reading thread. An older one of the same key that has no answer yet is dropped.

        What is `looked_at` right now, and quickly answered, does not wait behind other questions.
        """
        job = make_job(lambda reading: question(reading, *args, **kwargs), done, failed, receiver, key)
        self._when_open(lambda: self._reading.ask(job, looked_at=looked_at))

    def walk(
        self,
        steps: Steps,
        *,
        progress: Callable[[Any], None],
        done: Callable[[Any], None],
        failed: Failed | None = None,
        receiver: QObject | None = None,
        writes: bool = False,
        may_be_cut: bool = False,
    ) -> UnderWay:
        """Go through long work step by step; `steps` is given what opens a Reading, and what writes if it does so.

        What `may_be_cut` does not keep the file from being closed for a while: its outcome is None then.
        """
        job = make_job(lambda _: None, done, failed or self.failed.emit, receiver)
        under_way = UnderWay(job, writes=writes, may_be_cut=may_be_cut)
        self._when_open(lambda: self._steps.run(steps, job, progress, under_way))
        return under_way

    def child(self) -> Child:
        """A process of our program for work that would keep the window from the interpreter. It ends with the file."""
        from situation_board.gui.background.child import Child  # most days need none

        child = Child()
        self._children.add(child)
        return child

    def let_go(self, child: Child, last: Callable[[Store], object] | None = None) -> None:
        """The child is needed no more. Before it ends it does what `last` gives, if anything, and until then this
        program leaves to it what is to be tidied."""
        steps = partial(self._to_its_end, child, last)
        self.walk(steps, progress=lambda _: None, done=lambda _: None, may_be_cut=True)

    def _to_its_end(self, child: Child, last: Callable[[Store], object] | None, _: Read) -> Generator[None, None, None]:
        from situation_board.gui.background.child import ChildEnded

        writing = self._writing
        try:
            if last is not None:
                writing.leaves_tidying = True
                yield from child.ask(last(writing.store))
        except (ChildEnded, Problem):
            logger.debug("what is to be tidied is left to this program", exc_info=True)
        finally:
            writing.leaves_tidying = False
            child.end()
            self._children.discard(child)

    def _kill_children(self) -> None:
        for child in list(self._children):
            child.kill()

    def _end_children(self) -> None:
        for child in list(self._children):
            child.end()

    def beside(self, work: Callable[[Store], Answer]) -> Answer:
        """Do work that reads through connections of its own. Takes its time: call it from an errand."""
        return work(self._writing.store)

    def set_person(self, person: str | None, *, done: Callable[[Identity], None] | None = None) -> None:
        """Who is on duty from now on. What was asked for before is still the former person's."""

        def change(store: Store) -> Identity:
            store.identity = dataclasses.replace(store.identity, person=person)
            return store.identity

        self.write(change, done=done)

    # --- the file closed for a while, the window kept

    def rest(self) -> Callable[[], None]:
        """Hold from now on what is asked. The work that is returned closes the file: call it from an errand."""
        self._is_resting = True
        return self._end

    @property
    def is_resting(self) -> bool:
        return self._is_resting

    def go_on(self, store: Store, *, reopen: Callable[[], Store]) -> None:
        """Take the file up again where it was left. Others may have written meanwhile: everything is asked anew."""
        store.identity = self.identity
        self.is_protected = store.is_protected
        unanswered, held, self._held = self._reading.unanswered, self._held, []
        self._begin(store, reopen)
        self._is_resting = False
        for job in unanswered:
            self._reading.ask(job)
        for begin in held:
            begin()
        self.changed.emit(EVERYTHING)

    def _when_open(self, begin: Callable[[], object]) -> None:
        """A window that has just closed still hears its timers, and what they ask must find no thread."""
        if self._is_closed:
            return
        if self._is_resting:
            self._held.append(begin)
        else:
            begin()

    def _end(self) -> None:
        self._steps.finish(hurry=self._kill_children)
        self._end_children()
        self._reading.close()
        self._watching.close()
        self._writing.close()

    def close(self) -> None:
        """Stop the questions, write what is waiting, end the threads, close the file."""
        if self._is_closed:
            return
        self._is_closed = True
        self._mailbox.close()
        self._steps.close(hurry=self._kill_children)
        self._end_children()
        self._reading.close()
        self._watching.close()
        self._writing.close()

    def _refuse(self, job: Job, problem: Problem) -> None:
        """As if the store had refused: said where what was not saved is, and on the next turn."""

        def tell() -> None:
            self.not_saved.emit(problem)
            job.tell(job.failed or self.failed.emit, problem)

        self._mailbox.post(tell)

    def _stand(self, problem: Problem | None) -> None:
        self._is_away = problem is not None
        self.standing.emit(problem)

    def _unanswered(self, problem: Problem) -> None:
        """That the file cannot be read is told once, as what lasts; when that is over, all is asked anew."""
        if not self._is_away or not isinstance(problem, Trouble):
            self.failed.emit(problem)

    def _suspect(self) -> None:
        self._writing.is_suspect = True

    def _open_again(self) -> None:
        """What is suspect is opened again before the next thing is written; this is a next thing."""
        self._writing.take(make_job(lambda store: None, None, None, None))
