"""A process of our own program that does long work in place of the window's, which keeps the interpreter to itself.

It is started when something is asked of it, and again when it has ended. `kill` may be called from any thread, the
rest belongs on threads of steps, or where nothing is asked any more.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import situation_board
from situation_board.core.importing.apart import ARGUMENT
from situation_board.core.importing.apart.channel import Channel, Gone, make_channel
from situation_board.core.importing.apart.messages import Crashed, Done, Failed, Reached, Stop, Stopped
from situation_board.core.steps import EndHere
from situation_board.gui.crash import bug_of

BETWEEN_LOOKS = 0.1
"""Seconds after which who waits for an answer looks whether it is still wanted."""
PATIENCE = 30.0
"""Seconds in which what was told to stop may come to its end."""
LAST_SECONDS = 5.0
"""In which a process that nobody asks any more may end by itself."""


class ChildEnded(Exception):
    """The process ended while something was asked of it, or could not be started: who asked says what that means."""


class Child:
    """Answers one question at a time; the next one waits for its turn."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None

    @property
    def process_id(self) -> int | None:
        """None while there is no process."""
        return self._process.pid if self._process is not None else None

    def ask(self, question: object, *, patience: float = PATIENCE) -> Generator[Any, None, Any]:
        """Have something done. Each yield is progress, or None for nothing new, and a place to stop: the answer is
        None then, or what it came to before the process heard of it. After `patience` the process is killed."""
        with self._turn:
            try:
                channel = self._reached()
                channel.send(question)
                try:
                    while isinstance(said := channel.receive(BETWEEN_LOOKS), Reached | None):
                        yield said.progress if said is not None else None
                except EndHere:
                    said = _last_word(channel, patience)
                return _answer_of(said)
            except (Gone, OSError) as error:
                self._end()
                raise ChildEnded from error
            except GeneratorExit:  # nobody waits for the answer: the next one would be taken for it
                self.kill()
                self._end()
                raise

    def kill(self) -> None:
        """Whoever waits for an answer hears that the process has ended."""
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> None:
        """Wait for the end of what is asked, and of the process."""
        with self._turn:
            self._end()

    def _reached(self) -> Channel:
        """The pipe to the process, which is started where there is none."""
        if self._channel is None:
            self._channel, theirs = make_channel()
            try:
                self._process = _started(theirs)
            finally:
                theirs.close()
        return self._channel

    def _end(self) -> None:
        """Without anybody to hear, it ends by itself."""
        channel, process = self._channel, self._process
        self._channel = self._process = None
        if channel is not None:
            channel.close()
        if process is None:
            return
        try:
            process.wait(LAST_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _last_word(channel: Channel, patience: float) -> object:
    """What was asked came to this before the process stopped. Gone when it does not stop."""
    channel.send(Stop())
    give_up = time.monotonic() + patience
    while isinstance(said := channel.receive(max(give_up - time.monotonic(), 0.0)), Reached | None):
        if time.monotonic() >= give_up:
            raise Gone
    return said


def _answer_of(said: object) -> Any:
    match said:
        case Done():
            return said.answer
        case Failed():
            raise said.problem
        case Crashed():
            raise bug_of(Path(said.report) if said.report is not None else None)
        case Stopped():
            return None
        case _:
            raise Gone


def _started(theirs: Channel) -> subprocess.Popen[bytes]:
    """Our program, started anew, with one end of a pipe."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", situation_board.__name__]
    command = [*program, ARGUMENT, str(theirs.handle)]
    nowhere = subprocess.DEVNULL
    folder = Path(situation_board.__file__).parents[1]  # no folder of the person's, which could not be removed then
    if sys.platform == "win32":
        import os

        os.set_handle_inheritable(theirs.handle, True)
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
            startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": [theirs.handle]}),
            creationflags=subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS,
        )
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        pass_fds=[theirs.handle],
        process_group=0,  # what is typed in a terminal to end the window is not meant for it
    )
