"""The numbers of issued sheets: "H2K7M-7", never given twice, also by laptops that never meet.

The letters before the hyphen are those of this laptop in this situation, drawn from its random id; the count goes on
from the highest that this laptop ever gave, which it remembers outside the file: a file may be copied, or go back to
an old backup. Where a file knows a number with our letters that we do not remember giving, somebody else gives them
(a cloned laptop) or our memory was lost: from then on we use other letters. See packaging/decisions/0012.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from situation_board.core.laptop import laptop_id, settings_folder
from situation_board.core.store import Reading

FOLDER = "sheet-numbers"
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS = "0123456789" + LETTERS
"""Without I, L, O and U, which are misheard and misread."""
LENGTH = 5
"""Signs; of a hundred laptops the chance that two draw the same is less than one in four thousand."""
NUMBER = re.compile(rf"([{SIGNS}]{{{LENGTH}}})-(\d+)(?: rev (\d+)(?: \(([{SIGNS}]+)\))?)?")


def reserve_number(reading: Reading) -> str:
    """A number for a sheet that is about to be issued. One that is not used then stays a gap."""
    return reserve_numbers(reading, 1)[0]


def reserve_numbers(reading: Reading, count: int) -> tuple[str, ...]:
    """Several numbers, for the lines of a capture form as well."""
    memory = _Memory(settings_folder() / FOLDER / reading.situation.id)
    letters = _letters(reading, memory)
    return tuple(_next(reading, memory, letters) for _ in range(count))


def reserve_revision(reading: Reading, number: str) -> str:
    """The number of a correction: "H2K7M-7 rev 1"; one made on another laptop says on which."""
    memory = _Memory(settings_folder() / FOLDER / reading.situation.id)
    found = NUMBER.fullmatch(number)
    base = f"{found[1]}-{found[2]}" if found else number
    ours = _letters(reading, memory)
    by = "" if found and found[1] in _own_letters(reading, memory) else f" ({ours})"
    for revision in itertools.count(1):
        made = f"{base} rev {revision}{by}"
        if made not in _given(reading) and memory.take(made):
            return made
    raise AssertionError("numbers do not end")


def _next(reading: Reading, memory: _Memory, letters: str) -> str:
    highest = max((*_counts(memory.names(), letters), *_counts(_given(reading), letters)), default=0)
    for count in itertools.count(highest + 1):
        if memory.take(f"{letters}-{count}"):
            return f"{letters}-{count}"
    raise AssertionError("numbers do not end")


def _letters(reading: Reading, memory: _Memory) -> str:
    """The letters that only this laptop uses, as far as this file and our memory know."""
    remembered, given = memory.names(), _given(reading)
    for letters in _choices(reading, "" if memory.is_kept else _salt_of_this_run()):
        if max(_counts(given, letters), default=0) <= max(_counts(remembered, letters), default=0):
            return letters
    raise AssertionError("letters do not end")


def _own_letters(reading: Reading, memory: _Memory) -> set[str]:
    """All that this laptop ever gave numbers under."""
    return {found[1] for name in memory.names() if (found := NUMBER.fullmatch(name)) and found[3] is None}


def _choices(reading: Reading, salt: str) -> Iterator[str]:
    for attempt in itertools.count():
        seed = f"sheet numbers {laptop_id()} {reading.situation.id} {attempt} {salt}"
        digest = int.from_bytes(hashlib.sha256(seed.encode()).digest())
        signs = [LETTERS[digest % len(LETTERS)]]
        for _ in range(LENGTH - 1):
            digest //= len(SIGNS)
            signs.append(SIGNS[digest % len(SIGNS)])
        yield "".join(signs)


def _given(reading: Reading) -> set[str]:
    """The numbers that this file knows, those of withdrawn sheets too."""
    return {number for (number,) in reading.all("SELECT DISTINCT number FROM snapshot WHERE number IS NOT NULL")}


def _counts(numbers: set[str], letters: str) -> list[int]:
    return [int(found[2]) for number in numbers if (found := NUMBER.fullmatch(number)) and found[1] == letters]


class _Memory:
    """The numbers that this laptop gave in a situation: one empty file each, because making one that is not there yet
    is a single step, whichever program does it. Where nothing can be written, they are remembered for this run, under
    letters of this run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_kept(self) -> bool:
        """Whether what is given now will be remembered by the next run."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        return os.access(self._folder, os.W_OK)

    def names(self) -> set[str]:
        try:
            return {path.name for path in self._folder.iterdir()} | _of_this_run(self._folder)
        except OSError:
            return set(_of_this_run(self._folder))

    def take(self, number: str) -> bool:
        """Whether the number is ours now; False when it was taken before."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / number).touch(exist_ok=False)
        except FileExistsError:
            return False
        except OSError:
            taken = _of_this_run(self._folder)
            is_new = number not in taken
            taken.add(number)
            return is_new
        return True


@cache
def _salt_of_this_run() -> str:
    """Without a memory each run has letters of its own, else the next would count from one again."""
    return secrets.token_hex(8)


@cache
def _of_this_run(folder: Path) -> set[str]:
    return set()
