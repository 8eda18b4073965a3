"""The elements of an XML file one by one: no entities, no fetches, no more memory than one element needs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from situation_board.core.problems import Mistake

LARGEST = 64 << 20
"""Bytes from one element that is forgotten to the next: the boundary of a country in full detail."""
DEEPEST = 500
"""Elements in one another."""
LONGEST_NAME = 200
"""Characters of the name of a folder."""


def local_name(element: Element) -> str:
    """The element's name without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def elements(
    stream: BinaryIO,
    names: frozenset[str],
    *,
    file_name: str,
    around: frozenset[str] = frozenset(),
    called: list[str] | None = None,
) -> Iterator[Element]:
    """Every element of those local names (in lower case), outermost ones only, forgotten after it was looked at.

    `called` is kept filled with the names of the elements `around` the one that comes, the outermost first. Mistake
    when the file is broken, or does what no honest file does: declares entities or fetches something.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    inside: list[str] = []
    folders = called if called is not None else []
    source = _Measured(stream)
    try:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=False):
            name = local_name(element)
            if event == "start":
                depth += name in names
                inside.append(name)
                if len(inside) > DEEPEST:
                    raise ValueError(f"more than {DEEPEST} elements stand in one another")
                if name in around:
                    folders.append("")
                continue
            inside.pop()
            if name in names:
                depth -= 1
                if depth == 0:
                    yield element
            if depth == 0:
                _keep_name(element, inside, around, folders)
                element.clear()
                source.held = 0
    except DefusedXmlException as error:
        raise Mistake(
            f"{file_name} is not read: it declares entities, as attacks do.",
            field="file",
            kept="Nothing was imported.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Mistake(f"{file_name} is broken: {error}.", field="file", kept="Nothing was imported.") from error


class _Measured(io.RawIOBase):
    """What is read of a stream; ValueError when more is held than one element may need."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.held = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.held += len(piece)
        if self.held > LARGEST:
            raise ValueError(f"one of its elements is larger than {LARGEST >> 20} MB")
        return piece


def _keep_name(element: Element, inside: list[str], around: frozenset[str], folders: list[str]) -> None:
    """The name of an element around others stands in it; at its end it is over."""
    if local_name(element) in around and folders:
        folders.pop()
    elif local_name(element) == "name" and inside and inside[-1] in around and folders:
        folders[-1] = (text_of(element) or "")[:LONGEST_NAME]


def child(element: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next((each for each in element if local_name(each) == name), None)


def text_of(element: Element | None) -> str | None:
    """All text of an element; None when it has none."""
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None


def child_text(element: Element, name: str) -> str | None:
    return text_of(child(element, name))


def stream_of(content: bytes) -> BinaryIO:
    return io.BytesIO(content)
