"""The elements of an XML file one by one: no entities, no fetches, no more memory than one element needs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from situation_board.core.problems import Mistake

LARGEST = 512 << 20
"""Bytes of an XML file that are read."""


def local_name(element: Element) -> str:
    """The element's name without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def elements(stream: BinaryIO, names: frozenset[str], *, file_name: str) -> Iterator[Element]:
    """Every element of those local names (in lower case), outermost ones only, forgotten after it was looked at.

    Mistake when the file is broken, or does what no honest file does: declares entities or fetches something.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=False):
            is_wanted = local_name(element) in names
            if event == "start":
                depth += is_wanted
                continue
            if is_wanted:
                depth -= 1
                if depth == 0:
                    yield element
            if depth == 0:
                element.clear()
    except DefusedXmlException as error:
        raise Mistake(
            f"{file_name} is not read: it declares entities, as attacks do.",
            field="file",
            kept="Nothing was imported.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Mistake(f"{file_name} is broken: {error}.", field="file", kept="Nothing was imported.") from error


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
