"""What a check is at, and what it found, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QLocale

from situation_board.core.integrity import MOST_FINDINGS, Findings, Look
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, isolated

GOING = {
    "file": QT_TRANSLATE_NOOP("CheckFile", "Reading every page of the file"),
    "log": QT_TRANSLATE_NOOP("CheckFile", "Proving that each change is what its writer wrote"),
    "table": QT_TRANSLATE_NOOP("CheckFile", "Comparing what is shown with the history"),
    "derived": QT_TRANSLATE_NOOP("CheckFile", "Working out sums and what search finds once more"),
    "reference": QT_TRANSLATE_NOOP("CheckFile", "Following what refers to something else"),
    "dataset": QT_TRANSLATE_NOOP("CheckFile", "Making the rows of imported files once more"),
    "content": QT_TRANSLATE_NOOP("CheckFile", "Proving pictures, documents and issued sheets"),
}
"""By kind of look, in their order."""
WRONG = {
    "file": QT_TRANSLATE_NOOP("CheckFile", "The file is damaged"),
    "log": QT_TRANSLATE_NOOP("CheckFile", "Changes in the history are not what was written"),
    "table": QT_TRANSLATE_NOOP("CheckFile", "What is shown is not what the history says"),
    "derived": QT_TRANSLATE_NOOP("CheckFile", "Sums, marks or what search finds are not what the entries say"),
    "reference": QT_TRANSLATE_NOOP("CheckFile", "Something refers to what is not in this file"),
    "dataset": QT_TRANSLATE_NOOP("CheckFile", "Rows of imported files are not what was imported"),
    "content": QT_TRANSLATE_NOOP("CheckFile", "Pictures, documents or sheets are missing or not what was saved"),
}


def beginning_words() -> str:
    """Until the first news: the pages of a large file take a while."""
    return translated(GOING["file"])


def look_words(look: Look, locale: QLocale) -> str:
    """Which look it is at, and how far that one is."""
    number = locale.toString
    said = translated("{0} of {1}: {2}").format(
        isolated(number(look.number)), isolated(number(look.looks)), translated(GOING[look.kind])
    )
    return f"{said} ({isolated(number(look.passed))})" if look.passed else said


def outcome_words(found: Findings, locale: QLocale) -> str:
    number = locale.toString
    looked = translated("Changes that were looked at: {0}, rows: {1}.").format(
        isolated(number(found.changes)), isolated(number(found.rows))
    )
    if found.clean:
        return f"{translated('Everything in this file is in order.')} {looked}"
    return f"{translated('This file is not in order.')} {looked}"


def finding_lines(found: Findings) -> Iterator[str]:
    """Each kind with what it means, then what was found, one thing a line."""
    for kind, findings in groupby(found.found, key=lambda each: each.kind):
        whats = [each.what for each in findings]
        yield f"{translated(WRONG[kind])}:"
        yield from (f"  {what}" for what in whats)
        if len(whats) >= MOST_FINDINGS:
            yield "  " + translated("There may be more: only so many of a kind are told.")
        yield ""


def advice(found: Findings) -> str:
    """What to do, the most pressing first; "" where nothing is wrong."""
    if found.clean:
        return ""
    if {each.kind for each in found.found} == {"reference"}:
        return translated("Part of a merge is missing: merge the other laptop's file once more, and check again.")
    return translated(
        "Keep this file as it is. Go back to a backup that is whole, or bring out what can be read and merge the latest"
        " backup into that. Save this list for whoever looks after the file."
    )


def translated(words: str) -> str:
    return QCoreApplication.translate("CheckFile", words)
