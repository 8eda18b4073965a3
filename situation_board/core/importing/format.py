"""What a format is: how it is recognised by its content, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from situation_board.core.importing.incoming import Given
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options


@dataclass(frozen=True, slots=True)
class Format:
    """`recognise` says in words why a file is of this format, None when it is not: by signature and content only.

    `read` gives the rows of the file one by one and notes down what it decided and left out. `publisher` names who
    publishes such files, for the source of rows that name none. `part` names what of a file is read, where that is one
    of several sheets.
    """

    name: str
    words: str
    recognise: Callable[[Looked], str | None]
    read: Callable[[Looked, Options, Notes], Iterator[Given]]
    publisher: str | None = None
    part: Callable[[Looked, Options], str | None] | None = None
